"""Preparing certificates: the facts are checked, then frozen."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from talent.certificates import documents
from talent.certificates.models import Certificate, Signatory
from talent.certificates.queries.sources import all_under_way
from talent.certificates.rules.entitlement import (
    CertificateRefusal,
    CourseFacts,
    CoursePolicy,
    check_completion,
    check_module,
    check_participation,
)
from talent.certificates.rules.lifecycle import CertificateStatus, CertificateType
from talent.certificates.rules.numbering import new_code
from talent.cohorts.models import Participation
from talent.cohorts.rules.lifecycle import CohortStatus, ParticipationStatus
from talent.foundations.access import Actor
from talent.foundations.languages import LANGUAGES, LocalizedText
from talent.foundations.refusals import Refused
from talent.people.models import Person
from talent.plumbing import history
from talent.plumbing.database import db
from talent.transfer.models import ModuleResult
from talent.transfer.rules.lifecycle import DeliveryStatus, ResultStatus

Source = Participation | ModuleResult
_TYPES = {
    ParticipationStatus.COMPLETED: CertificateType.COMPLETION,
    ParticipationStatus.PARTICIPATED: CertificateType.PARTICIPATION,
}


def prepare(
    sources: Sequence[Source],
    *,
    signatory: Signatory,
    languages: Sequence[str],
    by: Actor,
    at: datetime,
) -> list[Certificate]:
    """Prepare one certificate for each participation or module result.

    Raises :class:`Refused` when one of them is not entitled, has a certificate under way, or
    could not be printed: then none is prepared.
    """
    if any(all_under_way(sources)):
        raise Refused(CertificateRefusal.ALREADY_UNDER_WAY)
    made = [_prepared(s, signatory=signatory, languages=languages, at=at) for s in sources]
    db.session.add_all(made)
    db.session.flush()
    for certificate in made:
        history.record(certificate, "prepare", by=by, at=at, type=certificate.type.value)
    return made


def replace(
    old: Certificate,
    *,
    signatory: Signatory,
    languages: Sequence[str],
    by: Actor,
    at: datetime,
) -> Certificate:
    """Prepare the paper that will take the place of an issued one, with the names of today.

    The old one stays valid until the new one is issued, and is then shown as replaced.
    """
    if old.status is not CertificateStatus.ISSUED:
        raise Refused(CertificateRefusal.NOT_ISSUED)
    source = old.participation or old.module_result
    if source is None:
        raise LookupError("the source of the certificate was not loaded")
    if any(status is not CertificateStatus.ISSUED for status in all_under_way([source])):
        raise Refused(CertificateRefusal.ALREADY_UNDER_WAY)
    made = _prepared(source, signatory=signatory, languages=languages, at=at)
    made.replaces_id = old.id
    db.session.add(made)
    db.session.flush()
    history.record(made, "prepare", by=by, at=at, type=made.type.value, replaces=old.id)
    return made


def _prepared(
    source: Source, *, signatory: Signatory, languages: Sequence[str], at: datetime
) -> Certificate:
    facts = course_facts(source) if isinstance(source, Participation) else module_facts(source)
    chosen = [language for language in LANGUAGES if language in languages]
    organisation = source.person.organisation
    snapshot: dict[str, Any] = {
        **facts,
        "wording": documents.policy().wording,
        "policy": documents.policy().version,
        "languages": chosen,
        "names": names_of(source.person),
        "affiliation": said(organisation.name if organisation else None),
        "signer_name": said(signatory.name),
        "signer_title": said(signatory.title),
    }
    if not snapshot["starts_on"] or not snapshot["ends_on"]:
        raise Refused(CertificateRefusal.DATES_MISSING)
    documents.check_printable(snapshot)
    return Certificate(
        type=CertificateType(snapshot["type"]),
        person=source.person,
        participation_id=source.id if isinstance(source, Participation) else None,
        module_result_id=source.id if isinstance(source, ModuleResult) else None,
        title=LocalizedText(**snapshot["title"]),
        languages=chosen,
        snapshot=snapshot,
        verify_code=new_code(documents.policy()),
        prepared_at=at,
        names_confirmed_at=source.person.names_confirmed_at,
    )


def names_of(person: Person) -> dict[str, str | None]:
    """The names that will be printed. Latin comes from the passport, nothing is transliterated."""
    names = person.names
    return {
        "latin": names.latin,
        "hangul": names.hangul,
        "parent_mn": names.parent_mn,
        "given_mn": names.given_mn,
    }


def course_facts(participation: Participation) -> dict[str, Any]:
    """What a paper about a course says, after checking that it may be given.

    The thresholds are those the outcome was decided by, kept with the participation: a rule
    changed later does not change what somebody already earned.
    """
    cohort = participation.cohort
    kind = _TYPES.get(participation.status)
    if kind is None or participation.attended is None or participation.required is None:
        raise Refused(CertificateRefusal.ATTENDANCE_TOO_LOW)
    facts = CourseFacts(
        attended=Fraction(participation.attended),
        required=Fraction(participation.required),
        requirements_met=not participation.findings,
        dismissed=False,
        reported=cohort.status in {CohortStatus.REPORTED, CohortStatus.CLOSED},
    )
    policy = CoursePolicy(
        completion_ratio=Fraction(participation.rules_then["completion_ratio"]),
        participation_ratio=Fraction(participation.rules_then["participation_ratio"]),
    )
    if kind is CertificateType.COMPLETION:
        check_completion(facts, policy)
    else:
        check_participation(facts, policy)
    return {
        "type": kind.value,
        "title": said(cohort.title),
        "code": cohort.code,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
        "hours": cohort.hours,
        "attended": participation.attended,
        "required": participation.required,
        "least_ratio": str(
            policy.completion_ratio
            if kind is CertificateType.COMPLETION
            else policy.participation_ratio
        ),
    }


def module_facts(result: ModuleResult) -> dict[str, Any]:
    """What a paper about a module says, after checking that it may be given."""
    taught, delivery = result.version_taught, result.delivery
    check_module(
        passed=result.status is ResultStatus.PASSED, closed=delivery.status is DeliveryStatus.CLOSED
    )
    return {
        "type": CertificateType.MODULE.value,
        "title": said(taught.module.title),
        "module_code": taught.module.code,
        "module_version": taught.number,
        "starts_on": delivery.starts_on.isoformat(),
        "ends_on": delivery.ends_on.isoformat(),
        "hours": taught.hours,
        "level": int(result.level[1]) if result.level else 0,
        "assessed_on": result.passed_on.isoformat() if result.passed_on else None,
        "valid_until": _last_valid_day(result.valid_until),
        "equipment": _joined(e.name for e in taught.equipment) or said(taught.equipment_note),
    }


def _last_valid_day(ends: date | None) -> str | None:
    """The day to print. The record keeps the first day that no longer counts."""
    return (ends - timedelta(days=1)).isoformat() if ends else None


def said(text: LocalizedText | None) -> dict[str, str]:
    """A text in all languages, as kept in the snapshot."""
    return {lang: text.in_(lang) if text else "" for lang in LANGUAGES}


def _joined(names: Iterable[LocalizedText]) -> dict[str, str]:
    listed = list(names)
    if not listed:
        return {}
    return {lang: ", ".join(name.in_(lang) for name in listed) for lang in LANGUAGES}
