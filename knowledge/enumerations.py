"""Enumerations in running text: 一是…二是…三是…, （一）（二）, 1. 2. 3., nested and across paragraphs."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .document import Span
from .markers import LAST, NEXT, Family, Marker, markers, numeral
from .sentences import breaks, stripped

REACH = 2500  # code points from an item inside a paragraph (一是) to the next; newspaper items have up to 600
CLAUSE = 300  # code points from an item to the next whose mark is weak
_WORD = re.compile(r"\w")
_COUNT = re.compile(
    r"(?<![第近前后每约过\d.])([一二两三四五六七八九十]{1,3}|\d{1,2})\s?(?:个|大|条|项|类|种|方面)?\s?"
    r"(方面|环节|聚焦|平台|机制|工作|要求|原则|措施|举措|任务|问题|步骤|阶段|渠道|方式|方法|重点|特点|作用|类型"
    r"|情形|条件|行动|关系|优势|途径|政策|建议|意见|服务|保障|[点条项类种步](?![^，：。；、]{0,3}[月日时分]))"
)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list in its text, in code points.

    `lead` is the sentence or clause before the first item, empty if there is none; it ends where the first
    item starts or before. Each item starts with its mark (一是). `announced` is the count the lead names.
    """

    lead: Span
    items: tuple[Span, ...]
    announced: int | None

    @property
    def span(self) -> Span:
        return self.lead[0], self.items[-1][1]


_Placed = tuple[Family, Enumeration]


@dataclass(slots=True, eq=False)
class _List:
    """Marks that run consecutively. `closed` is where an outer list went on; `cuts` are earlier such places."""

    family: Family
    marks: list[Marker]
    closed: int
    cuts: dict[int, int] = field(default_factory=dict)
    dead: bool = False

    @property
    def number(self) -> int:
        return len(self.marks)


def enumerations(text: str) -> list[Enumeration]:
    """The enumerations of `text`, in the order of their first items; a nested one follows the one it is in."""
    lists = _Chains(text).run(markers(text))
    layout = _Layout(text, breaks(text), [mark.start for one in lists for mark in one.marks])
    found: list[_Placed] = []
    for one in reversed(lists):  # an inner list starts behind the first item of the outer one
        lead = layout.lead(one)
        items = tuple(item for item in layout.items(one, found) if item)
        if len(items) == one.number:
            announced = _announced(text[slice(*lead)], len(items))
            found.append((one.family, Enumeration(lead, items, announced)))
    return [enumeration for _, enumeration in reversed(found)]


