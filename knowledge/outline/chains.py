"""Marks that run consecutively from the first: which of the candidates make lists, and how lists nest."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .markers import LAST, NEXT, Family, Marker

REACH = 2500  # code points from an item inside a paragraph (一是) to the next; newspaper items have up to 600
CLAUSE = 300  # code points from an item to the next where one of the marks is weak
_WORD = re.compile(r"\w")


@dataclass(slots=True, eq=False)
class Chain:
    """Marks of one list, inside `outer`. `closed` is where that went on (the end of the text if it did not).

    `cuts` are earlier such places, by the index of the item that ended there: numbers may run on across
    the sections of the outer list.
    """

    family: Family
    marks: list[Marker]
    closed: int
    cuts: dict[int, int] = field(default_factory=dict)
    outer: "Chain | None" = None
    dead: bool = False

    @property
    def count(self) -> int:
        return len(self.marks)

    def sections(self) -> Iterator["Chain"]:
        """The parts between the cuts, each a list of its own."""
        start = 0
        for last, cut in (*self.cuts.items(), (self.count - 1, self.closed)) if self.cuts else ():
            yield Chain(self.family, self.marks[start : last + 1], cut)
            start = last + 1


def chains(text: str, marks: Iterable[Marker]) -> list[Chain]:
    """The lists with two items or more, ordered by their first item. Linear in the number of marks.

    A list whose numbers run on across sections is there as a whole, and as one list for each section.
    """
    linking = _Linking(text)
    for mark in marks:
        linking.take(mark)
    found = [chain for chain in linking.chains if not chain.dead]
    found += [section for chain in found for section in chain.sections()]
    return sorted((chain for chain in found if chain.count > 1), key=lambda chain: chain.marks[0].start)


class _Linking:
    """`open` is the stack of lists that may go on, outermost first; `suspended` ones an outer one closed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.chains: list[Chain] = []
        self.open: list[Chain] = []
        self.waiting: dict[tuple[Family, int], list[Chain]] = defaultdict(list)
        self.suspended: dict[Family, Chain] = {}

    def take(self, mark: Marker) -> None:
        if mark.number == 0:
            while self.open:
                self._close(mark.start)
            self.suspended.clear()
        elif mark.number == 1:
            self._begin(mark)
        elif (chain := self._expecting(mark)) and not self._quote_ends(chain, mark):
            self._go_on(chain, mark)

    def _begin(self, mark: Marker) -> None:
        if mark.family <= Family.BRACKET:  # opens a section: 一是 does not run across it
            finer = Family.BRACKET if mark.family is Family.OUTLINE else Family.IS
            while self.open and self.open[-1].family >= finer:
                self._close(mark.start)
        chain = Chain(mark.family, [mark], len(self.text), outer=self.open[-1] if self.open else None)
        self.chains.append(chain)
        self._push(chain)
        self.suspended.pop(mark.family, None)

    def _go_on(self, chain: Chain, mark: Marker) -> None:
        if chain.closed == len(self.text):
            while self.open[-1] is not chain:
                self._close(mark.start)
            self.open.pop()
        else:
            chain.cuts[chain.count - 1] = chain.closed
            chain.closed = len(self.text)
        between = self.text[chain.marks[-1].end : mark.start][:40]
        if len(_WORD.findall(between)) < 2:  # 一、二、三产业; （一）（二）项
            chain.dead = True
            return
        chain.marks.append(mark)
        self._push(chain)

    def _expecting(self, mark: Marker) -> Chain | None:
        """The innermost open list that this mark continues, or one that a section heading interrupted."""
        if mark.number in (NEXT, LAST):
            top = [chain for chain in self.open[-3:] if chain.family is mark.family and chain.count > 1]
            return top[-1] if top and _near(top[-1], mark) else None
        waiting = self.waiting[mark.family, mark.number]
        while waiting:
            chain = waiting.pop()
            if not chain.dead and chain.count == mark.number - 1 and chain.closed == len(self.text):
                return chain if _near(chain, mark) else None
        suspended = self.suspended.get(mark.family)
        if suspended and suspended.count == mark.number - 1 and not mark.weak:
            return self.suspended.pop(mark.family)
        return None

    def _quote_ends(self, chain: Chain, mark: Marker) -> bool:
        """Whether the quotation that the list stands in is over: 。” without a “ since the last mark."""
        between = self.text[chain.marks[-1].end : mark.start]
        over = between.find("。”")
        return over >= 0 and between.count("“", 0, over) < between.count("”", 0, over + 2)

    def _push(self, chain: Chain) -> None:
        self.open.append(chain)
        self.waiting[chain.family, chain.count + 1].append(chain)

    def _close(self, at: int) -> None:
        chain = self.open.pop()
        chain.closed = at
        if chain.family in (Family.BRACKET, Family.DIGIT):
            self.suspended[chain.family] = chain


def _near(chain: Chain, mark: Marker) -> bool:
    gap = mark.start - chain.marks[-1].end
    if mark.weak or chain.marks[-1].weak:
        return gap <= CLAUSE
    return gap <= REACH or mark.family < Family.IS
