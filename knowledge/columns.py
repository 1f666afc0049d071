"""The columns a text was set in: how wide its lines are, and whether they were wrapped to a width at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.lines import PUNCTUATION, Line, cut_in_two

_NARROWEST = 12  # columns; lines of fewer than six characters are a table or a list
_TURN = 3.0  # what a change of column width costs, in short lines: seven of them are another column


@dataclass(frozen=True, slots=True)
class Metric:
    """How wide a Chinese mark, a Latin letter or digit, and a space were set; a Chinese character is 2 wide."""

    mark: float
    letter: float
    space: float

    def width(self, text: str) -> float:
        marks = sum(map(text.count, PUNCTUATION))
        spaces = text.count(" ")
        latin = len(text.encode("ascii", "ignore"))
        wide = len(text) - marks - latin
        return 2 * wide + self.mark * marks + self.letter * (latin - spaces) + self.space * spaces


METRICS = (
    Metric(2, 1, 1),
    Metric(2, 1, 0.5),
    Metric(2, 1, 0),
    Metric(1, 1, 1),
    Metric(1, 1, 0.5),
    Metric(1, 1, 0),
    Metric(2, 2, 2),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each line is, and how far it fills the column it stands in.

    `slack[i]` is how many columns were still free in line i once the first word of line i + 1 had been put
    there: above 0, the printer ended the line on purpose.
    """

    width: tuple[float, ...]
    slack: tuple[float, ...]


def columns(lines: Sequence[Line]) -> Columns | None:
    """The columns that the lines were wrapped to, or None where nothing shows that they were wrapped."""
    if len(lines) < 3 or not _mostly_chinese(lines):
        return None
    metric = _metric(lines)
    widths = [metric.width(line.text) for line in lines]
    candidates = [width for width in _candidates(widths) if _prose(lines, widths, width)]
    if not candidates:
        return None
    column = _follow(widths, candidates)
    if not _wrapped(lines, widths, column):
        return None
    heads = [metric.width(line.head) for line in lines[1:]] + [2.0]
    slack = (column[i] - widths[i] - heads[i] for i in range(len(lines)))
    return Columns(tuple(widths), tuple(slack))


def _mostly_chinese(lines: Sequence[Line]) -> bool:
    chinese = sum(2 * len(line.text.encode("ascii", "ignore")) < len(line.text) for line in lines)
    return 2 * chinese > len(lines)


def _metric(lines: Sequence[Line]) -> Metric:
    """The metric under which the most crowded three columns of width hold the most lines."""
    sample = lines[:: max(1, len(lines) // 2000)]
    return max(METRICS, key=lambda metric: _crowd([metric.width(line.text) for line in sample])[0])


def _crowd(widths: Sequence[float]) -> tuple[int, int]:
    """How many lines the most crowded three columns of width hold, and the widest of the three."""
    counts = Counter(round(width) for width in widths)
    return max((sum(counts[width - back] for back in range(3)), width) for width in sorted(counts))


def _candidates(widths: Sequence[float]) -> list[float]:
    """Widths that columns may have: those of even runs of lines, the longest first, six at most."""
    support: Counter[float] = Counter({_crowd(widths)[1]: 1})
    for run in _even_runs(widths):
        support[sorted(run)[(len(run) * 9 - 1) // 10]] += len(run)
    found: list[float] = []
    for width, _ in support.most_common():
        if width >= _NARROWEST and all(abs(width - other) > 2 for other in found):
            found.append(width)
    return found[:6]


def _even_runs(widths: Sequence[float]) -> Iterator[list[float]]:
    """Stretches of four lines or more whose widths differ by three columns at most."""
    run: list[float] = []
    low = high = 0.0
    for width in widths:
        if run and max(high, width) - min(low, width) > 3:
            if len(run) >= 4:
                yield run
            run = []
        low, high = (min(low, width), max(high, width)) if run else (width, width)
        run.append(width)
    if len(run) >= 4:
        yield run


def _prose(lines: Sequence[Line], widths: Sequence[float], column: float) -> bool:
    """The lines of this width are prose cut at the margin, not a list of short entries."""
    full = [i for i, width in enumerate(widths) if abs(width - column) <= 2]
    marked = sum(any(mark in lines[i].text[:-1] for mark in "，。、；：") for i in full)
    return 5 * marked >= len(full) and _cuts(lines, full) >= 1


def _cuts(lines: Sequence[Line], full: Sequence[int]) -> int:
    """How many of these lines were plainly cut at the margin: in a number, a bracket, early in a sentence."""
    pairs = [(lines[i], lines[i + 1]) for i in full if i + 1 < len(lines)]
    return sum(
        cut_in_two(before, after)
        or (before.ends_bare and before.ends_inside)
        or (before.open_brackets > 0 and after.open_brackets < 0)
        for before, after in pairs
    )


def _follow(widths: Sequence[float], candidates: Sequence[float]) -> list[float]:
    """The column width at each line: the cheapest way through the candidates (Viterbi's algorithm)."""
    costs = [0.0] * len(candidates)
    came: list[list[int]] = []
    for width in widths:
        best = min(range(len(costs)), key=costs.__getitem__)
        turn = costs[best] + _TURN
        origin = [state if cost <= turn else best for state, cost in enumerate(costs)]
        came.append(origin)
        costs = [min(cost, turn) + _misfit(width, candidates[state]) for state, cost in enumerate(costs)]
    state = min(range(len(costs)), key=costs.__getitem__)
    path: list[float] = []
    for origin in reversed(came):
        path.append(candidates[state])
        state = origin[state]
    return path[::-1]


def _misfit(width: float, column: float) -> float:
    if width > column + 3:
        return 4.0
    return 0.0 if width >= column - 2 else 1.0


def _wrapped(lines: Sequence[Line], widths: Sequence[float], column: Sequence[float]) -> bool:
    """Many lines fill the column, few exceed it, and full lines end anywhere in a sentence."""
    count = len(lines)
    full = [i for i, width in enumerate(widths) if abs(width - column[i]) <= 2]
    exceeding = sum(width > column[i] + 3 for i, width in enumerate(widths))
    bare = sum(lines[i].ends_bare for i in full)
    return (
        len(full) >= max(3, 0.3 * count)
        and exceeding <= max(2, 0.05 * count)
        and 2 * bare >= len(full)
        and _cuts(lines, full) >= (1 if len(full) < 8 else max(2, 0.05 * len(full)))
    )
