"""The data peers were measured on, built from a fixed seed through our own tables.

2,000 applicants, a third each with Korean, Mongolian and Latin names; four long answers in their
language; three reviewers who each wrote a review of every application, four marks from 1 to 5
around a mean drawn for each applicant (normal, 3.2 ± 0.8, spread 0.7).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, text

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import AccountStatus
from talent.demonstration.data import read
from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation, Person
from talent.people.rules.lifecycle import (
    OrganisationStatus,
    OrganisationType,
    ParentNameKind,
    PersonStatus,
    Sex,
)
from talent.people.rules.names import PersonNames
from talent.people.rules.registry import person_keys
from talent.plumbing.database import db, new_pid
from talent.selection.models import Application, Review, Round
from talent.selection.rules import scoring
from talent.selection.rules.default_rules import default_rules, rules_hash
from talent.selection.rules.lifecycle import ApplicationStatus, RoundKind, RoundStatus
from talent.selection.rules.reviewing import ReviewStatus
from talent.selection.rules.round_rules import RoundRules

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)
CRITERIA = ("record", "work", "plan", "language")
FAMILY_KO = "\uae40\uc774\ubc15\ucd5c\uc815\uac15\uc870\uc724\uc7a5\uc784"
GIVEN_KO = "\uc11c\ud604\ubbfc\uc9c0\uc720\uc900\ud558\uc740\ub3c4\uc724\uc2dc\uc6b0"
FIRST = ("Anna", "Peter", "Maria", "Thomas", "Julia", "Daniel", "Laura", "Martin", "Eva", "Paul")
LAST = ("NOVAK", "WEBER", "SILVA", "JENSEN", "ROSSI", "MARTIN", "KOWALSKI", "DUBOIS", "SMITH")
PROFILE = {
    "latin": "BATBOLD Temuulen",
    "cyrillic": "",
    "hangul": "",
    "sex": "female",
    "birth_date": "1996-05-17",
    "nationality": "MN",
    "phone": "+97699112233",
    "email": "person@example.org",
    "region": "MN-1",
    "position": "Engineer",
    "organisation": {"ko": "GCRA", "mn": "GCRA", "en": "GCRA"},
}
LENGTHS = {
    "motivation": (600, 1100),
    "study_plan": (400, 800),
    "work": (300, 600),
    "field": (40, 90),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Where the pages to measure are."""

    round_pid: str
    application_pid: str
    review_pid: str
    coordinator_id: int
    reviewer_id: int


