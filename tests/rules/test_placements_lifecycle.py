from dataclasses import dataclass

import pytest

from talent.foundations.access import GRANTS, SYSTEM, Permission, Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.placements.rules.lifecycle import (
    PRESENCE,
    SEMESTER,
    STUDY,
    PreferenceStatus,
    PresenceStatus,
    SemesterStatus,
    StudyStatus,
    preference_status,
)


@dataclass(frozen=True)
class Somebody:
    id: int
    permissions: frozenset[Permission]


COORDINATOR = Somebody(1, GRANTS[Role.COORDINATOR])
APPROVER = Somebody(2, GRANTS[Role.APPROVER])
TRAINEE = Somebody(3, GRANTS[Role.TRAINEE])
STRANGER = Somebody(9, frozenset())
BOTH = Somebody(4, GRANTS[Role.COORDINATOR] | GRANTS[Role.APPROVER])
EVERYBODY = (COORDINATOR, APPROVER, TRAINEE, SYSTEM)
TABLES = [(STUDY, StudyStatus), (PRESENCE, PresenceStatus), (SEMESTER, SemesterStatus)]
MOVES = [(table, name) for table, _ in TABLES for name in table.transitions]


@pytest.mark.parametrize(("table", "states"), TABLES)
def test_every_state_can_be_reached(table, states):
    assert table.reachable() == frozenset(states)


@pytest.mark.parametrize(("table", "name"), MOVES, ids=lambda value: getattr(value, "name", value))
def test_every_step_is_somebodys_and_only_from_its_own_states(table, name):
    move = table.transitions[name]
    able = next(actor for actor in EVERYBODY if move.needs in actor.permissions)
    states = type(table.start)

    for state in states:
        if state in move.sources:
            assert table.transition(name, state, able, {}).target is move.target
            with pytest.raises(Refused) as caught:
                table.transition(name, state, STRANGER, {})
            assert caught.value.reason is WorkflowRefusal.NOT_YOURS
        else:
            with pytest.raises(Refused) as caught:
                table.transition(name, state, able, {})
            assert caught.value.reason is WorkflowRefusal.NOT_FROM_HERE


@pytest.mark.parametrize(
    ("name", "state", "deed"),
    [
        ("contract", StudyStatus.ADMITTED, "prepare-contract"),
        ("confer", StudyStatus.COURSEWORK_COMPLETED, "record-degree"),
        ("withdraw", StudyStatus.ENROLLED, "ask-withdrawal"),
    ],
)
def test_four_eyes_are_two_people(name, state, deed):
    with pytest.raises(Refused) as caught:
        STUDY.transition(name, state, BOTH, {deed: BOTH.id})

    assert caught.value.reason is WorkflowRefusal.SAME_PERSON
    assert STUDY.transition(name, state, BOTH, {deed: COORDINATOR.id}).name == name


@pytest.mark.parametrize(
    ("rank", "present", "refused", "study", "status"),
    [
        (1, 1, False, StudyStatus.NOMINATING, PreferenceStatus.NOT_ASKED),
        (1, 1, False, StudyStatus.UNIVERSITY_SCREENING, PreferenceStatus.ASKED),
        (2, 1, False, StudyStatus.UNIVERSITY_SCREENING, PreferenceStatus.NOT_ASKED),
        (1, 2, True, StudyStatus.UNIVERSITY_SCREENING, PreferenceStatus.TURNED_DOWN),
        (2, 2, False, StudyStatus.ENROLLED, PreferenceStatus.OFFERED),
        (3, 2, False, StudyStatus.ENROLLED, PreferenceStatus.NOT_NEEDED),
        (1, 2, False, StudyStatus.ENROLLED, PreferenceStatus.NOT_NEEDED),
        (1, 1, False, StudyStatus.WITHDRAWN, PreferenceStatus.NOT_NEEDED),
    ],
)
def test_each_university_of_the_order_knows_where_it_stands(rank, present, refused, study, status):
    found = preference_status(rank=rank, present_rank=present, refused=refused, study=study)

    assert found is status
