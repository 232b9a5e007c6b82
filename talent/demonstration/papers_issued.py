"""Certificates and university reports: the last stage, made as the worker makes them."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from talent.certificates import actions as certificates
from talent.certificates import queries
from talent.certificates.models import Certificate
from talent.demonstration.data import read
from talent.demonstration.people import Trainee
from talent.demonstration.staff import Team
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation
from talent.placements.rules.terms import Term, term_of
from talent.plumbing import jobs
from talent.plumbing.database import db
from talent.reporting import actions as reporting
from talent.reporting.models import UniversityReport


def certify(team: Team, trainees: list[Trainee], at: datetime) -> None:
    """Most are issued, some wait for the holder, some for the approver."""
    told = read("signatory")
    prepared = at - timedelta(days=60)
    signatory = certificates.add_signatory(
        name=LocalizedText(**told["name"]),
        title=LocalizedText(**told["title"]),
        since=(at - timedelta(days=700)).date(),
        by=team["coordinator"],
        at=at - timedelta(days=700),
    )
    db.session.flush()
    found = queries.candidates(team["coordinator"])
    pids = [one.pid for _course, people in found.courses for one in people]
    pids += [one.pid for _delivery, results in found.modules[:3] for one in results[:4]]
    chosen = queries.chosen_sources(team["coordinator"], pids)
    made = certificates.prepare(
        chosen,
        signatory=signatory,
        languages=("ko", "mn", "en"),
        by=team["coordinator"],
        at=prepared,
    )
    accounts = {trainee.person.id: trainee.account for trainee in trainees}
    ready = made[:-5]
    for certificate in made[:-3]:
        holder = accounts[certificate.person_id]
        certificates.confirm_names(certificate, by=holder, at=prepared + timedelta(days=2))
    certificates.approve(ready, by=team["approver"], at=prepared + timedelta(days=4))
    db.session.commit()
    issued = prepared + timedelta(days=4, minutes=5)
    for pid in [certificate.pid for certificate in ready]:
        certificates.issue(pid, at=issued)
        db.session.commit()
    spoiled = db.session.scalars(
        select(Certificate)
        .where(Certificate.pid == ready[-1].pid)
        .options(joinedload(Certificate.person))
    ).one()
    certificates.move(
        spoiled,
        "revoke",
        by=team["approver"],
        at=issued + timedelta(days=20),
        reason=told["revoked"],
    )
    db.session.commit()


def report(team: Team, organisations: dict[str, Organisation], at: datetime) -> None:
    """The last term's report went out; this term's waits to be read."""
    term = term_of(at.date())
    last = Term(term.year, 1) if term.half == 2 else Term(term.year - 1, 2)
    sent_at = at - timedelta(days=30)
    _made(team, organisations["UST"], last, sent_at, send=True)
    _made(team, organisations["UST"], term, at - timedelta(days=1), send=False)
    db.session.commit()


def _made(team: Team, university: Organisation, term: Term, at: datetime, *, send: bool) -> None:
    by = team["coordinator"]
    as_of = min(term.until - timedelta(days=1), at.date())
    university = db.session.scalars(
        select(Organisation)
        .where(Organisation.id == university.id)
        .options(joinedload(Organisation.university), selectinload(Organisation.contacts))
        .execution_options(populate_existing=True)
    ).one()
    scheduled = reporting.schedule(university, term, as_of=as_of, by=by, at=at)
    db.session.commit()
    jobs.run_pending(at + timedelta(minutes=1))
    found = db.session.scalars(
        select(UniversityReport)
        .where(UniversityReport.id == scheduled.id)
        .options(
            joinedload(UniversityReport.organisation).selectinload(Organisation.contacts),
            joinedload(UniversityReport.pdf),
            joinedload(UniversityReport.xlsx),
        )
        .execution_options(populate_existing=True)
    ).one()
    if send:
        reporting.check(found, by=by, at=at + timedelta(hours=3))
        reporting.send(found, by=by, at=at + timedelta(hours=4))
    db.session.commit()
