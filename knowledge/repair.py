"""Undoes what the extraction of a printed page does to a text: line wraps, columns, stray spaces, U+FFFD.

The wording is untouched: apart from white space and U+FFFD every character stays, in its order. A text that
was not wrapped to columns keeps its lines and spaces as they are.
"""

from collections.abc import Sequence
from itertools import pairwise

from knowledge.columns import columns
from knowledge.imprint import imprint
from knowledge.lines import LOST, Line, split
from knowledge.seams import paragraphs
from knowledge.spacing import glue, tight, without_lost

_ROUNDS = 3


def repair(text: str) -> str:
    """The text as it was printed, one paragraph or heading a line. Never raises; mends nothing twice."""
    text = without_lost(text) if LOST in text else text
    mended = text
    for _ in range(_ROUNDS):
        before, mended = mended, _unwrap(mended)
        if mended == before:
            return mended
    return text


def _unwrap(text: str) -> str:
    lines = split(text)
    found = columns(lines)
    if found is None:
        return text
    return "\n".join(_whole(paragraph) for paragraph in paragraphs(lines, found))


def _whole(lines: Sequence[Line]) -> str:
    """The lines of one paragraph as one line."""
    if len(lines) == 1 and imprint(lines[0].text) == "byline":
        return lines[0].text
    parts = [lines[0].text]
    for before, after in pairwise(lines):
        parts += [glue(before.text, after.text), after.text]
    return tight("".join(parts))
