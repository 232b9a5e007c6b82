"""One placement or semester, whole; what is not the viewer's business does not exist."""

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.people.models import Organisation, Person
from talent.placements.models import (
    DegreeFacts,
    Placement,
    Preference,
    SemesterRecord,
    UniversityStay,
)
from talent.placements.queries.sight import visible
from talent.placements.rules.lifecycle import PRESENCE, SEMESTER, STUDY
from talent.placements.rules.steps import Readiness, deeds, needs_of, ready
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.files import File
from talent.plumbing.history import AuditEntry


def placement(viewer: Account, pid: str) -> Placement:
    """One placement with all that belongs to it, or 404."""
    return db.one_or_404(_whole().where(Placement.pid == pid, visible(viewer)))


def own_placement(viewer: Account) -> Placement | None:
    """The viewer's own placement, the latest if there are several."""
    return (
        db.session.scalars(
            _whole()
            .where(Placement.person_id == viewer.person_id)
            .order_by(Placement.created_at.desc())
        )
        .unique()
        .first()
    )


def own_placement_or_404(viewer: Account) -> Placement:
    """The same where a page makes no sense without one."""
    return db.first_or_404(
        _whole()
        .where(Placement.person_id == viewer.person_id)
        .order_by(Placement.created_at.desc())
    )


def _whole() -> Select[Placement]:
    return select(Placement).options(
        joinedload(Placement.person).joinedload(Person.organisation),
        joinedload(Placement.university).joinedload(Organisation.university),
        joinedload(Placement.admission_letter),
        joinedload(Placement.contract),
        joinedload(Placement.degree).joinedload(DegreeFacts.diploma),
        selectinload(Placement.preferences).joinedload(Preference.university),
        selectinload(Placement.stays).joinedload(UniversityStay.university),
        selectinload(Placement.semesters),
    )


def semester(viewer: Account, pid: str) -> SemesterRecord:
    """One semester with its placement, or 404."""
    return db.one_or_404(
        select(SemesterRecord)
        .join(SemesterRecord.placement)
        .where(SemesterRecord.pid == pid, visible(viewer))
        .options(
            joinedload(SemesterRecord.placement).joinedload(Placement.person),
            joinedload(SemesterRecord.university).joinedload(Organisation.university),
            joinedload(SemesterRecord.transcript),
        )
    )


def own_semester(viewer: Account, pid: str) -> SemesterRecord:
    """One of the viewer's own semesters, or 404 for anybody else's."""
    found = semester(viewer, pid)
    if found.placement.person_id != viewer.person_id:
        return db.first_or_404(select(SemesterRecord).where(false()))
    return found


def paper(viewer: Account, placement_pid: str, file_pid: str) -> File:
    """A file of a placement the viewer may see: letter, contract, diploma or transcript; or 404."""
    held = or_(
        File.id == Placement.admission_letter_id,
        File.id == Placement.contract_id,
        File.id.in_(select(DegreeFacts.diploma_id).where(DegreeFacts.placement_id == Placement.id)),
        File.id.in_(
            select(SemesterRecord.transcript_id).where(SemesterRecord.placement_id == Placement.id)
        ),
    )
    return db.first_or_404(
        select(File)
        .join(Placement, held)
        .where(Placement.pid == placement_pid, File.pid == file_pid, visible(viewer))
    )


def trail(viewer: Account, subject: Placement) -> list[tuple[AuditEntry, Account | None]]:
    """What was done to a placement and by whom, newest first."""
    if Permission.PLACEMENTS_VIEW not in viewer.permissions:
        return []
    entries = history.entries_of(subject)
    doers = {e.actor_id for e in entries if e.actor_id is not None}
    found = db.session.scalars(
        select(Account).where(Account.id.in_(doers)).options(joinedload(Account.person))
    )
    accounts = {account.id: account for account in found}
    return [(entry, accounts.get(entry.actor_id or 0)) for entry in entries]


def offered(viewer: Account, subject: Placement) -> list[str]:
    """The steps ``viewer`` may take with this placement now, study before stay before the rest."""
    done = history.earlier(subject)
    facts = Readiness(
        subject.study_status,
        subject.presence_status,
        wishes_left=any(p.rank > subject.preference_rank for p in subject.preferences),
        contract_prepared=subject.contract_id is not None,
        contract_signed=subject.contract_signed_on is not None,
        card_registered=subject.card_registered_on is not None,
        degree_recorded=subject.degree is not None,
        withdrawal_asked=bool(subject.withdrawal_reason),
        visa_refusals=subject.visa_refusals,
    )
    moves = [
        *STUDY.offered(subject.study_status, viewer, done),
        *PRESENCE.offered(subject.presence_status, viewer, done),
    ]
    others = [step for step in deeds(facts) if needs_of(step) in viewer.permissions]
    return [*ready(moves, facts), *others]


def semester_steps(viewer: Account, record: SemesterRecord) -> list[str]:
    """The steps ``viewer`` may take with this semester now."""
    return SEMESTER.offered(record.status, viewer, history.earlier(record))
