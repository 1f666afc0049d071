"""The overview: how much was asked, what it got, and what of the library it used."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.desk.errors import DeskError
from bot.store import latency
from bot.store.periods import Period, date_of, last_date_of, month_part
from bot.store.statistics import Facet, Slice, Statistics, Tally
from knowledge.document import Span
from knowledge.errors import UnknownDocument
from retrieval.edition import Edition
from retrieval.usage import used

LISTED = 10
"""Questions, documents and passages that are named."""
DAILY = 92
"""Days up to which a chart has a point a day; beyond, a point a month."""
SHOWN = 30
"""Days of a period where it is not said when it begins."""
FIRST_DAY = date(2000, 1, 1)
"""Nothing was asked before."""
EXCERPT = 80  # code points of a passage that are shown


@dataclass(frozen=True, slots=True)
class Point:
    """A day, or what of a month lies within the period; p50 and p95 in milliseconds, None without answers."""

    first: date
    last: date
    tally: Tally
    p50: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class DocumentUse:
    """A document of the library, and how many answers quote it."""

    id: str
    title: str
    column: str | None
    times: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage, how it begins, and how often it was quoted; `text` is None where it is gone."""

    document: str
    title: str
    start: int
    end: int
    text: str | None
    times: int


@dataclass(frozen=True, slots=True)
class LibraryUse:
    """What of the library was quoted, and what not; `edition` is the one that answers."""

    edition: int
    documents: int
    documents_used: int
    passages: int
    passages_used: int
    most: tuple[DocumentUse, ...]
    unused: tuple[DocumentUse, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything about a slice of the log; `reasons` by outcome, "unanswered" and "down"."""

    slice: Slice
    points: tuple[Point, ...]
    total: Tally
    p50: float | None
    p95: float | None
    facets: dict[Facet, dict[str, Tally]]
    reasons: dict[str, dict[str, int]]
    questions: tuple[tuple[str, int], ...]
    library: LibraryUse

    @property
    def monthly(self) -> bool:
        """Whether a point stands for a month."""
        return self.slice.period.days > DAILY


def period(since: date | None, until: date | None, today: date) -> Period:
    """The days that are asked about, up to today; the last SHOWN of them where `since` does not say.

    Raises DeskError.
    """
    last = max(FIRST_DAY, min(until or today, today))
    first = since or last - timedelta(days=SHOWN - 1)
    if first > (until or today):
        raise DeskError("开始的日期在结束的日期之后，请改正日期。")
    return Period(min(max(first, FIRST_DAY), last), last)


def overview(statistics: Statistics, slice: Slice, edition: Edition, listed: int = LISTED) -> Overview:
    """Raises StoreError."""
    parts = slice.period.parts() if slice.period.days > DAILY else slice.period.daily()
    buckets = statistics.latency(slice, parts)
    points = tuple(_points(slice.period, parts, statistics.by_part(slice, parts), buckets))
    p50, p95 = _percentiles(buckets.values())
    return Overview(
        slice,
        points,
        _sum(point.tally for point in points),
        p50,
        p95,
        statistics.by_facet(slice),
        statistics.reasons(slice),
        tuple(statistics.questions(slice, listed)),
        _library(statistics, slice, edition, listed),
    )


def _points(
    period: Period, parts: Sequence[int], tallies: dict[int, Tally], buckets: dict[int, dict[int, int]]
) -> Iterator[Point]:
    """A point for each day, or for all parts of a month together."""
    together: dict[int, list[int]] = {}
    for part in parts:
        key = month_part(date_of(part)) if period.days > DAILY else part
        together.setdefault(key, []).append(part)
    for some in together.values():
        tally = _sum(tallies.get(part, Tally()) for part in some)
        p50, p95 = _percentiles(buckets.get(part, {}) for part in some)
        yield Point(date_of(some[0]), last_date_of(some[-1]), tally, p50, p95)


def _percentiles(buckets: Iterable[dict[int, int]]) -> tuple[float | None, float | None]:
    counts: Counter[int] = Counter()
    for each in buckets:
        counts.update(each)
    return latency.percentile(counts, 0.5), latency.percentile(counts, 0.95)


def _sum(tallies: Iterable[Tally]) -> Tally:
    counts = [(t.answered, t.unanswered, t.smalltalk, t.up, t.down) for t in tallies]
    return Tally(*map(sum, zip(*counts, strict=True))) if counts else Tally()


def _library(statistics: Statistics, slice: Slice, edition: Edition, listed: int) -> LibraryUse:
    times = statistics.documents(slice)
    shelf = edition.shelf
    ids = [id for id in shelf.ids if slice.column in (None, _column(edition, id))]
    most = sorted((id for id in ids if id in times), key=lambda id: -times[id])
    unused = [id for id in ids if id not in times]
    quoted = statistics.quoted_spans(slice)
    return LibraryUse(
        edition.number,
        len(ids),
        len(most),
        len(edition.index.owners),
        used(edition, quoted),
        tuple(_use(edition, id, times[id]) for id in most[:listed]),
        tuple(_use(edition, id, 0) for id in unused[:listed]),
        tuple(_quotations(statistics, slice, edition, listed)),
    )


def _column(edition: Edition, id: str) -> str | None:
    return edition.shelf.metadata(edition.shelf.ids[id]).column


def _use(edition: Edition, id: str, times: int) -> DocumentUse:
    return DocumentUse(id, edition.shelf.title(edition.shelf.ids[id]), _column(edition, id), times)


def _quotations(statistics: Statistics, slice: Slice, edition: Edition, listed: int) -> Iterator[Quotation]:
    for found in statistics.passages(slice, listed):
        title, text = _words(edition, found.document, (found.start, found.end))
        yield Quotation(found.document, title, found.start, found.end, text, found.times)


def _words(edition: Edition, document: str, span: Span) -> tuple[str, str | None]:
    """Title and beginning of a passage."""
    try:
        number = edition.shelf.number(document)
    except UnknownDocument:
        return document, None
    start, end = span
    text = edition.shelf.text(number, start, min(end, start + EXCERPT))
    return edition.shelf.title(number), text.strip() or None
