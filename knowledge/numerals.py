"""Years in a text."""

import re

from .document import Span

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年?\s*[-—–至到]+\s*((?:19|20)\d\d))?年")
LONGEST = 30  # years in a range that is expanded


def years(text: str) -> list[tuple[int, Span]]:
    """The years named, those within a range (2015-2017年) too, each with the span that names it."""
    found: list[tuple[int, Span]] = []
    for match in _YEARS.finditer(text):
        first = int(match[1])
        last = min(int(match[2] or first), first + LONGEST)
        found.extend((year, match.span()) for year in range(first, last + 1))
    return found
