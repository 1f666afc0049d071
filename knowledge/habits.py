"""How a text set in columns marks its paragraphs: by indentation, by what is left of it, by blank lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.columns import Columns
from knowledge.lines import Line

Indentation = Literal["kept", "stripped", "none"]
INDENT = 4.0  # columns: two characters before the first line of a paragraph


@dataclass(frozen=True, slots=True)
class Habits:
    """What the paragraphs whose bounds are beyond doubt have in common.

    `indentation`: first lines are indented; or the space was lost and only a first line that is two characters
    short tells of it; or they never were. `blank_lines`: paragraphs are parted by blank lines (else blank lines
    come from the columns alone). `margin`: the indentation of all other lines.
    """

    indentation: Indentation
    blank_lines: bool
    margin: int


def habits(lines: Sequence[Line], columns: Columns) -> Habits:
    ends = [at for at, line in enumerate(lines) if line.ends_sentence and columns.slack[at] >= INDENT + 2]
    starts = [0] + [at + 1 for at in ends if at + 1 < len(lines)]
    parted = sum(lines[at].parted for at in starts[1:])
    margin = _margin(lines)
    return Habits(_indentation(lines, columns, starts, margin), 2 * parted >= len(starts[1:]) > 0, margin)


def _margin(lines: Sequence[Line]) -> int:
    """The indentation most lines have that go on with a sentence."""
    inner = Counter(
        after.indent
        for before, after in zip(lines, lines[1:], strict=False)
        if not before.ends_sentence and not after.parted
    )
    return inner.most_common(1)[0][0] if inner else 0


def _indentation(lines: Sequence[Line], columns: Columns, starts: Sequence[int], margin: int) -> Indentation:
    kept = sum(lines[at].indent - margin >= 2 for at in starts)
    if 2 * kept > len(starts):
        return "kept"
    running = [at for at in starts if not lines[at].ends_sentence and at + 1 < len(lines)]
    short = sum(1 <= columns.slack[at] <= INDENT + 1 for at in running)
    full = sum(columns.slack[at] < 1 for at in running)
    return "stripped" if short > 2 * full else "none"
