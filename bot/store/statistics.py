"""What was counted of the query log, summed up for a period; its cost does not depend on the log's length."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, func, select
from sqlmodel import SQLModel, col

from bot.store import frequent
from bot.store.database import translated_errors
from bot.store.periods import Period, date_of
from bot.store.tables import DocumentCount, LatencyCount, OutcomeCount, PassageCount, VoteCount

Facet = Literal["part", "channel", "region", "column", "edition"]


@dataclass(frozen=True, slots=True)
class Slice:
    """A period and, where not None, what the questions of it have in common.

    How long answers took, which questions were asked most, and which documents and passages were quoted, is
    told by period and channel alone; passages by whole months.
    """

    period: Period
    channel: str | None = None
    region: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions had which outcome, and were voted on."""

    answered: int = 0
    unanswered: int = 0
    smalltalk: int = 0
    up: int = 0
    down: int = 0

    @property
    def asked(self) -> int:
        """Without smalltalk."""
        return self.answered + self.unanswered


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage by where it starts and ends in its document (code points), and how often it was quoted."""

    document: str
    start: int
    end: int
    times: int


class Statistics:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def first_day(self) -> date | None:
        """The first day with a question; None where nothing was asked yet."""
        part = col(OutcomeCount.part)
        with self._reading() as connection:
            found = connection.execute(select(func.min(part)).where(part > 999_999)).scalar()
        return None if found is None else date_of(found)

    def tallies(self, slice: Slice, by: Facet, parts: Sequence[int] | None = None) -> dict[Any, Tally]:
        """A tally for each day or month (`parts`, else the fewest), channel, region, column or edition.

        What has no region or column is under "". Votes are not known by edition.
        """
        found: defaultdict[Any, Counter[str]] = defaultdict(Counter)
        with self._reading() as connection:
            for value, status, times in _sums(connection, OutcomeCount, slice, parts, by, "status"):
                found[value][status] += times
            if by != "edition":
                for value, vote, times in _sums(connection, VoteCount, slice, parts, by, "vote"):
                    found[value][vote] += times
        return {value: Tally(**counts) for value, counts in found.items()}

    def reasons(self, slice: Slice) -> dict[str, int]:
        """How often which reason was given for having no answer."""
        with self._reading() as connection:
            return {
                reason: times
                for reason, times in _sums(connection, OutcomeCount, slice, None, "reason")
                if reason
            }

    def vote_reasons(self, slice: Slice) -> dict[str, int]:
        """How often "down" was voted for which reason; "" where none was given."""
        found: Counter[str] = Counter()
        with self._reading() as connection:
            for vote, reason, times in _sums(connection, VoteCount, slice, None, "vote", "reason"):
                if vote == "down" and times:
                    found[reason] += times
        return dict(found)

    def latency(self, slice: Slice, parts: Sequence[int] | None = None) -> dict[int, dict[int, int]]:
        """Part -> bucket (see bot.store.latency) -> how many answers took so long."""
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        with self._reading() as connection:
            for part, bucket, times in _sums(connection, LatencyCount, slice, parts, "part", "bucket"):
                found[part][bucket] = times
        return dict(found)

    def documents(self, slice: Slice) -> dict[str, int]:
        """Document -> answers that quote it."""
        with self._reading() as connection:
            return dict(_sums(connection, DocumentCount, slice, None, "document"))

    def questions(self, slice: Slice, limit: int) -> list[tuple[str, int]]:
        """The questions asked most, see bot.store.frequent."""
        with self._reading() as connection:
            return frequent.questions(connection, slice.period, slice.channel, limit)

    def passages(self, slice: Slice, limit: int) -> list[Quoted]:
        """The passages quoted most in the months that the period touches."""
        with self._reading() as connection:
            return [Quoted(*found) for found in frequent.passages(connection, slice.period, limit)]

    def passages_of(self, document: str) -> list[Quoted]:
        """Everything that was ever quoted of a document, in its order."""
        names = (PassageCount.document, PassageCount.start, PassageCount.end)
        columns: list[Any] = [col(name) for name in names]
        wanted = select(*columns, func.sum(PassageCount.times)).where(columns[0] == document)
        with self._reading() as connection:
            found = connection.execute(wanted.group_by(*columns).order_by(*columns))
            return [Quoted(*row) for row in found.all()]  # type: ignore[call-arg]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated_errors(), self._engine.connect() as connection:
            yield connection


def _sums(
    connection: Connection, table: type[SQLModel], slice: Slice, parts: Sequence[int] | None, *by: str
) -> Iterator[Any]:
    """The `by` columns of a table of counts, and how often each combination of them was counted."""
    columns = [getattr(table, name) for name in by]
    wanted = select(*columns, func.sum(table.times))  # type: ignore[attr-defined]
    wanted = wanted.where(*_conditions(table, slice, parts)).group_by(*columns)
    return (tuple(row) for row in connection.execute(wanted))


def _conditions(
    table: type[SQLModel], slice: Slice, parts: Sequence[int] | None
) -> Iterator[ColumnElement[bool]]:
    yield table.part.in_(slice.period.parts() if parts is None else parts)  # type: ignore[attr-defined]
    for name in ("channel", "region", "column"):
        if (value := getattr(slice, name)) is not None and name in table.model_fields:
            yield getattr(table, name) == value