class _Chains:
    """Links marks into lists. `open` is the stack of lists that may go on, outermost first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lists: list[_List] = []
        self.open: list[_List] = []
        self.waiting: dict[tuple[Family, int], list[_List]] = defaultdict(list)
        self.suspended: dict[Family, _List] = {}

    def run(self, found: Iterable[Marker]) -> list[_List]:
        """The lists with two items or more, ordered by their first item."""
        for mark in found:
            if mark.number == 0:
                self._close_above(0, mark.start)
                self.suspended.clear()
            elif mark.number == 1:
                self._begin(mark)
            else:
                self._go_on(mark)
        return [one for one in self.lists if not one.dead and one.number > 1]

    def _begin(self, mark: Marker) -> None:
        if mark.family <= Family.BRACKET:
            while self.open and self.open[-1].family > mark.family:
                self._close(mark.start)
        one = _List(mark.family, [mark], len(self.text))
        self.lists.append(one)
        self._push(one)
        self.suspended.pop(mark.family, None)

    def _go_on(self, mark: Marker) -> None:
        one = self._expecting(mark)
        if one is None:
            return
        if one in self.open[-1:] or one.closed == len(self.text):
            while self.open[-1] is not one:
                self._close(mark.start)
            self.open.pop()
        else:
            one.cuts[one.number - 1] = one.closed
            one.closed = len(self.text)
        if len(_WORD.findall(self.text[one.marks[-1].end : mark.start][:40])) < 2:
            one.dead = True  # 一、二、三产业 and （一）（二）项 have nothing between the marks
            return
        one.marks.append(mark)
        self._push(one)

    def _expecting(self, mark: Marker) -> _List | None:
        """The innermost open list that this mark continues, or one that a section heading interrupted."""
        if mark.number in (NEXT, LAST):
            top = [one for one in self.open[-3:] if one.family is mark.family and one.number > 1]
            return top[-1] if top and self._near(top[-1], mark) else None
        waiting = self.waiting[mark.family, mark.number]
        while waiting:
            one = waiting.pop()
            if not one.dead and one.number == mark.number - 1 and one.closed == len(self.text):
                return one if self._near(one, mark) else None
        one_before = self.suspended.get(mark.family)
        if one_before and one_before.number == mark.number - 1 and not mark.weak:
            return self.suspended.pop(mark.family)
        return None

    def _near(self, one: _List, mark: Marker) -> bool:
        gap = mark.start - one.marks[-1].end
        if mark.weak or one.marks[-1].weak:
            return gap <= CLAUSE
        return gap <= REACH or mark.family < Family.IS

    def _push(self, one: _List) -> None:
        self.open.append(one)
        self.waiting[one.family, one.number + 1].append(one)

    def _close(self, at: int) -> None:
        one = self.open.pop()
        one.closed = at
        if one.family in (Family.BRACKET, Family.DIGIT):
            self.suspended[one.family] = one

    def _close_above(self, depth: int, at: int) -> None:
        while len(self.open) > depth:
            self._close(at)


class _Layout:
    """Where lines and sentences end in a text: gives lists their extent."""

    def __init__(self, text: str, ends: list[int], starts: list[int]) -> None:
        self.text, self.ends, self.starts = text, ends, sorted(starts)
        self.lines = [end for end in ends if end == len(text) or text[end].isspace()]

    def lead(self, one: _List) -> Span:
        """The clause before the first mark, or the sentence before it."""
        first = one.marks[0].start
        number = bisect_left(self.ends, first)
        start = self.ends[number - 1] if number else 0
        known = bisect_left(self.starts, first)
        floor = self.starts[known - 1] if known else 0
        words = self._words(start, first)
        if words < 2 or (words < 6 and not self._opens_line(start)):
            start = self.ends[number - 2] if number > 1 else 0
        return stripped(self.text, max(start, floor), first) or (first, first)

    def items(self, one: _List, inner: list[_Placed]) -> list[Span | None]:
        marks = one.marks
        stops = [one.cuts.get(n, mark.start) for n, mark in enumerate(marks[1:])]
        if one.family is Family.OUTLINE and self._opens_line(marks[0].start):
            stops = [min(stop, self._sentence(mark)) for mark, stop in zip(marks, stops, strict=False)]
            stops.append(min(one.closed, self._sentence(marks[-1])))
        else:
            stops.append(min(one.closed, self._last(one, stops, inner)))
        return [self._item(mark, stop) for mark, stop in zip(marks, stops, strict=True)]

    def _item(self, mark: Marker, stop: int) -> Span | None:
        span = stripped(self.text, mark.start, stop)
        return span if span and self._words(mark.end, span[1]) > 0 else None

    def _last(self, one: _List, stops: list[int], inner: list[_Placed]) -> int:
        """Where the last item ends: with its sentence, or with its paragraph where items are paragraphs."""
        last = one.marks[-1]
        pairs = list(zip(one.marks, stops, strict=False))
        if not self._opens_line(last.start):
            most = max(self._count(self.ends, mark, stop) for mark, stop in pairs)
            return self._limited(last, most, inner)
        end = self._line(last, min(self._count(self.lines, mark, stop) for mark, stop in pairs))
        for family, nested in reversed(inner):
            if family <= one.family or one.family >= Family.IS or nested.lead[0] > end + 1:
                break
            if nested.items[0][0] > last.start:
                end = max(end, nested.items[-1][1])
        return end

    def _limited(self, last: Marker, most: int, inner: list[_Placed]) -> int:
        """As many sentences as the longest item before it, within its line and before the next list."""
        at = bisect_right(self.ends, last.end)
        end = min(self.ends[min(at + most - 1, len(self.ends) - 1)], self._line(last, 1))
        for _, following in reversed(inner):
            if following.lead[0] >= end:
                break
            if following.lead[0] >= self.ends[min(at, len(self.ends) - 1)]:
                return min(end, following.lead[0])
        return end

    def _sentence(self, mark: Marker) -> int:
        return self.ends[min(bisect_right(self.ends, mark.end), len(self.ends) - 1)]

    def _line(self, mark: Marker, count: int) -> int:
        """The end of the line of `mark`; of the lines after it too, if it is a heading and count is more."""
        at = bisect_right(self.lines, mark.end)
        heading = self.lines[min(at, len(self.lines) - 1)] - mark.start <= 40
        return self.lines[min(at + (count - 1 if heading else 0), len(self.lines) - 1)]

    def _count(self, ends: list[int], mark: Marker, stop: int) -> int:
        """How many of `ends` the item has; at least 1."""
        span = stripped(self.text, mark.start, stop)
        return max(1, bisect_right(ends, span[1]) - bisect_right(ends, mark.end)) if span else 1

    def _opens_line(self, start: int) -> bool:
        before = stripped(self.text, max(0, start - 20), start)
        if before is None or self.text[before[1] : start] == "":
            return start == 0
        at = bisect_left(self.lines, before[1])
        return at < len(self.lines) and self.lines[at] == before[1]

    def _words(self, start: int, end: int) -> int:
        return len(_WORD.findall(self.text[start:end][:40]))


def _announced(lead: str, items: int) -> int | None:
    """The count that the lead names (八个方面, 以下四点): the one that fits, else the last."""
    counts = [value for match in _COUNT.finditer(lead) if (value := numeral(match[1]))]
    return items if items in counts else counts[-1] if counts else None
