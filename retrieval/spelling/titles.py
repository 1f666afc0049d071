"""A title between 《 and 》 that is one slip away from one that the library has or names."""

import re
from collections.abc import Iterator

from knowledge.places.regions import find_regions

from ..edition import Edition
from ..question import understand
from ..runs import Search
from ..text import fold
from ..titles import plain
from ..tokens import Tokenizer, bigrams
from .doubts import NUMERALS
from .slips import lookalikes
from .sounds import sounds

TITLE = re.compile(r"《([^《》]{2,80})》")
LONG = 8  # characters from which any one of them may be another one
_RUNS = 5  # runs of sentences in which titles are looked for


def mended(typed: str, edition: Edition, tokenizer: Tokenizer) -> str | None:
    """The one title that is meant; None where the library has or names what was typed, or no such title."""
    if all(edition.index.find(list(bigrams(fold(typed)))) >= 0):
        return None
    known = list(dict.fromkeys(_known(typed, edition, tokenizer)))
    wanted = plain(typed)
    if any(wanted in plain(title) for title in known):
        return None
    found = {meant for title in known for meant in _one_slip_away(wanted, plain(title))}
    return found.pop() if len(found) == 1 else None


def _known(typed: str, edition: Edition, tokenizer: Tokenizer) -> Iterator[str]:
    """The titles of the documents that speak of what the title does, and those that they name there."""
    search = Search(understand(typed, tokenizer), edition.index)
    yield from map(edition.shelf.title, search.documents)
    sentences = edition.index.sentences
    for run, _ in zip(search.runs(), range(_RUNS), strict=False):
        start, end = int(sentences[run.first][0]), int(sentences[run.last - 1][1])
        yield from TITLE.findall(edition.shelf.text(run.document, start, end))


def _one_slip_away(typed: str, title: str) -> Iterator[str]:
    """The title, or the part of it that people call it by: its beginning or its end."""
    for length in {len(typed) - 1, len(typed), len(typed) + 1}:
        for part in {title[:length], title[-length:]} if 1 < length <= len(title) else ():
            if _is_slip(typed, part) and _same_regions(typed, part):
                yield part


def _is_slip(typed: str, meant: str) -> bool:
    """Whether one character is another, missing or typed twice, or two neighbours are exchanged."""
    if len(typed) != len(meant):
        short, long = sorted((typed, meant), key=len)
        gaps = [at for at in range(len(long)) if long[:at] + long[at + 1 :] == short]
        twice = len(gaps) > 1  # either of two equal neighbours may go
        return (
            bool(gaps)
            and not NUMERALS & {long[gaps[0]]}
            and (twice or (long == meant and len(meant) >= LONG))
        )
    places = [at for at in range(len(typed)) if typed[at] != meant[at]]
    if len(places) == 2:
        first, second = places
        return second == first + 1 and typed[first] == meant[second] and typed[second] == meant[first]
    return len(places) == 1 and _exchanged(typed[places[0]], meant[places[0]], len(typed))


def _exchanged(typed: str, meant: str, length: int) -> bool:
    """Whether one character may stand for the other: no numeral, and alike, or in a long title."""
    if typed.isdigit() or meant.isdigit() or NUMERALS & {typed, meant}:
        return False
    return length >= LONG or meant in lookalikes().get(typed, "") or sounds().alike(typed, meant)


def _same_regions(typed: str, meant: str) -> bool:
    named, others = ([region for region, _ in find_regions(text)] for text in (typed, meant))
    return all(region in others for region in named)
