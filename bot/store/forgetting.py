"""Forgetting somebody: everything that they asked on Telegram goes, wherever its words stand, in one step.

What is counted without words stays, and so do questions that others asked as well.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, delete, func, select
from sqlmodel import col

from bot.store import retention
from bot.store.audit import Actor, entry
from bot.store.database import session_on
from bot.store.entry import Entry
from bot.store.gaps.transactions import exclusively
from bot.store.gaps.withdrawing import withdraw
from bot.store.key import pseudonym
from bot.store.retention import BATCH
from bot.store.tables import AnswerWish, DialogueRow, GapInbox, GivenAnswer, QueryLogRow

_asker = col(QueryLogRow.asker)


class Forgetting:
    """Thread-safe. Every method raises StoreError. `user` is Telegram's id."""

    def __init__(self, engine: Engine, key: bytes, zone: ZoneInfo) -> None:
        self._engine, self._key, self._zone = engine, key, zone

    def count(self, user: int) -> int:
        """How many rows of the log are theirs."""
        with session_on(self._engine) as session:
            return int(session.scalar(select(func.count()).where(_asker == self._asker(user))) or 0)

    def forget(self, user: int, by: Actor) -> int:
        """Delete all rows of the log that are theirs, starred ones among them; returns how many."""
        asker = self._asker(user)
        with exclusively(self._engine) as session:
            connection = session.connection()
            entries = _deleted(connection, asker)
            retention.strike(connection, entries, self._zone)
            _forget_traces(connection, user, [entry.id for entry in entries])
            withdraw(session, asker)
            if entries:
                session.add(entry(by, "log.forget", rows=len(entries)))
        return len(entries)

    def _asker(self, user: int) -> str:
        return pseudonym(f"telegram:{user}", self._key)


def _deleted(connection: Connection, asker: str) -> list[Entry]:
    """The rows of the log that were theirs until now."""
    columns = (getattr(QueryLogRow, name) for name in Entry.__dataclass_fields__)
    deleting = delete(QueryLogRow).where(_asker == asker).returning(*columns)
    return sorted((Entry(*row) for row in connection.execute(deleting)), key=lambda each: each.id)


def _forget_traces(connection: Connection, user: int, log_ids: Sequence[int]) -> None:
    """What the bot waits for from them, what they wait for, and which messages answered them."""
    connection.execute(delete(DialogueRow).where(col(DialogueRow.person) == user))
    connection.execute(delete(AnswerWish).where(col(AnswerWish.person) == user))
    connection.execute(delete(GivenAnswer).where(col(GivenAnswer.chat) == user))
    for at in range(0, len(log_ids), BATCH):
        some = log_ids[at : at + BATCH]
        for table in (GivenAnswer, GapInbox):
            connection.execute(delete(table).where(col(table.log_id).in_(some)))
