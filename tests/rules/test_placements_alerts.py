from datetime import date, timedelta
from fractions import Fraction

import pytest

from talent.placements.rules.alerts import PlacementFinding as F
from talent.placements.rules.alerts import Stay, TermFacts, alerts
from talent.placements.rules.expiries import PaperStatus, PaperType, expiries
from talent.placements.rules.lifecycle import Level, PresenceStatus, SemesterStatus, StudyStatus
from talent.placements.rules.policy import PlacementPolicy
from talent.placements.rules.terms import Term

POLICY = PlacementPolicy()
TODAY = date(2026, 11, 23)
AUTUMN = Term(2026, 2)


def found(*terms, today=TODAY, **values):
    stay = Stay(
        **{
            "study": StudyStatus.ENROLLED,
            "presence": PresenceStatus.ARRIVED,
            "arrived_on": date(2026, 2, 20),
            "card_registered_on": date(2026, 4, 2),
            **values,
        }
    )
    return alerts(stay, terms, policy=POLICY, today=today)


def findings(*terms, **values):
    return [alert.finding for alert in found(*terms, **values)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, []),
        (59, []),
        (60, [F.RESIDENCE_CARD_DUE]),
        (79, [F.RESIDENCE_CARD_DUE]),
        (80, [F.RESIDENCE_CARD_URGENT]),
        (90, [F.RESIDENCE_CARD_URGENT]),
        (91, [F.RESIDENCE_CARD_OVERDUE]),
    ],
)
def test_the_residence_card_is_pressed_on_day_60_and_80_of_90(days, expected):
    arrived = TODAY - timedelta(days=days)

    assert findings(arrived_on=arrived, card_registered_on=None) == expected


def test_an_alert_says_its_day_and_its_facts():
    alert = found(arrived_on=date(2026, 9, 1), card_registered_on=None)[0]

    assert (alert.due, dict(alert.facts)) == (date(2026, 11, 30), {"day": 83, "limit": 90})


def test_a_registered_card_is_not_pressed_but_its_end_is():
    assert findings() == []
    assert findings(card_expires_on=TODAY + timedelta(days=60)) == [F.RESIDENCE_CARD_ENDING]
    assert findings(card_expires_on=TODAY + timedelta(days=61)) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [(61, []), (60, [F.VISA_ENDING]), (0, [F.VISA_ENDING]), (-1, [F.VISA_EXPIRED])],
)
def test_the_visa_warns_two_months_before(days, expected):
    assert findings(visa_expires_on=TODAY + timedelta(days=days)) == expected


def test_a_visa_is_nobodys_worry_after_departure():
    gone = {"presence": PresenceStatus.DEPARTED, "visa_expires_on": date(2026, 1, 1)}

    assert findings(**gone, passport_expires_on=date(2026, 1, 1)) == []


def test_before_the_journey_the_passport_is_measured_from_the_planned_arrival():
    before = {
        "presence": PresenceStatus.VISA_FILED,
        "arrived_on": None,
        "planned_arrival": date(2027, 2, 20),
    }

    assert findings(**before, passport_expires_on=date(2027, 8, 19)) == [F.PASSPORT_SHORT]
    assert findings(**before, passport_expires_on=date(2027, 8, 20)) == []
    assert findings(**before, passport_expires_on=date(2026, 11, 22)) == [F.PASSPORT_EXPIRED]


def test_in_korea_the_passport_warns_half_a_year_before():
    assert findings(passport_expires_on=TODAY + timedelta(days=180)) == [F.PASSPORT_ENDING]
    assert findings(passport_expires_on=TODAY + timedelta(days=181)) == []


def report(status=SemesterStatus.OPEN, due=date(2026, 11, 21), term=AUTUMN, **values):
    return TermFacts(term, status, due, **values)


def test_an_open_report_is_due_then_overdue():
    assert findings(report(due=TODAY + timedelta(days=22))) == []
    assert findings(report(due=TODAY + timedelta(days=21))) == [F.REPORT_DUE]
    assert findings(report(due=TODAY)) == [F.REPORT_DUE]
    assert findings(report(due=TODAY - timedelta(days=1))) == [F.REPORT_OVERDUE]


def test_a_report_sent_in_is_not_overdue_but_one_sent_back_is():
    assert findings(report(SemesterStatus.TRAINEE_SUBMITTED)) == []
    assert findings(report(SemesterStatus.SENT_BACK)) == [F.REPORT_OVERDUE]


def graded(half, gpa, percent):
    return report(
        SemesterStatus.ACCEPTED,
        term=Term(2025, 1) + half,
        gpa=Fraction(gpa),
        scale="4.3",
        percent=Fraction(percent),
    )


def test_a_grade_is_below_the_floor_only_below_eighty_per_cent():
    assert findings(graded(0, "2.80", 80)) == []
    assert findings(graded(0, "2.79", 79)) == [F.GPA_BELOW_FLOOR]


def test_two_falls_in_a_row_are_told_with_the_grade_and_its_scale():
    falling = [graded(0, "3.62", 90), graded(1, "3.41", 87), graded(2, "3.18", 84)]

    alert = found(*falling)[0]

    assert (alert.finding, alert.facts["gpa"]) == (F.GPA_FALLING, "3.18/4.3")
    assert findings(*falling[1:]) == []
    assert findings(falling[0], falling[2], falling[1]) == [F.GPA_FALLING]


def test_a_rise_ends_the_fall():
    assert findings(graded(0, "3.62", 90), graded(1, "3.41", 87), graded(2, "3.41", 87)) == []


def test_the_most_pressing_comes_first():
    pressing = findings(
        report(),
        visa_expires_on=TODAY - timedelta(days=3),
        passport_expires_on=TODAY + timedelta(days=30),
    )

    assert pressing == [F.VISA_EXPIRED, F.REPORT_OVERDUE, F.PASSPORT_ENDING]


@pytest.mark.parametrize("study", [StudyStatus.WITHDRAWN, StudyStatus.UNPLACED])
def test_an_ended_placement_alerts_nobody(study):
    assert findings(report(), study=study, visa_expires_on=date(2020, 1, 1)) == []


def test_the_policy_is_read_back_as_it_was_written():
    policy = PlacementPolicy(passport_months=8, residence_card_days=(50, 70))

    assert PlacementPolicy.parse(policy.stored()) == policy
    assert PlacementPolicy.parse({}) == PlacementPolicy()


def test_reports_are_due_at_the_end_of_july_and_of_january():
    assert POLICY.report_due_on(Term(2026, 1)) == date(2026, 7, 31)
    assert POLICY.report_due_on(Term(2026, 2)) == date(2027, 1, 31)


def test_a_masters_degree_takes_four_semesters_and_a_doctorate_six():
    assert POLICY.standard_end(Level.MASTER, Term(2025, 1)) == date(2027, 2, 28)
    assert POLICY.standard_end(Level.DOCTOR, Term(2025, 2)) == date(2028, 8, 31)


def test_papers_are_listed_by_their_last_day():
    papers = {
        PaperType.PASSPORT: date(2031, 5, 14),
        PaperType.VISA: TODAY,
        PaperType.CARD: date(2026, 11, 22),
        PaperType.FUNDING: None,
    }

    listed = expiries(papers, warning={PaperType.VISA: 60}, today=TODAY)

    assert [(e.paper, e.days, e.status) for e in listed] == [
        (PaperType.CARD, -1, PaperStatus.RUN_OUT),
        (PaperType.VISA, 0, PaperStatus.SOON),
        (PaperType.PASSPORT, 1633, PaperStatus.VALID),
    ]
