"""What comes after the right password."""

from collections.abc import Iterable
from enum import StrEnum


class SignInStep(StrEnum):
    """Where a sign-in goes on."""

    SIGNED_IN = "signed-in"


def step_after_password(roles: Iterable[str]) -> SignInStep:
    """The step after the right password of an account with these ``roles``.

    This is the door for a second factor: a factor is another member of :class:`SignInStep`,
    returned here for the roles that need it, and a page that the sign-in view sends to. No session
    exists until the step is ``SIGNED_IN``, so there is no way around such a page.
    """
    del roles  # nobody has a second factor yet
    return SignInStep.SIGNED_IN
