"""The list of placements, and the choices its forms offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, false, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.people.models import Organisation, Person, UniversityProfile
from talent.people.rules.lifecycle import OrganisationStatus, OrganisationType
from talent.placements.models import Placement
from talent.placements.queries.sight import alerts_of, visible
from talent.placements.rules.alerts import Alert, PlacementFinding
from talent.placements.rules.lifecycle import OVER, StudyStatus
from talent.placements.rules.pathways import LEVEL_OF
from talent.plumbing.database import db
from talent.plumbing.i18n import language
from talent.plumbing.pages import PAGE_SIZE, Page
from talent.selection import queries as selection
from talent.selection.models import Application


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: the placement and what somebody should look at."""

    placement: Placement
    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty values narrow nothing."""

    q: str = ""
    university: str = ""
    state: str = ""
    alert: str = ""


def placements(viewer: Account, filters: Filters, *, page: int, at: datetime) -> Page[Listed]:
    """One page of the placements that match, those that need an eye first."""
    found = [
        Listed(p, tuple(alerts_of(viewer, p, at)))
        for p in db.session.scalars(_list(viewer, filters))
    ]
    if filters.alert == "any":
        found = [row for row in found if row.alerts]
    elif filters.alert:
        found = [row for row in found if any(a.finding == filters.alert for a in row.alerts)]
    found.sort(key=lambda row: (_urgency(row.alerts), row.placement.study_status in OVER))
    number = min(page, max(1, -(-len(found) // PAGE_SIZE)))
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Page(shown, number, len(found), PAGE_SIZE)


def _urgency(found: Sequence[Alert]) -> int:
    order = list(PlacementFinding)
    return order.index(found[0].finding) if found else len(order)


def _list(viewer: Account, filters: Filters) -> Select[Placement]:
    query = (
        select(Placement)
        .join(Placement.person)
        .where(visible(viewer))
        .options(
            joinedload(Placement.person),
            joinedload(Placement.university),
            selectinload(Placement.semesters),
        )
        .order_by(_name_column(), Placement.id)
    )
    if filters.q:
        query = query.where(Person.search.contains(filters.q.casefold(), autoescape=True))
    if filters.university:
        query = query.where(Placement.university.has(Organisation.pid == filters.university))
    if filters.state in set(StudyStatus):
        query = query.where(Placement.study_status == StudyStatus(filters.state))
    return query


def _name_column() -> InstrumentedAttribute[str]:
    columns = {"mn": Person.sort_mn, "ko": Person.sort_ko}
    return columns.get(language(), Person.sort_latin)


def universities(viewer: Account) -> list[Organisation]:
    """The Korean universities somebody can be placed at, by name."""
    if Permission.PLACEMENTS_VIEW not in viewer.permissions:
        return []
    return list(
        db.session.scalars(
            select(Organisation)
            .join(UniversityProfile)
            .where(
                Organisation.type == OrganisationType.UNIVERSITY,
                Organisation.status == OrganisationStatus.VERIFIED,
            )
            .order_by(Organisation.name_en, Organisation.id)  # type: ignore[attr-defined]
        )
    )


def university(viewer: Account, pid: str) -> Organisation:
    """One of those universities, or 404."""
    found = next((u for u in universities(viewer) if u.pid == pid), None)
    return found if found is not None else db.first_or_404(select(Organisation).where(false()))


def applications_to_place(viewer: Account) -> list[Application]:
    """Accepted applications for a degree that wait for a placement."""
    found = selection.accepted_applications(viewer)
    return [a for a in found if a.round.kind in LEVEL_OF]


def application_to_place(viewer: Account, pid: str) -> Application:
    """One of those, or 404."""
    found = selection.accepted_application(viewer, pid)
    if found.round.kind not in LEVEL_OF:
        return db.first_or_404(select(Application).where(false()))
    return found
