"""Deleting rows of the query log, in batches between which others write; what was counted of them stays.

Only the counts of questions go with their rows, for they hold the words. Starred rows are not deleted.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Select, delete, exists, select
from sqlmodel import Session, col

from bot.store import counting, driver_sql, logindex, wishes
from bot.store.database import translated_errors
from bot.store.entry import Entry
from bot.store.gaps import inbox
from bot.store.periods import day_part
from bot.store.tables import AskedQuestion, Chore, QueryLogRow, QuestionCount

BATCH = 200
"""Rows of a transaction: some 20 ms, for which a question that comes meanwhile waits."""
PAUSE = 0.02  # seconds in which whoever waits to write gets its turn
_PRUNED = "pruned"
_IS_OURS = col(Chore.name) == _PRUNED
_ID = col(QueryLogRow.id)
_IS_PLAIN = col(QueryLogRow.starred).is_(False)


class Retention:
    """Thread-safe; several processes may delete at once. Every method raises StoreError."""

    def __init__(self, engine: Engine, zone: ZoneInfo) -> None:
        self._engine, self._zone = engine, zone

    def prune(self, before: datetime, wanted: Callable[[], bool] = lambda: True) -> int:
        """Delete what was asked before then, as long as that is `wanted`; returns how many rows."""
        old = select(QueryLogRow).where(col(QueryLogRow.at) < before).order_by(col(QueryLogRow.at))
        return self._delete(old, wanted)

    def pruned_on(self) -> int | None:
        """The day (20260131) of the last time that `done` was said."""
        with self._session() as session:
            found: int | None = session.scalar(select(col(Chore.position)).where(_IS_OURS))
            return found

    def done(self, day: date) -> None:
        with self._session() as session:
            then = "ON CONFLICT (name) DO UPDATE SET position = excluded.position"
            row = (_PRUNED, day_part(day))
            driver_sql.insert(session.connection(), "chore", ("name", "position"), [row], then)
            session.commit()

    def _delete(self, rows: Select[Any], wanted: Callable[[], bool]) -> int:
        some = rows.where(_IS_PLAIN).limit(BATCH)
        deleted = 0
        while wanted() and (number := self._delete_some(some)):
            deleted += number
            sleep(PAUSE)
        return deleted

    def _delete_some(self, wanted: Select[Any]) -> int:
        with self._session() as session:
            entries = [Entry.from_row(row) for row in session.scalars(wanted)]
        with translated_errors(), self._engine.begin() as connection:
            deleted = _delete_rows(connection, [entry.id for entry in entries])
            gone = [entry for entry in entries if entry.id in deleted]
            inbox.enlist_deleted(connection, [entry.id for entry in gone])
            strike(connection, gone, self._zone)
        return len(entries)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with translated_errors(), Session(self._engine) as session:
            yield session


def _delete_rows(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those that were still there, and not starred meanwhile."""
    deleted = delete(QueryLogRow).where(_ID.in_(ids), _IS_PLAIN).returning(_ID)
    return {id for id in connection.execute(deleted).scalars() if id is not None}


def strike(connection: Connection, entries: Sequence[Entry], zone: ZoneInfo) -> None:
    """Forget what belongs to rows that are deleted in the same transaction, and the words of questions that
    nobody else asked.
    """
    counting.add(connection, counting.question_counts(entries, zone), -1)
    for at in range(0, len(entries), BATCH):
        some = entries[at : at + BATCH]
        ids = [entry.id for entry in some]
        logindex.strike(connection, ids)
        wishes.forget_rows(connection, ids)
        _unname(connection, sorted({counting.question_id(entry.understood) for entry in some}))


def _unname(connection: Connection, asked: Sequence[int]) -> None:
    question, id = col(QuestionCount.question), col(AskedQuestion.id)
    connection.execute(delete(QuestionCount).where(question.in_(asked), col(QuestionCount.times) <= 0))
    connection.execute(delete(AskedQuestion).where(id.in_(asked), ~exists().where(question == id)))
