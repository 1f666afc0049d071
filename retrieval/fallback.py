"""Asking of a wider region: of the city or the province where nothing is said of the county, or of none."""

import re
from collections.abc import Iterator

from knowledge.places.gazetteer import NATION, Region, ancestors

from .followup.slots import regions_in, with_region
from .kinds import DATE, FIGURE, OFFICE
from .question import Question

SAID = 0.46  # of the question, regions apart, must be said of the wider region
_FACTS = frozenset((FIGURE, DATE, OFFICE))  # what is so for a province need not be so for its counties
_BEFORE = re.compile(r"(?:[在于赴去到]|[、和与及])\Z")
_UNITS = "省区市|省市|市县|[省市县区州地](?![委政民区方级直])"
_BEHIND = re.compile(
    rf"(?:等?(?:这)?[两二三四五六七八九十几]?个?(?:{_UNITS}))?(?:那边|那里|当地|地区)?[的、和与及]?"
)


def wider(question: Question) -> Iterator[tuple[str, Region]]:
    """The question of what its region lies in, nearest first; none for facts, or for several regions."""
    if len(question.scope.regions) != 1 or _FACTS & question.marks.keys():
        return
    (region,) = question.scope.regions
    for outer in ancestors(region):
        if outer.code != NATION:
            yield with_region(question.text, [(outer, (0, len(outer.name)))], outer.name), outer


def without_regions(question: str) -> str:
    """The question of no region in particular; itself where nothing else would be left of it.

    What joins the regions to it goes with them: 在湖南开展了哪些活动, 遂川、莲花两县的经费.
    """
    left, at = "", 0
    for region, (start, end) in regions_in(question):
        if region.code != NATION and start >= at:
            left += _BEFORE.sub("", question[at:start])
            behind = _BEHIND.match(question, end)
            at = behind.end() if behind else end
    found = (left + question[at:]).strip()
    return found if re.search(r"\w", found) else question
