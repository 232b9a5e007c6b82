import threading

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from talent.accounts.models import Account
from talent.foundations.access import Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.outbox.models import Mail
from talent.plumbing.database import db
from talent.plumbing.history import AuditEntry, key
from talent.selection import actions, queries
from talent.selection.models import Application, Decision, DecisionEntry, Review, Round
from talent.selection.rules.applying import offer_expiry
from talent.selection.rules.deciding import DecisionRefusal, DecisionStatus, content_hash
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from talent.selection.rules.ranking import OutcomeKind
from talent.selection.rules.reviewing import ReviewRefusal, ReviewStatus
from tests.factories import AT, make_account
from tests.rooms.selection.reviews import make_lots, make_marked, make_review, make_round

S = ReviewStatus
A = ApplicationStatus


class Office:
    """A round that can be decided, and the people who decide it."""

    def __init__(self, marks, **rules):
        self.kim = make_account(Role.REVIEWER, who="Kim Minseo")
        self.dorj = make_account(Role.REVIEWER, who="Dorj")
        self.park = make_account(Role.COORDINATOR, who="Park Jihoon")
        self.oyuna = make_account(Role.APPROVER, who="Oyuna")
        status = rules.pop("status", RoundStatus.DECIDING)
        self.round = make_round(status, **{"at_most_per_organisation": None, **rules})
        make_lots(self.round)
        self.applications = [
            make_marked(self.round, [self.kim, self.dorj], [pair, pair]) for pair in marks
        ]

    def prepare(self):
        return actions.prepare_decision(self.round, by=self.park, at=AT)

    def publish(self, decision, seen=None, by=None):
        actions.publish(decision, seen or decision.content_hash, by=by or self.oyuna, at=AT)


MARKS = [(4, 4), (4, 3), (3, 3), (2, 2)]  # 80, 68, 60, 40


@pytest.fixture
def office(session):
    return Office(MARKS)


def loaded(decision):
    db.session.flush()
    return queries.decision(None, decision.pid)


def refusal(deed, *given, **more):
    with pytest.raises(Refused) as refused:
        deed(*given, **more)
    return refused.value.reason


def test_closing_the_reviews_locks_every_mark(session):
    office = Office(MARKS, status=RoundStatus.REVIEWING)

    actions.begin_deciding(office.round, by=office.park, at=AT)
    session.flush()

    assert office.round.status is RoundStatus.DECIDING
    assert set(session.scalars(select(Review.status))) == {S.LOCKED}


def test_the_reviews_cannot_be_closed_while_marks_are_missing(session):
    office = Office(MARKS, status=RoundStatus.REVIEWING)
    make_review(office.applications[0], make_account(Role.REVIEWER))

    why = refusal(actions.begin_deciding, office.round, by=office.park, at=AT)

    assert why is DecisionRefusal.REVIEWS_INCOMPLETE
    assert office.round.status is RoundStatus.REVIEWING


def test_reviews_far_apart_stop_the_decision(session):
    office = Office([])
    make_marked(office.round, [office.kim, office.dorj], [(4, 4), (3, 3)])

    assert refusal(office.prepare) is DecisionRefusal.SPREAD_TOO_WIDE


def test_nothing_is_decided_about_nobody(session):
    assert refusal(Office([]).prepare) is DecisionRefusal.NOBODY_TO_RANK


def test_a_decision_is_prepared_only_in_the_deciding_stage(session):
    office = Office(MARKS, status=RoundStatus.REVIEWING)

    assert refusal(office.prepare) is DecisionRefusal.NOT_DECIDING


def test_a_prepared_decision_holds_every_place_in_exact_text_under_its_seal(session, office):
    decision = office.prepare()
    session.flush()

    first = decision.snapshot["places"][0]
    assert first == {
        "application": office.applications[0].pid,
        "number": office.applications[0].number,
        "organisation": None,
        "rank": 1,
        "outcome": "offered",
        "reason": "within-seats",
        "reserve_rank": None,
        "score": "80/1",
        "reviews": ["80/1", "80/1"],
        "tie_sums": [8],
        "settled_by": None,
    }
    assert decision.content_hash == content_hash(decision.snapshot)
    assert (decision.prepared_by_id, decision.prepared_at) == (office.park.id, AT)
    entries = session.scalars(select(DecisionEntry).order_by(DecisionEntry.rank)).all()
    assert [(e.outcome, e.reserve_rank, e.score) for e in entries] == [
        (OutcomeKind.OFFERED, None, "80/1"),
        (OutcomeKind.OFFERED, None, "68/1"),
        (OutcomeKind.RESERVE, 1, "60/1"),
        (OutcomeKind.BELOW_THRESHOLD, None, "40/1"),
    ]
    assert {a.status for a in office.applications} == {A.ELIGIBLE}


def test_publishing_moves_every_application_and_the_round_at_once(session, office):
    decision = loaded(office.prepare())

    office.publish(decision)
    session.flush()

    assert [a.status for a in office.applications] == [
        A.SELECTED,
        A.SELECTED,
        A.RESERVE,
        A.NOT_SELECTED,
    ]
    ends = offer_expiry(AT, 10, "Asia/Seoul")
    assert [a.offer_expires_at for a in office.applications] == [ends, ends, None, None]
    assert office.round.status is RoundStatus.RESULTS_PUBLISHED
    assert (decision.status, decision.approved_by_id) == (DecisionStatus.PUBLISHED, office.oyuna.id)
    trail = select(AuditEntry.deed).where(AuditEntry.subject == key(office.applications[2]))
    assert session.scalars(trail).all() == ["put-on-reserve"]


