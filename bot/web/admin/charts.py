"""Trend charts: what stands where in an inline SVG, in plain numbers for the template.

The drawing is stretched to the width that there is, so it holds no text: labels stand beside it as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

WIDTH, HEIGHT = 1000.0, 100.0
GAP = 0.25  # of a point's width, between two bars
LABELS = 5  # at most, below a chart


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `name` is the series that it belongs to."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """The bars of one point, on each other, and what is said of it."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`top` is the value of the upper edge; `labels` stand below it, evenly from edge to edge."""

    top: float
    labels: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


def stacked(
    names: Sequence[str], values: Sequence[Sequence[int]], titles: Sequence[str], labels: Sequence[str]
) -> Chart:
    """Bars for each point, the first series lowest. `values` has for each point a number for each series."""
    top = rounded_up(max((sum(point) for point in values), default=0))
    step = WIDTH / max(1, len(values))
    columns = []
    for at, (point, title) in enumerate(zip(values, titles, strict=True)):
        bars, level = [], 0
        for name, value in zip(names, point, strict=True):
            level += value
            if value:
                y, height = HEIGHT * (1 - level / top), HEIGHT * value / top
                bars.append(Bar(name, _r(step * (at + GAP / 2)), _r(y), _r(step * (1 - GAP)), _r(height)))
        columns.append(Column(title, tuple(bars)))
    return Chart(top, spread(labels), tuple(columns))


def lines(series: dict[str, Sequence[float | None]], labels: Sequence[str]) -> Chart:
    """A line for each series; it is broken where a value is None. A point alone is a short dash."""
    top = rounded_up(
        max((value for line in series.values() for value in line if value is not None), default=0)
    )
    return Chart(top, spread(labels), lines=tuple((name, _path(line, top)) for name, line in series.items()))


def rounded_up(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 … (or 0.1, 0.2 …), at least 1: an upper edge that is easy to read."""
    if value <= 1:
        return 1
    power = 10 ** int(log10(value))
    return float(next(step * power for step in (1, 2, 5, 10) if value <= step * power))


def spread(labels: Sequence[str]) -> tuple[str, ...]:
    """The first, the last and some between them, at even distances."""
    if len(labels) <= LABELS:
        return tuple(labels)
    return tuple(labels[ceil(at * (len(labels) - 1) / (LABELS - 1))] for at in range(LABELS))


def _path(line: Sequence[float | None], top: float) -> str:
    step = WIDTH / max(1, len(line))
    path, drawing = [], False
    for at, value in enumerate(line):
        if value is None:
            drawing = False
            continue
        x, y = _r(step * (at + 0.5)), _r(HEIGHT * (1 - value / top))
        path.append(f"L{x:g} {y:g}" if drawing else f"M{_r(x - step / 4):g} {y:g}L{_r(x + step / 4):g} {y:g}")
        drawing = True
    return "".join(path)


def _r(number: float) -> float:
    return round(number, 2)
