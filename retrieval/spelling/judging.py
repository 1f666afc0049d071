"""Whether a slip is one: the text reads far better with the word, and nothing speaks against it."""

from dataclasses import dataclass

from ..edition import Edition
from ..tokens import Tokenizer
from .bounds import Bounds
from .doubts import Doubts
from .occurrences import occurs
from .reading import Reader
from .refusals import Refusal, Refusals
from .slips import Slip

AROUND = 16  # characters beside a slip that are read with it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`gain` is how much better the text reads with the slip mended, `bound` what it must be at least; both
    are 0 where it was not read. `refusal` is None for a slip that is one.
    """

    slip: Slip
    refusal: Refusal | None = None
    gain: float = 0.0
    bound: float = 0.0

    @property
    def surplus(self) -> float:
        return self.gain - self.bound


class Judge:
    """Judges the slips of one text."""

    def __init__(self, doubts: Doubts, reader: Reader, edition: Edition, tokenizer: Tokenizer) -> None:
        self._doubts, self._reader, self._text = doubts, reader, doubts.text
        self._edition, self._tokenizer = edition, tokenizer
        self._refusals, self._bounds = Refusals(doubts, tokenizer), Bounds(doubts, reader)

    def verdict(self, slip: Slip) -> Verdict:
        if refusal := self._refusals.why(slip):
            return Verdict(slip, refusal)
        bound = self._bounds.bound(slip)
        if bound is None:
            return Verdict(slip, "beside")
        gain = self._gain(slip)
        if gain is None:
            return Verdict(slip, "unread")
        if gain < bound:
            return Verdict(slip, "unlikely", gain, bound)
        typed = self._text[slip.start : slip.end]
        known = occurs(typed, self._edition, self._tokenizer)
        return Verdict(slip, "in_library" if known else None, gain, bound)

    def _gain(self, slip: Slip) -> float | None:
        """How much better the text around it reads with the word; None where it would not be read as one."""
        first, last = self._doubts.run(slip.start)
        start, end = max(first, slip.start - AROUND), min(last, slip.end + AROUND)
        mended = self._text[start : slip.start] + slip.word + self._text[slip.end : end]
        reading = self._reader.read(mended, slip.word)
        if slip.word not in reading.words:
            return None
        return self._reader.read(self._text[start:end]).cost - reading.cost
