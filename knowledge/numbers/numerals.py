"""The quantities that a text gives (35.4亿元, 百分之三点一七, 一千三百多户, 半数) and its ordinals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..document import Span
from .cardinals import narrowed, value
from .partial_dates import Edge, PartialDate, dates
from .years import years

__all__ = ["Edge", "Number", "PartialDate", "dates", "numbers", "ordinals", "years"]


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity: 5430.9万元 is 54309000 元, 三分之一 and 半数 are shares in %.

    `unit` is as written, without its scale; empty where none follows. `approximate` is set beside 多, 余, 近,
    约, 超过, 以上 and the like.
    """

    value: Decimal
    unit: str
    span: Span
    approximate: bool = False


_FIGURE = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,8})?|\d{1,15}(?:\.\d{1,8})?(?:[千万亿]\d{1,4}(?=[千百万亿]))?"
_WORDS = r"[〇一二三四五六七八九十百千万亿]{1,20}(?:点[〇一二三四五六七八九]{1,8})?"
_BARE = r"[百千万亿]{1,2}(?=[余多])|(?<=[上近超逾过])[百千万亿]{1,2}"
_SOME = "余馀多来"
# Longest first; what may not follow a unit that also begins words stands behind it.
_UNITS = (
    "个百分点|个工作日|平方公里|立方米|平方米|千瓦时|美元|港元|欧元|日元|英镑|元|人次|户次|人口|课时|学时|分钟|小时|个月|公里|千米"
    "|公顷|公斤|千克|毫升|千瓦|兆瓦|摄氏度|乡镇|%|‰|℃|个(?![体性别])|家(?![庭属长乡园居政里具])|户(?![籍口外])|人(?![民均大社])|名(?![单称字义])"
    "|位(?![于居置列])|次(?![数序性])|条(?!件)|项|所(?![有以在谓属得需])|座|亩|吨|斤|米|岁|天|周(?![年岁边围期末日])|期(?!间)"
    "|场|批(?![准示评复])|件|台|辆|套|部(?![分门委长队署])|篇|册|只(?![有要是能需])|头|棵|株|类(?!似)|种(?!植)|组(?![织成])|支(?![持付出部援撑行教])"
    "|例(?!如)|倍|层(?!面)|届|节(?!约)|床|张|笔|分(?![之钟别布局])|县|村|镇|省|轮|站(?!式)|处(?!理)|成(?=以[上下]|多|左右|[的，。、）]|\\Z)"
    "|日(?=[内前]|以内|之内)|年(?![代级度底初末])"
)
_NOT_WITHIN = r"(?<![\dA-Za-z.第几数〇一二三四五六七八九十百千万亿])(?<!第[ \u3000])"
_NUMBER = re.compile(
    rf"(?P<half>半数|一半|过半)"
    rf"|(?P<base>[百千万]|{_FIGURE}|{_WORDS})分之(?P<part>{_FIGURE}|{_WORDS})"
    rf"|{_NOT_WITHIN}(?:(?P<bare>{_BARE})|(?P<core>{_FIGURE}|{_WORDS}))"
    rf"(?:(?P<some>[{_SOME}])?[ \u3000]?(?P<scale>[十百千万亿]{{1,2}}))?(?P<more>[{_SOME}几])?"
    rf"[ \u3000]?(?P<unit>{_UNITS})?"
)
_BEFORE = ("约", "近", "超", "逾", "过", "接近", "超过", "至少", "最多", "多于", "少于", "低于", "高于", "上")
_AFTER = re.compile("[ \u3000]?(?:[多余馀]|以[上下内]|左右|上下)")
_TO = re.compile(r"[ \u3000]?(?:-|—{1,2}|–|~|～|至|到)[ \u3000]?")
_SHARES = {"百": 100, "千": 1000, "万": 10**4}
_LABEL = re.compile(r"[号、.．)）:：/〕﹞\]月日年时点A-Za-z%-]")
_ORDINAL = re.compile(r"第[ \u3000]?(\d{1,6}|[〇一二三四五六七八九十百千]{1,9})(?![\d点])")