def load(size: int) -> Loaded:
    """Fill an empty, migrated database and commit."""
    draw = Random(20260309)
    organisations = _organisations()
    coordinator = _account("coordinator", Role.COORDINATOR)
    reviewers = [_account(f"reviewer{n}", Role.REVIEWER) for n in range(3)]
    round_ = _round()
    db.session.flush()
    first = _people(size, draw, [o.id for o in organisations])
    pids = _applications(size, draw, round_.id, first)
    review_pid = _reviews(size, draw, round_, [r.id for r in reviewers])
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    return Loaded(round_.pid, pids[size // 2], review_pid, coordinator.id, reviewers[0].id)


def _organisations() -> list[Organisation]:
    made = [
        Organisation(
            code=entry["code"],
            type=OrganisationType(entry["type"]),
            country=entry["country"],
            name=LocalizedText(entry["ko"], entry["mn"], entry["en"]),
            region=entry["region"],
            status=OrganisationStatus.VERIFIED,
            created_at=AT,
        )
        for entry in read("organisations")["organisations"]
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _account(name: str, role: Role) -> Account:
    person = Person(**_person_row(0, name.upper(), name, None, None, None), created_at=AT)
    account = Account(
        person=person,
        email=f"{name}@example.org",
        password_hash="-",
        language="en",
        roles=[role.value],
        status=AccountStatus.ACTIVE,
        created_at=AT,
    )
    db.session.add(account)
    return account


def _round() -> Round:
    rules = default_rules(RoundKind.MSC)
    rules["criteria"] = [c for c in rules["criteria"] if c["key"] in CRITERIA]
    for criterion in rules["criteria"]:
        criterion["weight"] = "1/4"
    rules["tie_break"] = ["plan", "work"]
    rules["third_review_gap"] = 100
    rules["seats"] = 20
    round_ = Round(
        code="2026-MSC-1",
        kind=RoundKind.MSC,
        title=LocalizedText("bench", "bench", "Master's degree, first call"),
        summary=LocalizedText("bench", "bench", "Measured"),
        rules=rules,
        rules_hash=rules_hash(rules),
        opens_at=AT - timedelta(days=60),
        closes_at=AT - timedelta(days=30),
        seats=20,
        last_number=0,
        created_at=AT,
        status=RoundStatus.REVIEWING,
    )
    db.session.add(round_)
    return round_


def _person_row(
    number: int,
    surname: str,
    given: str,
    mn: tuple[str, str] | None,
    ko: str | None,
    org: int | None,
) -> dict[str, Any]:
    names = PersonNames(
        None,
        *(mn or (None, None)),
        surname.upper(),
        given.upper(),
        *((ko[0], ko[1:]) if ko else (None, None)),
    )
    keys = person_keys(names)
    return {
        "pid": new_pid(),
        "code": f"P-{number:06}" if number else f"S-{given[-9:]}",
        "parent_name_mn": mn[0] if mn else None,
        "given_name_mn": mn[1] if mn else None,
        "surname_latin": surname.upper(),
        "given_latin": given.upper(),
        "surname_ko": ko[0] if ko else None,
        "given_ko": ko[1:] if ko else None,
        "parent_name_kind": ParentNameKind.FATHER,
        "sex": Sex.FEMALE if number % 2 else Sex.MALE,
        "birth_date": date(1990 + number % 10, 1 + number % 12, 1 + number % 28),
        "nationality": "MN",
        "phone": f"+9769{number:07}",
        "email": f"person{number}@example.org" if number else None,
        "region": "MN-1",
        "preferred_language": "mn",
        "organisation_id": org,
        "status": PersonStatus.ACTIVE,
        "sort_mn": keys.sort_mn,
        "sort_latin": keys.sort_latin,
        "sort_ko": keys.sort_ko,
        "search": keys.search,
    }


def _people(size: int, draw: Random, organisations: list[int]) -> int:
    names = read("names")
    rows = []
    for number in range(1, size + 1):
        organisation = draw.choice(organisations)
        if number % 3 == 0:
            ko = draw.choice(FAMILY_KO) + draw.choice(GIVEN_KO) + draw.choice(GIVEN_KO)
            row = _person_row(number, f"KIM{number}", f"Minjun {number}", None, ko, organisation)
        elif number % 3 == 1:
            given, parent = draw.choice(names["given"]), draw.choice(names["parents"])
            mn = (parent["mn"], given["mn"])
            row = _person_row(number, parent["latin"], given["latin"], mn, None, organisation)
        else:
            row = _person_row(
                number, draw.choice(LAST), draw.choice(FIRST), None, None, organisation
            )
        rows.append({**row, "address": "", "position": "Engineer", "created_at": AT, "version": 1})
    db.session.execute(insert(Person), rows)
    return int(db.session.scalar(text("SELECT min(id) FROM person WHERE code = 'P-000001'")) or 0)


def _prose(draw: Random, at_least: int, at_most: int, number: int) -> str:
    statements = read("statements")
    language = "mn" if number % 3 == 1 else "en"
    sentences = [s for part in statements[language].values() for s in part]
    wanted, said = draw.randint(at_least, at_most), ""
    while len(said) < wanted:
        said += draw.choice(sentences) + " "
    return said[:wanted]


def _applications(size: int, draw: Random, round_id: int, first: int) -> list[str]:
    rows = []
    for number in range(size):
        answers = {key: _prose(draw, *length, number) for key, length in LENGTHS.items()}
        at = AT - timedelta(days=40, seconds=number)
        rows.append(
            {
                "pid": new_pid(),
                "number": f"2026-MSC-1-{number + 1:04}",
                "round_id": round_id,
                "person_id": first + number,
                "organisation_id": None,
                "answers": answers,
                "snapshot": PROFILE,
                "language": "mn",
                "created_at": at,
                "saved_at": at,
                "submitted_at": at,
                "submission_hash": f"{number:064x}",
                "gpa_raw": "",
                "gpa_scale": "",
                "gpa_note": "",
                "status": ApplicationStatus.ELIGIBLE,
                "version": 1,
            }
        )
    db.session.execute(insert(Application), rows)
    db.session.execute(
        text(
            "UPDATE application SET organisation_id ="
            " (SELECT organisation_id FROM person WHERE person.id = application.person_id)"
        )
    )
    return [row["pid"] for row in rows]


def _reviews(size: int, draw: Random, round_: Round, reviewers: list[int]) -> str:
    criteria = RoundRules.parse(round_.rules).criteria
    first = int(db.session.scalar(text("SELECT min(id) FROM application")) or 0)
    rows: list[dict[str, Any]] = []
    for number in range(size):
        centre = draw.gauss(3.2, 0.8)
        for reviewer in reviewers:
            marks = {c.key: max(1, min(5, round(draw.gauss(centre, 0.7)))) for c in criteria}
            comment = _prose(draw, 80, 220, 2)
            rows.append(
                {
                    "pid": new_pid(),
                    "application_id": first + number,
                    "reviewer_id": reviewer,
                    "assigned_at": AT,
                    "marks": marks,
                    "comments": dict.fromkeys(marks, comment),
                    "panel_comment": comment,
                    "saved_at": AT,
                    "score": scoring.written(scoring.score(marks, criteria)),
                    "submitted_at": AT,
                    "status": ReviewStatus.SUBMITTED,
                    "version": 1,
                }
            )
    rows[0].update(score=None, submitted_at=None, status=ReviewStatus.IN_PROGRESS)
    db.session.execute(insert(Review), rows)
    db.session.execute(
        text(
            "INSERT INTO conflict_declaration (review_id, explanation, declared_at)"
            " SELECT id, '', assigned_at FROM review"
        )
    )
    return str(rows[0]["pid"])
