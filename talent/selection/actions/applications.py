"""What an applicant does: begin, save, hand in, take back, answer an offer, leave."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from talent.accounts.models import Account
from talent.foundations.access import SYSTEM, Actor
from talent.foundations.grades import OTHER, percent_of, read_grade
from talent.foundations.refusals import Refused
from talent.people.actions import change_own_contact, give_consents, state_birth_date
from talent.people.models import Organisation, Person
from talent.people.rules.lifecycle import ConsentPurpose
from talent.people.rules.numbers import read_phone
from talent.plumbing import files, history
from talent.plumbing.database import db
from talent.selection.models import Application, ApplicationDocument, Round
from talent.selection.notices.applications import application_received
from talent.selection.queries.applications import (
    own_profile,
    submission_gaps,
)
from talent.selection.rules.applying import (
    ApplicationRefusal,
    VerdictKind,
    application_number,
    check_answerable,
    check_complete,
    check_open,
    may_replace,
    submission_hash,
)
from talent.selection.rules.lifecycle import APPLICATION, ApplicationStatus
from talent.selection.rules.round_rules import DegreeType, RoundRules
from talent.selection.rules.scoring import written

ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpeg",
    "image/png": "png",
}


def begin_application(round_: Round, *, by: Account, at: datetime) -> Application:
    """A draft in an open round. A person has one live application in a round."""
    check_open(round_.status, round_.opens_at, round_.closes_at, at)
    person = db.session.scalars(
        select(Person).where(Person.id == by.person_id).with_for_update()
    ).one()
    other = db.session.scalar(
        select(Application.id).where(
            Application.round_id == round_.id,
            Application.person_id == person.id,
            Application.status.notin_((ApplicationStatus.WITHDRAWN, ApplicationStatus.LAPSED)),
        )
    )
    if other is not None:
        raise Refused(ApplicationRefusal.APPLIED_ALREADY)
    made = Application(
        round_id=round_.id,
        person_id=person.id,
        organisation_id=person.organisation_id,
        language=by.language,
        created_at=at,
        saved_at=at,
    )
    history.record(made, "begin", by=by, at=at)
    return made


def save_answers(application: Application, typed: Mapping[str, str], *, at: datetime) -> None:
    """Keep what was typed, right or wrong: only handing in asks for more."""
    _check_draft(application, at)
    known = {q.key for q in application.round.parsed.questions}
    application.answers = {
        **application.answers,
        **{key: text for key, text in typed.items() if key in known},
    }
    application.saved_at = at


def save_background(
    application: Application,
    *,
    organisation: Organisation | None,
    degree: DegreeType | None,
    gpa_raw: str,
    gpa_scale: str,
    at: datetime,
) -> None:
    """Keep who nominates the person, the last degree and its grade as typed."""
    _check_draft(application, at)
    application.organisation_id = organisation.id if organisation else None
    application.degree = degree
    application.gpa_raw, application.gpa_scale = gpa_raw, gpa_scale
    application.saved_at = at


def save_own_record(
    application: Application,
    *,
    phone: str,
    birth_date: date | None,
    by: Account,
    at: datetime,
) -> None:
    """Keep what the form adds to the person's own record: the telephone, and the date of birth
    when the record lacks it. Raises ``Refused`` for a number or a day that cannot be."""
    _check_draft(application, at)
    person = application.person
    number = read_phone(phone) if phone else person.phone
    if number != person.phone:
        change_own_contact(
            person,
            phone=number,
            region=person.region,
            address=person.address,
            by=by,
            at=at,
        )
    if birth_date is not None:
        state_birth_date(person, birth_date, by=by, at=at)


def agree(
    application: Application, ticked: Iterable[ConsentPurpose], *, by: Account, at: datetime
) -> None:
    """Give the consents ticked, in the language they were read in."""
    _check_draft(application, at)
    give_consents(application.person, ticked, language=by.language, by=by, at=at)
    application.saved_at = at


def store_document(
    application: Application, code: str, given: FileStorage, *, by: Actor, at: datetime
) -> ApplicationDocument:
    """Keep one file for one document of the list; it takes the place of an earlier one.

    Raises ``Refused`` before reading the file when it may not be handed in at all.
    """
    rules = application.round.parsed
    if code not in {d.code for d in rules.documents}:
        raise Refused(ApplicationRefusal.UNKNOWN_DOCUMENT)
    held = next((d for d in application.documents if d.code == code), None)
    _check_replaceable(application, held, at)
    file = files.store(given, kind=f"application:{code}", by=by, at=at)
    accepted = rules.document(code).accepted
    if ENDINGS[file.media_type] not in {a.value for a in accepted}:
        raise Refused(
            ApplicationRefusal.WRONG_FILE_TYPE, formats=", ".join(a.name for a in accepted)
        )
    if held is None:
        held = ApplicationDocument(application_id=application.id, code=code)
        db.session.add(held)
    held.file_id, held.uploaded_at = file.id, at
    held.verdict, held.note, held.ask_until = VerdictKind.UNREAD, "", None
    if application.status is ApplicationStatus.DRAFT:
        application.saved_at = at
    db.session.flush()
    history.record(application, "upload", by=by, at=at, code=code, sha256=file.sha256)
    return held


def remove_document(document: ApplicationDocument, *, by: Actor, at: datetime) -> None:
    """Take a file out of a draft."""
    application = document.application
    _check_draft(application, at)
    db.session.delete(document)
    application.saved_at = at
    history.record(application, "remove-upload", by=by, at=at, code=document.code)


def submit(application: Application, *, by: Account, at: datetime) -> None:
    """Hand in: complete, before the deadline, with a number and a seal of its own.

    The round's row is locked while the number is taken: two at once get two numbers.
    """
    round_ = db.session.scalars(
        select(Round)
        .where(Round.id == application.round_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    check_open(round_.status, round_.opens_at, round_.closes_at, at)
    rules = round_.parsed
    check_complete(submission_gaps(by, application))
    if application.number is None:
        round_.last_number += 1
        application.number = application_number(round_.code, round_.last_number)
    application.snapshot = own_profile(by, application)
    _convert_grade(application, rules)
    application.submitted_at = at
    application.language = by.language
    application.submission_hash = submission_hash(content_of(application, round_))
    history.advance(
        application,
        APPLICATION,
        "submit",
        by=by,
        at=at,
        number=application.number,
        hash=application.submission_hash,
    )
    application_received(application, round_, by, at=at)


def recall(application: Application, *, by: Actor, at: datetime) -> None:
    """Take an application back to change it, while the round is open."""
    round_ = application.round
    check_open(round_.status, round_.opens_at, round_.closes_at, at)
    application.submitted_at = application.submission_hash = None
    history.advance(application, APPLICATION, "recall", by=by, at=at)


def accept(application: Application, *, by: Actor, at: datetime) -> None:
    """Take the place offered, before the offer expires."""
    check_answerable(application.offer_expires_at, at)
    application.accepted_at = at
    history.advance(application, APPLICATION, "accept", by=by, at=at)


def decline(application: Application, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Leave the place to somebody else."""
    check_answerable(application.offer_expires_at, at)
    history.advance(application, APPLICATION, "decline", by=by, at=at, **_reason(reason))


