"""The figure that a question asks for, in a sentence, and whether two sentences give different ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from knowledge.document import Span
from knowledge.numbers.numerals import Number, dates, numbers, years
from knowledge.shelf import Shelf

from .highlights import Highlighter
from .runs import Run, Search
from .text import fold, normalise

SURE = 0.8  # of the question that a sentence must hold for its figure to be the answer
ROUNDING = Decimal("0.001")  # figures that differ by less are one figure, rounded
_CELL = re.compile(r"\((?P<unit>[^()\s]{1,6})\)[:：]\s?(?P<number>\d[\d,]{0,15}(?:\.\d{1,8})?)")
_UNIT = re.compile(
    r"(?:多少|几)(?:个)?(?P<unit>百分点|万元|亿元|元|钱|资金|经费|家|户|人次|人|名|位|次|条|项|所|场|批|期|件|台|份|县|村|省|天|年|月)"
)
_MEASURES = frozenset(
    (
        "元", "钱", "家", "户", "人", "人次", "名", "位", "次", "条", "项", "所", "场", "批", "期", "件",
        "台", "份", "天", "年", "月", "百分点", "万元", "亿元",
    )
)  # fmt: skip
_SHARE = re.compile(r"百分之几|[占比]比|比例|比重|率")
_MONEY, _PEOPLE = ("元",), ("人", "名", "位", "人次")
_ALIKE = {
    "万元": _MONEY, "亿元": _MONEY, "元": _MONEY, "钱": _MONEY, "资金": _MONEY, "经费": _MONEY,
    "人": _PEOPLE, "名": _PEOPLE, "位": _PEOPLE, "家": ("家", "个"), "县": ("县", "个"), "村": ("村", "个"),
}  # fmt: skip

_POSSIBLE = {
    unit: tuple(group.split())
    for units, group in (
        ("万元 亿元 元 钱 资金 经费", "元"),
        ("人 名 位 人次", "人 名 位 人次 人口 个"),
        ("家 所", "家 所 个 座 户 处"),
        ("户", "户 家"),
        ("县 村 省", "县 村 省 个"),
        ("项 条 件 台 份", "项 条 件 台 份 个 套 款 种 批 篇"),
        ("次 场 批 期", "次 场 批 期 个 届 轮 人次 班"),
        ("天", "天 日 个工作日 个月 周"),
        ("年 月", "年 个月 天 日"),
        ("百分点", "个百分点 % ‰"),
    )
    for unit in units.split()
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at its place in a document's text, and the years that its sentence speaks of.

    `sure` says that the sentence holds nearly all of the question. `as_of` is the time that the figure is of,
    as its sentence or an earlier one of the paragraph has it.
    """

    number: Number
    span: Span
    years: frozenset[int]
    sure: bool
    as_of: str | None = None

    def contradicts(self, other: "Figure") -> bool:
        """Whether both answer the question for the same time, and yet differ by more than rounding."""
        if not (self.sure and other.sure) or self.number.unit != other.number.unit:
            return False
        if self.years and other.years and not self.years & other.years:
            return False
        larger = max(abs(self.number.value), abs(other.number.value))
        return abs(self.number.value - other.number.value) > ROUNDING * larger


class Figures:
    """Finds the figure that a looked-up question asks for."""

    def __init__(self, search: Search, highlighter: Highlighter) -> None:
        self._search, self._highlighter = search, highlighter
        self._units = asked_units(normalise(search.question.text))

    def figure(self, run: Run, shelf: Shelf) -> Figure | None:
        """The quantity of a fitting unit nearest to the question's words, in the sentence that holds most."""
        search = self._search
        place = int(np.searchsorted(search.rows, run.first))
        rows = slice(place, place + run.last - run.first)
        shares = search.evidence.shares(search.own[rows] | search.above[rows])
        best = int(shares.argmax())
        start, end = search.index.sentences[run.first + best].tolist()
        sentence = shelf.text(run.document, start, end)
        found = nearest(sentence, self._highlighter.spans(sentence), self._units)
        if not found:
            return None
        span = (start + found.span[0], start + found.span[1])
        spoken = frozenset(year for year, _ in years(fold(sentence)))
        as_of = self._as_of(run, run.first + best, found.span[0], shelf)
        return Figure(found, span, spoken, bool(shares[best] >= SURE), as_of)

    def _as_of(self, run: Run, sentence: int, at: int, shelf: Shelf) -> str | None:
        """The time named last before place `at` of a sentence, or in it, or before it in its paragraph."""
        index = self._search.index
        text = shelf.text(run.document, *index.sentences[sentence].tolist())
        if found := time_of(text, at):
            return found
        first = int(index.firsts[run.document])
        while sentence > first and index.blocks[sentence - 1] == index.blocks[sentence]:
            sentence -= 1
            if found := time_of(shelf.text(run.document, *index.sentences[sentence].tolist())):
                return found
        return None


def asked_units(question: str) -> tuple[str, ...] | None:
    """The units that can answer a normalised question; None where any can."""
    if found := _UNIT.search(question):
        return _ALIKE.get(found["unit"], (found["unit"],))
    return ("%", "个百分点", "‰") if _SHARE.search(question) else None


def asked_measure(question: str) -> str | None:
    """The unit that a normalised question asks in, where that says nothing of what is counted (家, 人)."""
    found = _UNIT.search(question)
    return found["unit"] if found and found["unit"] in _MEASURES else None


def possible_units(question: str) -> tuple[str, ...] | None:
    """The units in which a normalised question may be answered, with those of other words for the same."""
    found = _UNIT.search(question)
    return _POSSIBLE.get(found["unit"]) if found else asked_units(question)


def has_figure(sentence: str, units: tuple[str, ...] | None) -> bool:
    """Whether a sentence gives a quantity of one of the units."""
    return any(units is None or number.unit in units for number in quantities(sentence))


def nearest(sentence: str, marked: Sequence[Span], units: tuple[str, ...] | None) -> Number | None:
    """The quantity of one of the units that stands nearest to the marked words."""
    found = [number for number in quantities(sentence) if units is None or number.unit in units]
    if not found or not marked:
        return None
    return min(found, key=lambda number: min(_distance(number.span, span) for span in marked))


def quantities(sentence: str) -> list[Number]:
    """Those of a sentence, and those in a row of a table, which have the unit of their column."""
    folded = fold(sentence)
    return [*numbers(folded), *_cells(folded)]


def _cells(folded: str) -> Iterator[Number]:
    """金额(万元):110.00 is 1100000 元."""
    for cell in _CELL.finditer(folded):
        for number in numbers(cell["number"] + cell["unit"]):
            if number.unit:
                yield replace(number, span=cell.span("number"))


def time_of(text: str, before: int | None = None) -> str | None:
    """The last year or date with a year that a text names, before a place if there is one there."""
    folded = fold(text)
    named = [span for date, span in dates(folded) if date.year]
    named += [span for _, span in years(folded) if not any(a <= span[0] and span[1] <= b for a, b in named)]
    earlier = [span for span in named if before is None or span[1] <= before]
    start, end = max(earlier or named, default=(0, 0))
    return text[start:end] or None


def _distance(number: Span, word: Span) -> float:
    """Code points between them; a figure more often follows what it counts."""
    return number[0] - word[1] if number[0] >= word[1] else 1.5 * max(0, word[0] - number[1])
