"""The score sheet, the declaration, and the assignment of reviewers."""

from collections.abc import Mapping, Sequence
from typing import Any

from talent.plumbing.forms import (
    Form,
    choice_field,
    long_text,
    radio_field,
    tick,
    whole_number,
    words_of,
)
from talent.plumbing.i18n import language, lazy
from talent.plumbing.words import word
from talent.selection.rules.reviewing import ConflictType
from talent.selection.rules.round_rules import Criterion
from talent.selection.rules.scoring import ScoringRefusal, needs_comment


class ScoreForm(Form):
    """The sheet of one review. A draft may be empty; to submit, every mark and reason is asked."""

    panel_comment = long_text(lazy("Comment to the panel"), required=False, at_most=3000, rows=4)
    criteria: Sequence[Criterion] = ()

    @property
    def marks(self) -> dict[str, int]:
        """The marks given so far."""
        found = {c.key: self[f"mark_{c.key}"].data for c in self.criteria}
        return {key: mark for key, mark in found.items() if mark is not None}

    @property
    def comments(self) -> dict[str, str]:
        """The reasons written so far."""
        found = {c.key: self[f"reason_{c.key}"].data or "" for c in self.criteria}
        return {key: text for key, text in found.items() if text}

    def is_complete(self) -> bool:
        """Whether the sheet may be handed in; what is missing is said beside its field."""
        sound = self.validate()
        for criterion in self.criteria:
            field, reason = self[f"mark_{criterion.key}"], self[f"reason_{criterion.key}"]
            if field.errors:
                continue
            if field.data is None:
                field.errors = [word(ScoringRefusal.MARK_MISSING)]
                sound = False
            elif needs_comment(field.data, criterion) and not reason.data:
                reason.errors = [*reason.errors, word(ScoringRefusal.COMMENT_MISSING)]
                sound = False
        return sound


def score_form(criteria: Sequence[Criterion]) -> type[ScoreForm]:
    """The sheet for these criteria: a whole number on its own scale and a reason for each."""
    fields: dict[str, Any] = {"criteria": tuple(criteria)}
    for criterion in criteria:
        label = criterion.label.in_(language())
        fields[f"mark_{criterion.key}"] = whole_number(
            label, at_most=criterion.top_mark, required=False
        )
        fields[f"reason_{criterion.key}"] = long_text(
            lazy("Reason"), required=False, at_most=2000, rows=2
        )
    return type("ScoreSheet", (ScoreForm,), fields)


def sheet_values(
    marks: Mapping[str, int], comments: Mapping[str, str], panel_comment: str
) -> dict[str, Any]:
    """What a kept draft puts into the sheet."""
    return {
        **{f"mark_{key}": mark for key, mark in marks.items()},
        **{f"reason_{key}": text for key, text in comments.items()},
        "panel_comment": panel_comment,
    }


class ClearanceForm(Form):
    """No conflict of interest: one deliberate tick."""

    declared = tick(
        lazy(
            "I have read the list above. None of it applies to me and this applicant, and I have "
            "no other interest in the result."
        ),
        required=True,
    )


class ConflictForm(Form):
    """A conflict of interest: which, and what the coordinator should know."""

    conflict = radio_field(lazy("Which conflict?"), words_of(ConflictType))
    explanation = long_text(
        lazy("Explanation"),
        required=False,
        at_most=1000,
        rows=3,
        description=lazy("The coordinator reads this. The applicant does not."),
    )


class DistributeForm(Form):
    """How many reviewers each application gets, and how many applications one reviewer at most."""

    each = whole_number(lazy("Reviewers for each application"), at_least=1, at_most=9)
    cap = whole_number(
        lazy("At most for one reviewer"),
        at_least=1,
        at_most=10_000,
        required=False,
        description=lazy(
            "Files a reviewer already has are counted. Leave it empty for no maximum."
        ),
    )


def assign_form(reviewers: Sequence[tuple[str, str]]) -> type[Form]:
    """One reviewer for one application, out of those who may have it."""

    class AssignForm(Form):
        reviewer = choice_field(lazy("Reviewer"), reviewers)

    return AssignForm


class ReasonForm(Form):
    """A step that has to be explained."""

    reason = long_text(lazy("Reason"), at_most=1000, rows=3)
