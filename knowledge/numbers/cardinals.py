"""The values of written numbers: 1,234.5, ５４, 一千三百, 二〇一八, 三点一七, 35.4亿, 1万2千, 三点四亿."""

import re
from decimal import Decimal

DIGITS = "〇一二三四五六七八九"
_UNITS = (("亿", 8), ("万", 4), ("千", 3), ("百", 2), ("十", 1))
_WIDE = str.maketrans("０１２３４５６７８９％．，○Ｏ零两", "0123456789%.,〇〇〇二")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def narrowed(text: str) -> str:
    """The text with one form for each digit (1, 〇, 二), as long as before, so that spans hold for both."""
    return text.translate(_WIDE)


def value(written: str) -> Decimal | None:
    """The value of a narrowed number; None if it is not well formed (十三五, 万, 三四)."""
    whole, point, fraction = written.partition("点")
    if point:
        bare = fraction.rstrip("万亿")
        units, decimals, scale = value(whole), digits(bare), _composed(f"一{fraction[len(bare) :]}", _UNITS)
        return None if units is None or not decimals else Decimal(f"{units}.{decimals}") * (scale or 1)
    in_digits = digits(written) if len(written) > 2 or "〇" in written else ""
    return Decimal(in_digits) if in_digits else _composed(written, _UNITS)


def whole(text: str) -> int | None:
    """The value of 八, 二十一, 三百零五 or of digits in any width; None if it is no number, or 0."""
    number = value(narrowed(text))
    return int(number) if number else None


def digits(written: str) -> str:
    """二〇一八 as 2018; empty if it is anything but Chinese digits."""
    found = [DIGITS.find(character) for character in written]
    return "" if -1 in found else "".join(map(str, found))


def _composed(written: str, units: tuple[tuple[str, int], ...]) -> Decimal | None:
    """So many of the highest unit that occurs, and a rest below it."""
    for place, (unit, power) in enumerate(units):
        head, found, tail = written.partition(unit)
        if found:
            bare = Decimal(1) if unit == "十" else None
            many = _composed(head, units[place + 1 :]) if head else bare
            rest = _rest(tail, power, units[place + 1 :])
            return None if many is None or rest is None else many * 10**power + rest
    return _simple(written)


def _rest(tail: str, power: int, units: tuple[tuple[str, int], ...]) -> Decimal | None:
    """What follows a unit; a lone digit counts the next lower one: 一万二 is 12000."""
    if not tail:
        return Decimal(0)
    if len(tail) == 1 and tail in DIGITS[1:]:
        return Decimal(DIGITS.index(tail) * 10 ** (power - 1))
    rest = _composed(tail.lstrip("〇"), units)
    return rest if rest is not None and rest < 10**power else None


def _simple(written: str) -> Decimal | None:
    if _FIGURE.fullmatch(written):
        return Decimal(written.replace(",", ""))
    return Decimal(DIGITS.index(written)) if len(written) == 1 and written in DIGITS else None
