"""The lexicon of an edition, laid out: the words of the library, the names of its regions, and stop words."""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.places.gazetteer import gazetteer, region_of, short
from knowledge.words import Words

from ..spelling.lexicon import FIRST, LAST, Keys, Lexicon, Table, mixed
from .ragged import Ragged
from .syllables import Syllables, spoken, syllables

ASKING = ("时候", "什么时候", "多少钱", "多少人", "哪一年")  # that questions have beside stop words
LONG = 4  # characters from which a word is known without one of them, and by its initials
MOST = 12  # characters of a word
_WORD = re.compile(rf"[{FIRST}-{LAST}]{{2,{MOST}}}")


def lexicon_of(terms: Iterable[str], words: Words) -> Lexicon:
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
    read = syllables()
    letters = Ragged.of([list(map(ord, word)) for word in words])
    sounds = Ragged.of(list(_sounds(words, read)))
    known = np.flatnonzero(_smallest(sounds) > 0)
    kinds = mixed(read.alike)
    long = known[np.diff(letters.starts)[known] >= LONG]
    initials = np.array([ord(name[0]) if name else 0 for name in read.names])
    return Lexicon(
        letters.values.astype(np.uint32),
        letters.starts.astype(np.int32),
        sounds.values.astype(np.uint16),
        np.array(read.names, "<U6"),
        kinds,
        read.readings,
        _table(_sums(kinds[sounds.values], sounds)[known], known),
        _table(_sums(mixed(letters.values), letters), np.arange(len(words))),
        _lacking(letters),
        _table(_sums(mixed(initials[sounds.values]), sounds)[long], long),
    )


def _sounds(words: Iterable[str], read: Syllables) -> Iterator[list[int]]:
    """The syllables of each word; only a character of several readings asks for the word as a whole."""
    several = set(np.flatnonzero(read.readings[:, 1]).tolist())
    for word in words:
        places = [ord(letter) - ord(FIRST) for letter in word]
        if len(word) > 1 and not several.isdisjoint(places):
            yield [read.numbers.get(each, 0) for each in spoken(word)]
        else:
            yield read.readings[places, 0].tolist()


def _smallest(rows: Ragged) -> NDArray[np.int32]:
    """The smallest value of each row, none of which is empty."""
    return np.minimum.reduceat(rows.values, rows.starts[:-1]) if len(rows) else rows.values


def _sums(keys: Keys, rows: Ragged) -> Keys:
    """The sum of the keys of each row, none of which is empty."""
    return np.add.reduceat(keys, rows.starts[:-1]) if len(rows) else keys


def _lacking(letters: Ragged) -> Table:
    """Each long word without each of its characters."""
    each = mixed(letters.values)
    owners = letters.owners
    left = _sums(each, letters)[owners] - each
    long = letters.lengths[owners] >= LONG
    return _table(left[long], owners[long])


def _table(keys: Keys, words: NDArray[np.int64]) -> Table:
    order = np.lexsort((words, keys))
    return Table(keys[order], words[order].astype(np.int32))
