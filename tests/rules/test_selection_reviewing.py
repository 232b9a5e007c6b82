import pytest

from talent.foundations.access import GRANTS, Permission, Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.selection.rules import reviewing
from talent.selection.rules.reviewing import REVIEW, Party, ReviewRefusal, ReviewStatus


class Somebody:
    id = 7

    def __init__(self, *permissions):
        self.permissions = frozenset(permissions)


REVIEWER = Somebody(*GRANTS[Role.REVIEWER])
NAMES = list(REVIEW.transitions)


def party(person, *organisations):
    return Party(person, frozenset(organisations))


def test_every_state_of_a_review_is_reachable():
    assert REVIEW.reachable() == frozenset(ReviewStatus)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", ReviewStatus)
def test_a_review_moves_only_along_its_table(name, state):
    wanted = REVIEW.transitions[name]
    somebody = Somebody(wanted.needs)

    if state in wanted.sources:
        assert REVIEW.transition(name, state, somebody, {}) is wanted
    else:
        with pytest.raises(Refused) as refused:
            REVIEW.transition(name, state, somebody, {})
        assert refused.value.reason is WorkflowRefusal.NOT_FROM_HERE


@pytest.mark.parametrize("name", ["lock", "void", "release"])
def test_a_reviewer_takes_no_step_of_the_office(name):
    state = next(iter(REVIEW.transitions[name].sources))

    with pytest.raises(Refused) as refused:
        REVIEW.transition(name, state, REVIEWER, {})

    assert refused.value.reason is WorkflowRefusal.NOT_YOURS


def test_only_a_decider_voids_a_review():
    assert REVIEW.transitions["void"].needs is Permission.SELECTION_DECIDE


def test_the_file_opens_only_after_the_declaration():
    opened = {s for s in ReviewStatus if s in reviewing.OPEN_FILE}

    assert opened == {
        ReviewStatus.COI_CLEARED,
        ReviewStatus.IN_PROGRESS,
        ReviewStatus.SUBMITTED,
        ReviewStatus.LOCKED,
    }
    with pytest.raises(Refused) as refused:
        reviewing.check_open(ReviewStatus.ASSIGNED)
    assert refused.value.reason is ReviewRefusal.CONFLICT_NOT_DECLARED


def test_a_colleague_is_never_assigned():
    assert (
        reviewing.automatic_conflict(party(1, 10, 11), party(2, 11))
        is ReviewRefusal.SAME_ORGANISATION
    )


def test_nobody_judges_their_own_application():
    assert reviewing.automatic_conflict(party(1), party(1)) is ReviewRefusal.OWN_APPLICATION


def test_people_without_an_organisation_share_none():
    assert reviewing.automatic_conflict(party(1), party(2)) is None


def test_a_reviewer_who_had_the_file_does_not_get_it_again():
    with pytest.raises(Refused) as refused:
        reviewing.check_assignable(party(1), party(2), already={2, 3})

    assert refused.value.reason is ReviewRefusal.ALREADY_ASSIGNED
