"""The query log: one row for each question, written before the reply goes out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import Engine
from sqlmodel import Session, col, or_, select

from bot.store.database import translated_errors
from bot.store.key import pseudonym
from bot.store.tables import LARGEST_ID, QueryLogRow
from bot.store.version import package_version
from retrieval.answer import Answer, Status

Channel = Literal["telegram", "web", "api", "cli"]
Vote = Literal["up", "down"]
CHANNELS: tuple[str, ...] = get_args(Channel)
_NO_CONTEXT = ("empty", "too_long")


class QueryLog:
    """Thread-safe; several processes may share its database. Every method raises StoreError."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine = engine
        self._key = key

    def record(self, answer: Answer, *, asker: str, conversation: str | None, channel: Channel) -> int:
        """Commit one row and return its id."""
        row = _row(answer)
        row.channel = channel
        row.asker = pseudonym(asker, self._key)
        row.conversation = self._conversation(conversation)
        with self._session() as session:
            session.add(row)
            session.commit()
            return int(row.id or 0)

    def history(self, conversation: str, limit: int = 5, idle_minutes: float = 30) -> list[str]:
        """What was understood of the conversation's last questions, newest last.

        Smalltalk, empty and overlong questions are no context; nor is what is older than `idle_minutes`.
        """
        wanted = (
            select(QueryLogRow.understood)
            .where(
                QueryLogRow.conversation == self._conversation(conversation),
                QueryLogRow.at >= datetime.now(UTC) - timedelta(minutes=idle_minutes),
                QueryLogRow.status != "smalltalk",
                or_(col(QueryLogRow.reason).is_(None), col(QueryLogRow.reason).not_in(_NO_CONTEXT)),
            )
            .order_by(col(QueryLogRow.id).desc())
            .limit(limit)
        )
        with self._session() as session:
            return list(session.exec(wanted))[::-1]

    def row(self, id: int) -> QueryLogRow | None:
        if not 0 < id <= LARGEST_ID:
            return None
        with self._session() as session:
            return session.get(QueryLogRow, id)

    def belongs(self, row: QueryLogRow, conversation: str) -> bool:
        """Whether the row was asked in this conversation."""
        return row.conversation == self._conversation(conversation)

    def vote(self, id: int, vote: Vote, *, conversation: str) -> bool:
        """Keep the vote, the last one counts. False where the conversation has no such row."""
        if not 0 < id <= LARGEST_ID:
            return False
        with self._session() as session:
            row = session.get(QueryLogRow, id)
            if row is None or not self.belongs(row, conversation):
                return False
            row.vote, row.vote_at = vote, datetime.now(UTC)
            session.add(row)
            session.commit()
            return True

    def select(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        status: Status | None = None,
        text: str | None = None,
        channel: Channel | None = None,
        limit: int | None = None,
    ) -> Sequence[QueryLogRow]:
        """Rows of since <= at < until (aware times), newest first. `text` is part of what was asked."""
        wanted = select(QueryLogRow).order_by(col(QueryLogRow.id).desc())
        if since is not None:
            wanted = wanted.where(QueryLogRow.at >= since)
        if until is not None:
            wanted = wanted.where(QueryLogRow.at < until)
        if status is not None:
            wanted = wanted.where(QueryLogRow.status == status)
        if channel is not None:
            wanted = wanted.where(QueryLogRow.channel == channel)
        if text:
            fields = (col(QueryLogRow.question), col(QueryLogRow.understood))
            wanted = wanted.where(or_(*(field.icontains(text, autoescape=True) for field in fields)))
        if limit is not None:
            wanted = wanted.limit(limit)
        with self._session() as session:
            return session.exec(wanted).all()

    def _conversation(self, name: str | None) -> str | None:
        return None if name is None else pseudonym(name, self._key)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with translated_errors(), Session(self._engine, expire_on_commit=False) as session:
            yield session


def _row(answer: Answer) -> QueryLogRow:
    values = answer.to_json()
    del values["log_id"]
    return QueryLogRow(at=datetime.now(UTC), package_version=package_version(), **values)
