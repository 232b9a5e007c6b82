"""What happened, to what, by whom, when: the audit trail and the only writer of a status."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from talent.foundations.access import Actor
from talent.foundations.workflow import Workflow
from talent.plumbing.database import Model, db


class AuditEntry(Model):
    """One deed. Rows are never changed or removed; a trigger in the database refuses it."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    deed: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


def key(subject: Any) -> str:
    """How the trail names a row: ``table:id``."""
    return f"{subject.__tablename__}:{subject.id}"


def record(subject: Any, deed: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Write one deed into the trail, in the caller's transaction. ``facts`` name no person."""
    if subject.id is None:
        db.session.add(subject)
        db.session.flush()  # a new subject gets its id
    db.session.add(AuditEntry(at=at, actor_id=by.id, deed=deed, subject=key(subject), facts=facts))


def earlier(subject: Any) -> dict[str, int | None]:
    """Each deed done to ``subject`` and the account that did it last."""
    return earlier_of([subject]).get(key(subject), {})


def earlier_of(subjects: Iterable[Any]) -> dict[str, dict[str, int | None]]:
    """For each subject's key, each deed and the account that did it last: one statement for all."""
    keys = {key(s) for s in subjects if s.id is not None}
    if not keys:
        return {}
    # No flush here: an action may have written the facts of a state it is about to enter, and a
    # CHECK would refuse them before the status follows. What is not flushed yet is added below.
    with db.session.no_autoflush:
        written = db.session.execute(
            select(AuditEntry.subject, AuditEntry.deed, AuditEntry.actor_id)
            .where(AuditEntry.subject.in_(keys))
            .order_by(AuditEntry.id)
        ).all()
    pending = [e for e in db.session.new if isinstance(e, AuditEntry) and e.subject in keys]
    found: dict[str, dict[str, int | None]] = {}
    for subject, deed, actor_id in [
        *((w.subject, w.deed, w.actor_id) for w in written),
        *((e.subject, e.deed, e.actor_id) for e in pending),
    ]:
        found.setdefault(subject, {})[deed] = actor_id
    return found


def entries_of(subject: Any) -> list[AuditEntry]:
    """The whole trail of one row, newest first."""
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject == key(subject))
            .order_by(AuditEntry.id.desc())
        )
    )


NamesOf = Callable[[set[int]], Mapping[int, str]]
_names: list[NamesOf] = []


def name_actors_with(names_of: NamesOf) -> None:
    """Say who knows the names behind the trail's actors: a room above this one."""
    _names[:] = [names_of]


def actor_names(entries: Iterable[AuditEntry]) -> Mapping[int, str]:
    """The names of whoever did these deeds, by the actor's key; the clock has none."""
    wanted = {entry.actor_id for entry in entries if entry.actor_id is not None}
    return {**_names[0](wanted)} if wanted and _names else {}


def advance(
    subject: Any,
    workflow: Workflow[Any],
    name: str,
    *,
    by: Actor,
    at: datetime,
    earlier_deeds: Mapping[str, int | None] | None = None,
    **facts: Any,
) -> None:
    """Make a transition. The only code in the house that assigns a status.

    Raises ``Refused`` when the table does not allow it. ``earlier_deeds`` spares the look-up
    when the caller moves many rows at once and has asked with :func:`earlier_of`.
    """
    before = getattr(subject, workflow.column)
    done = earlier(subject) if earlier_deeds is None else earlier_deeds
    made = workflow.transition(name, before, by, done)
    setattr(subject, workflow.column, made.target)
    record(subject, name, by=by, at=at, before=before.value, after=made.target.value, **facts)


def note_reading(subject: Any, field: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Write down that somebody read a protected field, in a short transaction of its own.

    The one exception to "GET writes nothing"; what cannot be written down is not shown. For GET
    requests only: a POST holds the write lock already and uses :func:`record`.
    """
    with Session(db.engine, join_transaction_mode="create_savepoint") as own, own.begin():
        own.add(
            AuditEntry(
                at=at,
                actor_id=by.id,
                deed="read",
                subject=key(subject),
                facts={"field": field, "reason": reason},
            )
        )
