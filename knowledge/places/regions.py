"""The regions that a text names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..document import Span
from .abbreviations import abbreviations
from .gazetteer import (
    NATION,
    Region,
    ancestors,
    contains,
    display,
    gazetteer,
    lineage,
    members,
    overlaps,
    region_of,
    short,
)

__all__ = [
    "Region",
    "ancestors",
    "contains",
    "display",
    "find_regions",
    "members",
    "overlaps",
    "region_named",
    "regions_named",
]

_RANKS = {"nation": 0, "area": 1, "province": 1, "city": 2, "county": 3}
_STOPS = frozenset("、，。；：？！,;:?!（）()《》“”\"' \t\n\u3000")
# What may follow a guarded name, and stand before one that is a character and 县.
_AFTER = _STOPS | frozenset("的等呢吗有在和与及是怎如哪什脱扶贫")
_BEFORE = _STOPS | frozenset("从与")
_THERE = frozenset("在赴往")
_JOINS = frozenset("、和与及")
_COUNTED = re.compile("[两三四五六七八九十几]个?[省市县区州]")
_NOT_THE_COUNTY = frozenset("级域城长里内直乡镇区")
_SLOT = re.compile(
    "(?:那么|那|还有|换成|请问|至于)?(?P<name>[^，。？?、\\s]{1,6}?)(?:省|的情况|情况|的|呢|怎么样|如何|吗)*"
    "[？?。！!]*"
)
_SLOT_LENGTH = 16  # code points


@dataclass(frozen=True, slots=True)
class _Named:
    """A name as it stands; `codes` are the regions it may mean, `sure` those it means if nothing tells."""

    start: int
    end: int
    codes: tuple[str, ...]
    sure: tuple[str, ...]


def find_regions(text: str) -> list[tuple[Region, Span]]:
    """The regions named, in order, each with its span; the longest name counts. Linear in the text.

    Of several regions of one name, the one is meant that lies in what the text names too (the nearest before
    it counts first), else the highest (朝阳 is the city of 辽宁). Where that leaves several, each of them is
    given, with the same span. A name of a county that ordinary words contain (莲花, 和县), and the province
    of one character (湘), count in clear places only: 江西莲花, 遂川、莲花等县, 湘省, 川渝, 莲花的呢.
    """
    names = _whole(text) or _with_abbreviations(text, _names(text))
    return [
        (region_of(code), (named.start, named.end)) for named, codes in _resolved(names) for code in codes
    ]


def region_named(name: str) -> Region | None:
    """The one region that is called so, in full or in short (江西省遂川县 too); None if none or several."""
    codes = gazetteer().codes(name)
    highest = _highest(codes)
    if len(highest) == 1:
        return region_of(highest[0])
    found = [] if codes else find_regions(name)
    joined = "".join(name[start:end] for _, (start, end) in found)
    return found[-1][0] if found and joined == name else None


def regions_named(text: str) -> tuple[str, ...]:
    """The provinces and prefectures of the regions named, in short and in order: 福州市 gives 福建 and 福州.

    A name that may mean several regions gives none.
    """
    found: dict[Span, list[Region]] = {}
    for each, span in find_regions(text):
        found.setdefault(span, []).append(each)
    sure = (several[0] for several in found.values() if len(several) == 1)
    lines = (above for each in sure for above in (*reversed(ancestors(each)), each))
    return tuple(dict.fromkeys(short(each) for each in lines if each.level in ("province", "city")))


def _whole(text: str) -> list[_Named]:
    """A text that is but a name in a frame (川的呢, 那莲花呢) means the region."""
    slot = _SLOT.fullmatch(text) if len(text) <= _SLOT_LENGTH else None
    codes = tuple(gazetteer().codes(slot["name"])) if slot else ()
    return [_Named(*slot.span("name"), codes, codes)] if slot and codes else []


def _names(text: str) -> list[_Named]:
    starts = gazetteer().starts
    found: list[_Named] = []
    at = word = 0
    while at < len(text) - 1:
        mask = starts.get(text[at : at + 2])
        if mask is None:
            at += 1
            continue
        named = _named(text, at, mask, at < word, found[-1] if found else None)
        if named:
            found.append(named)
            at = named.end
        else:
            word = at + 2 if mask & 1 else word
            at += 1
    return found


def _named(text: str, at: int, mask: int, within_word: bool, before: _Named | None) -> _Named | None:
    """The longest name that counts here."""
    table = gazetteer()
    for length in _lengths(mask):
        name = text[at : at + length]
        end = at + len(name)
        if (length == 2 and within_word) or _part_of_another(name, text[end : end + 1]):
            continue
        if name in table.free:
            return _Named(at, end, tuple(table.codes(name)), tuple(table.free[name].split()))
        if name in table.guarded:
            codes = _evident(text, at, end, table.guarded[name].split(), before)
            if codes:
                return _Named(at, end, codes, codes)
    return None


@cache
def _lengths(mask: int) -> tuple[int, ...]:
    return tuple(n for n in range(mask.bit_length(), 1, -1) if mask >> n & 1)


def _part_of_another(name: str, following: str) -> bool:
    """东乡族 is a people, 江南区域 no district."""
    return following == "族" or (following == "域" and name[-1] == "区")


def _evident(text: str, at: int, end: int, codes: list[str], before: _Named | None) -> tuple[str, ...]:
    """Which of the regions of a guarded name are meant, by what stands around it."""
    full = text[end - 1] in "县区市旗"
    following = text[end : end + 1]
    ends = following in _AFTER or _COUNTED.match(text, end)
    if following in _NOT_THE_COUNTY if full else following and not ends:
        return ()
    if before and before.end == at:
        return tuple(code for code in codes if any(each in before.codes for each in lineage(code)[1:]))
    if before and before.end == at - 1 and text[at - 1] in _JOINS:
        return tuple(code for code in codes if _beside(code, before))
    there = at > 0 and text[at - 1] in _THERE
    bounded = (at == 0 or text[at - 1] in _BEFORE) and (following or " ") in _AFTER
    return tuple(codes) if text[end - 1] == "县" and (there or bounded) else ()


def _beside(code: str, before: _Named) -> bool:
    """Whether a sister division of it stands before: of the same province, and no province itself."""
    return any(other[:2] == code[:2] and not other.endswith("0000") for other in before.codes)


def _with_abbreviations(text: str, names: list[_Named]) -> list[_Named]:
    table = gazetteer()
    merged: list[_Named] = []
    at = 0
    for named in [*names, None]:
        for start, end in abbreviations(text, at, named.start if named else len(text)):
            codes = tuple(table.codes(text[start:end]))
            merged.append(_Named(start, end, codes, codes))
        if named:
            merged.append(named)
            at = named.end
    return merged


def _resolved(names: list[_Named]) -> Iterator[tuple[_Named, list[str]]]:
    """Each name with the regions it means, given those named before it and, failing that, after it."""
    seen: dict[str, int] = {}
    anywhere = _named_at_all(names) if any(len(named.codes) > 1 for named in names) else {}
    for position, named in enumerate(names):
        codes = list(named.codes)
        if len(codes) > 1:
            codes = _nearest(codes, seen) or _nearest(codes, anywhere) or _highest(named.sure)
        if len(codes) == 1:
            seen.update(dict.fromkeys(lineage(codes[0])[:-1], position))
        yield named, codes


def _nearest(codes: list[str], seen: dict[str, int]) -> list[str]:
    """Those that lie in what was named last; of them, those of which more was named."""
    last = [
        sorted((seen[above] for above in lineage(code)[1:] if above in seen), reverse=True) for code in codes
    ]
    best = max(last)
    return [code for code, found in zip(codes, last, strict=True) if found == best] if best else []


def _named_at_all(names: list[_Named]) -> dict[str, int]:
    sure = (named.codes[0] for named in names if len(named.codes) == 1 and named.codes[0] != NATION)
    return {code: 0 for each in sure for code in lineage(each)[:-1]}


def _highest(codes: tuple[str, ...] | list[str]) -> list[str]:
    ranks = {code: _RANKS[region_of(code).level] for code in codes}
    return [code for code in codes if ranks[code] == min(ranks.values())]
