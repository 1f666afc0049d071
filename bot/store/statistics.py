"""What was counted of the query log, summed up for a period; its cost does not depend on the log's length."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine, Select, func, select
from sqlmodel import SQLModel, col

from bot.store import frequent
from bot.store.database import translated_errors
from bot.store.periods import LAST_MONTH, Period, date_of
from bot.store.tables import DocumentCount, FacetCount, LatencyCount, OutcomeCount, PassageCount

Facet = Literal["channel", "region", "column", "edition"]
FACETS: tuple[Facet, ...] = get_args(Facet)


@dataclass(frozen=True, slots=True)
class Slice:
    """A period and, where not None, what the questions of it have in common.

    How long answers took is told by period and channel alone; what was asked and quoted by period alone, and
    passages by whole months.
    """

    period: Period
    channel: str | None = None
    region: str | None = None
    column: str | None = None

    @property
    def narrowed(self) -> dict[str, str]:
        """What the questions have in common."""
        named = {"channel": self.channel, "region": self.region, "column": self.column}
        return {name: value for name, value in named.items() if value is not None}


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
        part = col(FacetCount.part)
        wanted = select(func.min(part)).where(col(FacetCount.facet) == "channel", part > LAST_MONTH)
        with self._reading() as connection:
            found = connection.execute(wanted).scalar()
        return None if found is None else date_of(found)

    def by_part(self, slice: Slice, parts: Sequence[int]) -> dict[int, Tally]:
        """A tally for each of these days or months in which something was asked."""
        return _tallied(self._outcomes(slice, parts, "part"))

    def by_facet(self, slice: Slice) -> dict[Facet, dict[str, Tally]]:
        """A tally for each channel, region, column and edition; what has none of them is under "".

        Editions are told where the slice is a period alone.
        """
        if slice.narrowed:
            rows = list(self._outcomes(slice, slice.period.parts(), "channel", "region", "column"))
            named: tuple[Facet, ...] = ("channel", "region", "column")
            return {name: _tallied((row[at], *row[3:]) for row in rows) for at, name in enumerate(named)}
        found = list(self._outcomes(slice, slice.period.parts(), "facet", "value"))
        return {
            name: _tallied((value, *rest) for facet, value, *rest in found if facet == name)
            for name in FACETS
        }

    def reasons(self, slice: Slice) -> dict[str, dict[str, int]]:
        """Outcome ("unanswered", "down") -> reason -> how often; "" where none was given."""
        found: dict[str, dict[str, int]] = {}
        for outcome, reason, times in self._outcomes(slice, slice.period.parts()):
            if outcome in ("unanswered", "down") and times:
                found.setdefault(outcome, {})[reason] = times
        return found

    def latency(self, slice: Slice, parts: Sequence[int] | None = None) -> dict[int, dict[int, int]]:
        """Part -> bucket (see bot.store.latency) -> how many answers took so long."""
        wanted = _summed(LatencyCount, parts or slice.period.parts(), ("part", "bucket"))
        if slice.channel is not None:
            wanted = wanted.where(col(LatencyCount.channel) == slice.channel)
        found: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for part, bucket, times in self._read(wanted):
            found[part][bucket] = times
        return dict(found)

    def documents(self, slice: Slice) -> dict[str, int]:
        """Document -> answers that quote it."""
        return dict(self._read(_summed(DocumentCount, slice.period.parts(), ("document",))))

    def documents_ever(self) -> dict[str, int]:
        """Document -> answers that ever quoted it."""
        document: Any = col(DocumentCount.document)
        wanted: Select[Any] = select(document, func.sum(DocumentCount.times)).group_by(document)
        return dict(self._read(wanted.where(col(DocumentCount.part) <= LAST_MONTH)))

    def questions(self, slice: Slice, limit: int) -> list[tuple[str, int]]:
        """The questions asked most, see bot.store.frequent."""
        with self._reading() as connection:
            return frequent.questions(connection, slice.period, limit)

    def passages(self, slice: Slice, limit: int) -> list[Quoted]:
        """The passages quoted most in the months that the period touches."""
        with self._reading() as connection:
            return [Quoted(*found) for found in frequent.passages(connection, slice.period, limit)]

    def quoted_spans(self, slice: Slice) -> dict[str, list[tuple[int, int]]]:
        """Document -> where quotations start and end in it, in the months that the period touches."""
        columns: list[Any] = [
            col(name) for name in (PassageCount.document, PassageCount.start, PassageCount.end)
        ]
        wanted = select(*columns).where(col(PassageCount.part).in_(slice.period.months())).distinct()
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for document, start, end in self._read(wanted):
            found[document].append((start, end))
        return dict(found)

    def passages_of(self, document: str) -> list[Quoted]:
        """Everything that was ever quoted of a document, in its order."""
        names = (PassageCount.document, PassageCount.start, PassageCount.end)
        columns: list[Any] = [col(name) for name in names]
        wanted = select(*columns, func.sum(PassageCount.times)).where(columns[0] == document)
        with self._reading() as connection:
            found = connection.execute(wanted.group_by(*columns).order_by(*columns))
            return [Quoted(*row) for row in found.all()]  # type: ignore[call-arg]

    def _outcomes(self, slice: Slice, parts: Sequence[int], *by: str) -> Iterator[Any]:
        """The `by` columns, outcome, reason and how often; of a facet's own table where that tells them."""
        if len(slice.narrowed) > 1 or (slice.narrowed and not set(by) <= {"part"}):
            wanted = _summed(OutcomeCount, parts, (*by, "outcome", "reason"))
            for name, value in slice.narrowed.items():
                wanted = wanted.where(getattr(OutcomeCount, name) == value)
            return self._read(wanted)
        wanted = _summed(FacetCount, parts, (*by, "outcome", "reason"))
        facets = FACETS if "facet" in by else tuple(slice.narrowed) or FACETS[:1]
        wanted = wanted.where(col(FacetCount.facet).in_(facets))
        if slice.narrowed:
            wanted = wanted.where(col(FacetCount.value).in_(slice.narrowed.values()))
        return self._read(wanted)

    def _read(self, wanted: Select[Any]) -> Iterator[Any]:
        with self._reading() as connection:
            return (tuple(row) for row in connection.execute(wanted).all())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated_errors(), self._engine.connect() as connection:
            yield connection


def _tallied(rows: Iterable[Sequence[Any]]) -> dict[Any, Tally]:
    """From (value, outcome, reason, times)."""
    found: defaultdict[Any, Counter[str]] = defaultdict(Counter)
    for value, outcome, _, times in rows:
        found[value][outcome] += times
    return {value: Tally(**counts) for value, counts in found.items()}


def _summed(table: type[SQLModel], parts: Sequence[int], by: Sequence[str]) -> Select[Any]:
    """The `by` columns of a table of counts, and how often each combination of them was counted."""
    columns = [getattr(table, name) for name in by]
    summed = select(*columns, func.sum(table.times))  # type: ignore[attr-defined]
    return summed.where(table.part.in_(parts)).group_by(*columns)  # type: ignore[attr-defined]
