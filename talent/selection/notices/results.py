"""The letters that go to every applicant in the moment the results are published."""

from datetime import datetime, timedelta

from talent.outbox import actions as outbox
from talent.plumbing.i18n import in_language, moment
from talent.selection import queries
from talent.selection.models import Decision, Round
from talent.selection.rules.ranking import OutcomeKind

EVENT = "selection.result"
TEMPLATES = {
    OutcomeKind.OFFERED: "selection/notices/selected.txt",
    OutcomeKind.RESERVE: "selection/notices/reserve.txt",
    OutcomeKind.BELOW_THRESHOLD: "selection/notices/not_selected.txt",
}


def results(round_: Round, decision: Decision, *, at: datetime) -> None:
    """Tell everybody the decision is about, each in their own language, each once."""
    letters = queries.all_letters(decision)
    known = outbox.told(EVENT, [letter.application for letter in letters])
    rules = round_.parsed
    appeal_by = at + timedelta(days=rules.appeal_days)
    for letter in letters:
        with in_language(letter.language):
            reply_by = moment(letter.application.offer_expires_at, round_.zone)
            appeal_until = moment(appeal_by, round_.zone)
        outbox.post(
            TEMPLATES[letter.outcome],
            to=letter.email,
            language=letter.language,
            at=at,
            event=EVENT,
            subject=letter.application,
            known=known,
            important=True,
            name=letter.names.greeted(letter.language),
            number=letter.application.number,
            programme=round_.title.in_(letter.language),
            reply_by=reply_by,
            appeal_until=appeal_until,
            rank=letter.reserve_rank,
            path=f"/selection/my/{letter.application.pid}",
        )
