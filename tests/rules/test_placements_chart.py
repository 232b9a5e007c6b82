from datetime import date

from talent.placements.rules.chart import Dates, MarkKind, MarkStatus, chart, events
from talent.placements.rules.lifecycle import PresenceStatus as P
from talent.placements.rules.lifecycle import SemesterStatus
from talent.placements.rules.lifecycle import StudyStatus as S
from talent.placements.rules.next_steps import NextKind as N
from talent.placements.rules.next_steps import Situation, next_steps
from talent.placements.rules.policy import PlacementPolicy
from talent.placements.rules.steps import Readiness, deeds, needs_of, ready
from talent.placements.rules.terms import Term

TODAY = date(2026, 11, 23)


def dates(**values):
    return Dates(
        **{
            "study": S.ENROLLED,
            "presence": P.ARRIVED,
            "intake": Term(2025, 1),
            "standard_end": date(2027, 2, 28),
            "admitted_on": date(2024, 12, 10),
            "enrolled_on": date(2025, 3, 2),
            "arrived_on": date(2025, 2, 20),
            "visa_expires_on": date(2027, 1, 31),
            "passport_expires_on": date(2034, 5, 14),
            **values,
        }
    )


def test_the_axis_runs_from_the_term_before_to_the_end_of_study():
    drawn = chart(dates(), today=TODAY)

    assert [str(term) for _, term in drawn.ticks][:2] == ["2024-S2", "2025-S1"]
    assert drawn.ticks[0][0] == 0
    assert all(0 <= dot.x <= 1000 for dot in (*drawn.study_dots, *drawn.stay_dots))


def test_a_passport_of_ten_years_does_not_stretch_the_drawing():
    drawn = chart(dates(), today=TODAY)

    assert len(drawn.ticks) <= 12
    assert MarkKind.PASSPORT_ENDS not in {dot.kind for dot in drawn.stay_dots}


def test_what_is_done_is_solid_and_what_is_ahead_is_hatched():
    spans = chart(dates(), today=TODAY).study_spans

    assert [(s.style, s.kind) for s in spans] == [
        ("solid", MarkKind.STUDY_NOW),
        ("hatch", MarkKind.STUDY_AHEAD),
    ]


def test_a_stay_that_ends_before_the_study_shows_the_gap():
    spans = chart(dates(), today=TODAY).stay_spans

    assert [s.kind for s in spans] == [MarkKind.STAY, MarkKind.STAY_UNCOVERED]


def test_the_degree_may_follow_the_departure():
    left = dates(
        study=S.DEGREE_CONFERRED,
        presence=P.RETURNED,
        coursework_completed_on=date(2026, 8, 31),
        departed_on=date(2026, 9, 5),
        returned_on=date(2026, 9, 5),
        conferred_on=date(2026, 11, 20),
    )

    study, stay = events(left, today=TODAY)

    assert study[-1].kind is MarkKind.DEGREE
    assert [d.kind for d in stay if d.status is MarkStatus.OVERDUE] == []


def test_what_should_have_happened_and_did_not_is_overdue():
    study, _ = events(dates(standard_end=date(2026, 8, 31)), today=TODAY)

    assert [d.kind for d in study if d.status is MarkStatus.OVERDUE] == [MarkKind.DEGREE_EXPECTED]


def test_a_nominee_has_a_drawing_too():
    drawn = chart(
        Dates(S.NOMINATING, P.AT_HOME, Term(2027, 1), date(2029, 2, 28)),
        today=TODAY,
    )

    assert (drawn.study_spans, drawn.stay_spans) == ((), ())
    assert [d.kind for d in drawn.study_dots] == [MarkKind.DEGREE_EXPECTED]


def kinds(study, presence, **values):
    now = Situation(study, presence, Term(2027, 1), **values)
    return [(s.kind, s.due) for s in next_steps(now, policy=PlacementPolicy())]


def test_the_trainee_hears_what_is_next_in_each_state():
    arrival = date(2027, 2, 20)

    assert kinds(S.NOMINATING, P.AT_HOME) == [(N.WAIT_FOR_UNIVERSITY, None)]
    assert kinds(S.CONDITIONALLY_ADMITTED, P.AT_HOME, condition_due_on=arrival) == [
        (N.MEET_CONDITION, arrival)
    ]
    assert kinds(S.ADMITTED, P.AT_HOME) == [(N.WAIT_FOR_CONTRACT, None)]
    assert kinds(S.ADMITTED, P.AT_HOME, contract_prepared=True) == [(N.SIGN_CONTRACT, None)]
    assert kinds(S.ADMITTED, P.AT_HOME, contract_prepared=True, contract_signed=True) == [
        (N.WAIT_FOR_COUNTERSIGNATURE, None)
    ]
    assert kinds(S.CONTRACTED, P.AT_HOME) == [(N.APPLY_FOR_VISA, None)]
    assert kinds(S.CONTRACTED, P.VISA_FILED) == [(N.WAIT_FOR_VISA, None)]
    assert kinds(S.CONTRACTED, P.VISA_REFUSED) == [(N.ASK_COORDINATOR, None)]
    assert kinds(S.CONTRACTED, P.VISA_ISSUED, planned_arrival=arrival) == [(N.TRAVEL, arrival)]
    assert kinds(S.CONTRACTED, P.ARRIVED, arrived_on=arrival) == [
        (N.ENROL, date(2027, 3, 1)),
        (N.REGISTER_CARD, date(2027, 5, 21)),
    ]
    assert kinds(S.ENROLLED, P.ARRIVED, arrived_on=arrival, card_registered=True) == [
        (N.STUDY, None)
    ]
    assert kinds(S.DEGREE_CONFERRED, P.ARRIVED, card_registered=True) == [(N.GO_HOME, None)]
    assert kinds(S.DEGREE_CONFERRED, P.RETURNED) == [(N.NOTHING, None)]


def test_open_reports_come_by_their_last_day():
    reports = (
        (Term(2027, 1), SemesterStatus.OPEN, date(2027, 7, 31)),
        (Term(2026, 2), SemesterStatus.SENT_BACK, date(2027, 1, 31)),
        (Term(2026, 1), SemesterStatus.ACCEPTED, date(2026, 7, 31)),
    )

    found = kinds(S.ENROLLED, P.ARRIVED, open_terms=reports)

    assert found == [
        (N.CORRECT_REPORT, date(2027, 1, 31)),
        (N.SEND_REPORT, date(2027, 7, 31)),
    ]


def test_a_step_is_offered_only_when_its_condition_holds():
    early = Readiness(S.ADMITTED, P.AT_HOME)
    signed = Readiness(S.ADMITTED, P.AT_HOME, contract_prepared=True, contract_signed=True)

    assert ready(["contract", "withdraw", "file-visa"], early) == []
    assert ready(["contract", "withdraw"], signed) == ["contract"]
    assert deeds(early) == ["prepare-contract", "ask-withdrawal"]
    assert needs_of("transfer") == "placements:approve"
    assert needs_of("arrive") == "placements:manage"
