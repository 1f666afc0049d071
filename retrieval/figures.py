"""The figure that a question asks for, in a sentence, and whether two sentences give different ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from knowledge.document import Span
from knowledge.numbers.numerals import Number, dates, numbers, years
from knowledge.shelf import Shelf

from .building.bits import Bits
from .evidence import Evidence
from .highlights import Highlighter
from .runs import Run, Search
from .scope import regions_said
from .text import fold, normalise

SURE = 0.65  # of the question that a sentence must hold for its figure to be the answer
SEVERAL, WEIGHTY = 2, 8.5  # words of the question that it must hold, and their least rarity
BESIDE = 8  # code points next to a figure that say what it counts
ROUNDING = Decimal("0.001")  # figures that differ by less are one figure, rounded
_CELL = re.compile(r"\((?P<unit>[^()\s]{1,6})\)[:：]\s?(?P<number>\d[\d,]{0,15}(?:\.\d{1,8})?)")
_UNIT = re.compile(
    r"(?:多少|几)(?:个)?(?P<unit>百分点|万元|亿元|元|钱|资金|经费|善款|款项|捐款|补贴|补助|家|户|人次|人|名|位|次|条|项|所|场|批|期|件|台|份|县|村|省|天|年|月)"
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
    "善款": _MONEY, "款项": _MONEY, "捐款": _MONEY, "补贴": _MONEY, "补助": _MONEY,
    "人": _PEOPLE, "名": _PEOPLE, "位": _PEOPLE, "家": ("家", "个"), "县": ("县", "个"), "村": ("村", "个"),
}  # fmt: skip

_POSSIBLE = {
    unit: tuple(group.split())
    for units, group in (
        ("万元 亿元 元 钱 资金 经费 善款 款项 捐款 补贴 补助", "元"),
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
    """A quantity at its place in a document's text, and the years and regions that its sentence speaks of;
    `around` are the regions of its title.

    `sure` says that the sentence itself holds nearly all of the question, and enough of it for two such
    sentences to speak of one thing; `before` and `behind` are the words that stand next to it. `as_of` is the
    time that the figure is of, as its sentence or an earlier one of the paragraph has it.
    """

    number: Number
    span: Span
    years: frozenset[int]
    regions: frozenset[str]
    around: frozenset[str]
    sure: bool
    before: str
    behind: str
    as_of: str | None = None

    def contradicts(self, other: "Figure") -> bool:
        """Whether both answer the question for the same time and place, but differ by more than rounding."""
        if not (self.sure and other.sure) or self.number.unit != other.number.unit:
            return False
        if self.regions != other.regions or not self._counts_as(other):
            return False
        if not self.regions and self.around and other.around and self.around != other.around:
            return False
        if self.years and other.years and not self.years & other.years:
            return False
        larger = max(abs(self.number.value), abs(other.number.value))
        return abs(self.number.value - other.number.value) > ROUNDING * larger

    def _counts_as(self, other: "Figure") -> bool:
        """Whether the words next to the two are alike: 18家社会组织, 19家全国性社会组织."""
        return _alike(self.before, other.before) or _alike(self.behind, other.behind)


class Figures:
    """Finds the figure that a looked-up question asks for."""

    def __init__(self, search: Search, highlighter: Highlighter) -> None:
        self._search, self._highlighter = search, highlighter
        asked = normalise(search.question.text)
        self._units, measure = asked_units(asked), asked_measure(asked)
        self._apart = (*search.question.scope.places, *([measure] if measure else []))
        self._topic = Evidence(search.question, self._apart, search.synonyms)

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
        places = _codes(sentence)
        as_of = self._as_of(run, run.first + best, found.span[0], shelf)
        sure = self._sure(search.own[rows][best : best + 1])
        before, behind = sentence[: found.span[0]][-BESIDE:], sentence[found.span[1] :][:BESIDE]
        around = _codes(shelf.title(run.document))
        return Figure(found, span, spoken, places, around, sure, before, behind, as_of)

    def _sure(self, own: Bits) -> bool:
        """Whether what a sentence holds is nearly all of the question, and several weighty words of it."""
        question, held = self._search.question, int(own[0])
        weighty = [
            place
            for place, (word, rarity) in enumerate(zip(question.words, question.rarities, strict=True))
            if rarity >= WEIGHTY and not any(word in name for name in self._apart)
        ]
        found = sum(held >> place & 1 for place in weighty)
        return found >= SEVERAL and bool(self._topic.shares(own)[0] >= SURE)

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


def _codes(text: str) -> frozenset[str]:
    return frozenset(region.code for region in regions_said(text))


def _alike(one: str, other: str) -> bool:
    """Whether two texts have two neighbouring Chinese characters in common."""
    return any(pair in other for pair in re.findall(r"(?=([\u4e00-\u9fff]{2}))", one))


def _distance(number: Span, word: Span) -> float:
    """Code points between them; a figure more often follows what it counts."""
    return number[0] - word[1] if number[0] >= word[1] else 1.5 * max(0, word[0] - number[1])
