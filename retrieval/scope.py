"""The years and regions that a question is limited to, and whether a run of sentences is about them.

Years and regions are terms of sentences, headings and titles, beside their words: @2017 for a year, @360827
for a county, +360800 and +360000 for the city and the province that it lies in; /360000 where it is but
the part of an area that lies there (江西省罗霄山片区). @year and @region stand where any is named, so that
"another one" can be told from "none"; the nation is no such region. ~2 stands for 近两年 and the like.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.document import Span
from knowledge.numbers.numerals import years
from knowledge.places.gazetteer import NATION, Region, ancestors
from knowledge.places.regions import find_regions, region_named

from .relative import spells, without_recent

YEAR, REGION, PART, SPELL = "@year", "@region", "/", "~"
DIGEST = 2  # a document of more regions than these is about none of them as a whole


def held(text: str, published: str | None = None) -> tuple[str, ...]:
    """The years and regions of a text, as terms; 去年 and 近两年 count from when it was `published` (ISO).

    What only says where a region lies is not named itself: 江西省遂川县 is 遂川县, within 江西省.
    """
    day, recent = _day(published), spells(text)
    found = [year for year, _ in years(text, day)]
    if day:
        found += [day.year - back for count in recent for back in range(count)]
    dated = [*([YEAR] if found else []), *(f"@{year}" for year in found), *(f"{SPELL}{n}" for n in recent)]
    return tuple(dict.fromkeys([*dated, *_regions(find_regions(text))]))


def lying_in(names: Sequence[str]) -> tuple[str, ...]:
    """The terms of the regions, by name, that a document is about; of 福建 and 福州, only the latter."""
    if len(names) > DIGEST:
        return ()
    regions = [region for name in names if (region := region_named(name))]
    outer = {above for region in regions for above in ancestors(region)}
    return tuple(dict.fromkeys(term for region in regions if region not in outer for term in _terms(region)))


def regions_said(text: str) -> list[Region]:
    """The regions that a text names, without the nation and those that others of them lie in."""
    found = dict.fromkeys(region for region, _ in find_regions(text) if region.code != NATION)
    outer = {above for region in found for above in ancestors(region)}
    return [region for region in found if region not in outer]


def _regions(found: Sequence[tuple[Region, Span]]) -> Iterator[str]:
    """The terms of the regions that a text names, but for those that the next name begins with."""
    for place, (region, (_, end)) in enumerate(found):
        behind = [inner for inner, (start, _) in found[place + 1 :][:2] if start == end]
        if any(inner.level == "area" and region not in ancestors(inner) for inner in behind):
            yield from (f"{PART}{region.code}", REGION)
        elif not any(region in ancestors(inner) for inner in behind):
            yield from _terms(region)


def _terms(region: Region) -> tuple[str, ...]:
    """What a text holds that names a region."""
    outer = (f"+{above.code}" for above in ancestors(region))
    return (*(() if region.code == NATION else (REGION,)), f"@{region.code}", *outer)


def _day(published: str | None) -> date | None:
    """A day of an ISO date that may be but a year or a month."""
    return date.fromisoformat((published + "-01-01")[:10]) if published else None


@dataclass(frozen=True, slots=True)
class Scope:
    """The years and regions that a question names.

    `dates` are the words that name the years, `places` those that name each of the regions. `recent` are
    years any of which is meant (近两年).
    """

    years: tuple[int, ...] = ()
    regions: tuple[Region, ...] = ()
    dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    recent: tuple[int, ...] = ()

    @property
    def recently(self) -> tuple[str, ...]:
        """The terms any of which a run should hold that is of the recent years."""
        return (
            *(f"@{year}" for year in self.recent),
            *([f"{SPELL}{len(self.recent)}"] if self.recent else []),
        )

    @property
    def wanted(self) -> tuple[str, ...]:
        """The terms that a run should hold, one for each year and region."""
        return (*(f"@{year}" for year in self.years), *(f"@{region.code}" for region in self.regions))

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that only tell: what lies within a region or around it, and whether any is named."""
        within = (f"{mark}{region.code}" for region in self.regions for mark in ("+", PART))
        around = (f"@{above.code}" for region in self.regions for above in ancestors(region))
        named = (*([YEAR] if self.years or self.recent else []), *([REGION] if self.regions else []))
        return tuple(dict.fromkeys((*within, *around, *self.recently, *named)))


def scope_of(question: str) -> Scope:
    """What a question is limited to; of a region and what it lies in, only the region counts."""
    question, recent = without_recent(question)
    named, dated = find_regions(question), years(question)
    above = {outer.code for region, _ in named for outer in ancestors(region)}
    inner = {r: question[a:b] for r, (a, b) in named if r.code not in above and r.level != "nation"}
    return Scope(
        tuple(dict.fromkeys(year for year, _ in dated)),
        tuple(inner),
        tuple(name for year, (start, end) in dated for name in (question[start:end], str(year))),
        tuple(inner.values()),
        tuple(recent),
    )
