"""Text -> terms: jieba's words, and character bigrams beside them."""

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from functools import lru_cache
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import jieba

from knowledge.words import Words

from .text import WORD, normalise

ASKING = ("什么", "多少", "哪", "几")
CACHE = "jieba.cache"  # as jieba calls it
SOME = "了个"  # ends words of jieba's that say no more than the rest of them (开了个)
PLACE_ENDINGS = "省市县"
RUNS = 64  # that are kept cut: one question is looked at several times over
BIGRAM = "\u00b7"  # marks a bigram, so that it is never the word of the same two characters


def tokenizer_for(cache: Path, words: Words) -> "Tokenizer":
    """The tokenizer of a process for these words: its dictionary takes a second to load, and 100 MB."""
    return _tokenizer(cache.resolve(), words)


@lru_cache(maxsize=2)
def _tokenizer(cache: Path, words: Words) -> "Tokenizer":
    return _cutting(cache, words.field, words.stop).finding(dict(words.synonyms))


@lru_cache(maxsize=2)
def _cutting(cache: Path, field: tuple[str, ...], stop: frozenset[str]) -> "Tokenizer":
    """A tokenizer without synonyms: of these, any number may share its dictionary."""
    return Tokenizer(cache, field, stop)


class Tokenizer:
    """An own jieba tokenizer: no global state, the dictionary's cache under `cache`, the field's own words.

    `words` are added to jieba's dictionary, and are the tokenizer's `own`; `stop` are dropped from questions
    and passages alike. `synonyms` has for words of a question those that a passage may have in their place.
    """

    def __init__(
        self,
        cache: Path,
        words: Iterable[str] = (),
        stop: Iterable[str] = (),
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._jieba = jieba.Tokenizer()
        self._cache, self._words = cache, tuple(words)
        self.own = frozenset(self._words)
        self.stop, self.synonyms = frozenset(stop), synonyms or {}
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._cut = lru_cache(maxsize=RUNS)(self._cut_out)

    def finding(self, synonyms: Mapping[str, tuple[str, ...]]) -> "Tokenizer":
        """The same with other synonyms, over the same dictionary."""
        other = copy(self)
        other.synonyms = synonyms
        return other

    def warm(self) -> None:
        """Load the dictionary, once; about a second without its cache, a third of one with it."""
        with self._lock:
            if self._ready.is_set():
                return
            jieba.setLogLevel(logging.CRITICAL)  # that it cannot write its cache costs time, and no more
            self._cache.mkdir(parents=True, exist_ok=True)
            self._initialise()
            for word in self._words:
                self._jieba.add_word(word)
            self._ready.set()

    def _initialise(self) -> None:
        """Load the dictionary. Its cache is put in place whole; on a full disk nothing is left of it."""
        cached = self._cache / CACHE
        if cached.exists():
            self._jieba.tmp_dir = str(self._cache)
            self._jieba.initialize()
            return
        with TemporaryDirectory(prefix="new-", dir=self._cache) as folder:
            self._jieba.tmp_dir = folder
            self._jieba.initialize()
            with suppress(OSError):
                Path(folder, CACHE).replace(cached)

    def words(self, text: str) -> list[str]:
        """The words of normalised `text` in reading order, without stop words and words that only ask.

        A place is followed by its short name (湖南省, 湖南), so that either finds the other.
        """
        if not self._ready.is_set():
            self.warm()
        found: list[str] = []
        for run in WORD.findall(text):
            for word in self._cut(run) if run[0] > "\u2fff" else (run,):
                if not self.is_stop(word := word.removesuffix(SOME) or word):
                    found.append(word)
                    if len(word) > 2 and word[-1] in PLACE_ENDINGS:
                        found.append(word[:-1])
        return found

    def _cut_out(self, run: str) -> tuple[str, ...]:
        """The most probable words of a run of Chinese characters, as jieba.cut gives them without its HMM."""
        route: dict[int, tuple[float, int]] = {}
        self._jieba.calc(run, self._jieba.get_DAG(run), route)
        words, start = [], 0
        while start < len(run):
            end = route[start][1] + 1
            words.append(run[start:end])
            start = end
        return tuple(words)

    def is_stop(self, word: str) -> bool:
        """Whether it is dropped: a stop word, or one that only asks."""
        return word in self.stop or word.startswith(ASKING)

    def lattice(self, run: str) -> list[list[int]]:
        """For each place of a run of Chinese characters, where the words that begin there end."""
        if not self._ready.is_set():
            self.warm()
        found = self._jieba.get_DAG(run)
        return [[last + 1 for last in found[start]] for start in range(len(run))]

    def cut(self, run: str) -> tuple[str, ...]:
        """All words of a run of Chinese characters, stop words and those that ask as well."""
        if not self._ready.is_set():
            self.warm()
        return self._cut(run)

    def rarity(self, word: str) -> float:
        """ln(1 / share of jieba's dictionary counts): about 5 for 人, 9 for 参与, 18 for an unknown word."""
        return log(self._jieba.total / (self._jieba.FREQ.get(word) or 1))

    def knows(self, word: str) -> bool:
        """Whether jieba's dictionary or the field's words have it."""
        if not self._ready.is_set():
            self.warm()
        return bool(self._jieba.FREQ.get(word))

    def terms(self, text: str) -> list[str]:
        """What is indexed of a text, and looked up of a question: its words and its bigrams."""
        normalised = normalise(text)
        return [*self.words(normalised), *bigrams(normalised)]


def bigrams(text: str) -> Iterator[str]:
    """Marked pairs of neighbouring Chinese characters of normalised `text`."""
    for run in WORD.findall(text):
        if run[0] > "\u2fff":
            for i in range(len(run) - 1):
                yield BIGRAM + run[i : i + 2]
