"""Tables of a printed page, told by the rules around their cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .glyphs import Glyph, runs
from .tables import Grid, Merge

TOUCH = 3.0  # points that the ends of two rules may be apart and still meet
SAME = 2.5  # points between two rules that are one
MOST_RULES = 4_000  # of a page; a drawing has more


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: level from (start, at) to (end, at), or upright from (at, start) to (at, end)."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    left: float
    top: float
    right: float
    bottom: float
    grid: Grid


def ruled_tables(
    glyphs: Sequence[Glyph], level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[list[RuledTable], list[Glyph]]:
    """The tables of a page, and the characters that are in none of them."""
    if not level or not upright or len(level) + len(upright) > MOST_RULES:
        return [], list(glyphs)
    tables: list[RuledTable] = []
    rest = list(glyphs)
    for rows, columns in _connected(_merged(level), _merged(upright)):
        edges = [_edges(rule.at for rule in each) for each in (rows, columns)]
        if min(map(len, edges)) < 3:
            continue
        inside = [glyph for glyph in rest if _is_inside(glyph, edges)]
        table = _table(inside, edges, rows, columns)
        if sum(any(row) for row in table.grid.rows) >= 2:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [glyph for glyph in rest if id(glyph) not in taken]
    return tables, rest


def continued(above: Grid, part: Grid) -> Grid:
    """A table and its part on the next page as one: without the header that is printed again there, and the
    last row whole, where the end of the page cut it in two.
    """
    again = next(
        (at for at, pair in enumerate(zip(above.rows, part.rows, strict=False)) if pair[0] != pair[1]),
        len(part.rows),
    )
    rows, rest = above.rows, part.rows[again:]
    if rest and _goes_on(rows[-1], rest[0]):
        rows = (*rows[:-1], tuple(map("".join, zip(rows[-1], rest[0], strict=True))))
        rest, again = rest[1:], again + 1
    down = len(rows) - again
    moved = (
        (top + down, bottom + down, left, right) for top, bottom, left, right in part.merged if top >= again
    )
    return Grid(rows + rest, above.merged + tuple(moved))


def _goes_on(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row has but the ends of a few cells of the one before, not of the first, and no number."""
    filled = [at for at, cell in enumerate(below) if cell]
    words = not any(character.isdigit() for cell in below for character in cell)
    return words and not below[0] and 0 < 2 * len(filled) < len(below) and all(row[at] for at in filled)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that go on in one another as one."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / SAME), rule.start)):
        last = found[-1] if found else None
        if last and abs(last.at - rule.at) <= SAME and rule.start <= last.end + TOUCH:
            found[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that meet: each is the rules of one table."""
    group = list(range(len(level) + len(upright)))

    def find(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for row, rule in enumerate(level):
        for column, other in enumerate(upright, len(level)):
            if _meet(rule, other):
                group[find(row)] = find(column)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate((*level, *upright)):
        members.setdefault(find(at), ([], []))[at >= len(level)].append(rule)
    yield from members.values()


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - TOUCH <= upright.at <= level.end + TOUCH
        and upright.start - TOUCH <= level.at <= upright.end + TOUCH
    )


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > SAME:
            edges.append(place)
    return edges


def _is_inside(glyph: Glyph, edges: Sequence[Sequence[float]]) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return edges[0][0] <= glyph.middle <= edges[0][-1] and edges[1][0] <= middle <= edges[1][-1]


def _table(
    glyphs: Sequence[Glyph], edges: Sequence[Sequence[float]], level: Sequence[Rule], upright: Sequence[Rule]
) -> RuledTable:
    tops, lefts = edges
    cells: dict[tuple[int, int], list[Glyph]] = {}
    owner, merged = _spans(tops, lefts, level, upright)
    for glyph in glyphs:
        row, column = _between(tops, glyph.middle), _between(lefts, (glyph.left + glyph.right) / 2)
        cells.setdefault(owner[row, column], []).append(glyph)
    rows = tuple(
        tuple(_text(cells.get((row, column), ())) for column in range(len(lefts) - 1))
        for row in range(len(tops) - 1)
    )
    return RuledTable(lefts[0], tops[0], lefts[-1], tops[-1], Grid(rows, tuple(merged)))


def _spans(
    tops: Sequence[float], lefts: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[dict[tuple[int, int], tuple[int, int]], list[Merge]]:
    """For each place of the grid the top left place of its cell, and the cells that take several places."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    merged: list[Merge] = []
    for row in range(len(tops) - 1):
        for column in range(len(lefts) - 1):
            if (row, column) in owner:
                continue
            right, bottom = column + 1, row + 1
            while right < len(lefts) - 1 and not _parts(upright, lefts[right], tops[row], tops[row + 1]):
                right += 1
            while bottom < len(tops) - 1 and not _parts(level, tops[bottom], lefts[column], lefts[right]):
                bottom += 1
            owner |= {(y, x): (row, column) for y in range(row, bottom) for x in range(column, right)}
            if right > column + 1 or bottom > row + 1:
                merged.append((row, bottom, column, right))
    return owner, merged


def _parts(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule stands there, over most of the way from `start` to `end`."""
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= SAME
    )
    return covered >= 0.5 * (end - start)


def _between(edges: Sequence[float], place: float) -> int:
    return next((at for at, (_, end) in enumerate(pairwise(edges)) if place <= end), len(edges) - 2)


def _text(glyphs: Sequence[Glyph]) -> str:
    lines = sorted(runs(glyphs), key=lambda run: (round(run.middle / 4), run.left)) if glyphs else []
    return "".join(run.text for run in lines)