def numbers(text: str) -> list[Number]:
    """The quantities in `text`, in order; dates, ordinals, labels and telephone numbers are none. Linear.

    The lower end of a range takes over the unit of the upper: 3-5万元 are 30000 元 and 50000 元.
    """
    plain = narrowed(text)
    found: list[Number] = []
    for match in _outside(plain, [span for _, span in dates(text)]):
        number = _number(plain, match)
        if number:
            if found and not found[-1].unit and _TO.fullmatch(plain, found[-1].span[1], number.span[0]):
                found[-1] = _as_upper(found[-1], number, match["scale"] or "")
            found.append(number)
    return [number for number in found if number.unit or _stands_alone(plain, number)]


def ordinals(text: str) -> list[tuple[int, Span]]:
    """第三, 第 3, 第十二 with their places in order; the span covers 第 and the number."""
    found = ((value(match[1]), match.span()) for match in _ORDINAL.finditer(narrowed(text)))
    return [(int(number), span) for number, span in found if number is not None]


def _outside(plain: str, taken: list[Span]) -> Iterator[re.Match[str]]:
    """The matches that touch none of the spans (both in order)."""
    spans = iter(taken)
    start, end = next(spans, (len(plain), len(plain)))
    for match in _NUMBER.finditer(plain):
        while end <= match.start() and start < len(plain):
            start, end = next(spans, (len(plain), len(plain)))
        if match.end() <= start:
            yield match


def _number(plain: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    many = _share(match) if match["half"] or match["base"] else _amount(match)
    if many is None:
        return None
    unit = "%" if match["half"] or match["base"] else match["unit"] or ""
    many, unit = (many * 10, "%") if unit == "成" else (many, unit)
    vague = bool(match["some"] or match["more"] or match["bare"])
    return Number(_tidy(many), unit, (start, end), vague or _approximate(plain, start, end))


def _share(match: re.Match[str]) -> Decimal | None:
    """半数, 百分之三点一七, 三分之一: as per cent."""
    if match["half"]:
        return Decimal(50)
    base, part = _SHARES.get(match["base"]) or value(match["base"]), value(match["part"])
    return part * 100 / base if base and part is not None else None


def _amount(match: re.Match[str]) -> Decimal | None:
    """2万5千 as a whole, but 30多万 by its parts."""
    scale = match["scale"] or ""
    if not match["some"]:
        return value((match["core"] or "一" + match["bare"]) + scale)
    many, factor = value(match["core"] or "一" + match["bare"]), value("一" + scale)
    return many * factor if many is not None and factor is not None else None


def _tidy(many: Decimal) -> Decimal:
    """54309000, not 54309000.0."""
    return many.quantize(Decimal(1)) if many == many.to_integral_value() else many


def _approximate(plain: str, start: int, end: int) -> bool:
    return plain[max(0, start - 2) : start].endswith(_BEFORE) or _AFTER.match(plain, end) is not None


def _as_upper(lower: Number, upper: Number, scale: str) -> Number:
    """The lower end of a range in the unit of the upper, and its scale if it has none of its own."""
    factor = value("一" + scale) if scale and lower.value < upper.value / 10 else None
    return replace(lower, value=_tidy(lower.value * (factor or 1)), unit=upper.unit)


def _stands_alone(plain: str, number: Number) -> bool:
    """A number without a unit is a quantity unless it labels something (1. 117号 10:30 0831-2777)."""
    start, end = number.span
    written = plain[start:end]
    if not written[0].isdigit() and (end - start < 3 or number.value < 100):
        return False
    labels = plain[max(0, start - 1) : start] in ("-", ":", "：", "/", "〔", "﹝", "[", "(", "（", "—")
    return not (labels or _LABEL.match(plain, end) or (written[0] == "0" and "." not in written))
