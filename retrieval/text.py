"""Normalising for matching only: width, case, traditional characters. What is shown is never normalised."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from opencc import OpenCC

WORD = re.compile(r"[0-9a-z]+(?:[.%][0-9a-z]+)*%?|[\u3400-\u9fff\U00020000-\U0003ffff]+")


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """NFKC, casefolded, traditional -> simplified. May differ in length from `text`: see `offsets`."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return str(_to_simplified().convert(folded))


def normalise_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The normalised text and, for each of its characters and its end, the index in `text` it came from."""
    whole = normalise(text)
    if len(whole) == len(text):
        return whole, range(len(text) + 1)
    offsets: list[int] = []
    characters: list[str] = []
    for index, character in enumerate(text):
        folded = _normalised_character(character)
        characters.append(folded)
        offsets.extend([index] * len(folded))
    offsets.append(len(text))
    return "".join(characters), offsets


@lru_cache(maxsize=1 << 14)
def _normalised_character(character: str) -> str:
    return normalise(character)
