"""How far a list reaches in its text: its lead-in, and where each of its items ends."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Span
from .chains import Chain
from .markers import Family, Marker
from .sentences import breaks, stripped

HEADING = 40  # code points; a first line of an item up to this long is its heading
_WORD = re.compile(r"\w")
# a sentence that starts so is about something else than the item before it
_TURN = re.compile(r"\s*(?:此外|另外|总之|下一步|接下来|与此同时|[^，。]{0,12}(?:表示|指出|强调|介绍))[，：]")


@dataclass(frozen=True, slots=True)
class Extent:
    """The spans of one list. `items` is shorter than the list where an item has no words."""

    family: Family
    lead: Span
    items: tuple[Span, ...]


def extents(text: str, lists: Sequence[Chain]) -> Iterator[Extent]:
    """The extents of `lists`, last one first: a list's end depends on the lists inside it."""
    layout = _Layout(text, lists)
    later: list[Extent] = []
    for chain in reversed(lists):
        extent = Extent(chain.family, layout.lead(chain), layout.items(chain, later))
        if len(extent.items) == chain.count:
            later.append(extent)
            yield extent


class _Layout:
    """Where sentences (`ends`) and lines (`lines`) of a text end, and where list items start."""

    def __init__(self, text: str, lists: Sequence[Chain]) -> None:
        self.text, self.ends = text, breaks(text)
        self.lines = [end for end in self.ends if end == len(text) or text[end].isspace()]
        self.starts = sorted(mark.start for chain in lists for mark in chain.marks)

    def lead(self, chain: Chain) -> Span:
        """The clause before the first mark, or else the sentence before it, within the enclosing item."""
        if chain.cuts and chain.outer and chain.outer.count > 1:
            return self.lead(chain.outer)
        first = chain.marks[0].start
        number = bisect_left(self.ends, first)
        start = self.ends[number - 1] if number else 0
        clause = stripped(self.text, start, first)
        words = self._words(start, first)
        if clause is None or words < 2 or (words < 4 and not self._opens_line(clause[0])):
            start = self.ends[number - 2] if number > 1 else 0
        before = bisect_left(self.starts, first)
        floor = self.starts[before - 1] if before else 0
        return stripped(self.text, max(start, floor), first) or (first, first)

    def items(self, chain: Chain, later: Sequence[Extent]) -> tuple[Span, ...]:
        """Each item runs to the next one; those of an outline (一、) are its headings or first sentences."""
        marks = chain.marks
        stops = [chain.cuts.get(number, mark.start) for number, mark in enumerate(marks[1:])]
        if chain.family is Family.OUTLINE and self._opens_line(marks[0].start):
            stops = [min(stop, self._sentence(mark)) for mark, stop in zip(marks, stops, strict=False)]
            stops.append(min(chain.closed, self._sentence(marks[-1])))
        else:
            stops.append(min(chain.closed, self._last(chain, stops, later)))
        items = (self._item(mark, stop) for mark, stop in zip(marks, stops, strict=True))
        return tuple(item for item in items if item)

    def _item(self, mark: Marker, stop: int) -> Span | None:
        span = stripped(self.text, mark.start, stop)
        return span if span and self._words(mark.end, span[1]) else None

    def _last(self, chain: Chain, stops: list[int], later: Sequence[Extent]) -> int:
        """Where the last item ends: with its sentence, or with its paragraph where items are paragraphs."""
        last = chain.marks[-1]
        pairs = list(zip(chain.marks, stops, strict=False))
        if self._clauses(pairs):
            return self._sentences(last, 1, later)
        if not self._opens_line(last.start):
            return self._sentences(last, max(self._count(self.ends, *pair) for pair in pairs), later)
        end = self._line(last, min(self._count(self.lines, *pair) for pair in pairs))
        for inner in _behind(later, last):
            if inner.family <= chain.family or chain.family >= Family.IS or inner.lead[0] > end + 1:
                break
            end = max(end, inner.items[-1][1])
        return end

    def _clauses(self, pairs: list[tuple[Marker, int]]) -> bool:
        """Whether the items before the last one all end in ；."""
        spans = (stripped(self.text, mark.start, stop) for mark, stop in pairs)
        return all(span and self.text[span[1] - 1] in "；;" for span in spans)

    def _sentences(self, last: Marker, most: int, later: Sequence[Extent]) -> int:
        """At most so many sentences, within the line, before a turn and before the next list."""
        at = bisect_right(self.ends, last.end)
        end = min(self.ends[min(at + most - 1, len(self.ends) - 1)], self._line(last, 1))
        for number in range(at, min(at + most - 1, len(self.ends) - 1)):
            if _TURN.match(self.text, self.ends[number]):
                end = min(end, self.ends[number])
        for following in _behind(later, last):
            if following.lead[0] >= end:
                break
            if following.lead[0] >= self.ends[min(at, len(self.ends) - 1)]:
                return min(end, following.lead[0])
        return end

    def _sentence(self, mark: Marker) -> int:
        return self.ends[min(bisect_right(self.ends, mark.end), len(self.ends) - 1)]

    def _line(self, mark: Marker, count: int) -> int:
        """The end of the mark's line; of as many as `count` lines, if the first one is a heading."""
        at = bisect_right(self.lines, mark.end)
        heading = self.lines[min(at, len(self.lines) - 1)] - mark.start <= HEADING
        return self.lines[min(at + (count - 1 if heading else 0), len(self.lines) - 1)]

    def _count(self, ends: list[int], mark: Marker, stop: int) -> int:
        """How many of `ends` the item has; at least 1."""
        span = stripped(self.text, mark.start, stop)
        return max(1, bisect_right(ends, span[1]) - bisect_right(ends, mark.end)) if span else 1

    def _opens_line(self, start: int) -> bool:
        before = stripped(self.text, max(0, start - 20), start)
        if before is None or before[1] == start:
            return start == 0
        at = bisect_left(self.lines, before[1])
        return at < len(self.lines) and self.lines[at] == before[1]

    def _words(self, start: int, end: int) -> int:
        return len(_WORD.findall(self.text[start : min(end, start + 40)]))


def _behind(later: Sequence[Extent], mark: Marker) -> Iterator[Extent]:
    """Those of `later` (last one first) whose first item starts behind the mark, in reading order."""
    count = bisect_left(later, -mark.start, key=lambda extent: -extent.items[0][0])
    return (later[number] for number in range(count - 1, -1, -1))
