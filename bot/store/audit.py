"""The audit: every action of an admin, who, when and what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Engine
from sqlmodel import col, select

from bot.store.database import session_on
from bot.store.tables import AuditRow

Via = Literal["web", "cli", "telegram"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something: the name that the audit keeps, the person where it is one, and the way in."""

    name: str
    via: Via
    person_id: int | None = None


def entry(actor: Actor, action: str, target: str = "", **detail: Any) -> AuditRow:
    """A row of the audit, to be committed together with what it tells of. `detail` is JSON."""
    return AuditRow(
        at=datetime.now(UTC),
        actor=actor.name,
        person_id=actor.person_id,
        via=actor.via,
        action=action,
        target=target,
        detail=detail,
    )


class Audit:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, actor: Actor, action: str, target: str = "", **detail: Any) -> None:
        """Commit one row; for actions that are not the database's own, after they were done."""
        with session_on(self._engine) as session:
            session.add(entry(actor, action, target, **detail))
            session.commit()

    def select(
        self,
        actor: str | None = None,
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> Sequence[AuditRow]:
        """Rows of since <= at < until (aware times) whose id is below `before`, newest first."""
        wanted = select(AuditRow).order_by(col(AuditRow.id).desc()).limit(limit)
        if actor is not None:
            wanted = wanted.where(AuditRow.actor == actor)
        if action is not None:
            wanted = wanted.where(AuditRow.action == action)
        if since is not None:
            wanted = wanted.where(AuditRow.at >= since)
        if until is not None:
            wanted = wanted.where(AuditRow.at < until)
        if before is not None:
            wanted = wanted.where(col(AuditRow.id) < before)
        with session_on(self._engine) as session:
            return session.exec(wanted).all()

    def actors(self) -> Sequence[str]:
        """Everyone who stands in the audit, by name."""
        with session_on(self._engine) as session:
            return session.exec(select(AuditRow.actor).distinct().order_by(AuditRow.actor)).all()
