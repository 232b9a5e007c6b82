"""What can be done with accounts, one function per deed."""

from talent.accounts.actions.attempts import (
    count_certificate_check,
    count_link_request,
    count_link_use,
    count_password_try,
    forget_old_attempts,
)
from talent.accounts.actions.invitations import (
    change_roles,
    disable,
    enable,
    invite,
    invite_again,
    invite_stranger,
    register_applicant,
    send_reset,
)
from talent.accounts.actions.links import find_link, make_link, revoke_links, use_link
from talent.accounts.actions.passwords import change_password, set_password
from talent.accounts.actions.sessions import (
    end_other_sessions,
    end_session,
    end_sessions,
    forget_old_sessions,
    sign_out,
    start_session,
)
from talent.accounts.actions.settings import choose_language, choose_theme
from talent.accounts.actions.sign_in import SignedIn, sign_in

__all__ = [
    "SignedIn",
    "change_password",
    "change_roles",
    "choose_language",
    "choose_theme",
    "count_certificate_check",
    "count_link_request",
    "count_link_use",
    "count_password_try",
    "disable",
    "enable",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "find_link",
    "forget_old_attempts",
    "forget_old_sessions",
    "invite",
    "invite_again",
    "invite_stranger",
    "make_link",
    "register_applicant",
    "revoke_links",
    "send_reset",
    "set_password",
    "sign_in",
    "sign_out",
    "start_session",
    "use_link",
]
