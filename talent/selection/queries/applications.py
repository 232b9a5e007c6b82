"""Applications as their owners and as the staff see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload, selectinload

from talent.accounts.models import Account
from talent.foundations.access import Actor
from talent.foundations.periods import ZONES
from talent.people.models import Organisation, Person
from talent.people.rules.lifecycle import ConsentPurpose, OrganisationStatus, OrganisationType
from talent.people.rules.registry import search_terms
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.pages import Page, paginate
from talent.selection.models import (
    Application,
    ApplicationDocument,
    ApplicationFinding,
    Round,
)
from talent.selection.rules.applying import Gap, VerdictKind, gaps
from talent.selection.rules.eligibility import EligibilityFinding, Facts, findings
from talent.selection.rules.lifecycle import TOLD_DEEDS, ApplicationStatus, RoundKind
from talent.selection.rules.scoring import read

CAPITAL = "MN-1"
SORTS = ("number", "name", "organisation", "submitted", "status")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of applications is narrowed to. Empty means all."""

    text: str = ""
    status: str = ""
    organisation_type: str = ""
    region: str = ""
    sort: str = "number"


def my_applications(viewer: Account) -> list[Application]:
    """The viewer's own applications with their calls, newest first."""
    return list(
        db.session.scalars(
            select(Application)
            .where(Application.person_id == viewer.person_id)
            .options(joinedload(Application.round))
            .order_by(Application.id.desc())
        )
    )


def own_application(viewer: Account, pid: str) -> Application:
    """The viewer's own application with everything its form shows; 404 for anybody else's."""
    return db.first_or_404(
        select(Application)
        .where(Application.pid == pid, Application.person_id == viewer.person_id)
        .options(
            joinedload(Application.round),
            joinedload(Application.organisation),
            joinedload(Application.person).joinedload(Person.organisation),
            joinedload(Application.person).selectinload(Person.consents),
            selectinload(Application.documents).joinedload(ApplicationDocument.file),
        )
    )


def own_application_in(viewer: Account, round_: Round) -> Application | None:
    """The viewer's live application in a call, if there is one."""
    return db.session.scalars(
        select(Application).where(
            Application.round_id == round_.id,
            Application.person_id == viewer.person_id,
            Application.status.notin_((ApplicationStatus.WITHDRAWN, ApplicationStatus.LAPSED)),
        )
    ).first()


def own_document(viewer: Account, pid: str) -> ApplicationDocument:
    """A document of the viewer's own application; 404 for anybody else's."""
    return db.first_or_404(
        select(ApplicationDocument)
        .join(ApplicationDocument.application)
        .where(ApplicationDocument.pid == pid, Application.person_id == viewer.person_id)
        .options(
            joinedload(ApplicationDocument.file),
            contains_eager(ApplicationDocument.application).joinedload(Application.round),
        )
    )


def nominating_organisations(viewer: Actor, *, language: str) -> list[tuple[str, str]]:
    """Public id and name of the organisations that may nominate: verified ones in Mongolia."""
    rows = db.session.scalars(
        select(Organisation)
        .where(Organisation.status == OrganisationStatus.VERIFIED, Organisation.country == "MN")
        .order_by(_organisation_name(language), Organisation.id)
    )
    return [(row.pid, row.name.in_(language)) for row in rows]


def nominating_organisation(viewer: Actor, pid: str) -> Organisation | None:
    """The organisation a form names, if it may nominate."""
    return db.session.scalar(
        select(Organisation).where(
            Organisation.pid == pid,
            Organisation.status == OrganisationStatus.VERIFIED,
            Organisation.country == "MN",
        )
    )


def own_profile(viewer: Account, application: Application) -> dict[str, object]:
    """The person as the application will keep them: what the record says now."""
    person, nominating = application.person, application.organisation
    names = person.names
    return {
        "latin": names.latin if names.surname_latin or names.given_latin else "",
        "cyrillic": names.cyrillic or "",
        "hangul": names.hangul or "",
        "sex": person.sex.value,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "nationality": person.nationality,
        "phone": person.phone or "",
        "email": viewer.email,
        "region": person.region or "",
        "position": person.position,
        "organisation": (
            {"ko": nominating.name.ko, "mn": nominating.name.mn, "en": nominating.name.en}
            if nominating
            else None
        ),
    }


