"""A spreadsheet's value as the cell shows it, by the cell's number format. Dates come out as dates.

What is understood is what tables of ministries use: decimals, thousands, percent, literal units, dates.
A format with more to it (fractions, exponents) gives the plain number.
"""

import re
from datetime import date, datetime, time, timedelta

GENERAL = "General"
# Formats that Excel keeps for East Asia; parsers know them as General.
EAST_ASIAN = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(General)|([#0?][#0?,]*(?:\.[#0?]*)?)|(%)|(.)', re.DOTALL)
_LITERALS = re.compile(r'"[^"]*"|\\.')
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9#?@]|General", re.IGNORECASE)
LONGEST = 200  # code points of a format; a longer one is no format


def displayed(value: object, pattern: str) -> str:
    """Text of a cell's value: str, bool, int, float, date, datetime, time, timedelta or None."""
    pattern = pattern if 0 < len(pattern) <= LONGEST else GENERAL
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, pattern)
    if isinstance(value, datetime | date):
        return _day(value, pattern)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds()) // 3600}:{int(value.total_seconds()) // 60 % 60:02d}"
    return str(value)


def is_date(pattern: str) -> bool:
    """Whether numbers in this format are days."""
    bare = _ASIDE.sub("", _LITERALS.sub("", pattern))
    return bool(_DATE.search(bare)) and not _PLAIN.search(bare)


def _day(value: date, pattern: str) -> str:
    """2018-10-30, or 2018年10月30日 where the format says so; less where it leaves out year or day."""
    shown = pattern.lower()
    bare = _ASIDE.sub("", _LITERALS.sub("", shown))
    parts = [name for name, mark in (("year", "y"), ("month", "m"), ("day", "d")) if mark in bare]
    if not is_date(pattern) or parts in ([], ["day"], ["year"]):
        parts = ["year", "month", "day"]
    written = _chinese(value, parts) if "年" in shown or "月" in shown else _iso(value, parts)
    clock = isinstance(value, datetime) and "h" in bare and (value.hour or value.minute)
    return f"{written} {value:%H:%M}" if clock else written


def _chinese(value: date, parts: list[str]) -> str:
    units = {"year": "年", "month": "月", "day": "日"}
    return "".join(f"{getattr(value, part)}{units[part]}" for part in parts)


def _iso(value: date, parts: list[str]) -> str:
    written = {"year": f"{value.year:04d}", "month": f"{value.month:02d}", "day": f"{value.day:02d}"}
    return "-".join(written[part] for part in parts)


def _number(value: float, pattern: str) -> str:
    sections = _SECTIONS.split(pattern)
    if len(sections) > 2 and value == 0:
        section = sections[2]
    elif len(sections) > 1 and value < 0:
        section, value = sections[1], -value
    else:
        section = sections[0]
    tokens = _TOKEN.findall(_ASIDE.sub("", section))
    digits = sum(bool(token[3] or token[2]) for token in tokens)
    odd = any(token[5] in "/EeAaGg@" for token in tokens if token[5])
    if odd or digits > 1 or (digits == 0 and not any(token[0] or token[1] or token[5] for token in tokens)):
        return plain(value)
    value *= 100 ** sum(bool(token[4]) for token in tokens)
    return "".join(_written(token, value) for token in tokens).strip()


def _written(token: tuple[str, ...], value: float) -> str:
    quoted, escaped, general, digits, percent, other = token
    if general:
        return plain(value)
    return _decimal(value, digits) if digits else quoted or escaped or percent or other


def _decimal(value: float, digits: str) -> str:
    whole, _, fraction = digits.partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    grouping = "," if "," in whole.rstrip(",") else ""
    text = f"{value / 1000**scale:{grouping}.{len(fraction)}f}"
    optional = len(fraction) - len(fraction.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0")
    return text.removesuffix(".")


def plain(value: float) -> str:
    """A number as a cell shows it that has no format."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return f"{value:.11g}"
