"""The order in which the runs of a page are read: down one column, then down the next.

A gutter is a strip, free of all but few runs, with filled lines to both sides. The runs that cross it, like
titles, divide the page into bands; within a band the left column comes first. What has no gutter is read from
the top. It is a variant of the recursive XY cut (Nagy and Seth, 1984) that cuts columns first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from .glyphs import Run

NARROWEST = 0.8  # characters' widths: less is no gutter
COLUMN = 5.0  # characters' widths that a column has at least
CROSSING = (0.0, 0.03, 0.08, 0.15, 0.25)  # of the runs that may cross a gutter, tried in turn
FILLED = 0.5  # of a column's lines that reach its edge
MOST = 5_000  # runs of a page
ROWS = 6  # lines of a column, beside which the other may have but one
DEEPEST = 6  # columns within columns


@dataclass(frozen=True, slots=True)
class _Gutter:
    left: float
    right: float

    @property
    def inner(self) -> "_Gutter":
        """Its middle half: marks at the end of a line may hang out into the rest."""
        return _Gutter(self.left + self.width / 4, self.right - self.width / 4)

    @property
    def width(self) -> float:
        return self.right - self.left

    def crossed(self, run: Run) -> bool:
        return run.left < self.right and run.right > self.left


@dataclass(frozen=True, slots=True)
class Column:
    """Runs from the top of a column, or of a band over the full width, and the edges of its text.

    `place` is the same for columns that stand in one place on their pages: "" is the full width, "LR" the
    right part of the left column.
    """

    runs: list[Run]
    left: float
    right: float
    place: str = ""


def columns(page: Sequence[Run]) -> Iterator[Column]:
    """The columns and bands of a page in reading order."""
    if page:
        yield from _columns(page, min(run.left for run in page), max(run.right for run in page))


def _columns(
    page: Sequence[Run], left: float, right: float, place: str = "", depth: int = 0
) -> Iterator[Column]:
    gutter = _gutter(page) if depth < DEEPEST else None
    if gutter is None:
        yield Column(sorted(page, key=lambda run: (run.middle, run.left)), left, right, place)
        return
    ends = max((run.right for run in page if run.right <= gutter.left), default=gutter.left)
    starts = min((run.left for run in page if run.left >= gutter.right), default=gutter.right)
    for band in _bands(page, gutter):
        if gutter.crossed(band[0]):
            yield from _columns(band, left, right, place, depth + 1)
            continue
        for name, start, end in (("L", left, ends), ("R", starts, right)):
            if side := [run for run in band if start <= run.left <= end]:
                yield from _columns(side, start, end, place + name, depth + 1)


def _bands(page: Sequence[Run], gutter: _Gutter) -> Iterator[list[Run]]:
    """From the top: runs that cross the gutter, and between them runs beside it."""
    band: list[Run] = []
    crossing = False
    for run in sorted(page, key=lambda run: run.middle):
        if gutter.crossed(run) != crossing and band:
            yield band
            band = []
        crossing = gutter.crossed(run)
        band.append(run)
    if band:
        yield band


def _gutter(page: Sequence[Run]) -> _Gutter | None:
    """The strip that divides the page: one that few runs cross before one that more do, then the widest."""
    if not ROWS <= len(page) <= MOST:
        return None
    size = median(run.size for run in page)
    for share in CROSSING:
        strips = (strip for strip in _strips(page, share * len(page)) if strip.width >= NARROWEST * size)
        inner = (strip.inner for strip in strips)
        found = max((strip for strip in inner if _divides(page, strip, size)), key=_width, default=None)
        if found:
            return found
    return None


def _width(strip: _Gutter) -> float:
    return strip.width


def _strips(page: Sequence[Run], allowed: float) -> Iterator[_Gutter]:
    """Maximal strips that no more runs cross than allowed, not at the right edge of the text."""
    ends = sorted([(run.left, 1) for run in page] + [(run.right, -1) for run in page])
    crossing, start = 0, None
    for place, change in ends:
        crossing += change
        if crossing <= allowed and start is None:
            start = place
        elif crossing > allowed and start is not None:
            yield _Gutter(start, place)
            start = None


def _divides(page: Sequence[Run], strip: _Gutter, size: float) -> bool:
    """Whether columns of text stand to both sides of a strip."""
    left = [run for run in page if run.right <= strip.left]
    right = [run for run in page if run.left >= strip.right]
    if not left or not right:
        return False
    few = min(len(left), len(right))
    if few < 3 and max(len(left), len(right)) < ROWS:
        return False
    main = left if len(left) >= len(right) else right
    return all(_is_column(side, size, len(side) < 3) for side in (left, right)) and _is_column(
        main, size, False
    )


def _is_column(side: Sequence[Run], size: float, few: bool) -> bool:
    """Lines of running text: most fill the width, as cells of a table do not."""
    start, end = min(run.left for run in side), max(run.right for run in side)
    if few:
        return True
    if end - start < COLUMN * size:
        return False
    filled = sum(end - run.right <= 2.5 * size and run.left - start <= 2.5 * size for run in side)
    return filled >= FILLED * len(side)