def submission_gaps(viewer: Account, application: Application) -> list[Gap]:
    """What keeps the viewer's application from being handed in."""
    return gaps(
        profile=own_profile(viewer, application),
        grade=(application.gpa_raw, application.gpa_scale, application.degree),
        answers=application.answers,
        documents={d.code for d in application.documents},
        consents=consents_in_force(viewer, application),
        rules=application.round.parsed,
    )


def consents_in_force(viewer: Actor, application: Application) -> frozenset[ConsentPurpose]:
    """What the applicant agrees to now."""
    return frozenset(c.purpose for c in application.person.consents if c.withdrawn_at is None)


def applications(
    viewer: Actor, round_: Round, wanted: Wanted, *, language: str, page: int = 1
) -> Page[Application]:
    """Applications of a call with person and organisation. Drafts are counted, not read.

    Found by name in any spelling, number or organisation.
    """
    query = (
        select(Application)
        .join(Application.person)
        .outerjoin(Application.organisation)
        .where(
            Application.round_id == round_.id,
            Application.status.notin_((ApplicationStatus.DRAFT, ApplicationStatus.LAPSED)),
            Application.number.is_not(None),
        )
        .options(contains_eager(Application.person), contains_eager(Application.organisation))
    )
    for word, key in search_terms(wanted.text):
        query = query.where(_mentions(word, key))
    if wanted.status in set(ApplicationStatus):
        query = query.where(Application.status == ApplicationStatus(wanted.status))
    if wanted.organisation_type in set(OrganisationType):
        query = query.where(Organisation.type == OrganisationType(wanted.organisation_type))
    if wanted.region == "capital":
        query = query.where(Organisation.region == CAPITAL)
    elif wanted.region == "countryside":
        query = query.where(Organisation.region != CAPITAL)
    return paginate(_in_order(query, wanted.sort, language), page)


def application(viewer: Actor, pid: str) -> Application:
    """One application handed in, for staff, with everything its record shows; drafts are 404."""
    return db.first_or_404(
        select(Application)
        .where(
            Application.pid == pid,
            Application.number.is_not(None),
            Application.status.notin_((ApplicationStatus.DRAFT, ApplicationStatus.LAPSED)),
        )
        .options(
            joinedload(Application.round),
            joinedload(Application.organisation),
            joinedload(Application.person),
            selectinload(Application.documents).joinedload(ApplicationDocument.file),
            selectinload(Application.findings)
            .joinedload(ApplicationFinding.found_by)
            .joinedload(Account.person),
        )
    )


def document(viewer: Actor, pid: str) -> ApplicationDocument:
    """A document of an application handed in, for staff."""
    return db.first_or_404(
        select(ApplicationDocument)
        .join(ApplicationDocument.application)
        .where(
            ApplicationDocument.pid == pid,
            Application.status.notin_((ApplicationStatus.DRAFT, ApplicationStatus.LAPSED)),
        )
        .options(
            joinedload(ApplicationDocument.file),
            contains_eager(ApplicationDocument.application).options(
                joinedload(Application.round), joinedload(Application.person)
            ),
        )
    )


def computed_findings(viewer: Actor, application: Application) -> tuple[EligibilityFinding, ...]:
    """What the rules of the call find against an application."""
    round_, person = application.round, application.person
    percent: Fraction | None = read(application.gpa_percent) if application.gpa_percent else None
    last_day = (round_.closes_at - timedelta(seconds=1)).astimezone(ZONES[round_.zone]).date()
    return findings(
        Facts(
            percent=percent,
            born=person.birth_date,
            degree=application.degree,
            nationality=person.nationality,
            documents={d.code for d in application.documents},
            defective={d.code for d in application.documents if d.verdict is VerdictKind.ASK_AGAIN},
            day=last_day,
        ),
        round_.parsed,
    )


