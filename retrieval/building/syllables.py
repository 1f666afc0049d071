"""How characters and words are read: the tables of pypinyin, without tones. They take a quarter of a second
to load, so only building an edition does.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..spelling.lexicon import FIRST, LAST

MOST = 3  # readings of a character
_SYLLABLE = re.compile(r"[a-z]*[aeiouv][a-z]*")
_UNTOLD = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))  # initials that many take for one another
_ENDINGS = re.compile(r"(?<=[aei])ng$")


@dataclass(frozen=True, slots=True)
class Syllables:
    """`names` by number, the first is none, and back; `alike` has the same number for syllables that are
    easily taken for one another; `readings` as Lexicon has them.
    """

    names: list[str]
    numbers: dict[str, int]
    alike: NDArray[np.uint16]
    readings: NDArray[np.uint16]


@cache
def syllables() -> Syllables:
    """Those of all characters from FIRST to LAST."""
    from pypinyin.pinyin_dict import pinyin_dict

    codes = range(ord(FIRST), ord(LAST) + 1)
    read = [list(dict.fromkeys(_toneless(pinyin_dict.get(code, ""))))[:MOST] for code in codes]
    names = ["", *sorted({each for row in read for each in row})]
    numbers = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(read), MOST), np.uint16)
    for row, found in zip(table, read, strict=True):
        row[: len(found)] = [numbers[each] for each in found]
    kinds = {kind: number for number, kind in enumerate(sorted(set(map(_alike, names))))}
    alike = np.array([kinds[_alike(name)] for name in names], np.uint16)
    return Syllables(names, numbers, alike, table)


def spoken(word: str) -> list[str]:
    """The syllables of a word: 银行 yin hang."""
    from pypinyin import lazy_pinyin

    found: list[str] = lazy_pinyin(word)
    return found


def _toneless(written: str) -> list[str]:
    """ "fā,fà" -> fa, fa; ü becomes v, as it is typed. What has no vowel (ḿ) is left out."""
    marked = unicodedata.normalize("NFD", written).replace("u\u0308", "v")
    bare = "".join(mark for mark in marked if not unicodedata.combining(mark))
    return _SYLLABLE.findall(bare)


def _alike(syllable: str) -> str:
    """zhing -> zin."""
    for one, other in _UNTOLD:
        if syllable.startswith(one):
            syllable = other + syllable[len(one) :]
            break
    return _ENDINGS.sub("n", syllable)
