"""The forms of the room; choices are handed in."""

from talent.selection.forms.reviewing import (
    ClearanceForm,
    ConflictForm,
    DistributeForm,
    ReasonForm,
    ScoreForm,
    assign_form,
    score_form,
    sheet_values,
)

__all__ = [
    "ClearanceForm",
    "ConflictForm",
    "DistributeForm",
    "ReasonForm",
    "ScoreForm",
    "assign_form",
    "score_form",
    "sheet_values",
]
