"""How fast questions are answered, measured against peers in one run: the machine's speed cancels out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TypeVar

from ..answerer import Answerer
from ..bm25 import LuceneBM25
from ..edition import Edition
from ..question import understand
from ..tokens import Tokenizer

T = TypeVar("T")
ROUNDS = 3
SLOW = 40  # questions that the slowest peer is asked


@dataclass(frozen=True, slots=True)
class Timing:
    """Median and 99th percentile, in milliseconds a question."""

    name: str
    p50: float
    p99: float


def bench_search(answerer: Answerer, questions: Sequence[str]) -> list[Timing]:
    """Time whole answers, and two peers that only score the same terms: bm25s with numba, and rank_bm25.

    Raises ImportError where bm25s or numba is not installed.
    """
    import bm25s

    edition, tokenizer = answerer.opened()
    corpus = passage_terms(edition, tokenizer)
    terms = [list(understand(question, tokenizer).terms) for question in questions]
    rank = LuceneBM25(corpus)
    peer = bm25s.BM25(backend="numba", method="lucene")
    peer.index(corpus, show_progress=False)
    k = min(10, len(corpus))

    def retrieve(query: list[str]) -> object:
        return peer.retrieve([query], k=k, show_progress=False, n_threads=1)

    return [
        _timed("fupin: elapsed_ms", questions, answerer.answer),
        _timed("bm25s (numba): retrieve", terms, retrieve),
        _timed("rank_bm25: get_scores", terms[:SLOW], rank.get_scores),
    ]


def passage_terms(edition: Edition, tokenizer: Tokenizer) -> list[list[str]]:
    """The terms of every passage's text, as the index has them."""
    index, corpus = edition.index, []
    for passage, owner in zip(index.passages.tolist(), index.owners.tolist(), strict=True):
        first, last = index.sentences[passage[0]], index.sentences[passage[1] - 1]
        corpus.append(tokenizer.terms(edition.shelf.text(owner, int(first[0]), int(last[1]))))
    return corpus


def sample_questions(edition: Edition, count: int = 300) -> list[str]:
    """Sentences of the library, spread evenly and cut to the length of a question."""
    index = edition.index
    step = max(1, len(index.passages) // count)
    found = []
    for passage in range(0, len(index.passages), step):
        start, end = index.sentences[int(index.passages[passage][0])].tolist()
        found.append(edition.shelf.text(int(index.owners[passage]), start, min(end, start + 20)))
    return found[:count]


def _timed(name: str, items: Iterable[T], call: Callable[[T], object]) -> Timing:
    items = list(items)
    for item in items:
        call(item)
    spent = []
    for _ in range(ROUNDS):
        for item in items:
            started = perf_counter()
            call(item)
            spent.append((perf_counter() - started) * 1000)
    spent.sort()
    return Timing(name, median(spent), spent[int(len(spent) * 0.99)])
