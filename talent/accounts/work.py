"""What the worker does for accounts: mails that must not make an answer slower, and tidying up."""

from talent.accounts import actions
from talent.people.rules.names import PersonNames
from talent.plumbing.clock import now
from talent.plumbing.jobs import Claim, Finish, job

SCHEDULES = (("accounts.tidy", "17 3 * * *", "Asia/Ulaanbaatar"),)


@job("accounts.send-reset")
def send_reset(_claim: Claim, *, email: str) -> Finish:
    return lambda: actions.send_reset(email, at=now())


@job("accounts.register-applicant")
def register_applicant(
    _claim: Claim, *, email: str, language: str, names: dict[str, str | None]
) -> Finish:
    given = PersonNames(
        clan_mn=None,
        parent_mn=names["parent_mn"],
        given_mn=names["given_mn"],
        surname_latin=names["surname_latin"] or "",
        given_latin=names["given_latin"] or "",
        surname_ko=None,
        given_ko=None,
    )
    return lambda: actions.register_applicant(given, email=email, language=language, at=now())


@job("accounts.tidy")
def tidy(_claim: Claim) -> Finish:
    def finish() -> None:
        actions.forget_old_attempts(now())
        actions.forget_old_sessions(now())

    return finish
