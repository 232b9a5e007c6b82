"""The life of an account."""

from enum import StrEnum

from talent.foundations.access import Permission
from talent.foundations.workflow import Transition, Workflow


class AccountStatus(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class TokenPurpose(StrEnum):
    """What a link in a mail is good for: one thing, once."""

    ACTIVATION = "activation"
    PASSWORD_RESET = "password-reset"  # noqa: S105 -- a purpose, not a password


_S = AccountStatus

# Whoever holds the link of an invitation has no role yet, so the clock makes that transition.
# An account disabled before it ever had a password is invited again instead of enabled.
ACCOUNT = Workflow(
    "account",
    _S.INVITED,
    Transition("activate", frozenset({_S.INVITED}), _S.ACTIVE, Permission.ACCOUNTS_CLOCK),
    Transition(
        "disable", frozenset({_S.INVITED, _S.ACTIVE}), _S.DISABLED, Permission.ACCOUNTS_MANAGE
    ),
    Transition("enable", frozenset({_S.DISABLED}), _S.ACTIVE, Permission.ACCOUNTS_MANAGE),
    Transition("invite-again", frozenset({_S.DISABLED}), _S.INVITED, Permission.ACCOUNTS_MANAGE),
)
