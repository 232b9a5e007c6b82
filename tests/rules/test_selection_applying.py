"""When somebody may apply, what lacks, and until when an offer stands."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from talent.foundations.access import SYSTEM, Permission
from talent.foundations.grades import OTHER
from talent.foundations.refusals import Refused
from talent.foundations.workflow import Workflow, WorkflowRefusal
from talent.people.rules.lifecycle import ConsentPurpose
from talent.selection.rules import applying
from talent.selection.rules.applying import ApplicationRefusal, GapFinding, VerdictKind
from talent.selection.rules.default_rules import default_rules
from talent.selection.rules.eligibility import EligibilityFinding, Facts, findings
from talent.selection.rules.form_steps import StepKind, after, before, states, step_of
from talent.selection.rules.lifecycle import (
    APPLICATION,
    ROUND,
    ApplicationStatus,
    RoundKind,
    RoundStatus,
)
from talent.selection.rules.round_rules import DegreeType, RoundRules

RULES = RoundRules.parse(default_rules(RoundKind.MSC))
OPENS = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = datetime(2026, 4, 30, 15, tzinfo=UTC)
G = GapFinding


class Somebody:
    """An actor who may do everything, or what is named."""

    id = 7

    def __init__(self, *held: Permission) -> None:
        self.permissions = frozenset(held or (*Permission, *SYSTEM.permissions))


@pytest.mark.parametrize(
    ("at", "status", "taken"),
    [
        (OPENS - timedelta(seconds=1), RoundStatus.OPEN, False),
        (OPENS, RoundStatus.OPEN, True),
        (CLOSES - timedelta(microseconds=1), RoundStatus.OPEN, True),
        (CLOSES, RoundStatus.OPEN, False),
        (OPENS, RoundStatus.APPROVED, False),
        (OPENS, RoundStatus.CLOSED, False),
    ],
)
def test_the_opening_instant_counts_and_the_closing_instant_does_not(
    at: datetime, status: RoundStatus, taken: bool
) -> None:
    assert applying.is_open(status, OPENS, CLOSES, at) is taken


def test_numbers_have_four_digits_and_grow_when_they_must() -> None:
    made = [applying.application_number("2026-MSC-1", n) for n in (42, 12345)]

    assert made == ["2026-MSC-1-0042", "2026-MSC-1-12345"]


def complete() -> dict[str, object]:
    return {
        "profile": {"latin": "B", "birth_date": "x", "phone": "1", "organisation": {"en": "O"}},
        "grade": ("3.18", "4.3", DegreeType.BACHELOR),
        "answers": {
            "field": "metals",
            "motivation": "m",
            "study_plan": "p",
            "work": "w",
            "return": "r",
            "korean": "none",
            "graduated": "2020-06-20",
        },
        "documents": {d.code for d in RULES.documents if d.required},
        "consents": set(RULES.consents),
        "rules": RULES,
    }


def test_a_complete_application_lacks_nothing() -> None:
    assert applying.gaps(**complete()) == []  # type: ignore[arg-type]
    applying.check_complete([])


def test_everything_that_lacks_is_named_in_the_order_of_the_form() -> None:
    empty = complete() | {
        "profile": {},
        "grade": ("", "", None),
        "answers": {"korean": "klingon", "field": "x" * 121, "publications": "many"},
        "documents": {"DOC-03", "DOC-06", "DOC-07", "DOC-11", "DOC-12"},
        "consents": set(RULES.consents) - {ConsentPurpose.TRANSFER},
    }

    assert applying.gaps(**empty) == [  # type: ignore[arg-type]
        (G.NAMES, ""),
        (G.BIRTH_DATE, ""),
        (G.PHONE, ""),
        (G.ORGANISATION, ""),
        (G.DEGREE, ""),
        (G.GRADE, ""),
        (G.ANSWER_TOO_LONG, "field"),
        (G.ANSWER, "motivation"),
        (G.ANSWER, "study_plan"),
        (G.ANSWER, "work"),
        (G.ANSWER, "return"),
        (G.ANSWER_NOT_A_CHOICE, "korean"),
        (G.ANSWER_NOT_A_NUMBER, "publications"),
        (G.ANSWER, "graduated"),
        (G.DOCUMENT, "DOC-04"),
        (G.CONSENT, "transfer"),
    ]
    with pytest.raises(Refused) as caught:
        applying.check_complete([(G.NAMES, "")])
    assert caught.value.facts == {"count": 1}


@pytest.mark.parametrize(
    ("raw", "scale", "lacks"),
    [
        ("3.18", "4.3", False),
        ("4.4", "4.3", True),
        ("good", "4.3", True),
        ("3.18", "", True),
        ("4.9 of 5, before 1998", OTHER, False),
        (" ", OTHER, True),
    ],
)
def test_a_grade_must_be_readable_or_left_to_people(raw: str, scale: str, lacks: bool) -> None:
    found = applying.grade_gaps(raw, scale, DegreeType.MASTER, RULES)

    assert found == ([(G.GRADE, "")] if lacks else [])


def test_a_call_without_lowest_grade_asks_for_none() -> None:
    short = RoundRules.parse(default_rules(RoundKind.INVITED))

    assert applying.grade_gaps("", "", DegreeType.NONE, short) == []


@pytest.mark.parametrize(
    ("typed", "gap"),
    [("3", None), ("0", None), ("501", G.ANSWER_NOT_A_NUMBER), ("-1", G.ANSWER_NOT_A_NUMBER)],
)
def test_a_number_has_to_fit(typed: str, gap: GapFinding | None) -> None:
    assert applying.answer_gap(RULES.question("publications"), typed) is gap


def test_a_day_has_to_be_a_day() -> None:
    question = RULES.question("graduated")

    assert applying.answer_gap(question, "2024-02-30") is G.ANSWER_NOT_A_DATE
    assert applying.answer_gap(question, "2024-02-29") is None


def test_a_line_end_is_one_character_wherever_it_was_typed() -> None:
    assert applying.length("a\r\nb") == applying.length("a\nb") == 3


def test_an_offer_stands_for_whole_working_days_in_the_zone_of_the_call() -> None:
    friday_evening = datetime(2026, 3, 6, 12, tzinfo=UTC)  # 21:00 in Seoul

    seoul = applying.offer_expiry(friday_evening, 10, "Asia/Seoul")
    home = applying.offer_expiry(friday_evening, 10, "Asia/Ulaanbaatar")

    assert seoul.astimezone(UTC) == datetime(2026, 3, 20, 15, tzinfo=UTC)
    assert home.astimezone(UTC) == datetime(2026, 3, 20, 16, tzinfo=UTC)


def test_an_answer_counts_until_the_offer_expires() -> None:
    applying.check_answerable(CLOSES, CLOSES - timedelta(seconds=1))
    for expires_at in (CLOSES, None):
        with pytest.raises(Refused) as caught:
            applying.check_answerable(expires_at, CLOSES)
        assert caught.value.reason is ApplicationRefusal.OFFER_EXPIRED


def test_screening_is_due_ten_working_days_after_the_last_day() -> None:
    midnight = datetime(2026, 4, 30, 15, tzinfo=UTC)  # the end of 30 April in Seoul

    assert applying.screening_due(midnight, 10, "Asia/Seoul") == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("status", "verdict", "until", "may"),
    [
        (ApplicationStatus.DRAFT, VerdictKind.OK, None, True),
        (ApplicationStatus.SUBMITTED, VerdictKind.UNREAD, None, False),
        (ApplicationStatus.SUBMITTED, VerdictKind.ASK_AGAIN, CLOSES, True),
        (ApplicationStatus.SUBMITTED, VerdictKind.ASK_AGAIN, OPENS, False),
        (ApplicationStatus.SUBMITTED, VerdictKind.ASK_AGAIN, None, False),
        (ApplicationStatus.ELIGIBLE, VerdictKind.ASK_AGAIN, CLOSES, False),
    ],
)
def test_a_document_changes_in_a_draft_or_when_asked_for_again(
    status: ApplicationStatus, verdict: VerdictKind, until: datetime | None, may: bool
) -> None:
    assert applying.may_replace(status, verdict, until, OPENS) is may


def facts(**values: object) -> Facts:
    given = {
        "percent": Fraction(80),
        "born": date(1996, 5, 17),
        "degree": DegreeType.BACHELOR,
        "nationality": "MN",
        "documents": {d.code for d in RULES.documents},
        "defective": set(),
        "day": date(2026, 4, 30),
    }
    return Facts(**(given | values))  # type: ignore[arg-type]


F = EligibilityFinding


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, ()),
        ({"percent": Fraction(7999, 100)}, (F.GRADE_TOO_LOW,)),
        ({"percent": None}, (F.GRADE_NOT_CONVERTED,)),
        ({"born": date(1986, 5, 1)}, ()),
        ({"born": date(1986, 4, 30)}, (F.TOO_OLD,)),
        ({"born": None}, (F.BIRTH_DATE_MISSING,)),
        ({"degree": DegreeType.DOCTOR}, ()),
        ({"degree": None}, (F.DEGREE_TOO_LOW,)),
        ({"nationality": "KR"}, (F.NATIONALITY,)),
        ({"documents": set()}, (F.DOCUMENT_MISSING,)),
        ({"defective": {"DOC-04"}}, (F.DOCUMENT_DEFECTIVE,)),
    ],
)
def test_findings_follow_from_the_rules(
    values: dict[str, object], found: tuple[EligibilityFinding, ...]
) -> None:
    assert findings(facts(**values), RULES) == found


def test_steps_are_done_to_fix_or_looked_at() -> None:
    gaps = [(G.GRADE, ""), (G.DOCUMENT, "DOC-04")]

    assert states(gaps, StepKind.QUESTIONS) == [
        (StepKind.BACKGROUND, "fix"),
        (StepKind.QUESTIONS, "now"),
        (StepKind.DOCUMENTS, "fix"),
        (StepKind.CONSENTS, "done"),
        (StepKind.REVIEW, "todo"),
    ]
    assert (after(StepKind.CONSENTS), after(StepKind.REVIEW)) == (StepKind.REVIEW,) * 2
    assert (before(StepKind.BACKGROUND), before(StepKind.REVIEW)) == (None, StepKind.CONSENTS)
    assert step_of(G.CONSENT) is StepKind.CONSENTS


@pytest.mark.parametrize("workflow", [ROUND, APPLICATION], ids=lambda w: w.name)
def test_every_step_is_made_by_the_right_person_from_the_right_state(
    workflow: Workflow[RoundStatus] | Workflow[ApplicationStatus],
) -> None:
    for name, step in workflow.transitions.items():
        for state in type(workflow.start):
            if state in step.sources:
                assert workflow.transition(name, state, Somebody(), {}) == step
                others = frozenset(Permission) - {step.needs}
                with pytest.raises(Refused) as caught:
                    workflow.transition(name, state, Somebody(*others), {})
                assert caught.value.reason is WorkflowRefusal.NOT_YOURS
            else:
                with pytest.raises(Refused) as caught:
                    workflow.transition(name, state, Somebody(), {})
                assert caught.value.reason is WorkflowRefusal.NOT_FROM_HERE


@pytest.mark.parametrize(
    ("workflow", "step", "state", "deed"),
    [
        (ROUND, "approve", RoundStatus.DRAFT, "prepare"),
        (
            APPLICATION,
            "confirm-ineligible",
            ApplicationStatus.INELIGIBILITY_PROPOSED,
            "propose-ineligible",
        ),
        (
            APPLICATION,
            "reject-ineligibility",
            ApplicationStatus.INELIGIBILITY_PROPOSED,
            "propose-ineligible",
        ),
    ],
)
def test_whoever_did_the_first_half_cannot_do_the_second(
    workflow: Workflow[RoundStatus], step: str, state: RoundStatus, deed: str
) -> None:
    with pytest.raises(Refused) as caught:
        workflow.transition(step, state, Somebody(), {deed: 7})

    assert caught.value.reason is WorkflowRefusal.SAME_PERSON
    assert workflow.transition(step, state, Somebody(), {deed: 8}).name == step
