"""By what documents are listed: column, region, year and type."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias

from knowledge.document import Metadata
from knowledge.places.gazetteer import ancestors
from knowledge.places.regions import display, region_named

Facet: TypeAlias = Literal["column", "region", "year", "type"]
FACETS: tuple[Facet, ...] = ("column", "region", "year", "type")
Count: TypeAlias = tuple[str, int]
"""A value, and how many documents have it."""
_LEVELS = ("nation", "area", "province", "city", "county")


def facets(metadata: Metadata) -> dict[Facet, tuple[str, ...]]:
    """What a document is listed under; one of a city also under the province."""
    regions = (name for each in metadata.regions for name in _lying_in(each))
    return {
        "column": _given(metadata.column),
        "region": tuple(dict.fromkeys(regions)),
        "year": _given((metadata.published or "")[:4]),
        "type": _given(metadata.document_type),
    }


def in_order(facet: Facet, counts: Iterable[Count]) -> list[Count]:
    """Years from the latest, regions from the widest, the others from the most frequent."""
    if facet == "year":
        return sorted(counts, reverse=True)
    if facet == "region":
        return sorted(counts, key=lambda found: _place(found[0]))
    return sorted(counts, key=lambda found: -found[1])


def _given(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


@lru_cache(maxsize=4096)
def _lying_in(name: str) -> tuple[str, ...]:
    """A region's full name, and those of what it lies in, but for the nation."""
    region = region_named(name)
    if region is None:
        return (name,)
    return (display(region), *(display(each) for each in ancestors(region) if each.level != "nation"))


@lru_cache(maxsize=4096)
def _place(name: str) -> tuple[int, str]:
    """Where a region stands in a list: from the widest, then by its code."""
    region = region_named(name)
    return (_LEVELS.index(region.level), region.code) if region else (len(_LEVELS), name)
