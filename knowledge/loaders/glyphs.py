"""The characters of a printed page with their places, and the runs of text that they make up.

Places are in points from the top left corner of the page.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

SAME_LINE = 0.4  # of a character's height that two of one line may differ
BREAK = 1.1  # characters' widths: text beyond a wider gap stands apart, in another column or cell
BACK = 0.6  # characters' widths that a character may stand left of where the last one ended
WORD_GAP = 0.16  # widths between Latin words
WIDE_GAP = 0.45  # widths between Chinese characters that are more than justification


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand side by side on one line of one column."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """The runs of text of a page, in no particular order. What is printed twice, to be bold, counts once."""
    parts: list[list[Glyph]] = []
    for glyph in _once(glyphs):
        if parts and _goes_on(parts[-1][-1], glyph):
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return [_run(part) for part in _joined(parts)]


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        step = max(glyph.size / 4, 0.5)
        place = glyph.text, round(glyph.left / step), round(glyph.top / step)
        if place not in seen:
            seen.add(place)
            yield glyph


def _goes_on(before: Glyph, after: Glyph) -> bool:
    """Whether `after` stands right behind `before` on its line."""
    size = max(before.size, after.size)
    level = abs(before.middle - after.middle) <= SAME_LINE * size
    return level and -BACK * size <= after.left - before.right <= BREAK * size


def _joined(parts: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Parts that one line consists of, but that the file has in another order, put together."""
    left: dict[int, list[list[Glyph]]] = {}
    for part in sorted(parts, key=lambda part: part[0].left):
        line = round(part[0].middle / 4)
        near = (each for key in (line - 1, line, line + 1) for each in left.get(key, ()))
        before = next((each for each in near if _goes_on(each[-1], part[0])), None)
        if before is not None:
            before.extend(part)
        else:
            left.setdefault(line, []).append(part)
    yield from (part for parts in left.values() for part in parts)


def _run(glyphs: Sequence[Glyph]) -> Run:
    size = median(glyph.size for glyph in glyphs)
    return Run(
        "".join(_spaced(glyphs, size)),
        glyphs[0].left,
        min(glyph.top for glyph in glyphs),
        glyphs[-1].right,
        max(glyph.bottom for glyph in glyphs),
        size,
        sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs),
    )


def _spaced(glyphs: Sequence[Glyph], size: float) -> Iterator[str]:
    """The characters, with a space where the gap between two is one."""
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual = median(gaps) if gaps else 0.0
    yield glyphs[0].text
    for (before, after), gap in zip(pairwise(glyphs), gaps, strict=True):
        latin = (_is_latin(before.text), _is_latin(after.text))
        least = WORD_GAP if all(latin) else WIDE_GAP + 0.2 if any(latin) else WIDE_GAP
        if gap >= least * size and gap > 2 * usual:
            yield " "
        yield after.text


def _is_latin(text: str) -> bool:
    return unicodedata.east_asian_width(text[0]) not in "WFA" if text else False
