"""Undoes what the extraction of a printed page does to a text: line wraps, columns, stray spaces, U+FFFD.

The wording is untouched: apart from white space and U+FFFD every character stays, in its order. A text that
was not wrapped to columns keeps its lines and spaces as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .newsprint.columns import columns
from .newsprint.imprint import imprint
from .newsprint.lines import Line, split
from .newsprint.seams import Seams
from .newsprint.spacing import glue, tight, without_lost

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or other line as printed.

    `interrupted` says that its last sentence goes on after the heading that follows: the columns of the page
    were taken out of their order.
    """

    text: str
    interrupted: bool = False


def repair(text: str) -> str:
    """The text as it was printed, one paragraph or heading a line. Never raises; mends nothing twice."""
    mended = text
    for _ in range(_ROUNDS):
        before, mended = mended, _unwrap(mended)
        if mended == before:
            return mended
    return without_lost(text)


def paragraphs(text: str) -> list[Paragraph]:
    """What `repair` makes of the text, without blank lines, and where a heading cuts a sentence in two."""
    repaired = repair(text)
    found = list(_printed(text))
    if "\n".join(paragraph.text for paragraph in found) == repaired:
        return found
    return [Paragraph(line.text) for line in split(repaired)]


def _unwrap(text: str) -> str:
    return "\n".join(paragraph.text for paragraph in _printed(text)) or without_lost(text)


def _printed(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text that was wrapped to columns, nothing for any other text."""
    lines = split(text)
    found = columns(lines)
    if found is None:
        return
    seams = Seams(lines, found)
    for start, end in seams.paragraphs():
        yield Paragraph(_whole(lines[start:end]), seams.interrupted(start, end - 1))


def _whole(lines: Sequence[Line]) -> str:
    """The lines of one paragraph as one line."""
    if len(lines) == 1 and imprint(lines[0].text) == "byline":
        return lines[0].text
    parts = [lines[0].text]
    for before, after in pairwise(lines):
        parts += [glue(before.text, after.text), after.text]
    return tight(without_lost("".join(parts)))
