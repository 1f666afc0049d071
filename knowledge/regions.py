"""Provinces and prefectures of China that a text names."""

import re
from dataclasses import dataclass
from functools import cache

from .words import HERE, read


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """`regions` has for each spelling the names it stands for, province first; `spelled` finds spellings."""

    regions: dict[str, tuple[str, ...]]
    spelled: re.Pattern[str]


def regions_named(text: str) -> tuple[str, ...]:
    """The provinces and prefectures named, in their order: 福州市 gives 福建 and 福州.

    Names are short (内蒙古, 广西); where a short name means other things too, it keeps its 市 or 州 (日照市).
    """
    gazetteer = _gazetteer()
    named = (gazetteer.regions[match[0]] for match in gazetteer.spelled.finditer(text))
    return tuple(dict.fromkeys(name for names in named for name in names))


@cache
def _gazetteer() -> _Gazetteer:
    regions: dict[str, tuple[str, ...]] = {}
    for line in read(HERE / "regions.txt"):
        province, _, prefectures = line.partition(":")
        regions[province] = (province,)
        for prefecture in prefectures.split():
            name, _, full = prefecture.partition("=")
            regions[name] = regions[full or name] = (province, name)
    longest_first = sorted(regions, key=len, reverse=True)
    return _Gazetteer(regions, re.compile("|".join(longest_first)))
