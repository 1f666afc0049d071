"""The inbox: every update of a bot, kept from before Telegram hears of it until it is worked off."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Update, and_, delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.store.claims import LEASE, is_open, unclaimed
from bot.store.database import translated_errors
from bot.store.tables import InboxRow

KEPT = timedelta(days=2)
"""How long a finished update is known. Telegram delivers again for one day."""

_CLAIMED = (col(InboxRow.update_id), col(InboxRow.content), col(InboxRow.sent), col(InboxRow.attempts))


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update to work off. `sent` messages have gone out for it in earlier attempts."""

    update_id: int
    content: dict[str, Any]
    sent: int
    attempts: int


class Inbox:
    """The updates of one bot, as one of the processes that work them off sees them.

    Thread-safe; several processes, each with a `worker` name of its own, may share the database. Every method
    raises StoreError.
    """

    def __init__(self, engine: Engine, bot: int, worker: str) -> None:
        self._engine, self._bot, self._worker = engine, bot, worker

    def put(self, update_id: int, place: int, content: dict[str, Any]) -> bool:
        """Commit the update. False where it has come before."""
        now = datetime.now(UTC)
        row = InboxRow(bot=self._bot, update_id=update_id, place=place, at=now, content=content, due_at=now)
        with self._session() as session:
            session.add(row)
            try:
                session.commit()
            except IntegrityError:
                return False
        return True

    def claim(self, limit: int) -> Sequence[Claimed]:
        """Take up to `limit` updates that nobody works on, oldest first, at most one of each place.

        An update waits until all that came before it in its place are finished.
        """
        if limit <= 0:
            return []
        now = datetime.now(UTC)
        claiming = (
            self._changed()
            .where(col(InboxRow.update_id).in_(self._free(now, limit)), unclaimed(InboxRow, now))
            .values(worker=self._worker, claimed_until=now + LEASE, attempts=col(InboxRow.attempts) + 1)
            .returning(*_CLAIMED)
        )
        with self._session() as session:
            rows = session.execute(claiming).all()
            session.commit()
        return sorted((Claimed(*row) for row in rows), key=lambda each: each.update_id)

    def renew(self) -> None:
        """Hold on to what this process has claimed."""
        mine = self._changed().where(col(InboxRow.worker) == self._worker)
        self._execute(mine.values(claimed_until=datetime.now(UTC) + LEASE))

    def release(self, *, everyone: bool = False) -> None:
        """Give back what this process has claimed and not finished; or what any process has."""
        held = self._changed()
        if not everyone:
            held = held.where(col(InboxRow.worker) == self._worker)
        self._execute(held.values(worker=None, claimed_until=None))

    def progress(self, update_id: int, sent: int) -> None:
        """Remember how many messages went out for an update, so that another attempt leaves them out."""
        self._execute(self._changed().where(col(InboxRow.update_id) == update_id).values(sent=sent))

    def finish(self, update_id: int) -> None:
        """The update is worked off; its content is forgotten."""
        done = self._changed().where(col(InboxRow.update_id) == update_id)
        self._execute(done.values(finished_at=datetime.now(UTC), content=None, worker=None))

    def postpone(self, update_id: int, seconds: float) -> None:
        """Leave the update for later; those after it in its place wait as well."""
        due = datetime.now(UTC) + timedelta(seconds=seconds)
        later = self._changed().where(col(InboxRow.update_id) == update_id)
        self._execute(later.values(due_at=due, worker=None, claimed_until=None))

    def waiting(self) -> int:
        """How many updates are not finished."""
        unfinished = select(func.count()).where(col(InboxRow.bot) == self._bot, is_open(InboxRow))
        with self._session() as session:
            return int(session.execute(unfinished).scalar_one())

    def prune(self) -> None:
        """Forget updates that were finished long ago."""
        old = datetime.now(UTC) - KEPT
        self._execute(delete(InboxRow).where(col(InboxRow.finished_at) < old))

    def _free(self, now: datetime, limit: int) -> Any:
        earlier = aliased(InboxRow)
        blocked = exists().where(
            col(earlier.bot) == col(InboxRow.bot),
            col(earlier.place) == col(InboxRow.place),
            col(earlier.update_id) < col(InboxRow.update_id),
            is_open(earlier),
        )
        return (
            select(col(InboxRow.update_id))
            .where(col(InboxRow.bot) == self._bot, is_open(InboxRow), ~blocked)
            .where(col(InboxRow.due_at) <= now, unclaimed(InboxRow, now))
            .order_by(col(InboxRow.update_id))
            .limit(limit)
        )

    def _changed(self) -> Update:
        return (
            update(InboxRow)
            .where(and_(col(InboxRow.bot) == self._bot, is_open(InboxRow)))
            .execution_options(synchronize_session=False)
        )

    def _execute(self, statement: Any) -> None:
        with self._session() as session:
            session.execute(statement)
            session.commit()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with translated_errors(), Session(self._engine) as session:
            yield session
