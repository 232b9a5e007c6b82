"""Forms with files: bound to the request, their files kept, refusals said beside the field."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import request
from flask_login import current_user
from werkzeug.datastructures import CombinedMultiDict, FileStorage
from wtforms import FileField

from talent.foundations.grades import GradeRefusal
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.placements.forms import Form
from talent.placements.rules.checks import PlacementRefusal
from talent.placements.rules.semesters import SemesterRefusal
from talent.plumbing import files
from talent.plumbing.words import word

UPLOAD_LIMIT = 21 * 1024 * 1024

# Beside which field of a form a refusal is said.
FIELD_OF: dict[StrEnum, str] = {
    PlacementRefusal.IN_THE_FUTURE: "on",
    PlacementRefusal.OUT_OF_ORDER: "on",
    PlacementRefusal.PASSPORT_TOO_SHORT: "planned_arrival",
    PlacementRefusal.PASSPORT_UNKNOWN: "planned_arrival",
    PlacementRefusal.VISA_ENDS_BEFORE_ARRIVAL: "on",
    PlacementRefusal.SAME_UNIVERSITY: "university",
    SemesterRefusal.MORE_EARNED_THAN_TAKEN: "earned",
    GradeRefusal.NOT_A_NUMBER: "gpa",
    GradeRefusal.OFF_THE_SCALE: "gpa",
}


def given() -> CombinedMultiDict[str, Any]:
    """What was sent, files among the rest."""
    return CombinedMultiDict([request.form, request.files])


def keep_files(form: Form, at: datetime) -> dict[str, files.File | None]:
    """Store each file of a valid form; a refused one leaves its reason beside the field."""
    kept: dict[str, files.File | None] = {}
    for field in form:
        if not isinstance(field, FileField):
            continue
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            kept[field.name] = None
            continue
        try:
            kept[field.name] = files.store(sent, kind=field.name, by=current_user, at=at)
        except Refused as refused:
            field.errors = [*field.errors, word(refused.reason, **refused.facts)]
    return kept


def beside(form: Form, field: str, refused: Refused) -> None:
    """Say a refusal beside the field it is about."""
    form[field].errors = [*form[field].errors, word(refused.reason, **refused.facts)]


def check_version(version: int) -> None:
    """Refuse a form that was made when the record looked different."""
    sent = request.form.get("version")
    if sent is not None and sent != str(version):
        raise Refused(WorkflowRefusal.NOT_FROM_HERE)
