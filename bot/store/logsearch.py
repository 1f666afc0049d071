"""Pages of the query log, newest first, at a cost that does not grow with the log.

One of the filters leads: it names ids, newest first, from an index of its own, and the rows are held to the
other filters. The leader is the filter that the fewest rows pass, as far as that shows in PROBE entries. For
one page only so many ids are looked at; where too few of them pass, the page says how far it looked, and the
next one goes on from there. `fupin bench log` measures it with a million rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from bot.store import logfilter
from bot.store.database import translated_errors
from bot.store.logfilter import LogFilter, Source
from bot.store.tables import LARGEST_ID, QueryLogRow

PAGE = 50
BATCH = 200  # rows that are read at once where all are wanted
ROUNDS = (1.2, 5, 20, 15)
"""How many ids are looked at in turn for a page, in multiples of its rows: 2,060 in all for one of 50, which
takes some 10 ms where the rows of 3 KB are in memory."""

_LARGE: tuple[Any, ...] = (QueryLogRow.snippets, QueryLogRow.suggestions, QueryLogRow.extra)


@dataclass(frozen=True, slots=True)
class LogPage:
    """Rows, newest first. `before` is where the next page begins, None where this is the last one.

    `searched_until` is the time of the last row that was looked at, where that is why the page is not full.
    """

    rows: Sequence[QueryLogRow]
    before: int | None
    searched_until: datetime | None = None


class LogSearch:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(
        self, filter: LogFilter, before: int | None = None, limit: int = PAGE, whole: bool = True
    ) -> LogPage:
        """The rows with ids below `before` that pass; without what they quote, which is most of a row, where
        they are not to be `whole`.
        """
        with translated_errors(), Session(self._engine, expire_on_commit=False) as session:
            start = min(before or LARGEST_ID, LARGEST_ID)
            source = logfilter.leader(session.connection(), filter)
            found, reached = _sought(session, filter, source, start, limit)
            if len(found) > limit:
                return LogPage(_rows(session, found[:limit], whole), found[limit - 1])
            at = None if reached is None else _at(session, reached)
            return LogPage(_rows(session, found, whole), reached, at)

    def each(self, filter: LogFilter, limit: int | None = None) -> Iterator[QueryLogRow]:
        """Every row that passes, or the newest `limit` of them, read in batches: none holds up a writer."""
        before: int | None = None
        left = limit
        while left is None or left > 0:
            page = self.page(filter, before, BATCH if left is None else min(left, BATCH))
            yield from page.rows
            left = None if left is None else left - len(page.rows)
            if page.before is None:
                return
            before = page.before

    def conversation(self, row: QueryLogRow, limit: int) -> list[QueryLogRow]:
        """What was asked before it in its conversation, newest first."""
        if row.conversation is None:
            return []
        before = (QueryLogRow.conversation == row.conversation, col(QueryLogRow.id) < row.id)
        wanted = select(QueryLogRow).where(*before).order_by(col(QueryLogRow.id).desc()).limit(limit)
        with translated_errors(), Session(self._engine, expire_on_commit=False) as session:
            return list(session.exec(wanted).all())


def _sought(
    session: Session, filter: LogFilter, source: Source, start: int, limit: int
) -> tuple[list[int], int | None]:
    """Ids that pass, one more than `limit` where there are that many; and the id down to which all were
    looked at, None where that was all.
    """
    found: list[int] = []
    reached: int | None = start
    for share in ROUNDS:
        ids, reached = source.ids(session.connection(), reached, max(1, int(share * (limit + 1))))
        found.extend(logfilter.passing(session.connection(), filter, source, ids))
        if len(found) > limit or reached is None:
            break
    return found[: limit + 1], reached


def _rows(session: Session, ids: Sequence[int], whole: bool) -> Sequence[QueryLogRow]:
    wanted = select(QueryLogRow).where(col(QueryLogRow.id).in_(ids)).order_by(col(QueryLogRow.id).desc())
    if not whole:
        wanted = wanted.options(*(defer(each, raiseload=True) for each in _LARGE))
    return session.exec(wanted).all() if ids else []


def _at(session: Session, reached: int) -> datetime | None:
    """The time of the first row from there on that still exists."""
    wanted = select(QueryLogRow.at).where(col(QueryLogRow.id) >= reached).order_by(col(QueryLogRow.id))
    return session.exec(wanted.limit(1)).first()
