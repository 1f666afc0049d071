"""How much better a text has to read with a slip mended: the stranger the slip, the more.

The bounds are differences of costs, see reading: 6 is 400 times as likely. They were set on the questions of
tests/quality/typos.jsonl that are marked for tuning, and on texts without slips: 836 questions, and the 8,671
sentences of 299 policy documents, looked at with another library and with half of their own.
"""

from collections.abc import Iterator

from .doubts import NUMERALS, Doubts
from .reading import Reader
from .slips import Kind, Slip

BOUNDS: dict[Kind, float] = {
    "sound": 6.0,
    "near_sound": 9.0,
    "shape": 6.0,
    "order": 8.0,
    "doubled": 6.0,
    "missing": 8.0,
}
EACH_MORE = 3.0  # for each further character that is exchanged
EACH_OF_TWO = 5.0  # for the other one of a word of two characters
ACROSS = 7.0  # what is exchanged is not left over: it runs into the next word (社会组|只有)
SHORT = 1.5  # a word of two characters that has the same neighbours in the library
ALONE = 4.0  # one that has no neighbours to tell by
STRANGE = 5.5  # one with neighbours that the library has neither beside it nor beside what was typed
COMPANION = 3.5  # one whose other character often stands alone (多次)
AT_END = 2.0  # the first or the last character is missing
_EXCHANGED = ("sound", "near_sound", "shape")
_ENDS_NAMES = frozenset("省市县区州旗盟乡镇村街道路部委局厅司处科室院校馆站所会团队组厂店行网")
_NAMES = frozenset("省市县区州旗盟乡镇村部委局厅院校")  # that stand before offices: 市|市场监管局


class Bounds:
    """The bounds for the slips of one text."""

    def __init__(self, doubts: Doubts, reader: Reader) -> None:
        self._doubts, self._reader, self._text = doubts, reader, doubts.text

    def bound(self, slip: Slip) -> float | None:
        """What has to be gained at least; None where what stands beside the slip speaks against it."""
        bound = BOUNDS[slip.kind]
        if slip.kind in _EXCHANGED:
            bound += (EACH_OF_TWO if len(slip.word) == 2 else EACH_MORE) * (len(slip.changed) - 1)
        if not any(self._doubts.leftover[place] for place in slip.changed):
            bound += ACROSS
        if slip.kind == "missing":
            return self._missing(slip, bound)
        if slip.kind == "doubled":
            return None if self._stands_twice(slip) else bound
        return self._short(slip, bound) if len(slip.word) == 2 else bound

    def _missing(self, slip: Slip, bound: float) -> float | None:
        """A character that often stands alone is not missed; nor is one between two words, but where the
        library has the word before the second one.
        """
        typed = self._text[slip.start : slip.end]
        gap = next(at for at in range(len(slip.word)) if slip.word[:at] + slip.word[at + 1 :] == typed)
        if self._doubts.often_alone(slip.word[gap]):
            return None
        if 0 < gap < len(slip.word) - 1:
            return bound
        if gap:
            open_there = self._doubts.is_alone(slip.end) or self._goes_on(slip)
        else:
            open_there = self._doubts.is_alone(slip.start - 1) and not self._numbered(slip.start)
        return bound + AT_END if open_there else None

    def _numbered(self, place: int) -> bool:
        """Whether a numeral stands before it, which may be meant for what is missing (一|疗保险)."""
        return self._text[place - 1 : place] in NUMERALS

    def _goes_on(self, slip: Slip) -> bool:
        """Whether the library has the last character of the word, not what was typed, before what follows."""
        after = self._text[slip.end]
        meant, typed = self._reader.pairs([slip.word[-1] + after, self._text[slip.end - 1] + after])
        return meant > 0 == typed

    def _stands_twice(self, slip: Slip) -> bool:
        """Whether a character stands twice with good reason: it ends a name (村|村委会, 税务局|局领导) or
        is one (市|市场监管局), or what stands beside it is left over as well (保|通|通知).
        """
        first, last, leftover = slip.changed[0], slip.changed[-1], self._doubts.leftover
        if self._text[first] in _NAMES and first == slip.start:
            return True
        ends = ((first == slip.start, slip.start - 1), (last == slip.end - 1, slip.end))
        beside = [place for at_end, place in ends if at_end]
        if self._text[first] in _ENDS_NAMES:
            return not all(map(self._doubts.is_alone, beside))
        return any(0 <= place < len(leftover) and leftover[place] for place in beside)

    def _short(self, slip: Slip, bound: float) -> float | None:
        """A word of two characters is soon found by chance: the library should have it beside the same
        neighbour, where there is one on the side that changes, and may not have what was typed there.
        """
        sides = list(self._sides(slip))
        if sides:
            meant, typed = (self._reader.pairs(pairs) for pairs in zip(*sides, strict=True))
            if all(one > other for one, other in zip(meant, typed, strict=True)):
                return bound + SHORT
            return None if any(typed) else bound + STRANGE
        kept = {slip.start, slip.end - 1}.difference(slip.changed)
        return bound + ALONE + (COMPANION if any(map(self._doubts.is_alone, kept)) else 0.0)

    def _sides(self, slip: Slip) -> Iterator[tuple[str, str]]:
        """The pairs that a neighbour makes with the word, and with what was typed."""
        before, after = slip.start - 1, slip.end
        if slip.start in slip.changed and not self._doubts.is_alone(before):
            yield self._text[before] + slip.word[0], self._text[before : slip.start + 1]
        if slip.end - 1 in slip.changed and not self._doubts.is_alone(after):
            yield slip.word[-1] + self._text[after], self._text[slip.end - 1 : after + 1]
