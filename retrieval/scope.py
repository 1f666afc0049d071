"""The years and regions that a question is limited to, and whether a run of sentences is about them.

Years and regions are terms of sentences, headings and titles, beside their words: @2017 for a year, @360827
for a county, +360800 and +360000 for the city and the province that it lies in. @year and @region stand where
any is named, so that "another one" can be told from "none".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.numbers.numerals import years
from knowledge.places.gazetteer import Region, ancestors
from knowledge.places.regions import find_regions, region_named

YEAR, REGION = "@year", "@region"


def held(text: str, published: str | None = None) -> tuple[str, ...]:
    """The years and regions of a text, as terms; 去年 is meant from when it was `published` (ISO).

    What only says where a region lies is not named itself: 江西省遂川县 is 遂川县, within 江西省.
    """
    found = [year for year, _ in years(text, _day(published))]
    return (
        *([YEAR, *(f"@{year}" for year in dict.fromkeys(found))] if found else ()),
        *_named(_regions(text)),
    )


def lying_in(names: Sequence[str]) -> tuple[str, ...]:
    """The terms of regions that are known of a document, by name; of 福建 and 福州, only the latter."""
    regions = [region for name in names if (region := region_named(name))]
    outer = {above for region in regions for above in ancestors(region)}
    return _named([region for region in regions if region not in outer])


def _named(regions: Sequence[Region]) -> tuple[str, ...]:
    """The terms of regions that are named, those around them, and that any is."""
    terms = [f"@{region.code}" for region in regions]
    outer = [f"+{above.code}" for region in regions for above in ancestors(region)]
    return tuple(dict.fromkeys([*([REGION] if regions else []), *terms, *outer]))


def _regions(text: str) -> list[Region]:
    """The regions that a text names, without those that the next name begins with (江西省|遂川县)."""
    found = find_regions(text)
    return [
        region
        for place, (region, (_, end)) in enumerate(found)
        if not any(
            start == end and region in ancestors(inner) for inner, (start, _) in found[place + 1 :][:2]
        )
    ]


def _day(published: str | None) -> date | None:
    """A day of an ISO date that may be but a year or a month."""
    return date.fromisoformat((published + "-01-01")[:10]) if published else None


@dataclass(frozen=True, slots=True)
class Scope:
    """The years and regions that a question names.

    `dates` are the words that name the years, `places` those that name each of the regions.
    """

    years: tuple[int, ...] = ()
    regions: tuple[Region, ...] = ()
    dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """The terms that a run should hold, one for each year and region."""
        return (*(f"@{year}" for year in self.years), *(f"@{region.code}" for region in self.regions))

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that only tell: what lies within a region or around it, and whether any is named."""
        within = (f"+{region.code}" for region in self.regions)
        around = (f"@{above.code}" for region in self.regions for above in ancestors(region))
        return tuple(
            dict.fromkeys(
                (*within, *around, *([YEAR] if self.years else []), *([REGION] if self.regions else []))
            )
        )


def scope_of(question: str) -> Scope:
    """What a question is limited to; of a region and what it lies in, only the region counts."""
    named, dated = find_regions(question), years(question)
    above = {outer.code for region, _ in named for outer in ancestors(region)}
    inner = {r: question[a:b] for r, (a, b) in named if r.code not in above and r.level != "nation"}
    return Scope(
        tuple(dict.fromkeys(year for year, _ in dated)),
        tuple(inner),
        tuple(name for year, (start, end) in dated for name in (question[start:end], str(year))),
        tuple(inner.values()),
    )
