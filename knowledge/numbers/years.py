"""The calendar years that a text names: 2018年, 二〇一八年, 15-17年, 十三五, 去年."""

import re
from collections.abc import Iterator
from datetime import date

from ..document import Span
from .cardinals import digits, narrowed, value

GAP = r"[ \u3000\xa0]{0,2}"
TO = rf"{GAP}(?:-|—{{1,2}}|–|－|~|～|至|到){GAP}"
FOUR_DIGITS = r"(?:1[89]|20)\d\d|[一二][〇九八][〇一二三四五六七八九]{2}"
# Two digits may also count years: 近15年, 15年来, 期限15年. Then they are none.
_COUNTED = r"(?<![\d.近约每满第逾达超过前后续历了时长共来去限—–~～-])(?<!\d[至到])"
_SPELL = "[来多期内间后後前限制龄余]|以[上下前后内来]|之[久内间后前]|左右|上下|时间|有期|如一日|的时间|的历史"
_NO_SPELL = rf"(?!{GAP}(?:{_SPELL}))"
_TWO = r"1[5-9]|2\d|9\d"
TWO_DIGITS = rf"{_COUNTED}(?:{_TWO})(?={GAP}年{_NO_SPELL})"
_MONTH_AND_DAY = rf"{GAP}\d{{1,2}}{GAP}月(?:{GAP}\d{{1,2}}{GAP}日)?"
_RELATIVE = {"前年": -2, "去年": -1, "今年": 0, "明年": 1}
_YEARS = re.compile(
    rf"(?P<first>(?<!\d)(?:{FOUR_DIGITS})|{_COUNTED}(?:{_TWO}))(?:{GAP}年(?:[初底末]|{_MONTH_AND_DAY})?)?{TO}"
    rf"(?:(?P<last>{FOUR_DIGITS})(?!\d)(?:{GAP}年)?|(?P<last_short>{_TWO}){GAP}年{_NO_SPELL})"
    rf"|(?<![\d.])(?P<year>{FOUR_DIGITS})(?:{GAP}年|(?=[-./](?:0?[1-9]|1[0-2])(?![\d年])))"
    rf"|(?<![\d.])(?P<bare>20[0-3]\d)(?=的|\Z|{GAP}(?:版|修[订正]))"
    rf"|(?P<short>{TWO_DIGITS}){GAP}年"
    rf"|(?<![一二三四五六七八九])(?P<plan>十[一二三四五六])五(?![十百千万亿年个名人家])"
    rf"|(?P<tenth>[“\"]十五[”\"]|十五(?=期间|时期|规划|计划))"
    rf"|第(?P<nth>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})个五年(?:规划|计划)"
    rf"|(?<!大)(?P<relative>{'|'.join(_RELATIVE)})"
)


def years(text: str, today: date | None = None) -> list[tuple[int, Span]]:
    """The years named, in order; of a range or a five-year plan each of its years, with one span. Linear.

    16年 is 2016 where it is no length of time; 去年 and the like count only where `today` is given.
    """
    found = _YEARS.finditer(narrowed(text))
    return [(year, match.span()) for match in found for year in _named(match, today)]


def year_of(written: str) -> int:
    """The year of 2018, 二〇一八, 18 or 98, narrowed."""
    number = int(digits(written) or written)
    return number if number > 99 else number + (2000 if number < 50 else 1900)


def _named(match: re.Match[str], today: date | None) -> Iterator[int]:
    if match["first"]:
        first, last = year_of(match["first"]), year_of(match["last"] or match["last_short"])
        yield from range(first, last + 1) if first < last < first + 100 else dict.fromkeys((first, last))
    elif match["plan"] or match["tenth"] or match["nth"]:
        yield from _plan(int(value(match["plan"] or match["nth"] or "十") or 0))
    elif match["relative"]:
        yield from (today.year + _RELATIVE[match["relative"]],) if today else ()
    else:
        yield year_of(match["year"] or match["bare"] or match["short"])


def _plan(number: int) -> range:
    """The years of a five-year plan; from the sixth (1981-1985) on they follow each other without a gap."""
    first = 1951 + 5 * number
    return range(first, first + 5) if number >= 6 else range(0)
