"""Normalising for matching only: width, case, traditional characters. What is shown is never normalised."""

import re
import sys
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

WORD = re.compile(r"[0-9a-z]+(?:[.%][0-9a-z]+)*%?|[\u3400-\u9fff\U00020000-\U0003ffff]+")


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """NFKC, casefolded, traditional -> simplified. May differ in length from `text`; `fold` does not."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return str(_to_simplified().convert(folded))


def simplified(text: str) -> str:
    """Traditional characters -> simplified ones; all else stays as it is."""
    return str(_to_simplified().convert(text))


@cache
def _folded() -> NDArray[np.uint32]:
    """uint32[code points]: each one's normalised character; itself if that is none or several, or beyond the
    basic plane. Takes some hundredths of a second, once.
    """
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    letters = [chr(code) for code in range(1, 0x10000) if not 0xD800 <= code < 0xE000]
    for letter, folded in zip(letters, normalise("\0".join(letters)).split("\0"), strict=True):
        if folded != letter and len(folded) == 1:
            table[ord(letter)] = ord(folded)
    return table


def fold(text: str) -> str:
    """`text` normalised character by character: what is found in it stands at the same place in `text`."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _folded()[codes].tobytes().decode("utf-32-le", "surrogatepass")
