"""Normalising for matching only: width, case, traditional characters. What is shown is never normalised."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

WORD = re.compile(r"[0-9a-z]+(?:[.%][0-9a-z]+)*%?|[\u3400-\u9fff\U00020000-\U0003ffff]+")


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """NFKC, casefolded, traditional -> simplified. May differ in length from `text`; `fold` does not."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return str(_to_simplified().convert(folded))


class _Folded(dict[int, str]):
    """Code point -> its normalised character; those that become none or several stay as they are."""

    def __missing__(self, code: int) -> str:
        folded = normalise(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_folded = _Folded()


def fold(text: str) -> str:
    """`text` normalised character by character: what is found in it stands at the same place in `text`."""
    return text.translate(_folded)
