"""The years and regions that a question is limited to, and whether a run of sentences is about them.

Years and regions are terms of sentences, headings and titles, beside their words: @2017 for a year, @360827
for a county, +360800 and +360000 for the city and the province that it lies in. @year and @region stand where
any is named, so that "another one" can be told from "none".
"""

from dataclasses import dataclass

from knowledge.numbers.numerals import years
from knowledge.places.gazetteer import Region, ancestors
from knowledge.places.regions import find_regions

YEAR, REGION = "@year", "@region"


def held(text: str) -> tuple[str, ...]:
    """The years and regions of a text, as terms."""
    found = [year for year, _ in years(text)]
    named = [region for region, _ in find_regions(text)]
    terms = [*(f"@{year}" for year in found), *(f"@{region.code}" for region in named)]
    outer = [f"+{above.code}" for region in named for above in ancestors(region)]
    marks = [*([YEAR] if found else []), *([REGION] if named else [])]
    return tuple(dict.fromkeys([*marks, *terms, *outer]))


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
        tuple(question[start:end] for _, (start, end) in dated),
        tuple(inner.values()),
    )
