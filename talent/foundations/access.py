"""Who may do what: roles, permissions, and the one table that joins them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person is in the programme. Universities and nominating officers have no account."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    INSTRUCTOR = "instructor"
    ASSESSOR = "assessor"
    LABORATORY_MANAGER = "laboratory-manager"
    TRAINEE = "trainee"
    PRIVACY_OFFICER = "privacy-officer"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """One thing a person may do, written ``room:deed``."""

    PEOPLE_VIEW = "people:view"
    PEOPLE_EDIT = "people:edit"
    PEOPLE_UNMASK = "people:unmask"
    PEOPLE_OWN = "people:own"
    ORGANISATIONS_EDIT = "organisations:edit"
    ORGANISATIONS_VERIFY = "organisations:verify"
    ACCOUNTS_MANAGE = "accounts:manage"
    ACCOUNTS_CLOCK = "accounts:clock"
    OUTBOX_VIEW = "outbox:view"
    OUTBOX_MANAGE = "outbox:manage"
    OUTBOX_CLOCK = "outbox:clock"
    SELECTION_VIEW = "selection:view"
    SELECTION_PREPARE = "selection:prepare"
    SELECTION_APPROVE = "selection:approve"
    SELECTION_SCREEN = "selection:screen"
    SELECTION_ASSIGN = "selection:assign"
    SELECTION_APPLY = "selection:apply"
    SELECTION_REVIEW = "selection:review"
    SELECTION_RANK = "selection:rank"
    SELECTION_DECIDE = "selection:decide"
    SELECTION_CLOCK = "selection:clock"
    PLACEMENTS_VIEW = "placements:view"
    PLACEMENTS_MANAGE = "placements:manage"
    PLACEMENTS_APPROVE = "placements:approve"
    PLACEMENTS_OWN = "placements:own"
    PLACEMENTS_CLOCK = "placements:clock"
    COHORTS_VIEW = "cohorts:view"
    COHORTS_MANAGE = "cohorts:manage"
    COHORTS_MARK = "cohorts:mark"
    COHORTS_APPROVE = "cohorts:approve"
    COHORTS_OWN = "cohorts:own"
    TRANSFER_VIEW = "transfer:view"
    TRANSFER_MANAGE = "transfer:manage"
    TRANSFER_PUBLISH = "transfer:publish"
    TRANSFER_ASSESS = "transfer:assess"
    TRANSFER_AUTHORISE = "transfer:authorise"
    TRANSFER_OWN = "transfer:own"
    TRANSFER_CLOCK = "transfer:clock"
    CERTIFICATES_VIEW = "certificates:view"
    CERTIFICATES_PREPARE = "certificates:prepare"
    CERTIFICATES_APPROVE = "certificates:approve"
    CERTIFICATES_ISSUE = "certificates:issue"
    CERTIFICATES_OWN = "certificates:own"
    REPORTING_VIEW = "reporting:view"
    REPORTING_PREPARE = "reporting:prepare"
    REPORTING_SEND = "reporting:send"
    AUDIT_VIEW = "audit:view"


class Anyone(StrEnum):
    """Routes that need no permission must still say so."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"


Needs = Permission | Anyone

_P = Permission
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({_P.ACCOUNTS_MANAGE, _P.OUTBOX_VIEW, _P.AUDIT_VIEW}),
    Role.COORDINATOR: frozenset(
        {
            _P.PEOPLE_VIEW,
            _P.PEOPLE_EDIT,
            _P.PEOPLE_UNMASK,
            _P.ORGANISATIONS_EDIT,
            _P.OUTBOX_VIEW,
            _P.OUTBOX_MANAGE,
            _P.SELECTION_VIEW,
            _P.SELECTION_PREPARE,
            _P.SELECTION_SCREEN,
            _P.SELECTION_ASSIGN,
            _P.SELECTION_RANK,
            _P.PLACEMENTS_VIEW,
            _P.PLACEMENTS_MANAGE,
            _P.COHORTS_VIEW,
            _P.COHORTS_MANAGE,
            _P.COHORTS_MARK,
            _P.TRANSFER_VIEW,
            _P.TRANSFER_MANAGE,
            _P.CERTIFICATES_VIEW,
            _P.CERTIFICATES_PREPARE,
            _P.REPORTING_VIEW,
            _P.REPORTING_PREPARE,
            _P.REPORTING_SEND,
        }
    ),
    Role.APPROVER: frozenset(
        {
            _P.PEOPLE_VIEW,
            _P.ORGANISATIONS_VERIFY,
            _P.SELECTION_VIEW,
            _P.SELECTION_APPROVE,
            _P.SELECTION_DECIDE,
            _P.PLACEMENTS_VIEW,
            _P.PLACEMENTS_APPROVE,
            _P.COHORTS_VIEW,
            _P.COHORTS_APPROVE,
            _P.TRANSFER_VIEW,
            _P.TRANSFER_PUBLISH,
            _P.CERTIFICATES_VIEW,
            _P.CERTIFICATES_APPROVE,
            _P.REPORTING_VIEW,
        }
    ),
    Role.REVIEWER: frozenset({_P.SELECTION_REVIEW}),
    Role.CHAIR: frozenset({_P.SELECTION_VIEW, _P.SELECTION_REVIEW, _P.SELECTION_RANK}),
    Role.INSTRUCTOR: frozenset({_P.COHORTS_VIEW, _P.COHORTS_MARK, _P.TRANSFER_VIEW}),
    Role.ASSESSOR: frozenset({_P.TRANSFER_VIEW, _P.TRANSFER_ASSESS}),
    Role.LABORATORY_MANAGER: frozenset(
        {_P.TRANSFER_VIEW, _P.TRANSFER_MANAGE, _P.TRANSFER_PUBLISH, _P.TRANSFER_AUTHORISE}
    ),
    Role.TRAINEE: frozenset(
        {
            _P.PEOPLE_OWN,
            _P.SELECTION_APPLY,
            _P.PLACEMENTS_OWN,
            _P.COHORTS_OWN,
            _P.TRANSFER_OWN,
            _P.CERTIFICATES_OWN,
        }
    ),
    Role.PRIVACY_OFFICER: frozenset({_P.PEOPLE_VIEW, _P.PEOPLE_UNMASK, _P.AUDIT_VIEW}),
    Role.AUDITOR: frozenset({_P.AUDIT_VIEW, _P.REPORTING_VIEW}),
}

CLOCK_GRANTS: frozenset[Permission] = frozenset(
    {
        _P.ACCOUNTS_CLOCK,
        _P.OUTBOX_CLOCK,
        _P.SELECTION_CLOCK,
        _P.PLACEMENTS_CLOCK,
        _P.TRANSFER_CLOCK,
        _P.CERTIFICATES_ISSUE,
    }
)


class Actor(Protocol):
    """Whoever does a deed: a signed-in account, or the clock."""

    @property
    def id(self) -> int | None: ...
    @property
    def permissions(self) -> frozenset[Permission]: ...


@dataclass(frozen=True, slots=True)
class _Clock:
    """The scheduler. It holds a permission set of its own; it is not a way around the table."""

    id: int | None = None
    permissions: frozenset[Permission] = CLOCK_GRANTS


SYSTEM: Actor = _Clock()


def permissions_of(roles: Iterable[Role | str]) -> frozenset[Permission]:
    """Everything the roles allow together. ``ValueError`` for an unknown role."""
    return frozenset().union(*(GRANTS[Role(role)] for role in roles))
