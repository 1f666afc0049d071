"""How a text set in columns marks its paragraphs: by indentation, by what is left of it, by blank lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .columns import Columns
from .lines import Line

Indentation = Literal["kept", "stripped", "none"]
INDENT = 4.0  # columns: two characters before the first line of a paragraph


@dataclass(frozen=True, slots=True)
class Habits:
    """What the paragraphs whose bounds are beyond doubt have in common.

    `indentation`: first lines are indented; or the space was lost and only a first line two characters
    short tells of it; or they never were. `blank_lines`: paragraphs are parted by blank lines (else blank
    lines come from the columns alone).
    """

    indentation: Indentation
    blank_lines: bool


def habits(lines: Sequence[Line], columns: Columns) -> Habits:
    ends = [at for at, line in enumerate(lines) if line.ends_sentence and columns.slack[at] >= INDENT + 2]
    starts = [0] + [at + 1 for at in ends if at + 1 < len(lines)]
    parted = sum(lines[at].parted for at in starts[1:])
    return Habits(_indentation(lines, columns, starts), 2 * parted >= len(starts[1:]) > 0)


def _indentation(lines: Sequence[Line], columns: Columns, starts: Sequence[int]) -> Indentation:
    kept = sum(lines[at].indent - columns.margin >= 2 for at in starts)
    if 2 * kept > len(starts):
        return "kept"
    running = [at for at in starts if not lines[at].ends_sentence and at + 1 < len(lines)]
    short = sum(0 < columns.slack[at] <= INDENT + 1 for at in running)
    full = sum(columns.slack[at] <= 0 for at in running)
    return "stripped" if short > 2 * full else "none"
