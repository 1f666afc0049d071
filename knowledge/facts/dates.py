"""Dates as policy documents write them: 2018年12月6日, 二〇一八年十二月六日, 2018-12-06, 2018.12.6.

They are whole: what questions and sentences name only a part of (10月30日, 2017年底) is read in
numbers/partial_dates.py, which takes more for a date than a document's own dates may be taken from.
"""

import re
from collections.abc import Iterator
from datetime import date

from ..document import Span
from ..numbers.cardinals import narrowed, whole
from ..numbers.years import year_of

_GAP = r"[ \u3000\xa0]*"
_YEARS = r"[一二][〇○零Ｏ九八][〇○零Ｏ一二三四五六七八九]{2}"
DATE = (
    rf"(?:(?:19|20|１９|２０)\d\d{_GAP}年{_GAP}\d{{1,2}}{_GAP}月{_GAP}\d{{1,2}}{_GAP}日"
    rf"|{_YEARS}{_GAP}年{_GAP}[一二三四五六七八九十元]{{1,2}}{_GAP}月{_GAP}[一二三四五六七八九十]{{1,3}}{_GAP}日"
    r"|(?<!\d)(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?![\d.]\d|\d))"
)
_DATE = re.compile(DATE)
_PARTS = re.compile(r"\d+|[一二三四五六七八九十〇○零Ｏ元]+")


def dates(text: str) -> Iterator[tuple[Span, str]]:
    """The dates in `text` with their spans, as ISO (2018-12-06); impossible ones are left out."""
    for match in _DATE.finditer(text):
        if found := iso(match[0]):
            yield match.span(), found


def iso(text: str) -> str | None:
    """The date that `text` starts with, as ISO; None if it is none or does not exist."""
    year, month, day = (*_PARTS.findall(text)[:3], "", "", "")[:3]
    try:
        written = year_of(narrowed(year)), whole(month.replace("元", "一")), whole(day)
        return date(written[0], written[1] or 0, written[2] or 0).isoformat()
    except ValueError:
        return None
