"""How wide characters were set: printers differ, and extractions add spaces that took no room on the page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import MARKS, Line

_LONGEST_HEAD = 8.0  # columns


@dataclass(frozen=True, slots=True)
class Metric:
    """The width in columns of a Chinese mark, a Latin letter or digit, a space; a Chinese character is 2."""

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
    Metric(2, 2, 2),  # wrapped after a number of characters, whatever their width
)


def closest(lines: Sequence[Line], inner: Sequence[int]) -> Metric:
    """The metric under which most of the inner lines agree on one column width, and come closest to it."""
    sample = inner[:: max(1, len(inner) // 1000)]

    def agreement(metric: Metric) -> tuple[int, float]:
        ends = [(metric.width(lines[at].text), metric.width(lines[at + 1].head)) for at in sample]
        count, column = agreed(ends)
        return count, -sum(abs(column - width) for width, _ in ends)

    return max(METRICS, key=agreement)


def agreed(ends: Sequence[tuple[float, float]]) -> tuple[int, float]:
    """How many lines one column width explains, and that width.

    It explains a line (its width, the width of the next line's head) that fits into it without the head only.
    """
    votes: Counter[float] = Counter()
    for width, head in ends:
        steps = int(2 * min(head, _LONGEST_HEAD))
        votes.update(width + step / 2 for step in range(steps))
    count, narrowest = max(((count, -width) for width, count in votes.items()), default=(0, 0.0))
    return count, -narrowest
