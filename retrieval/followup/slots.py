"""The regions, dates and titles of a question, and the question with another in their place."""

import re

from knowledge.document import Span
from knowledge.numbers.numerals import dates, years
from knowledge.places.regions import Region, contains, find_regions

from ..text import fold

Named = list[tuple[Region, Span]]

_TITLE = re.compile(r"《[^《》]{1,120}(?:《[^《》]*》[^《》]*)?》")
_DATED = re.compile(r"[\d年月〇一二三四五六七八九十]")
_YEAR_ONLY = re.compile(r"(?:\d{2,4}|[〇零一二三四五六七八九]{2,4})年?\Z")
_EDGE = re.compile(r"[初底末]\Z")
_JOINED = re.compile(r"[、和与及至到—–~～-]{0,2}\Z")
_BOTH = re.compile(r"(?:等|这)?[两二三四五几](?:个)?[省市县区州地]|等地")
_PLACES = ("province", "city", "county")


def regions_in(text: str) -> Named:
    """The regions named outside of titles."""
    taken = titles_in(text)
    return [(each, span) for each, span in find_regions(text) if not _within(span, taken)]


def dates_in(text: str) -> list[Span]:
    """Where years and dates stand outside of titles; a range (2015—2017年) is one."""
    if not _DATED.search(text):
        return []
    folded = fold(text)
    found = sorted({*(span for _, span in years(folded)), *(span for _, span in dates(folded))})
    merged: list[Span] = []
    for start, end in found:
        if merged and (start < merged[-1][1] or _JOINED.fullmatch(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    taken = titles_in(text)
    return [span for span in merged if not _within(span, taken)]


def titles_in(text: str) -> list[Span]:
    return [match.span() for match in _TITLE.finditer(text)] if "《" in text else []


def with_region(previous: str, regions: Named, name: str) -> str:
    """`previous`, asked of the regions called `name` instead of its own, or else before all it says."""
    span = _exchanged(previous, regions_in(previous), [region for region, _ in regions])
    if span is None:
        dated = next((span for span in dates_in(previous) if span[0] == 0), (0, 0))
        span = (dated[1], dated[1])
    return _sure(previous[: span[0]], regions, name, previous[span[1] :])


def with_date(previous: str, date: str) -> str:
    """`previous`, asked of another date instead of its own, or before all that it says.

    A year alone takes over the edge: 2016 after 2017年底 is 2016年底.
    """
    spans = dates_in(previous)
    start, end = spans[0] if spans else (0, 0)
    if _YEAR_ONLY.match(date):
        edge = _EDGE.search(previous[start:end])
        date = date.removesuffix("年") + "年" + (edge[0] if edge else "")
    return previous[:start] + date + previous[end:]


def without_dates(text: str) -> str:
    return without(text, dates_in(text))


def without(text: str, spans: list[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def _within(span: Span, taken: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in taken)


def _exchanged(text: str, named: Named, others: list[Region]) -> Span | None:
    """Where the regions stand that others take the place of: those of their level, else the innermost.

    With a region goes what it is said to lie in (江西省|遂川县), unless the other lies there too, and what
    stands side by side with it (遂川、莲花两县).
    """
    if not named:
        return None
    levels = {other.level for other in others}
    alike = [place for place, (region, _) in enumerate(named) if region.level in levels]
    place = alike[0] if alike else len(named) - 1 if named[-1][0].level != "area" else 0
    first = last = place
    while first and _adjoins(text, named[first - 1], named[first], others):
        first -= 1
    while last + 1 < len(named) and _adjoins(text, named[last], named[last + 1], others):
        last += 1
    start, end = named[first][1][0], named[last][1][1]
    both = _BOTH.match(text, end)
    return start, both.end() if both and last > first else end


def _adjoins(text: str, one: tuple[Region, Span], two: tuple[Region, Span], others: list[Region]) -> bool:
    """Whether the second region continues the first: lies in it, or stands side by side with it."""
    (outer, (_, end)), (inner, (start, _)) = one, two
    if end == start and outer.level == "province" and inner.level == "area":
        return any(other.level in ("city", "county") for other in others)
    if end == start and outer.level in _PLACES and contains(outer, inner):
        return not all(outer != other and contains(outer, other) for other in others)
    return outer.level == inner.level and 0 < start - end <= 2 and bool(_JOINED.fullmatch(text, end, start))


def _sure(before: str, regions: Named, name: str, after: str) -> str:
    """The name between the two, in full where the short one would not be taken for a region there."""
    whole = f"{before}{name}{after}"
    if len(regions) > 1 or regions[0][0] in (region for region, _ in find_regions(whole)):
        return whole
    return f"{before}{regions[0][0].name}{after}"
