"""The ground every room stands on."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from talent.foundations.access import CLOCK_GRANTS, GRANTS, SYSTEM, Permission, Role, permissions_of
from talent.foundations.languages import LocalizedText
from talent.foundations.periods import (
    SEOUL,
    ULAANBAATAR,
    Period,
    PeriodRefusal,
    add_working_days,
    end_of_day,
)
from talent.foundations.refusals import Refused
from talent.foundations.waiting import Waiting, by_urgency
from talent.foundations.workflow import Transition, Workflow, WorkflowRefusal


class Door(StrEnum):
    SHUT = "shut"
    AJAR = "ajar"
    OPEN = "open"


P = Permission.SELECTION_DECIDE
DOOR = Workflow(
    "door",
    Door.SHUT,
    Transition("unlatch", frozenset({Door.SHUT}), Door.AJAR, P),
    Transition("open", frozenset({Door.AJAR}), Door.OPEN, P, not_by="unlatch"),
)


class Someone:
    def __init__(self, id_: int, *roles: Role) -> None:
        self.id, self.permissions = id_, permissions_of(roles)


APPROVER, COLLEAGUE = Someone(1, Role.APPROVER), Someone(2, Role.APPROVER)


def reason_of(name: str, state: Door, by: Someone, earlier: dict[str, int | None]) -> StrEnum:
    with pytest.raises(Refused) as refused:
        DOOR.transition(name, state, by, earlier)
    return refused.value.reason


def test_a_transition_leads_from_its_source_to_its_target():
    assert DOOR.transition("unlatch", Door.SHUT, APPROVER, {}).target is Door.AJAR


def test_a_transition_is_refused_from_a_state_it_does_not_start_in():
    assert reason_of("open", Door.SHUT, APPROVER, {}) is WorkflowRefusal.NOT_FROM_HERE


def test_a_transition_is_refused_to_somebody_without_its_permission():
    assert (
        reason_of("unlatch", Door.SHUT, Someone(3, Role.TRAINEE), {}) is WorkflowRefusal.NOT_YOURS
    )


def test_whoever_took_the_first_step_may_not_take_the_second():
    assert reason_of("open", Door.AJAR, APPROVER, {"unlatch": 1}) is WorkflowRefusal.SAME_PERSON
    assert DOOR.transition("open", Door.AJAR, COLLEAGUE, {"unlatch": 1}).target is Door.OPEN


def test_only_what_would_be_allowed_is_offered():
    assert DOOR.offered(Door.AJAR, APPROVER, {"unlatch": 1}) == []
    assert DOOR.offered(Door.AJAR, COLLEAGUE, {"unlatch": 1}) == ["open"]


def test_every_state_that_has_a_way_is_reachable():
    assert DOOR.reachable() == frozenset(Door)


def test_two_transitions_cannot_share_a_name():
    with pytest.raises(ValueError, match="share a name"):
        Workflow("x", Door.SHUT, *[Transition("a", frozenset({Door.SHUT}), Door.OPEN, P)] * 2)


def test_every_permission_is_held_by_a_role_or_by_the_clock():
    assert frozenset().union(*GRANTS.values(), CLOCK_GRANTS) == frozenset(Permission)
    assert set(GRANTS) == set(Role)


def test_the_clock_may_not_decide():
    assert Permission.SELECTION_DECIDE not in SYSTEM.permissions
    assert SYSTEM.id is None


def test_an_unknown_role_is_an_error_and_not_an_empty_set():
    with pytest.raises(ValueError, match="chieftain"):
        permissions_of(["chieftain"])


def test_a_period_counts_its_opening_and_not_its_closing():
    opens, closes = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    period = Period(opens, closes)

    assert [period.is_open(t) for t in (opens, closes)] == [True, False]


def test_a_period_that_ends_before_it_starts_is_refused():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        Period(at, at)
    assert refused.value.reason is PeriodRefusal.ENDS_BEFORE_IT_STARTS


def test_until_30_april_ends_an_hour_earlier_in_seoul_than_in_ulaanbaatar():
    day = date(2026, 4, 30)

    assert end_of_day(day, SEOUL) == datetime(2026, 4, 30, 15, 0, tzinfo=UTC)
    assert end_of_day(day, ULAANBAATAR) == datetime(2026, 4, 30, 16, 0, tzinfo=UTC)


def test_ulaanbaatar_kept_summer_time_in_2016_and_keeps_none_now():
    offsets = [datetime(year, 7, 1, tzinfo=ULAANBAATAR).utcoffset() for year in (2016, 2026)]
    assert [o.total_seconds() / 3600 for o in offsets if o is not None] == [9.0, 8.0]


@pytest.mark.parametrize(
    ("days", "holidays", "expected"),
    [
        (0, set(), date(2026, 7, 10)),
        (1, set(), date(2026, 7, 13)),
        (5, set(), date(2026, 7, 17)),
        (1, {date(2026, 7, 13), date(2026, 7, 14), date(2026, 7, 15)}, date(2026, 7, 16)),
    ],
)
def test_working_days_skip_weekends_and_naadam(days, holidays, expected):
    assert add_working_days(date(2026, 7, 10), days, frozenset(holidays)) == expected


def test_a_text_falls_back_to_english_and_names_what_is_missing():
    text = LocalizedText(None, " ", "Round 1")

    assert text.in_("ko") == "Round 1"
    assert text.missing() == ("ko", "mn")


def test_what_is_due_first_comes_first_and_what_has_no_date_comes_last():
    at = datetime(2026, 3, 9, tzinfo=UTC)
    items = [
        Waiting(Door.OPEN, "undated", "x"),
        Waiting(Door.OPEN, "later", "x", due=at.replace(day=10)),
        Waiting(Door.OPEN, "soon", "x", due=at),
    ]

    assert [i.name for i in by_urgency(items)] == ["soon", "later", "undated"]
