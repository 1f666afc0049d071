"""Whether lines are prose that was cut at a margin: not verse, not a list, not one paragraph a line."""

import re
from collections import Counter
from collections.abc import Sequence

from .lines import PAUSES, Line, cut_in_two, cut_number

WITHIN_WORDS = 0.22  # of the full lines
FEWEST = 4  # of them
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_FIRST = 6  # columns that a first line may lack whose indentation was lost


def wrapped(lines: Sequence[Line], widths: Sequence[float], column: Sequence[float]) -> bool:
    """Many lines fill the column, few exceed it, and full lines end anywhere in a sentence."""
    count = len(lines)
    full = [at for at, width in enumerate(widths) if abs(width - column[at]) <= 2]
    nearly = sum(-_FIRST <= width - column[at] <= 2 for at, width in enumerate(widths))
    exceeding = sum(width > column[at] + 3 for at, width in enumerate(widths))
    bare = sum(lines[at].ends_bare for at in full)
    return (
        len(full) >= max(3, 0.15 * count)
        and nearly >= 0.25 * count
        and exceeding <= max(2, 0.05 * count)
        and 2 * bare >= len(full)
        and _prose(lines, full)
    )


def holds_prose(lines: Sequence[Line], widths: Sequence[float], column: float) -> bool:
    """The lines of this width have marks within them, in more than one place."""
    texts = [line.text for line, width in zip(lines, widths, strict=True) if abs(width - column) <= 2]
    marked = sum(any(mark in text[:-1] for mark in PAUSES) for text in texts)
    return 5 * marked >= len(texts) and _scattered(texts)


def _prose(lines: Sequence[Line], full: Sequence[int]) -> bool:
    """Full lines were plainly cut; where few were, they at least look like running text in every other way.

    The shares were set on 299 policy documents wrapped in 17 ways, and on their sentences, clauses and
    headings a line each, of any length and of equal length.
    """
    cuts = _cuts(lines, full)
    if cuts >= max(2, 0.1 * len(full)) or _words_cut(lines, full):
        return True
    if not any(line.ends_sentence or line.ends_inside for line in lines):
        return False
    bare = sum(lines[at].ends_bare for at in full)
    even = len(full) >= max(4, 0.6 * len(lines)) and 5 * bare >= 4 * len(full)
    cut = cuts >= max(1, 0.05 * len(full))
    return (cut or even) and _scattered([lines[at].text for at in full], 2 if cut else 3)


def _words_cut(lines: Sequence[Line], full: Sequence[int]) -> bool:
    """Many of these lines end within a word: what stands around their ends stands together elsewhere, too.

    Of 820 wrapped documents 0.38 of the line ends do so at the lower quartile, 0.24 at the twentieth; of 956
    lists of clauses of equal length at most 0.2, and 0.08 at the hundredth.
    """
    pairs = [lines[at].text[-1] + lines[at + 1].text[0] for at in full if at + 1 < len(lines)]
    pairs = [pair for pair in pairs if _CHINESE.fullmatch(pair)]
    inside = {line.text[at : at + 2] for line in lines for at in range(len(line.text) - 1)}
    found = sum(pair in inside for pair in pairs)
    return found >= max(FEWEST, WITHIN_WORDS * len(pairs))


def _cuts(lines: Sequence[Line], full: Sequence[int]) -> int:
    """How many of these lines were plainly cut at the margin: in a number, a bracket, early in a sentence."""
    pairs = [(lines[at], lines[at + 1]) for at in full if at + 1 < len(lines)]
    return sum(
        cut_in_two(before, after)
        or cut_number(before, after)
        or (before.ends_bare and before.ends_inside)
        or (before.open_brackets > 0 and after.open_brackets < 0)
        for before, after in pairs
    )


def _scattered(texts: Sequence[str], least: int = 2) -> bool:
    """Marks stand anywhere in the lines, as chance has it; in verse and in lists they stand in one place."""
    places = Counter(min((text.find(mark) for mark in PAUSES if mark in text), default=-1) for text in texts)
    del places[-1]
    total = sum(places.values())
    return len(places) >= least and 4 * max(places.values()) <= 3 * total + 4
