"""The lexicon of an edition, laid out: the words of the library, the names of its regions, and stop words."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.places.gazetteer import gazetteer, region_of, short
from knowledge.words import Words

from ..spelling.lexicon import FIRST, LAST, MODULUS, Keys, Lexicon, Table, letter_key, letter_keys
from ..spelling.sounds import Sounds, sounds
from .ragged import Ragged

ASKING = ("时候", "什么时候", "多少钱", "多少人", "哪一年")  # that questions have beside stop words
LONG = 4  # characters from which a word is known without one of them, and by its initials
MOST = 12  # characters of a word
READINGS = 8  # of a word
_WORD = re.compile(rf"[{FIRST}-{LAST}]{{2,{MOST}}}")


def lexicon_of(terms: Collection[str], words: Words) -> Lexicon:
    """The lexicon of a library that holds these terms."""
    found = {term for term in terms if _WORD.fullmatch(term)}
    found.update(name for term in terms if term[0] == "@" for name in _region(term[1:]))
    found.update(word for word in (*words.stop, *ASKING) if FIRST <= word[0] <= LAST)
    return laid_out(sorted(found))


def _region(code: str) -> Iterator[str]:
    """Its names, in full and in short; none for what is no region's code."""
    if code in gazetteer().rows:
        region = region_of(code)
        yield from filter(_WORD.fullmatch, (region.name, short(region)))


def laid_out(words: Sequence[str]) -> Lexicon:
    text = "".join(words)
    letters = Ragged.of([list(map(ord, word)) for word in words])
    keys = letter_keys(text)
    return Lexicon(
        letters.values.astype(np.uint32),
        letters.starts.astype(np.int32),
        _sounds(words, sounds()),
        _table(_sums(keys, letters), np.arange(len(words))),
        _lacking(keys, letters),
        _initials(words, sounds()),
    )


def _sounds(words: Iterable[str], heard: Sounds) -> Table:
    """Each word for each way to read it."""
    found = [
        (sum(map(heard.syllables.__getitem__, said)) % MODULUS, number)
        for number, word in enumerate(words)
        for said in heard.spelled(word)[:READINGS]
    ]
    return _listed(found)


def _initials(words: Iterable[str], heard: Sounds) -> Table:
    """Each long word for the first letters of its syllables."""
    found = {
        (sum(letter_key(name[0]) for name in said) % MODULUS, number)
        for number, word in enumerate(words)
        for said in (heard.spelled(word)[:READINGS] if len(word) >= LONG else ())
    }
    return _listed(found)


def _listed(found: Collection[tuple[int, int]]) -> Table:
    keys = np.array([key for key, _ in found], np.uint64)
    return _table(keys, np.array([number for _, number in found], np.int64))


def _sums(keys: Keys, rows: Ragged) -> Keys:
    """The sum of the keys of each row, none of which is empty."""
    return np.add.reduceat(keys, rows.starts[:-1]) if len(rows) else keys


def _lacking(keys: Keys, letters: Ragged) -> Table:
    """Each long word without each of its characters."""
    owners = letters.owners
    left = _sums(keys, letters)[owners] - keys
    long = letters.lengths[owners] >= LONG
    return _table(left[long], owners[long])


def _table(keys: Keys, words: NDArray[np.int64]) -> Table:
    pairs = np.unique(np.stack([keys, words.astype(np.uint64)], axis=1), axis=0)
    return Table(np.ascontiguousarray(pairs[:, 0]), pairs[:, 1].astype(np.int32))
