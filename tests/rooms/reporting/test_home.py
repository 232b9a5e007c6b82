"""The first page after sign-in and the audit trail."""

from datetime import timedelta

import pytest

from talent.foundations.access import Role
from talent.foundations.periods import SEOUL
from talent.people.rules.lifecycle import OrganisationStatus, PersonStatus
from talent.plumbing import history
from talent.reporting import queries
from talent.selection.rules.lifecycle import RoundStatus
from tests.factories import AT, make_account, make_organisation, make_person, make_university
from tests.rooms.cohorts.factories import make_cohort, make_participation, make_session
from tests.rooms.selection.factories import make_call
from tests.visitor import Visitor

LANGUAGES = ["ko", "mn", "en"]


def test_a_stranger_is_sent_to_the_door(app, session):
    assert Visitor(app).open("/").path == "/sign-in?next=/"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_first_page_in_every_language(app, session, role, language):
    page = Visitor(app, make_account(role, language=language)).open("/")

    assert (page.status, page.soup.html["lang"]) == (200, language)


def test_an_empty_first_page_says_that_this_is_good(app, session):
    page = Visitor(app, make_account(Role.REVIEWER)).open("/")

    assert page.heading == "Nothing waits for you"
    assert page.says("This is good: whatever needs you will appear here, with its date.")


def test_what_waits_is_listed_with_a_link_to_the_place(app, session):
    make_organisation("New Institute", status=OrganisationStatus.PROPOSED)
    page = Visitor(app, make_account(Role.APPROVER)).open("/")

    assert page.texts(".todo li small") == ["New Institute"]
    assert page.follow("Verify an organisation").heading == "New Institute"


def test_a_trainee_sees_what_to_do_now(app, session):
    trainee = make_account(person=make_person(status=PersonStatus.UNCONFIRMED))

    page = Visitor(app, trainee).open("/")

    assert page.heading == "Hello, Bat-Erdene"
    assert page.texts(".now-card .lead") == ["Read your record and give your consents"]
    assert page.follow("Continue").heading == "My record"


def test_each_person_is_asked_for_their_own_things_only(session):
    make_university()
    park, kim = make_account(Role.COORDINATOR), make_account(Role.REVIEWER)

    assert [w.name for w in queries.waiting(park, AT)] == ["Hanbit University"]
    assert queries.waiting(kim, AT) == []


@pytest.mark.parametrize("role", list(Role))
def test_the_first_page_takes_at_most_twelve_statements(app, session, statements, role):
    make_university()
    make_organisation("New Institute", status=OrganisationStatus.PROPOSED)
    visitor = Visitor(app, make_account(role))
    session.commit()

    with statements(session) as counted:
        visitor.open("/")

    assert len(counted) <= 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trail_is_read_by_auditors_in_their_language(app, session, language):
    park = make_account(Role.COORDINATOR, who="Park Jihoon")
    history.record(make_person("Dorj"), "change", by=park, at=AT, fields=["phone"])
    code = park.person.code

    page = Visitor(app, make_account(Role.AUDITOR, language=language)).open("/audit")

    assert page.status == 200
    assert code in page.texts("td")[2]


def test_the_trail_is_narrowed_by_record_and_by_person(session):
    park, oyuna = make_account(Role.COORDINATOR), make_account(Role.APPROVER, who="Oyuna")
    auditor = make_account(Role.AUDITOR, who="Lee")
    dorj, organisation = make_person("Dorj"), make_organisation()
    history.record(dorj, "change", by=park, at=AT)
    history.record(dorj, "read", by=oyuna, at=AT)
    history.record(organisation, "change", by=park, at=AT)
    session.flush()

    def deeds(**asked):
        rows = queries.audit_entries(auditor, **asked).rows
        return [(line.entry.subject, line.entry.deed) for line in rows]

    person, place = history.key(dorj), history.key(organisation)
    assert deeds() == [(place, "change"), (person, "read"), (person, "change")]
    assert deeds(subject="person") == [(person, "read"), (person, "change")]
    assert deeds(subject=place) == [(place, "change")]
    assert deeds(actor=oyuna.person.code.lower()) == [(person, "read")]


def test_nobody_else_reads_the_trail(app, session):
    park = make_account(Role.COORDINATOR)
    history.record(make_person("Dorj"), "change", by=park, at=AT)
    session.flush()

    assert queries.audit_entries(park).rows == []
    assert Visitor(app, park).open("/audit").status == 403


def test_todays_sessions_are_those_of_cohorts_one_works_with(session):
    teacher, other = make_account(Role.INSTRUCTOR, who="Dorj"), make_account(Role.INSTRUCTOR)
    park = make_account(Role.COORDINATOR, who="Park Jihoon")
    mine = make_session(make_cohort(), 4, instructor_id=teacher.person_id)

    def today(viewer):
        return queries.sessions_today(viewer, at=AT, zone=SEOUL)

    assert (today(teacher), today(park), today(other)) == ([mine], [mine], [])
    tomorrow = AT + timedelta(days=1)
    assert queries.sessions_today(park, at=tomorrow, zone=SEOUL) == []


def test_running_rounds_show_how_far_they_are(session):
    park, kim = make_account(Role.COORDINATOR), make_account(Role.REVIEWER)
    round_ = make_call(RoundStatus.REVIEWING)

    (line,) = queries.running_rounds(park)

    assert (line.round, line.handed_in, line.drafts, line.reviewed) == (round_, 0, 0, 0)
    assert queries.running_rounds(kim) == []


def test_a_trainees_facts_are_their_own(session):
    one, other = make_account(), make_account(who="Sarangerel")
    participation = make_participation(make_cohort(), one.person)

    assert queries.own_facts(one).participations == [participation]
    assert queries.own_facts(other).participations == []