def test_every_applicant_gets_one_letter_at_the_moment_of_publication(session, office):
    decision = loaded(office.prepare())

    office.publish(decision)
    session.flush()

    mails = session.scalars(select(Mail).order_by(Mail.id)).all()
    people = {a.person_id for a in office.applications}
    emails = session.scalars(select(Account.email).where(Account.person_id.in_(people))).all()
    assert sorted(m.recipient for m in mails) == sorted(emails)
    assert {m.written_at for m in mails} == {AT}
    assert {m.language for m in mails} == {"mn"}


def test_the_person_who_prepared_a_decision_cannot_approve_it(session):
    office = Office(MARKS)
    both = make_account(Role.COORDINATOR, Role.APPROVER, who="Lee")
    decision = loaded(actions.prepare_decision(office.round, by=both, at=AT))

    assert refusal(office.publish, decision, by=both) is WorkflowRefusal.SAME_PERSON


def test_the_database_itself_keeps_two_pairs_of_eyes(session, office):
    decision = office.prepare()
    decision.approved_by_id, decision.published_at = decision.prepared_by_id, AT

    with pytest.raises(IntegrityError, match=r"four_eyes|published_has_approver"):
        session.flush()


def test_a_coordinator_cannot_approve(session, office):
    decision = loaded(office.prepare())
    lee = make_account(Role.COORDINATOR, who="Lee")

    assert refusal(office.publish, decision, by=lee) is WorkflowRefusal.NOT_YOURS


def test_what_the_approver_saw_must_be_what_was_prepared(session, office):
    decision = loaded(office.prepare())

    why = refusal(office.publish, decision, seen="0" * 64)

    assert why is DecisionRefusal.CHANGED_SINCE


def test_a_review_voided_after_the_preparation_stops_the_publication(session, office):
    decision = loaded(office.prepare())
    review = session.scalars(select(Review).order_by(Review.id)).first()
    actions.void(review, "Former supervisor.", by=office.oyuna, at=AT)
    session.flush()

    assert refusal(office.publish, decision) is DecisionRefusal.CHANGED_SINCE


def test_an_application_withdrawn_after_the_preparation_stops_the_publication(session, office):
    decision = loaded(office.prepare())
    session.execute(
        Application.__table__.update()
        .where(Application.id == office.applications[0].id)
        .values({"status": "withdrawn"})
    )

    assert refusal(office.publish, decision) is DecisionRefusal.CHANGED_SINCE


def test_a_tampered_snapshot_is_not_published(session, office):
    decision = loaded(office.prepare())
    changed = {**decision.snapshot, "seed": "another"}
    session.execute(Decision.__table__.update().values(snapshot=changed))

    assert refusal(office.publish, decision) is DecisionRefusal.CHANGED_SINCE


def test_a_decision_sent_back_stays_and_a_new_edition_keeps_the_seed(session, office):
    decision = office.prepare()
    session.flush()
    sealed = decision.content_hash

    again = actions.send_back(decision, "Check the third place.", by=office.oyuna, at=AT)
    session.flush()

    assert (decision.status, decision.content_hash) == (DecisionStatus.RETURNED, sealed)
    assert (again.edition, again.seed, again.status) == (2, decision.seed, DecisionStatus.DRAFT)
    assert office.prepare() is again


def test_sending_back_asks_for_a_reason(session, office):
    decision = office.prepare()

    why = refusal(actions.send_back, decision, "  ", by=office.oyuna, at=AT)

    assert why is ReviewRefusal.REASON_MISSING


def test_a_round_has_one_current_decision(session, office):
    session.add(Decision(round_id=office.round.id, edition=2, seed="another"))

    with pytest.raises(IntegrityError):
        session.flush()


def test_publishing_asks_the_same_questions_for_three_and_thirty_applications(session, statements):
    counts = []
    for number in (3, 30):
        office = Office([(4, 4)] * number)
        decision = loaded(office.prepare())
        pid, seal = decision.pid, decision.content_hash
        session.commit()
        session.expire_all()
        decision = queries.decision(office.oyuna, pid)
        with statements(session) as counted:
            actions.publish(decision, seal, by=office.oyuna, at=AT)
            session.flush()
        counts.append(len([s for s in counted if s.startswith("SELECT")]))

    assert counts[0] == counts[1]


def test_the_second_of_two_simultaneous_approvals_fails(house):
    office = Office(MARKS)
    decision = office.prepare()
    db.session.flush()
    pid, seal, approver = decision.pid, decision.content_hash, office.oyuna.id
    other = make_account(Role.APPROVER, who="Lee").id
    db.session.commit()
    together, results = threading.Barrier(2), []

    def approve(account_id):
        with house.app_context():
            by = db.session.get(Account, account_id)
            found = queries.decision(by, pid)
            db.session.rollback()
            together.wait(20)
            try:
                found = queries.decision(by, pid)
                actions.publish(found, seal, by=by, at=AT)
                db.session.commit()
                results.append("published")
            except (Refused, StaleDataError) as error:
                db.session.rollback()
                results.append(getattr(error, "reason", "stale"))

    threads = [threading.Thread(target=approve, args=(one,)) for one in (approver, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(results) == 2
    assert results.count("published") == 1
    assert {r for r in results if r != "published"} <= {WorkflowRefusal.NOT_FROM_HERE, "stale"}
    db.session.expire_all()
    assert db.session.scalar(select(Round.status)) is RoundStatus.RESULTS_PUBLISHED
    assert len(db.session.scalars(select(Mail.id)).all()) == len(MARKS)


def test_a_change_based_on_an_older_decision_fails(session, office):
    decision = office.prepare()
    session.flush()
    session.execute(Decision.__table__.update().values(version=Decision.version + 1))
    decision.published_at, decision.approved_by_id = AT, office.oyuna.id

    with pytest.raises(StaleDataError):
        session.flush()
