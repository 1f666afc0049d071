"""Puts a question right by the words of one edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..edition import Edition
from ..text import fold, simplified
from ..tokens import Tokenizer
from .asking import mistaken
from .correction import Correction, of_romanised, of_verdict
from .doubts import Doubts
from .judging import Judge, Verdict
from .reading import Reader
from .romanised import Romanisation
from .slips import Slips
from .titles import TITLE, mended

LONGEST = 120  # code points of a question that is looked at
MOST = 3  # words that are put right; a text with more of them is something else
RIVAL = 2.0  # a slip must be that much surer than any other in its place


@dataclass(frozen=True, slots=True)
class Speller:
    edition: Edition
    tokenizer: Tokenizer

    def correct(self, text: str) -> str:
        """The text, put right."""
        for correction in self.corrections(text):
            text = correction.applied(text)
        return text

    def corrections(self, text: str) -> Iterator[Correction]:
        """What is put right, one after the other: each is given for the text as those before it leave it."""
        if len(text) > LONGEST:
            return
        reader, folded = Reader(self.edition.index, self.tokenizer), fold(text)
        for step in (self._traditional, self._romanised, self._asking, self._slips, self._titles):
            for correction in step(text, folded, reader):
                text = correction.applied(text)
                folded = fold(text)
                yield correction

    def verdicts(self, folded: str, reader: Reader) -> list[Verdict]:
        """What is said of each slip that a folded text may hold, the surest first."""
        doubts = Doubts(folded, self.tokenizer, reader)
        places = _outside_titles(folded, doubts.places)
        if not any(places):
            return []
        judge = Judge(doubts, reader, self.edition, self.tokenizer)
        slips = Slips(doubts.text, doubts.runs, places, self.edition.lexicon).all()
        return sorted(
            map(judge.verdict, slips), key=lambda found: (found.refusal is not None, -found.surplus)
        )

    def _traditional(self, text: str, folded: str, reader: Reader) -> Iterator[Correction]:
        if folded != text and (found := simplified(text)) != text:
            yield Correction(0, len(text), text, found, "traditional")

    def _romanised(self, text: str, folded: str, reader: Reader) -> Iterator[Correction]:
        stop = self.tokenizer.stop
        found = list(Romanisation(text, folded, self.edition.lexicon, reader, stop).all())
        return (of_romanised(each, text) for each in reversed(found))

    def _asking(self, text: str, folded: str, reader: Reader) -> Iterator[Correction]:
        return (Correction(start, end, text[start:end], "哪", "asking") for start, end in mistaken(folded))

    def _slips(self, text: str, folded: str, reader: Reader) -> Iterator[Correction]:
        for _ in range(MOST):
            verdicts = self.verdicts(folded, reader)
            if not verdicts or not _is_clear(verdicts, text):
                return
            others = [other for other in verdicts[1:] if _overlap(verdicts[0], other)]
            correction = of_verdict(verdicts[0], others, text)
            yield correction
            text = correction.applied(text)
            folded = fold(text)

    def _titles(self, text: str, folded: str, reader: Reader) -> Iterator[Correction]:
        for match in reversed(list(TITLE.finditer(text))):
            if meant := mended(match[1], self.edition, self.tokenizer):
                yield Correction(*match.span(1), match[1], meant, "title")


def _outside_titles(text: str, places: list[bool]) -> list[bool]:
    """A title is put right as a whole."""
    if "《" in text:
        for start, end in (match.span() for match in TITLE.finditer(text)):
            places[start:end] = [False] * (end - start)
    return places


def _is_clear(verdicts: list[Verdict], text: str) -> bool:
    """Whether the surest slip is one, and the text comes out the same with any that is nearly as sure."""
    best = verdicts[0]
    return best.refusal is None and all(
        _mended(other, text) == _mended(best, text)
        for other in verdicts[1:]
        if other.refusal in (None, "unlikely")
        and best.surplus - other.surplus < RIVAL
        and _overlap(best, other)
    )


def _overlap(one: Verdict, other: Verdict) -> bool:
    return one.slip.start < other.slip.end and other.slip.start < one.slip.end


def _mended(verdict: Verdict, text: str) -> str:
    slip = verdict.slip
    return text[: slip.start] + slip.word + text[slip.end :]
