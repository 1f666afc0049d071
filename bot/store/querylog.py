"""The query log: one row for each question, written before the reply goes out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, delete, exists, update
from sqlmodel import col, func, or_, select

from bot.store import counting, logwriting
from bot.store.database import session_on, translated_errors
from bot.store.entry import CHANNELS, Channel, Entry
from bot.store.gaps import inbox
from bot.store.key import pseudonym
from bot.store.logfilter import LogFilter
from bot.store.logsearch import LogSearch
from bot.store.tables import LARGEST_ID, ConversationEnd, QueryLogRow
from retrieval.answer import Answer, Status

__all__ = ["CHANNELS", "CHINA", "VOTE_REASONS", "Channel", "QueryLog", "Vote", "VoteReason"]
Vote = Literal["up", "down"]
VoteReason = Literal["irrelevant", "incomplete", "outdated", "wrong"]
VOTE_REASONS: tuple[str, ...] = get_args(VoteReason)
CHINA = ZoneInfo("Asia/Shanghai")
IDLE_MINUTES = 30  # after which a conversation has ended, if nothing else is set
LONGEST_IDLE = timedelta(days=1)
"""After which no conversation goes on, however long it may be idle."""
_NO_CONTEXT = ("empty", "too_long")


class QueryLog:
    """Thread-safe; several processes may share its database. Every method raises StoreError.

    Days are counted in `zone`.
    """

    def __init__(self, engine: Engine, key: bytes, zone: ZoneInfo = CHINA) -> None:
        self._engine = engine
        self._key = key
        self._zone = zone

    def record(
        self,
        answer: Answer,
        *,
        asker: str,
        conversation: str | None,
        channel: Channel,
        column: str | None = None,
        at: datetime | None = None,
        key: str | None = None,
    ) -> int:
        """Commit one row, and what is counted of it; returns its id.

        `column` is that of the document quoted first; `at` is when it was asked, now if None;
        `key` names what brought it, and is there once.
        """
        values = logwriting.values_of(answer) | {
            "at": at or datetime.now(UTC),
            "channel": channel,
            "key": key,
            "column": column,
            "asker": pseudonym(asker, self._key),
            "conversation": self._conversation(conversation),
        }
        with self._writing() as connection:
            return logwriting.write(connection, values, self._zone)

    def history(self, conversation: str, limit: int = 5, idle_minutes: float = IDLE_MINUTES) -> list[str]:
        """What was understood of the conversation's last questions, newest last.

        Smalltalk, empty and overlong questions are no context; nor is what is older than `idle_minutes`, or
        was asked before the conversation began anew.
        """
        name = self._conversation(conversation)
        begun_anew = exists().where(
            col(ConversationEnd.conversation) == name, col(ConversationEnd.at) >= col(QueryLogRow.at)
        )
        wanted = (
            select(QueryLogRow.understood)
            .where(
                QueryLogRow.conversation == name,
                QueryLogRow.at >= datetime.now(UTC) - timedelta(minutes=idle_minutes),
                ~begun_anew,
                QueryLogRow.status != "smalltalk",
                or_(col(QueryLogRow.reason).is_(None), col(QueryLogRow.reason).not_in(_NO_CONTEXT)),
            )
            .order_by(col(QueryLogRow.id).desc())
            .limit(limit)
        )
        with session_on(self._engine) as session:
            return list(session.exec(wanted))[::-1]

    def begin_anew(self, conversation: str) -> None:
        """From now on nothing asked in it so far is context."""
        now = datetime.now(UTC)
        end = ConversationEnd(conversation=pseudonym(conversation, self._key), at=now)
        with session_on(self._engine) as session:
            session.exec(delete(ConversationEnd).where(col(ConversationEnd.at) < now - LONGEST_IDLE))
            session.merge(end)
            session.commit()

    def row(self, id: int) -> QueryLogRow | None:
        if not 0 < id <= LARGEST_ID:
            return None
        with session_on(self._engine) as session:
            return session.get(QueryLogRow, id)

    def asked(self, asker: str, since: datetime) -> int:
        """How many questions somebody has asked since then."""
        wanted = select(func.count()).where(
            QueryLogRow.asker == pseudonym(asker, self._key), QueryLogRow.at >= since
        )
        with session_on(self._engine) as session:
            return session.exec(wanted).one()

    def askers(self, since: date) -> int:
        """How many people have asked something since this day began, smalltalk left out."""
        begun = datetime.combine(since, time(), self._zone)
        wanted = select(func.count(col(QueryLogRow.asker).distinct())).where(
            QueryLogRow.at >= begun, QueryLogRow.status != "smalltalk"
        )
        with session_on(self._engine) as session:
            return session.exec(wanted).one()

    def keyed(self, key: str) -> QueryLogRow | None:
        """The row of what was brought under this key."""
        with session_on(self._engine) as session:
            return session.exec(select(QueryLogRow).where(QueryLogRow.key == key)).first()

    def belongs(self, row: QueryLogRow, conversation: str) -> bool:
        """Whether the row was asked in this conversation."""
        return row.conversation == self._conversation(conversation)

    def vote(self, id: int, vote: Vote, *, conversation: str, reason: VoteReason | None = None) -> bool:
        """Keep the vote, the last one counts, and why it is "down". False where the conversation has no such
        row.
        """
        values = {
            "vote": vote,
            "vote_reason": reason if vote == "down" else None,
            "vote_at": datetime.now(UTC),
        }
        while (row := self.row(id)) is not None and self.belongs(row, conversation):
            if self._voted(row, values):
                return True
        return False

    def star(self, id: int, starred: bool) -> bool:
        """Put a row into the golden set, or take it out. False where there is no such row."""
        if not 0 < id <= LARGEST_ID:
            return False
        change = update(QueryLogRow).where(col(QueryLogRow.id) == id).values(starred=starred)
        with self._writing() as connection:
            return connection.execute(change).rowcount > 0

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
        wanted = LogFilter(text or "", since, until, status, channel=channel)
        return list(self.search.each(wanted, limit))

    @property
    def search(self) -> LogSearch:
        return LogSearch(self._engine)

    def _voted(self, row: QueryLogRow, values: dict[str, Any]) -> bool:
        """Put another vote in place of the row's; False where somebody was quicker."""
        unchanged = (
            col(QueryLogRow.vote).is_not_distinct_from(row.vote),
            col(QueryLogRow.vote_reason).is_not_distinct_from(row.vote_reason),
        )
        change = update(QueryLogRow).where(col(QueryLogRow.id) == row.id, *unchanged).values(values)
        with self._writing() as connection:
            if not connection.execute(change).rowcount:
                return False
            entry = Entry.from_row(row)
            voted = replace(entry, vote=values["vote"], vote_reason=values["vote_reason"])
            counting.add(connection, counting.vote_change(entry, voted, self._zone))
            inbox.enlist(connection, [entry.id])
        return True

    def _conversation(self, name: str | None) -> str | None:
        return None if name is None else pseudonym(name, self._key)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that begins with a change, so that SQLite waits for its turn once, at the start."""
        with translated_errors(), self._engine.begin() as connection:
            yield connection
