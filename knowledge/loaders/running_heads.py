"""Page numbers, and the lines that stand above or below the text of every page: no part of it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .glyphs import Run

MARGIN = 0.13  # of a page's height; official documents have a margin of 37 mm at the top, 12.5 %
SAME_HEIGHT = 5.0  # points
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+(?=页)")
_PAGE_NUMBER = re.compile(
    r"[-—–―·~•()（）\s]*(?:第|页码|页数|Page|P\.?)?[:：\s]*(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*(?:页|/|／|of|，|,|\s|共|总|\d)*[-—–―·~•()（）\s]*"
)


def without_running_heads(pages: Sequence[Sequence[Run]], heights: Sequence[float]) -> list[list[Run]]:
    """The runs of each page, without page numbers and lines that several pages repeat in their margins."""
    repeated = _repeated(pages, heights)
    return [
        [run for run in page if not _is_head(run, page, height, repeated)]
        for page, height in zip(pages, heights, strict=True)
    ]


def _is_head(run: Run, page: Sequence[Run], height: float, repeated: set[tuple[str, int]]) -> bool:
    if not _in_margin(run, height):
        return False
    if any(place in repeated for place in _places(run)):
        return True
    return _PAGE_NUMBER.fullmatch(run.text) is not None and _is_outermost(run, page)


def _is_outermost(run: Run, page: Sequence[Run]) -> bool:
    """Nothing else stands beyond it, nor beside it on its line but page numbers."""
    above = all(other.middle >= run.top for other in page)
    below = all(other.middle <= run.bottom for other in page)
    return above or below


def _repeated(pages: Sequence[Sequence[Run]], heights: Sequence[float]) -> set[tuple[str, int]]:
    """Lines in the margins, their numbers left out, that two pages and a third of all have in one place."""
    counts: Counter[tuple[str, int]] = Counter()
    for page, height in zip(pages, heights, strict=True):
        counts.update({place for run in page if _in_margin(run, height) for place in _places(run)})
    enough = max(2, len(pages) / 3)
    return {place for place, count in counts.items() if count >= enough}


def _places(run: Run) -> Iterator[tuple[str, int]]:
    """The text without its numbers, and its height on the page, rounded down and up."""
    text = _DIGITS.sub("#", "".join(run.text.split()))
    height = run.middle / SAME_HEIGHT
    yield from ((text, step) for step in {int(height), round(height)})


def _in_margin(run: Run, height: float) -> bool:
    return run.bottom <= MARGIN * height or run.top >= (1 - MARGIN) * height
