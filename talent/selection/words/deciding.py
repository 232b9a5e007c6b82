from collections.abc import Hashable, Mapping

from talent.plumbing.i18n import lazy
from talent.selection.rules.deciding import DecisionRefusal, DecisionStatus
from talent.selection.rules.ranking import OutcomeKind, PlacingFinding

WORDS: Mapping[Hashable, object] = {
    DecisionStatus.DRAFT: lazy("Not prepared yet"),
    DecisionStatus.PREPARED: lazy("Awaiting approval"),
    DecisionStatus.RETURNED: lazy("Sent back"),
    DecisionStatus.PUBLISHED: lazy("Published"),
    ("decision", "prepare"): lazy("Prepare the decision"),
    ("decision", "send-back"): lazy("Send back"),
    ("decision", "publish"): lazy("Approve and publish"),
    ("decision", "draw-lots"): lazy("Lots drawn"),
    ("decision", "begin-edition"): lazy("New edition begun"),
    DecisionRefusal.REVIEWS_INCOMPLETE: lazy(
        "Not all marks are in. Every application needs enough submitted reviews and none open."
    ),
    DecisionRefusal.SPREAD_TOO_WIDE: lazy(
        "The marks of some applications lie too far apart. Assign a third reviewer first."
    ),
    DecisionRefusal.NOBODY_TO_RANK: lazy("There is no application to rank in this call."),
    DecisionRefusal.CHANGED_SINCE: lazy(
        "The ranking has changed since the decision was prepared. Send it back, so that it can be "
        "prepared again from the present marks."
    ),
    DecisionRefusal.NOT_DECIDING: lazy(
        "The decision is prepared in the deciding stage. Close the reviews of this call first."
    ),
    DecisionRefusal.LOTS_NOT_DRAWN: lazy(
        "No lots have been drawn for this call. Assign the reviewers first."
    ),
    OutcomeKind.OFFERED: lazy("Offered a place"),
    OutcomeKind.RESERVE: lazy("Reserve"),
    OutcomeKind.BELOW_THRESHOLD: lazy("Below the threshold"),
}
PLACINGS: Mapping[Hashable, object] = {
    PlacingFinding.WITHIN_SEATS: lazy("Within the seats"),
    PlacingFinding.ORGANISATION_FULL: lazy("Passed over: organisation maximum reached"),
    PlacingFinding.SEATS_TAKEN: lazy("All seats taken"),
    PlacingFinding.BELOW_THRESHOLD: lazy("Score below the threshold"),
}
TONES: Mapping[Hashable, str] = {
    DecisionStatus.DRAFT: "idle",
    DecisionStatus.PREPARED: "warn",
    DecisionStatus.RETURNED: "idle",
    DecisionStatus.PUBLISHED: "ok",
    OutcomeKind.OFFERED: "ok",
    OutcomeKind.RESERVE: "info",
    OutcomeKind.BELOW_THRESHOLD: "bad",
}
