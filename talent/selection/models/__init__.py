from talent.selection.models.application import (
    Application,
    ApplicationDocument,
    ApplicationFinding,
)
from talent.selection.models.decision import Decision, DecisionEntry
from talent.selection.models.review import ConflictDeclaration, Review
from talent.selection.models.round import Round

__all__ = [
    "Application",
    "ApplicationDocument",
    "ApplicationFinding",
    "ConflictDeclaration",
    "Decision",
    "DecisionEntry",
    "Review",
    "Round",
]
