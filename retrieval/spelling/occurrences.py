"""Whether the library itself has what was typed: then it is no slip, whatever it reads like."""

import re
from collections.abc import Iterator
from functools import reduce

import numpy as np

from ..edition import Edition
from ..text import fold
from ..tokens import Tokenizer, bigrams
from .doubts import RUN

MOST = 20  # passages that are read


def occurs(typed: str, edition: Edition, tokenizer: Tokenizer) -> bool:
    """Whether some passage has it, not as parts of other words (慈善发 in 慈善|发展)."""
    return any(
        _cut_out(typed, run, tokenizer)
        for text in _passages(typed, edition)
        if typed in text
        for run in RUN.findall(text)
    )


def _passages(typed: str, edition: Edition) -> Iterator[str]:
    """The folded texts of passages that have each pair of these characters."""
    index = edition.index
    pairs = index.find(list(dict.fromkeys(bigrams(typed))))
    if not len(pairs) or pairs.min() < 0:
        return
    starts, items = index.postings.starts, index.postings.items
    found = reduce(np.intersect1d, (items[starts[pair] : starts[pair + 1]] for pair in pairs.tolist()))
    for passage in found[found < len(index.owners)][:MOST].tolist():
        first, end = index.passages[passage].tolist()
        start, stop = int(index.sentences[first][0]), int(index.sentences[end - 1][1])
        yield fold(edition.shelf.text(int(index.owners[passage]), start, stop))


def _cut_out(typed: str, run: str, tokenizer: Tokenizer) -> bool:
    """Whether words of the run begin and end where it stands."""
    if typed not in run:
        return False
    bounds, at = {0}, 0
    for word in tokenizer.cut(run):
        at += len(word)
        bounds.add(at)
    places = (match.start() for match in re.finditer(f"(?={re.escape(typed)})", run))
    return any(place in bounds and place + len(typed) in bounds for place in places)
