"""The columns a text was set in, and how far each of its lines fills them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line
from .metrics import agreed, closest
from .wrapping import holds_prose, wrapped

_NARROWEST = 12  # columns; lines of fewer than six characters are a table or a list
_LOOSEST = 2.0  # columns; beyond that a line is short
_TURN = 3.0  # what a change of column width costs, in short lines: seven of them are another column


@dataclass(frozen=True, slots=True)
class Columns:
    """How far each line fills the column it stands in.

    `room[i]` is how many columns line i leaves free. `slack[i]` is how many would still be free once the
    first word of line i + 1 had been put there, less what lines that run on have free in this text: above 0,
    the printer ended the line on purpose. `margin` is the indentation of lines that run on; more than that
    counts as part of the line's width.
    """

    room: tuple[float, ...]
    slack: tuple[float, ...]
    margin: int


def columns(lines: Sequence[Line]) -> Columns | None:
    """The columns that the lines were wrapped to, or None where nothing shows that they were wrapped."""
    if len(lines) < 3 or not _mostly_chinese(lines):
        return None
    inner = _inner(lines)
    metric = closest(lines, inner)
    margin = _margin(lines, inner)
    widths = [metric.width(line.text) + max(0, line.indent - margin) for line in lines]
    heads = [metric.width(line.head) for line in lines[1:]] + [2.0]
    candidates = [width for width in _candidates(widths, heads, inner) if holds_prose(lines, widths, width)]
    column = _follow(widths, candidates) if candidates else []
    if not column or not wrapped(lines, widths, column):
        return None
    return _filled(column, widths, heads, inner, margin)


def _filled(
    column: Sequence[float],
    widths: Sequence[float],
    heads: Sequence[float],
    inner: Sequence[int],
    margin: int,
) -> Columns:
    room = [full - width for full, width in zip(column, widths, strict=True)]
    slack = [free - head for free, head in zip(room, heads, strict=True)]
    tolerance = _tolerance([slack[at] for at in inner if slack[at - 1] < 1])
    return Columns(tuple(room), tuple(free - tolerance for free in slack), margin)


def _mostly_chinese(lines: Sequence[Line]) -> bool:
    chinese = sum(2 * len(line.text.encode("ascii", "ignore")) < len(line.text) for line in lines)
    return 2 * chinese > len(lines)


def _inner(lines: Sequence[Line]) -> list[int]:
    """The lines within a sentence, neither first nor last of anything: they were cut for their width."""
    return [
        at
        for at in range(1, len(lines) - 1)
        if lines[at].ends_bare and not lines[at + 1].parted
        if not lines[at - 1].ends_sentence and not lines[at].parted
    ]


def _margin(lines: Sequence[Line], inner: Sequence[int]) -> int:
    """The indentation of lines that run on: the least that is not rare, for some of them are first lines."""
    counts = Counter(lines[at].indent for at in inner)
    return min((indent for indent, count in counts.items() if 5 * count >= len(inner)), default=0)


def _candidates(widths: Sequence[float], heads: Sequence[float], inner: Sequence[int]) -> list[float]:
    """Widths that columns may have: that of all inner lines, then of stretches of six lines; six at most."""
    _, main = agreed([(widths[at], heads[at]) for at in inner])
    support: Counter[float] = Counter()
    for start in range(0, len(widths), 3):
        stretch = range(start, min(start + 6, len(widths)))
        if sum(abs(widths[at] - main) > 3 for at in stretch) >= 5:
            count, width = agreed([(widths[at], heads[at]) for at in stretch])
            support[width] += count if count >= 5 else 0
    found = [main]
    for width, count in support.most_common():
        if count and all(abs(width - other) > 3 for other in found):
            found.append(width)
    return [width for width in found[:6] if width >= _NARROWEST]


def _follow(widths: Sequence[float], candidates: Sequence[float]) -> list[float]:
    """The column width at each line: the cheapest way through the candidates (Viterbi's algorithm)."""
    costs = [0.0] * len(candidates)
    came: list[list[int]] = []
    for width in widths:
        best = min(range(len(costs)), key=costs.__getitem__)
        turn = costs[best] + _TURN
        came.append([state if cost <= turn else best for state, cost in enumerate(costs)])
        costs = [min(cost, turn) + _misfit(width, candidates[state]) for state, cost in enumerate(costs)]
    state = min(range(len(costs)), key=costs.__getitem__)
    path: list[float] = []
    for origin in reversed(came):
        path.append(candidates[state])
        state = origin[state]
    return path[::-1]


def _misfit(width: float, column: float) -> float:
    if width > column + 2:
        return 4.0
    return 0.0 if width >= column - 2 else 1.0


def _tolerance(slack: Sequence[float]) -> float:
    """What inner lines have free at most. It is less than nothing where the type was set evenly."""
    inner = sorted(slack)
    most = inner[int(0.95 * (len(inner) - 1))] if inner else 0.0
    return min(max(most, -0.5), _LOOSEST)
