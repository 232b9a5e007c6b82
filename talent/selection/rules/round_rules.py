"""The rules of one round: frozen when it is approved, read by everything that comes after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from talent.foundations.grades import scales
from talent.foundations.languages import LANGUAGES, LocalizedText
from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import ConsentPurpose

T = TypeVar("T")


class RulesRefusal(StrEnum):
    """Why a set of rules cannot be used."""

    NOT_READABLE = "not-readable"
    NO_SEATS = "no-seats"
    MAXIMUM_ABOVE_SEATS = "maximum-above-seats"
    NO_CRITERIA = "no-criteria"
    WEIGHTS_DO_NOT_SUM = "weights-do-not-sum"
    TWICE_THE_SAME_KEY = "twice-the-same-key"
    TOO_FEW_REVIEWERS = "too-few-reviewers"
    THRESHOLD_OFF_THE_SCALE = "threshold-off-the-scale"
    UNKNOWN_TIE_BREAK = "unknown-tie-break"
    UNKNOWN_GRADE_TABLE = "unknown-grade-table"
    DAYS_MISSING = "days-missing"
    CHOICES_MISSING = "choices-missing"
    DATES_OUT_OF_ORDER = "dates-out-of-order"
    TEXTS_MISSING = "texts-missing"


class QuestionKind(StrEnum):
    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"


class DegreeType(StrEnum):
    """The highest degree held. In rising order."""

    NONE = "none"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"

    @property
    def height(self) -> int:
        return list(DegreeType).index(self)


class FileType(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is marked, from 0 to ``top_mark``: ``weight`` of the whole. ``anchors`` name marks."""

    key: str
    weight: Fraction
    top_mark: int
    label: LocalizedText
    anchors: tuple[LocalizedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A paper to hand in. ``accepted`` are the file types it may come in; ``to_reviewers`` says
    that the paper names nobody, so that a blind reviewer may read it."""

    code: str
    label: LocalizedText
    required: bool
    accepted: tuple[FileType, ...]
    to_reviewers: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form. ``at_most`` counts characters, or is the highest number;
    ``to_reviewers`` says that blind reviewers read the answer."""

    key: str
    kind: QuestionKind
    label: LocalizedText
    hint: LocalizedText
    required: bool
    at_most: int | None
    choices: tuple[tuple[str, LocalizedText], ...] = ()
    to_reviewers: bool = True


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Conditions nobody can make up for with marks. ``None`` means: no such condition.

    Ages are whole years on the day the round closes; percentages go by the table named.
    """

    least_percent: Fraction | None
    grade_table: str
    oldest: int | None
    least_degree: DegreeType | None
    nationality: str | None


@dataclass(frozen=True, slots=True)
class RoundRules:
    """Everything a committee could change about a round.

    Weights and thresholds are exact; ``tie_break`` names criteria in the order published, a lot
    from the stored seed comes last; screening, acceptance and appeals count
    working days, supplements calendar days.

    Source: handbook of the programme, call for applications and policy parameters; our defaults,
    to be confirmed by the project leader.
    """

    version: str
    seats: int
    at_most_per_organisation: int | None
    min_reviewers: int
    third_review_gap: int
    criteria: tuple[Criterion, ...]
    threshold: Fraction
    tie_break: tuple[str, ...]
    documents: tuple[Document, ...]
    eligibility: Eligibility
    consents: tuple[ConsentPurpose, ...]
    screening_days: int
    supplement_days: int
    accept_days: int
    appeal_days: int
    questions: tuple[Question, ...]

    @classmethod
    def parse(cls, stored: Mapping[str, Any]) -> "RoundRules":
        """The rules from their stored JSON. Raises :class:`Refused` when they make no sense."""
        try:
            made = _read(stored)
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            raise Refused(RulesRefusal.NOT_READABLE, where=str(error)[:80]) from error
        _check(made)
        return made

    def criterion(self, key: str) -> Criterion:
        """The criterion with this key; ``KeyError`` without one."""
        return _first((c for c in self.criteria if c.key == key), key)

    def document(self, code: str) -> Document:
        """The document with this code; ``KeyError`` without one."""
        return _first((d for d in self.documents if d.code == code), code)

    def question(self, key: str) -> Question:
        """The question with this key; ``KeyError`` without one."""
        return _first((q for q in self.questions if q.key == key), key)

    def missing_texts(self) -> tuple[tuple[str, str], ...]:
        """(what, language) of every text that is not written in all three languages."""
        return tuple(
            (name, language) for name, label in _texts(self) for language in label.missing()
        )


def _first(found: Iterator[T], key: str) -> T:
    for one in found:
        return one
    raise KeyError(key)


def _texts(rules: RoundRules) -> list[tuple[str, LocalizedText]]:
    found = [(c.key, c.label) for c in rules.criteria]
    found += [(c.key, anchor) for c in rules.criteria for anchor in c.anchors]
    found += [(d.code, d.label) for d in rules.documents]
    for question in rules.questions:
        found.append((question.key, question.label))
        if any(getattr(question.hint, language) for language in LANGUAGES):
            found.append((question.key, question.hint))
        found += [(question.key, label) for _, label in question.choices]
    return found


def _text(stored: Mapping[str, str] | None) -> LocalizedText:
    stored = stored or {}
    return LocalizedText(*(stored.get(language, "") for language in LANGUAGES))


def _read(stored: Mapping[str, Any]) -> RoundRules:
    most = stored["at_most_per_organisation"]
    return RoundRules(
        version=str(stored["version"]),
        seats=int(stored["seats"]),
        at_most_per_organisation=None if most is None else int(most),
        min_reviewers=int(stored["min_reviewers"]),
        third_review_gap=int(stored["third_review_gap"]),
        criteria=tuple(
            Criterion(
                c["key"],
                Fraction(c["weight"]),
                int(c["top_mark"]),
                _text(c["label"]),
                tuple(_text(a) for a in c.get("anchors", ())),
            )
            for c in stored["criteria"]
        ),
        threshold=Fraction(stored["threshold"]),
        tie_break=tuple(stored["tie_break"]),
        documents=tuple(
            Document(
                d["code"],
                _text(d["label"]),
                bool(d["required"]),
                tuple(FileType(a) for a in d.get("accepted", FileType)),
                bool(d.get("to_reviewers", False)),
            )
            for d in stored["documents"]
        ),
        eligibility=_eligibility(stored["eligibility"]),
        consents=tuple(ConsentPurpose(c) for c in stored["consents"]),
        screening_days=int(stored["screening_days"]),
        supplement_days=int(stored["supplement_days"]),
        accept_days=int(stored["accept_days"]),
        appeal_days=int(stored["appeal_days"]),
        questions=tuple(_question(q) for q in stored["questions"]),
    )


def _eligibility(stored: Mapping[str, Any]) -> Eligibility:
    percent, oldest, degree = stored["least_percent"], stored["oldest"], stored["least_degree"]
    return Eligibility(
        least_percent=None if percent is None else Fraction(percent),
        grade_table=stored["grade_table"],
        oldest=None if oldest is None else int(oldest),
        least_degree=None if degree is None else DegreeType(degree),
        nationality=stored["nationality"],
    )


def _question(stored: Mapping[str, Any]) -> Question:
    most = stored.get("at_most")
    return Question(
        key=stored["key"],
        kind=QuestionKind(stored["kind"]),
        label=_text(stored["label"]),
        hint=_text(stored.get("hint")),
        required=bool(stored["required"]),
        at_most=None if most is None else int(most),
        choices=tuple((c["key"], _text(c["label"])) for c in stored.get("choices", ())),
        to_reviewers=bool(stored.get("to_reviewers", True)),
    )


def _check(rules: RoundRules) -> None:
    if rules.seats < 1:
        raise Refused(RulesRefusal.NO_SEATS)
    most = rules.at_most_per_organisation
    if most is not None and not 1 <= most <= rules.seats:
        raise Refused(RulesRefusal.MAXIMUM_ABOVE_SEATS)
    if rules.min_reviewers < 1:
        raise Refused(RulesRefusal.TOO_FEW_REVIEWERS)
    days = (rules.accept_days, rules.screening_days)
    if min(days) < 1 or min(rules.appeal_days, rules.supplement_days) < 0:
        raise Refused(RulesRefusal.DAYS_MISSING)
    if not 0 <= rules.threshold <= 100:
        raise Refused(RulesRefusal.THRESHOLD_OFF_THE_SCALE)
    _check_criteria(rules)
    _check_unique([d.code for d in rules.documents])
    _check_unique([q.key for q in rules.questions])
    if any(q.kind is QuestionKind.CHOICE and not q.choices for q in rules.questions):
        raise Refused(RulesRefusal.CHOICES_MISSING)
    try:
        scales(rules.eligibility.grade_table)
    except KeyError as error:
        raise Refused(RulesRefusal.UNKNOWN_GRADE_TABLE) from error


def _check_criteria(rules: RoundRules) -> None:
    if not rules.criteria or any(c.top_mark < 1 or c.weight <= 0 for c in rules.criteria):
        raise Refused(RulesRefusal.NO_CRITERIA)
    _check_unique([c.key for c in rules.criteria])
    total = sum((c.weight for c in rules.criteria), Fraction(0))
    if total != 1:
        raise Refused(RulesRefusal.WEIGHTS_DO_NOT_SUM, percent=f"{float(total * 100):g}")
    if len(set(rules.tie_break)) != len(rules.tie_break) or not set(rules.tie_break) <= {
        c.key for c in rules.criteria
    }:
        raise Refused(RulesRefusal.UNKNOWN_TIE_BREAK)


def _check_unique(keys: Sequence[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise Refused(RulesRefusal.TWICE_THE_SAME_KEY, key=key)