def other_applications(viewer: Actor, application: Application) -> list[Application]:
    """What else the same person handed in, newest first."""
    return list(
        db.session.scalars(
            select(Application)
            .where(
                Application.person_id == application.person_id,
                Application.id != application.id,
                Application.number.is_not(None),
            )
            .options(joinedload(Application.round))
            .order_by(Application.id.desc())
        )
    )


def history_of(
    viewer: Actor, subject: Application | Round
) -> list[tuple[history.AuditEntry, Account | None]]:
    """The trail of one record with who did it, newest first: two statements."""
    entries = history.entries_of(subject)
    ids = {e.actor_id for e in entries if e.actor_id is not None}
    rows = db.session.scalars(
        select(Account).where(Account.id.in_(ids)).options(joinedload(Account.person))
    )
    actors = {account.id: account for account in rows}
    return [(entry, actors.get(entry.actor_id or 0)) for entry in entries]


def own_history(viewer: Account, application: Application) -> list[tuple[datetime, str]]:
    """When what happened to the viewer's own application, newest first, without who in the office
    did it and without what is nobody's business but the office's."""
    return [
        (entry.at, entry.deed)
        for entry in history.entries_of(application)
        if entry.deed in TOLD_DEEDS and application.person_id == viewer.person_id
    ]


def accepted_applications(viewer: Actor, kind: RoundKind | None = None) -> list[Application]:
    """Applications whose place was accepted and not yet taken over, with person, organisation and
    call; of one kind of call when asked."""
    query = (
        select(Application)
        .join(Application.round)
        .where(Application.status == ApplicationStatus.ACCEPTED)
        .options(
            contains_eager(Application.round),
            joinedload(Application.person),
            joinedload(Application.organisation),
        )
        .order_by(Application.accepted_at, Application.id)
    )
    if kind is not None:
        query = query.where(Round.kind == kind)
    return list(db.session.scalars(query))


def accepted_application(viewer: Actor, pid: str) -> Application:
    """One accepted application to take over; 404 when it is not accepted."""
    return db.first_or_404(
        select(Application)
        .where(Application.pid == pid, Application.status == ApplicationStatus.ACCEPTED)
        .options(
            joinedload(Application.round),
            joinedload(Application.person),
            joinedload(Application.organisation),
        )
    )


def all_findings_of(application: Application) -> list[EligibilityFinding]:
    """The reasons written down for one application, in the order given."""
    return list(
        db.session.scalars(
            select(ApplicationFinding.finding)
            .where(ApplicationFinding.application_id == application.id)
            .order_by(ApplicationFinding.id)
        )
    )


def all_accounts_of(person_ids: Sequence[int]) -> Mapping[int, Account]:
    """The accounts of people, by person: to write to them."""
    rows = db.session.scalars(
        select(Account).where(Account.person_id.in_(person_ids)).options(joinedload(Account.person))
    )
    return {account.person_id: account for account in rows}


def _mentions(word: str, key: str) -> ColumnElement[bool]:
    return or_(
        Person.search.contains(word, autoescape=True),
        Person.search.contains(key, autoescape=True) if key else false(),
        Organisation.search.contains(word, autoescape=True),
        func.lower(Application.number).contains(word, autoescape=True),
    )


def _in_order(query: Select[Any], sort: str, language: str) -> Select[Any]:
    name = {"mn": Person.sort_mn, "ko": Person.sort_ko}.get(language, Person.sort_latin)
    columns = {
        "number": Application.number,
        "name": name,
        "organisation": _organisation_name(language),
        "submitted": Application.submitted_at,
        "status": Application.status,
    }
    column = columns.get(sort.removeprefix("-"), Application.number)
    order = column.desc() if sort.startswith("-") else column.asc()
    return query.order_by(order, Application.id)


def _organisation_name(language: str) -> InstrumentedAttribute[str]:
    return {"mn": Organisation.sort_mn, "ko": Organisation.sort_ko}.get(
        language, Organisation.sort_en
    )
