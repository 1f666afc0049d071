"""What rows of the query log have to be, and the index that names those which may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SQLColumnExpression,
    column,
    exists,
    func,
    literal_column,
    select,
    table,
)
from sqlmodel import col

from bot.store import wording
from bot.store.periods import day_part
from bot.store.tables import LARGEST_ID, QueryLogDay, QueryLogDocument, QueryLogRow, QueryLogText

PROBE = 2_000
"""Entries of an index that are counted to see how many rows pass; fewer need no better leader, and no look at
the words, which costs most where they are rare."""

SCANNED = 5_000
"""Ids whose words are looked through in one go where no index finds words: about 5 ms."""

_ID = col(QueryLogRow.id)
_EQUAL = ("status", "reason", "edition", "vote", "vote_reason", "channel", "starred")


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What a row has to be; None and "" ask for nothing. Times are aware: since <= at < until.

    `text` is part of the question, or of how it was understood.
    """

    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    status: str | None = None
    reason: str | None = None
    edition: int | None = None
    document: str | None = None
    vote: str | None = None
    vote_reason: str | None = None
    channel: str | None = None
    starred: bool | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Ids between two bounds (both included), newest first. `name` is the filter that all their rows pass;
    "pairs" is none, for the rows have to be held to the text.

    `scans` is how many ids are looked through for one request at most, None where an index names them.
    """

    name: str
    id: SQLColumnExpression[Any]
    passes: tuple[ColumnElement[bool], ...]
    first: int
    last: int
    scans: int | None = None

    def ids(self, connection: Connection, before: int | None, number: int) -> tuple[list[int], int | None]:
        """The next `number` ids below `before`, and the id down to which all are: None at the end."""
        top = self.last if before is None else min(self.last, before - 1)
        bottom = self.first if self.scans is None else max(self.first, top - self.scans + 1)
        wanted = self._between(bottom, top).order_by(self.id.desc()).limit(number)
        found = list(connection.execute(wanted).scalars())
        if len(found) == number:
            return found, found[-1]
        return found, bottom if bottom > self.first else None

    def frequency(self, connection: Connection) -> int:
        """How many ids there are, up to PROBE."""
        counted = self._between(self.first, self.last).limit(PROBE).subquery()
        return int(connection.execute(select(func.count()).select_from(counted)).scalar_one())

    def _between(self, bottom: int, top: int) -> Select[int]:
        return select(self.id).where(self.id >= bottom, self.id <= top, *self.passes)


def leader(connection: Connection, filter: LogFilter) -> Source:
    """The source that the fewest rows pass, as far as that is worth finding out."""
    first, last = _bounds(connection, filter)
    sources = list(_sources(connection, filter, first, last))
    if len(sources) < 2:
        return sources[0] if sources else _everything(connection, filter, first, last)
    found: list[tuple[int, int]] = []
    for number, source in enumerate(sources):
        frequency = source.frequency(connection)
        if frequency < PROBE:
            return source
        found.append((frequency, number))
    return sources[min(found)[1]]


def passing(connection: Connection, filter: LogFilter, source: Source, ids: Sequence[int]) -> list[int]:
    """Those of the source's ids whose rows pass the whole filter, in their order."""
    conditions = list(_conditions(filter, source.name))
    if not ids or not conditions:
        return list(ids)
    kept = set(connection.execute(select(_ID).where(_ID.in_(ids), *conditions)).scalars())
    return [id for id in ids if id in kept]


def _sources(connection: Connection, filter: LogFilter, first: int, last: int) -> Iterator[Source]:
    """Every filter that has an index, the rarer kinds first, and last the words."""
    for name, condition in _indexed(filter):
        yield Source(name, _ID, condition, first, last)
    if filter.document is not None:
        cited = col(QueryLogDocument.document) == filter.document
        yield Source("document", col(QueryLogDocument.log_id), (cited,), first, last)
    words = wording.fold(filter.text)
    if len(words) >= wording.SHORTEST and wording.is_indexed(connection):
        index = table(wording.INDEX, column("rowid"))
        matches = literal_column(wording.INDEX).op("MATCH")(wording.pairs_of(words))
        yield Source("pairs", index.c.rowid, (matches,), first, last)


def _indexed(filter: LogFilter) -> Iterator[tuple[str, tuple[ColumnElement[bool], ...]]]:
    """Conditions as the indexes over few rows state theirs, or SQLite would not use them."""
    if filter.starred:
        yield "starred", (_equal("starred", True), literal_column("starred"))
    for name in ("vote", "reason", "status", "edition", "channel"):
        value = getattr(filter, name)
        if value is not None and value != "answered":
            few = (col(QueryLogRow.status) != "answered",) if name == "status" else ()
            yield name, (_equal(name, value), *few)


def _everything(connection: Connection, filter: LogFilter, first: int, last: int) -> Source:
    """All rows; by their words where those are looked for and nothing else finds them."""
    if words := wording.fold(filter.text):
        newest: int = connection.execute(select(func.max(_ID))).scalar() or 0
        last = min(last, newest)
        return Source("text", col(QueryLogText.log_id), (_said(words),), first, last, SCANNED)
    return Source("", _ID, (), first, last)


def _conditions(filter: LogFilter, but: str) -> Iterator[ColumnElement[bool]]:
    """All that a row has to pass, but for the filter that led to it."""
    for name in _EQUAL:
        if (value := getattr(filter, name)) is not None and name != but:
            yield _equal(name, value)
    if filter.since is not None:
        yield col(QueryLogRow.at) >= filter.since
    if filter.until is not None:
        yield col(QueryLogRow.at) < filter.until
    if filter.document is not None and but != "document":
        cites = (col(QueryLogDocument.document) == filter.document, col(QueryLogDocument.log_id) == _ID)
        yield exists().where(*cites)
    if (words := wording.fold(filter.text)) and but != "text":
        yield exists().where(col(QueryLogText.log_id) == _ID, _said(words))


def _equal(name: str, value: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = getattr(QueryLogRow, name) == value
    return found


def _said(words: str) -> ColumnElement[bool]:
    return col(QueryLogText.text).contains(words, autoescape=True)


def _bounds(connection: Connection, filter: LogFilter) -> tuple[int, int]:
    """Ids between which all rows of the period are; nearly nothing else where ids grow with time."""
    if filter.since is None and filter.until is None:
        return 0, LARGEST_ID
    since = day_part(filter.since.astimezone(UTC).date()) if filter.since else 0
    until = day_part(filter.until.astimezone(UTC).date()) if filter.until else day_part(date.max)
    day = col(QueryLogDay.day)
    first = select(func.min(QueryLogDay.first_id)).where(day >= since, day <= until)
    last = select(func.max(QueryLogDay.last_id)).where(day >= since, day < until)
    newest = (connection.execute(last).scalar(), filter.until and _newest(connection, filter.until))
    return connection.execute(first).scalar() or 0, max((id for id in newest if id), default=0)


def _newest(connection: Connection, until: datetime) -> int | None:
    """The last id of the UTC day in which the period ends, up to its end."""
    midnight = until.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    here = (col(QueryLogRow.at) >= midnight, col(QueryLogRow.at) < until)
    return connection.execute(select(func.max(_ID)).where(*here)).scalar()
