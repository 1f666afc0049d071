"""The columns a text was set in: how wide its lines are, and whether they were wrapped to a width at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.lines import MARKS, Line, cut_in_two, cut_number

_NARROWEST = 12  # columns; lines of fewer than six characters are a table or a list
_LONGEST_HEAD = 8.0  # columns
_LOOSEST = 2.0  # columns; beyond that a line is short
_TURN = 3.0  # what a change of column width costs, in short lines: seven of them are another column


@dataclass(frozen=True, slots=True)
class Metric:
    """How wide a Chinese mark, a Latin letter or digit, and a space are; a Chinese character is 2."""

    mark: float
    letter: float
    space: float

    def width(self, text: str) -> float:
        marks = sum(map(text.count, MARKS))
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
    """How far each line fills the column it stands in.

    `room[i]` is how many columns line i leaves free. `slack[i]` is how many would still be free once the first
    word of line i + 1 had been put there, less what lines that run on have free in this text: above 0, the
    printer ended the line on purpose. `margin` is the indentation of lines that run on; more than that counts
    as part of the line's width.
    """

    room: tuple[float, ...]
    slack: tuple[float, ...]
    margin: int


def columns(lines: Sequence[Line]) -> Columns | None:
    """The columns that the lines were wrapped to, or None where nothing shows that they were wrapped."""
    if len(lines) < 3 or not _mostly_chinese(lines):
        return None
    inner = _inner(lines)
    metric = _metric(lines, inner)
    margin = _margin(lines, inner)
    widths = [metric.width(line.text) + max(0, line.indent - margin) for line in lines]
    heads = [metric.width(line.head) for line in lines[1:]] + [2.0]
    candidates = [width for width in _candidates(widths, heads, inner) if _used(lines, widths, width)]
    if not candidates:
        return None
    column = _follow(widths, candidates)
    if not _wrapped(lines, widths, column):
        return None
    room = [column[at] - widths[at] for at in range(len(lines))]
    slack = [room[at] - heads[at] for at in range(len(lines))]
    tolerance = _tolerance([slack[at] for at in inner if slack[at - 1] < 1])
    return Columns(tuple(room), tuple(free - tolerance for free in slack), margin)


def _mostly_chinese(lines: Sequence[Line]) -> bool:
    chinese = sum(2 * len(line.text.encode("ascii", "ignore")) < len(line.text) for line in lines)
    return 2 * chinese > len(lines)


def _inner(lines: Sequence[Line]) -> list[int]:
    """The lines that lie within a sentence, neither first nor last of anything: what is cut was cut for width."""
    return [
        at
        for at in range(1, len(lines) - 1)
        if lines[at].ends_bare and not lines[at + 1].parted
        if not lines[at - 1].ends_sentence and not lines[at].parted
    ]


def _margin(lines: Sequence[Line], inner: Sequence[int]) -> int:
    return Counter(lines[at].indent for at in inner).most_common(1)[0][0] if inner else 0


def _metric(lines: Sequence[Line], inner: Sequence[int]) -> Metric:
    """The metric under which the most inner lines agree on one width of the column, and come closest to it."""
    sample = inner[:: max(1, len(inner) // 1000)]

    def agreement(metric: Metric) -> tuple[int, float]:
        ends = [(metric.width(lines[at].text), metric.width(lines[at + 1].head)) for at in sample]
        count, column = _agreed(ends)
        return count, -sum(abs(column - width) for width, _ in ends)

    return max(METRICS, key=agreement)


def _agreed(ends: Sequence[tuple[float, float]]) -> tuple[int, float]:
    """The width that explains the ends of the most lines, and how many: each line fits, with the next head not."""
    votes: Counter[float] = Counter()
    for width, head in ends:
        steps = int(2 * min(head, _LONGEST_HEAD))
        votes.update(width + step / 2 for step in range(steps))
    count, narrowest = max(((count, -width) for width, count in votes.items()), default=(0, 0.0))
    return count, -narrowest


def _candidates(widths: Sequence[float], heads: Sequence[float], inner: Sequence[int]) -> list[float]:
    """Widths that columns may have: that of all inner lines, then of stretches of six lines; six at most."""
    _, main = _agreed([(widths[at], heads[at]) for at in inner])
    support: Counter[float] = Counter()
    for start in range(0, len(widths), 3):
        stretch = range(start, min(start + 6, len(widths)))
        if sum(abs(widths[at] - main) > 3 for at in stretch) >= 5:
            count, width = _agreed([(widths[at], heads[at]) for at in stretch])
            support[width] += count if count >= 5 else 0
    found = [main]
    for width, count in support.most_common():
        if count and all(abs(width - other) > 3 for other in found):
            found.append(width)
    return [width for width in found[:6] if width >= _NARROWEST]


def _tolerance(slack: Sequence[float]) -> float:
    """What inner lines have free at most. It is less than nothing where the type was set evenly."""
    inner = sorted(slack)
    most = inner[int(0.95 * (len(inner) - 1))] if inner else 0.0
    return min(max(most, -0.5), _LOOSEST)


def _used(lines: Sequence[Line], widths: Sequence[float], column: float) -> bool:
    """Prose was set in this width: marks stand within its lines, in more than one place."""
    texts = [line.text for line, width in zip(lines, widths, strict=True) if abs(width - column) <= 2]
    marked = sum(any(mark in text[:-1] for mark in "，。、；：") for text in texts)
    return 5 * marked >= len(texts) and _scattered(texts)


def _prose(lines: Sequence[Line], full: Sequence[int]) -> bool:
    """The lines are prose cut at the margin, not verse, not entries of a list."""
    cuts = _cuts(lines, full)
    if cuts >= max(2, 0.1 * len(full)):
        return True
    if not any(line.ends_sentence or line.ends_inside for line in lines):
        return False
    bare = sum(lines[at].ends_bare for at in full)
    even = len(full) >= max(4, 0.6 * len(lines)) and 5 * bare >= 4 * len(full)
    cut = cuts >= max(1, 0.05 * len(full))
    return (cut or even) and _scattered([lines[at].text for at in full], 2 if cut else 3)


def _cuts(lines: Sequence[Line], full: Sequence[int]) -> int:
    """How many of these lines were plainly cut at the margin: in a number, a bracket, early in a sentence."""
    pairs = [(lines[i], lines[i + 1]) for i in full if i + 1 < len(lines)]
    return sum(
        cut_in_two(before, after)
        or cut_number(before, after)
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
    if width > column + 2:
        return 4.0
    return 0.0 if width >= column - 2 else 1.0


def _wrapped(lines: Sequence[Line], widths: Sequence[float], column: Sequence[float]) -> bool:
    """Many lines fill the column, few exceed it, and full lines end anywhere in a sentence."""
    count = len(lines)
    full = [at for at, width in enumerate(widths) if abs(width - column[at]) <= 2]
    exceeding = sum(width > column[at] + 3 for at, width in enumerate(widths))
    bare = sum(lines[at].ends_bare for at in full)
    return (
        len(full) >= max(3, 0.25 * count)
        and exceeding <= max(2, 0.05 * count)
        and 2 * bare >= len(full)
        and _prose(lines, full)
    )


def _scattered(texts: Sequence[str], least: int = 2) -> bool:
    """Marks stand anywhere in the lines, as chance has it; in verse and in lists they stand in one place."""
    places = Counter(
        min((text.find(mark) for mark in "，。、；：" if mark in text), default=-1) for text in texts
    )
    del places[-1]
    total = sum(places.values())
    return len(places) >= least and 4 * max(places.values()) <= 3 * total + 4
