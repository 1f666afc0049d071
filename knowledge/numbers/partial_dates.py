"""Dates as far as a text gives them: 2018年10月30日, 9 月 5 日, 2018-10-30, 截至2017年底."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Literal

from ..document import Span
from .cardinals import narrowed, value
from .years import FOUR_DIGITS, GAP, TO, TWO_DIGITS, year_of

Edge = Literal["start", "end"]
_EDGES: dict[str, Edge] = {"初": "start", "底": "end", "末": "end"}
_LEAP = 2016  # a day without a year may be 29 February
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is given: 10月30日 has no year, 2018年底 no month but the edge "end".

    `as_of` is set where the text says up to then: 截至2017年底.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    edge: Edge | None = None
    as_of: bool = False


def _day(month: str) -> str:
    """What may follow a year, or begin a date without one; `month` prefixes the names of the groups."""
    of_month = rf"份?(?P<{month}edge>[初底末])|{GAP}(?P<{month}day>{_NUMBER}){GAP}[日号]"
    return rf"(?P<{month}month>{_NUMBER}){GAP}月(?:{of_month})?(?![龄期嫂])"


_DATES = re.compile(
    rf"(?P<as_of>截[至止][到至]?{GAP})?(?:"
    rf"(?:(?<!\d)(?P<year>{FOUR_DIGITS})|(?P<short>{TWO_DIGITS})){GAP}年(?:度?(?P<edge>[初底末])|{GAP}{_day('the_')})?"
    rf"|(?<![\d.])(?P<iso_year>(?:19|20)\d\d)[-./](?P<iso_month>\d{{1,2}})(?:[-./](?P<iso_day>\d{{1,2}}))?(?![\d年])"
    rf"|(?<![\d.一二三四五六七八九十]){_day('a_')}"
    rf"|(?<=[至到—–~～-])(?P<last_day>{_NUMBER}){GAP}日"
    r"|(?<=[至止自从于])(?P<dot_month>\d{1,2})[.-](?P<dot_day>\d{1,2})(?=[日起前后止]|以前|为止|开始|召开|举[行办])"
    rf")(?P<until>{GAP}(?:为止|止))?"
)
_TO = re.compile(TO)


def dates(text: str) -> list[tuple[PartialDate, Span]]:
    """The dates named, in order. The end of a range takes from its start what it leaves out. Linear.

    10.30 and 10-30 are dates only beside words that say so (于10.30举行); impossible dates are left out.
    """
    plain = narrowed(text)
    found: list[tuple[PartialDate, Span]] = []
    for match in _DATES.finditer(plain):
        named = _named(match)
        start = found[-1] if found and _TO.fullmatch(plain, found[-1][1][1], match.start()) else None
        if start:
            month = named.month or (start[0].month if named.day else None)
            named = replace(named, year=named.year or start[0].year, month=month)
        if _possible(named):
            found.append((named, (match.end("as_of") if match["as_of"] else match.start(), match.end())))
    return found


def _named(match: re.Match[str]) -> PartialDate:
    def first(*groups: str) -> str:
        return next((match[group] for group in groups if match[group]), "")

    year = first("year", "short", "iso_year")
    month = value(first("the_month", "iso_month", "a_month", "dot_month"))
    day = value(first("the_day", "iso_day", "a_day", "last_day", "dot_day"))
    return PartialDate(
        year_of(year) if year else None,
        None if month is None else int(month),
        None if day is None else int(day),
        _EDGES.get(first("edge", "the_edge", "a_edge")),
        bool(match["as_of"] or match["until"]),
    )


def _possible(named: PartialDate) -> bool:
    """Whether the calendar has it; a day needs its month."""
    if named.month is None:
        return named.year is not None and named.day is None
    days = monthrange(named.year or _LEAP, named.month)[1] if 1 <= named.month <= 12 else 0
    return days > 0 and (named.day is None or 1 <= named.day <= days)
