"""Proposing, verifying and keeping organisations and the people to write to there."""

from dataclasses import astuple
from datetime import datetime

from sqlalchemy import or_, select

from talent.foundations.access import Actor
from talent.foundations.refusals import Refused
from talent.foundations.sorting import sort_key
from talent.people.models import Contact, Organisation, UniversityProfile
from talent.people.rules.lifecycle import ORGANISATION
from talent.people.rules.organisations import (
    ContactDetails,
    OrganisationDetails,
    OrganisationRefusal,
    UniversityDetails,
    check_organisation,
)
from talent.people.rules.registry import SORT_LENGTH, organisation_search
from talent.plumbing import history
from talent.plumbing.database import db

FIELDS = ("code", "type", "country", "name", "registration_number", "region")


def propose_organisation(details: OrganisationDetails, *, by: Actor, at: datetime) -> Organisation:
    """Write down an organisation. Another person verifies it before anything rests on it."""
    organisation = Organisation(created_at=at)
    _write(organisation, details)
    organisation.university = _profile(None, details.university)
    history.record(organisation, "propose", by=by, at=at)
    return organisation


def change_organisation(
    organisation: Organisation, details: OrganisationDetails, *, by: Actor, at: datetime
) -> None:
    """Write what changed about an organisation, its profile as a university included."""
    changed = _write(organisation, details)
    before = organisation.university
    if _facts(before) != (astuple(details.university) if details.university else None):
        organisation.university = _profile(before, details.university)
        changed.append("university")
    if changed:
        history.record(organisation, "change", by=by, at=at, fields=changed)


def step_organisation(organisation: Organisation, step: str, *, by: Actor, at: datetime) -> None:
    """Verify, close or reopen."""
    history.advance(organisation, ORGANISATION, step, by=by, at=at)


def add_contact(
    organisation: Organisation, details: ContactDetails, *, by: Actor, at: datetime
) -> Contact:
    """Somebody to write to. Nothing is sent before the address is confirmed."""
    taken = select(Contact.id).where(
        Contact.organisation_id == organisation.id, Contact.email == details.email
    )
    if db.session.scalar(taken) is not None:
        raise Refused(OrganisationRefusal.CONTACT_TAKEN)
    contact = Contact(
        organisation_id=organisation.id,
        name=details.name,
        position=details.position,
        email=details.email,
        phone=details.phone,
        language=details.language,
    )
    db.session.add(contact)
    db.session.flush()
    history.record(organisation, "add-contact", by=by, at=at, contact=contact.id)
    return contact


def confirm_contact(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Note that the address was checked with the organisation now; good for a year."""
    contact.confirmed_at, contact.retired_at = at, None
    organisation = db.session.get_one(Organisation, contact.organisation_id)
    history.record(organisation, "confirm-contact", by=by, at=at, contact=contact.id)


def retire_contact(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Write to this one no more."""
    contact.retired_at, contact.confirmed_at = at, None
    organisation = db.session.get_one(Organisation, contact.organisation_id)
    history.record(organisation, "retire-contact", by=by, at=at, contact=contact.id)


def put_organisation_keys(organisation: Organisation) -> None:
    """Write what the register finds this organisation by."""
    organisation.search = organisation_search(organisation.code, organisation.name)
    organisation.sort_ko = sort_key(organisation.name.ko)[:SORT_LENGTH]
    organisation.sort_mn = sort_key(organisation.name.mn)[:SORT_LENGTH]
    organisation.sort_en = sort_key(organisation.name.en)[:SORT_LENGTH]


def _write(organisation: Organisation, details: OrganisationDetails) -> list[str]:
    check_organisation(details)
    _check_not_taken(organisation, details)
    changed = [n for n in FIELDS if getattr(organisation, n) != getattr(details, n)]
    for name in changed:
        setattr(organisation, name, getattr(details, name))
    put_organisation_keys(organisation)
    return changed


def _check_not_taken(organisation: Organisation, details: OrganisationDetails) -> None:
    """Whole names are compared, never parts: UST and MUST are two universities."""
    kept = Organisation.__table__.c
    same = or_(
        Organisation.code == details.code,
        kept.name_ko == details.name.ko,
        kept.name_mn == details.name.mn,
        kept.name_en == details.name.en,
    )
    with db.session.no_autoflush:
        other = db.session.scalars(
            select(Organisation).where(same, Organisation.id != (organisation.id or 0)).limit(1)
        ).first()
    if other is None:
        return
    if other.code == details.code:
        raise Refused(OrganisationRefusal.CODE_TAKEN, code=other.code)
    raise Refused(OrganisationRefusal.NAME_TAKEN, code=other.code)


def _profile(
    profile: UniversityProfile | None, details: UniversityDetails | None
) -> UniversityProfile | None:
    if details is None:
        return None
    profile = profile or UniversityProfile()
    profile.grade_scale = details.grade_scale
    profile.credits_master, profile.credits_doctor = details.credits_master, details.credits_doctor
    profile.most_semesters_master = details.most_semesters_master
    profile.most_semesters_doctor = details.most_semesters_doctor
    profile.report_language = details.report_language
    return profile


def _facts(profile: UniversityProfile | None) -> tuple[object, ...] | None:
    if profile is None:
        return None
    return (
        profile.grade_scale,
        profile.credits_master,
        profile.credits_doctor,
        profile.most_semesters_master,
        profile.most_semesters_doctor,
        profile.report_language,
    )
