"""Printed pages -> paragraphs: what belongs together is told by indentation, line ends, gaps, sizes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ..document import Piece
from ..newsprint import lines as printer
from ..newsprint.spacing import glue
from .glyphs import Glyph, Run, runs
from .outline import Line
from .reading_order import columns
from .ruled_tables import Rule, RuledTable, continued, ruled_tables
from .running_heads import without_running_heads
from .tables import Grid, table_pieces

INDENT = 1.3  # characters' widths from which a first line is indented
DEEP = 4.5  # characters' widths; a line indented farther is set to the right, as signatures are
SHORT = 0.9  # characters' widths that the last line leaves free when the next one's beginning is put there
SIZE = 0.1  # of a type's size that two lines of one paragraph may differ
LARGER = 1.15  # times the size of the text: a line set apart
LEADING = 1.6  # times the usual distance between lines: a gap
_ENDS = "。！？；：”）!?;:"


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; its size in points."""

    width: float
    height: float
    glyphs: Sequence[Glyph]
    level: Sequence[Rule] = ()
    upright: Sequence[Rule] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a column, and the edges and the place of the column. `first` begins the column."""

    run: Run
    left: float
    right: float
    place: str
    first: bool

    @property
    def indent(self) -> float:
        return (self.run.left - self.left) / self.run.size

    @property
    def free(self) -> float:
        return (self.right - self.run.right) / self.run.size

    @property
    def head(self) -> float:
        """How wide is what a printer keeps together at the start of the line, in characters' widths."""
        return sum(0.5 if character.isascii() else 1.0 for character in printer.Line(self.run.text).head)

    @property
    def centred(self) -> bool:
        return min(self.indent, self.free) > 2 and abs(self.indent - self.free) < 2.5


def printed(pages: Sequence[Page]) -> list[Line | Piece]:
    """The paragraphs and tables of the pages, in reading order, without running heads."""
    tables: list[list[RuledTable]] = []
    texts: list[list[Run]] = []
    for page in pages:
        found, rest = ruled_tables(page.glyphs, page.level, page.upright)
        tables.append(found)
        texts.append(runs(rest))
    texts = without_running_heads(texts, [page.height for page in pages])
    parts = [part for found, text in zip(tables, texts, strict=True) for part in _parts(found, text)]
    rows = [row for part in parts if not isinstance(part, Grid) for row in part]
    setting = _Setting.of(rows)
    items: list[Line | Piece] = []
    pending: list[_Row] = []
    for part in _whole_tables(parts):
        if isinstance(part, Grid):
            items += setting.lines(pending)
            items += table_pieces(part)
            pending = []
        else:
            pending += part
    return items + list(setting.lines(pending))


def _parts(tables: Sequence[RuledTable], text: Sequence[Run]) -> Iterator[Grid | list[_Row]]:
    """The columns and tables of a page in reading order; a table divides the text above from that below."""
    rest = list(text)
    for table in sorted(tables, key=lambda table: table.top):
        above = [run for run in rest if run.middle < table.top]
        yield from _columns(above)
        yield table.grid
        rest = [run for run in rest if run.middle >= table.top]
    yield from _columns(rest)


def _columns(text: Sequence[Run]) -> Iterator[list[_Row]]:
    for column in columns(text):
        lines = list(_lines(column.runs))
        yield [_Row(run, column.left, column.right, column.place, at == 0) for at, run in enumerate(lines)]


def _lines(column: Iterable[Run]) -> Iterator[Run]:
    """Runs that stand on one line as one, with a space between."""
    line: Run | None = None
    for run in column:
        level = line is not None and abs(run.middle - line.middle) < 0.4 * max(run.size, line.size)
        if line and level and run.left >= line.right:
            line = Run(
                f"{line.text} {run.text}",
                line.left,
                min(line.top, run.top),
                run.right,
                max(line.bottom, run.bottom),
                max(line.size, run.size),
                line.bold and run.bold,
            )
        else:
            if line:
                yield line
            line = run
    if line:
        yield line


def _whole_tables(parts: Sequence[Grid | list[_Row]]) -> Iterator[Grid | list[_Row]]:
    """A table that goes on over the page, with as many columns, as one."""
    held: Grid | None = None
    for part in parts:
        if isinstance(part, Grid) and held and len(part.rows[0]) == len(held.rows[0]):
            held = continued(held, part)
            continue
        if held:
            yield held
        held = part if isinstance(part, Grid) else None
        if not isinstance(part, Grid):
            yield part
    if held:
        yield held


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the pages are set: size of the text, distance of lines, indentation, edges of columns."""

    size: float = 10.0
    leading: float = 15.0
    indented: bool = True
    edges: dict[str, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[_Row]) -> "_Setting":
        if not rows:
            return cls()
        sizes: Counter[float] = Counter()
        for row in rows:
            sizes[round(row.run.size, 1)] += len(row.run.text)
        size = sizes.most_common(1)[0][0]
        text = [row for row in rows if abs(row.run.size - size) <= SIZE * size]
        steps = [
            after.run.middle - before.run.middle
            for before, after in pairwise(text)
            if not after.first and 0 < after.run.middle - before.run.middle < 4 * size
        ]
        indented = sum(INDENT <= row.indent <= DEEP for row in text)
        return cls(size, median(steps) if steps else 1.5 * size, indented >= 0.06 * len(text), _edges(text))

    def lines(self, rows: Sequence[_Row]) -> Iterator[Line]:
        """The paragraphs that the rows make up."""
        rows = [self._set(row) for row in rows]
        paragraph: list[_Row] = []
        for row in rows:
            if paragraph and self._begins(paragraph, row):
                yield self._line(paragraph)
                paragraph = []
            paragraph.append(row)
        if paragraph:
            yield self._line(paragraph)

    def _set(self, row: _Row) -> _Row:
        """The row with the edges that its column has on all pages: here it may hold but a few short lines."""
        left, right = self.edges.get(row.place, (row.left, row.right))
        return replace(row, left=min(left, row.left), right=max(right, row.right))

    def _begins(self, paragraph: Sequence[_Row], row: _Row) -> bool:
        before = paragraph[-1]
        if abs(before.run.size - row.run.size) > SIZE * max(before.run.size, row.run.size):
            return True
        if before.centred or row.centred:
            return True
        step = row.run.middle - before.run.middle
        if not row.first and step > LEADING * max(self.leading, 1.2 * row.run.size):
            return True
        if before.free > SHORT + row.head:
            return True
        if len(paragraph) == 1 and before.indent > DEEP:
            return True
        hanging = before.indent >= INDENT and len(paragraph) > 1
        if row.indent >= INDENT and not hanging:
            return before.indent < INDENT or before.run.text[-1] in _ENDS
        return not self.indented and before.run.text[-1] in _ENDS and before.free > 0.6

    def _line(self, paragraph: Sequence[_Row]) -> Line:
        text = paragraph[0].run.text
        for row in paragraph[1:]:
            text += glue(text, row.run.text) + row.run.text
        run = paragraph[0].run
        display = run.size >= LARGER * self.size or (run.bold and paragraph[0].centred)
        return Line(text, display=display and len(paragraph) <= 3)


def _edges(rows: Sequence[_Row]) -> dict[str, tuple[float, float]]:
    """The edges of the columns in each place, on whatever page they reach farthest."""
    edges: dict[str, tuple[float, float]] = {}
    for row in rows:
        left, right = edges.get(row.place, (row.left, row.right))
        edges[row.place] = min(left, row.left), max(right, row.right)
    return edges
