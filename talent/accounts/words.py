"""What states, roles and refusals around accounts are called."""

from collections.abc import Hashable, Mapping

from talent.accounts.rules.accounts import AccountRefusal, Theme
from talent.accounts.rules.addresses import AddressRefusal
from talent.accounts.rules.lifecycle import AccountStatus, TokenPurpose
from talent.accounts.rules.limits import AttemptRefusal
from talent.accounts.rules.passwords import PasswordRefusal
from talent.foundations.access import Role
from talent.plumbing.i18n import lazy

WORDS: Mapping[Hashable, object] = {
    Role.ADMINISTRATOR: lazy("System administrator"),
    Role.COORDINATOR: lazy("Coordinator"),
    Role.APPROVER: lazy("Approver"),
    Role.REVIEWER: lazy("Reviewer"),
    Role.CHAIR: lazy("Chair of the panel"),
    Role.INSTRUCTOR: lazy("Instructor"),
    Role.ASSESSOR: lazy("Assessor"),
    Role.LABORATORY_MANAGER: lazy("Laboratory manager"),
    Role.TRAINEE: lazy("Applicant or trainee"),
    Role.PRIVACY_OFFICER: lazy("Privacy officer"),
    Role.AUDITOR: lazy("Auditor"),
    AccountStatus.INVITED: lazy("Invited"),
    AccountStatus.ACTIVE: lazy("Active"),
    AccountStatus.DISABLED: lazy("Disabled"),
    TokenPurpose.ACTIVATION: lazy("Set up the account"),
    TokenPurpose.PASSWORD_RESET: lazy("Reset password"),
    Theme.DEVICE: lazy("As on my device"),
    Theme.LIGHT: lazy("Light"),
    Theme.DARK: lazy("Dark"),
    AttemptRefusal.TOO_MANY: lazy("Too many attempts. Wait a while, then try again."),
    AddressRefusal.NOT_ASCII: lazy("Use an e-mail address of Latin letters, digits and signs."),
    AccountRefusal.WRONG_SIGN_IN: lazy("E-mail address or password is incorrect."),
    AccountRefusal.ADDRESS_TAKEN: lazy("This e-mail address already has an account."),
    AccountRefusal.PERSON_HAS_ACCOUNT: lazy("This person already has an account."),
    AccountRefusal.NO_SUCH_PERSON: lazy("Nobody is registered under this code. Example: P-000123."),
    AccountRefusal.ALREADY_ACTIVE: lazy(
        "This account is not waiting for an invitation. Load the page again."
    ),
    AccountRefusal.OWN_ACCOUNT: lazy(
        "You cannot do this to your own account. Ask another administrator."
    ),
    AccountRefusal.LINK_WORTHLESS: lazy(
        "This link has been used, has expired, or was replaced by a newer one."
    ),
    PasswordRefusal.TOO_SHORT: lazy("Use at least %(least)s characters. A few words are easy."),
    PasswordRefusal.TOO_LONG: lazy("Use at most %(most)s characters."),
    PasswordRefusal.COMMON: lazy(
        "This password is easy to guess. Take several words that do not belong together."
    ),
    PasswordRefusal.PERSONAL: lazy(
        "This password contains your name, your address or a word of the programme."
    ),
    PasswordRefusal.WRONG: lazy("The present password is not right."),
    ("account", "activate"): lazy("Activate"),
    ("account", "disable"): lazy("Disable account"),
    ("account", "enable"): lazy("Enable account"),
    ("account", "invite-again"): lazy("Invite again"),
    ("account", "invite"): lazy("Invite"),
    ("account", "remind"): lazy("Send invitation again"),
    ("account", "sign-in"): lazy("Sign in"),
    ("account", "sign-out"): lazy("Sign out"),
    ("account", "end-session"): lazy("End a session"),
    ("account", "change-roles"): lazy("Change roles"),
    ("account", "change-password"): lazy("Change password"),
    ("account", "reset-password"): lazy("Reset password"),
}

TONES: Mapping[Hashable, str] = {
    AccountStatus.INVITED: "info",
    AccountStatus.ACTIVE: "ok",
    AccountStatus.DISABLED: "bad",
}
