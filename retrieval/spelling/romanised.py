"""Pinyin that was typed for characters: cishanfa, "shehui zuzhi", fupin政策, and shzz for 社会组织.

A stretch of Latin words is read as words of the lexicon, one after the other, as cheaply as they can be had
(see reading); what the library has beside each other is cheaper. All of it must be read so, and in one way: a
word that the library holds in Latin letters is none of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from .lexicon import MODULUS, Lexicon, letter_key
from .reading import Reader
from .sounds import sounds

Kind = Literal["pinyin", "initials"]
_STRETCH = re.compile(
    r"(?<![0-9a-z./@:_-])[a-z]+(?:['’ ]{1,2}[a-z]+)*(?![0-9a-z]|[./@:_-][0-9a-z/])"  # in no web address
)
_WORD = re.compile("[a-z]+")
_INITIALS = re.compile(r"[^aeiouv]{4,8}")
LONGEST = 6  # syllables of a word
SHORTEST = 4  # letters of a stretch
BEAM = 8  # readings that are followed up
BESIDE = 2.0  # what is saved where the library has two characters beside each other
DEAREST = 4.5  # the cost of a syllable, at most: 社会组织 costs 1 each, 炼化西安 5
CLEAR = 1.5  # how much cheaper a reading of one word must be than the next one
CLEAR_INITIALS, OFTEN = 2.0, 3  # the same of initials, and how many passages must hold the word


@dataclass(frozen=True, slots=True)
class Romanised:
    """text[start:end] stands for `meant`. `rivals` are other ways to read it, with what they cost more."""

    start: int
    end: int
    meant: str
    kind: Kind
    rivals: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Path:
    """What is read so far; `content` says whether one of its words is no stop word."""

    cost: float = 0.0
    text: str = ""
    words: int = 0
    content: bool = False

    @property
    def syllables(self) -> int:
        return len(self.text)

    def ended(self, saved: float) -> "_Path":
        return replace(self, cost=self.cost - saved)


class Romanisation:
    """Reads the Latin words of a text that is `folded`; in capitals no word is abbreviated (GDP)."""

    def __init__(
        self, text: str, folded: str, lexicon: Lexicon, reader: Reader, stop: frozenset[str]
    ) -> None:
        self._typed, self._text = text, folded
        self._lexicon, self._reader, self._stop = lexicon, reader, stop

    def all(self) -> Iterator[Romanised]:
        for stretch in _STRETCH.finditer(self._text):
            if found := self._read(*stretch.span()):
                yield found

    def _read(self, start: int, end: int) -> Romanised | None:
        written = self._text[start:end]
        words = _WORD.findall(written)
        if end - start < SHORTEST or any(self._reader.holding(words)):
            return None
        if len(words) == 1 and _INITIALS.fullmatch(written):
            return self._initials(start, end) if self._typed[start:end].islower() else None
        paths = self._paths(start, end)
        if not paths or not paths[0].content or paths[0].cost > DEAREST * paths[0].syllables:
            return None
        rivals = tuple((path.text, round(path.cost - paths[0].cost, 2)) for path in paths[1:])
        clear = paths[0].words > 1 or not rivals or rivals[0][1] >= CLEAR
        return Romanised(start, end, paths[0].text, "pinyin", rivals) if clear else None

    def _paths(self, start: int, end: int) -> list[_Path]:
        """The ways to read all of it, the best first."""
        before = self._text[start - 1 : start]
        reached = {start: [_Path()]}
        for place in range(start, end):
            paths = reached.pop(place, [])
            for word, stop in list(self._words(place, end)) if paths else ():
                reached.setdefault(stop, []).extend(self._longer(path, word, before) for path in paths)
            for found in reached.values():
                found.sort(key=lambda path: path.cost)
                del found[BEAM:]
        after = self._text[end : end + 1]
        cheapest = {path.text: path for path in reversed(reached.get(end, ()))}
        ended = [path.ended(self._saved(path.text[-1:], after)) for path in cheapest.values()]
        return sorted(ended, key=lambda path: path.cost)

    def _longer(self, path: _Path, word: str, before: str) -> _Path:
        cost = path.cost + self._reader.cost(word) - self._saved(path.text[-1:] or before, word)
        content = path.content or (len(word) > 1 and word not in self._stop)
        return _Path(cost, path.text + word, path.words + 1, content)

    def _saved(self, before: str, after: str) -> float:
        """What is saved where these stand beside each other."""
        return BESIDE if before and after and self._reader.pairs([before + after[0]])[0] else 0.0

    def _words(self, place: int, end: int) -> Iterator[tuple[str, int]]:
        """The words that are spelled from there on, each with the place where the next one begins."""
        spelled = list(self._spelled(place, end, ()))
        if not spelled:
            return
        syllables = sounds().syllables
        keys = [sum(syllables[name] for name in said) % MODULUS for said, _ in spelled]
        for at, number in self._lexicon.sounds.find(np.array(keys, np.uint64)):
            said, stop = spelled[at]
            if said in sounds().spelled(word := self._lexicon.word(number)):
                yield word, stop

    def _spelled(self, place: int, end: int, said: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
        """The syllables that can be read from there on, none over the end of a Latin word."""
        while place < end and not self._text[place].isalpha():
            place += 1
        if said:
            yield said, place
        if len(said) == LONGEST:
            return
        for stop in range(place + 1, min(place + 6, end) + 1):
            name = self._text[place:stop]
            if name in sounds().syllables and not self._part_of_one(place, stop):
                yield from self._spelled(stop, end, (*said, name))

    def _part_of_one(self, place: int, stop: int) -> bool:
        """Whether it is a part of a Latin word that is one syllable: xi of xian."""
        first, last = place, stop
        while first and self._text[first - 1 : first].isalpha() and self._text[first - 1] < "\u0100":
            first -= 1
        while self._text[last : last + 1].isalpha() and self._text[last] < "\u0100":
            last += 1
        return (first, last) != (place, stop) and self._text[first:last] in sounds().syllables

    def _initials(self, start: int, end: int) -> Romanised | None:
        """The one word that has these initials, if the library uses it often."""
        written = self._text[start:end]
        key = sum(map(letter_key, written)) % MODULUS
        numbers = self._lexicon.initials.find(np.array([key], np.uint64))
        words = [self._lexicon.word(number) for _, number in numbers]
        found = sorted((self._reader.cost(word), word) for word in words if _abbreviates(written, word))
        if not found or self._reader.holding([found[0][1]])[0] < OFTEN:
            return None
        rivals = tuple((word, round(cost - found[0][0], 2)) for cost, word in found[1:])
        clear = not rivals or rivals[0][1] >= CLEAR_INITIALS
        return Romanised(start, end, found[0][1], "initials", rivals) if clear else None


def _abbreviates(initials: str, word: str) -> bool:
    return any("".join(name[0] for name in said) == initials for said in sounds().spelled(word))