def withdraw(application: Application, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Leave. A new application is possible while the round is open."""
    history.advance(application, APPLICATION, "withdraw", by=by, at=at, **_reason(reason))


def hand_over(application: Application, *, by: Actor, at: datetime) -> None:
    """Note that a placement or a cohort's seat was made from this application.

    The room that made it asks; ``by`` is who did it there.
    """
    history.advance(application, APPLICATION, "hand-over", by=SYSTEM, at=at, asked_by=by.id)


def lapse_offers(*, at: datetime) -> int:
    """The clock ends every offer nobody answered in time."""
    due = db.session.scalars(
        select(Application)
        .where(Application.status == ApplicationStatus.SELECTED, Application.offer_expires_at <= at)
        .with_for_update()
    ).all()
    earlier = history.earlier_of(due)
    for application in due:
        done = earlier.get(history.key(application), {})
        history.advance(
            application, APPLICATION, "lapse-offer", by=SYSTEM, at=at, earlier_deeds=done
        )
    return len(due)


def content_of(application: Application, round_: Round) -> dict[str, Any]:
    """What the seal of a submission covers."""
    return {
        "number": application.number,
        "round": round_.code,
        "rules": round_.rules_hash,
        "answers": application.answers,
        "profile": application.snapshot,
        "degree": application.degree.value if application.degree else None,
        "grade": [application.gpa_raw, application.gpa_scale],
        "documents": {d.code: d.file.sha256 for d in application.documents},
        "submitted_at": application.submitted_at.isoformat() if application.submitted_at else None,
    }


def _check_draft(application: Application, at: datetime) -> None:
    if application.status is not ApplicationStatus.DRAFT:
        raise Refused(ApplicationRefusal.NOT_A_DRAFT)
    round_ = application.round
    check_open(round_.status, round_.opens_at, round_.closes_at, at)


def _check_replaceable(
    application: Application, held: ApplicationDocument | None, at: datetime
) -> None:
    if application.status is ApplicationStatus.DRAFT:
        _check_draft(application, at)
        return
    verdict = held.verdict if held else VerdictKind.UNREAD
    if not may_replace(application.status, verdict, held.ask_until if held else None, at):
        raise Refused(ApplicationRefusal.DOCUMENT_LOCKED)


def _convert_grade(application: Application, rules: RoundRules) -> None:
    application.gpa_percent = application.gpa_table = None
    if application.gpa_raw and application.gpa_scale not in {"", OTHER}:
        table = rules.eligibility.grade_table
        percent = percent_of(read_grade(application.gpa_raw), application.gpa_scale, table)
        application.gpa_percent, application.gpa_table = written(percent), table


def _reason(reason: str) -> dict[str, Any]:
    return {"reason": reason.strip()} if reason.strip() else {}
