"""A question as it is understood: its terms with their weights, and what kind of answer it asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.numbers.cardinals import value

from . import values
from .kinds import asked
from .relative import without_recent
from .scope import Scope, scope_of
from .smalltalk import without_courtesy
from .text import normalise
from .tokens import BIGRAM, Tokenizer, bigrams

MOST_TERMS = 64  # they are the bits of one machine word; further terms of a long question have no say
MARK_WEIGHT = (
    3.0  # of a kind, a year or a region that was asked for; a word that two passages hold has about 9
)
LONGEST = 2000  # code points; a longer text is no question
_LIST = re.compile(
    r"哪[些几二两三四五六七八九十\d]|几个方面|几方面|哪方面|几[项条点种类大]|分别|主要内容|有何(?:措施|举措|要求|做法)"
)
_ITEM = re.compile(
    r"第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})(?:个(?![季月批期])|点|项|方面|条(?=是|呢|讲|说|内容))(?:方面)?"
)


@dataclass(frozen=True, slots=True)
class Question:
    """`terms` are the words, the bigrams, then the marks: kinds of answer, years and regions.

    `text` is what was understood. `rarities` has for each word how rare it is in general Chinese, see
    Tokenizer.rarity. `marks` are the last of the terms, with their weights, 0 for those that only tell.
    There are at most MOST_TERMS terms; bigrams give way first. `synonyms` has for the first
    words those that count, in part, where the word itself is missing. `item` is set where one item of a list
    is asked for (第二个): its number, from 1.
    """

    text: str
    words: tuple[str, ...]
    rarities: tuple[float, ...]
    terms: tuple[str, ...]
    marks: dict[str, float]
    scope: Scope
    wants_list: bool
    item: int | None = None
    synonyms: tuple[tuple[str, ...], ...] = ()


def understand(text: str, tokenizer: Tokenizer) -> Question:
    """Drop what only asks: courtesies, question words, and the bigrams inside them."""
    whole = without_courtesy(normalise(text))
    item = _ITEM.search(whole)
    limited = whole.replace(item[0], "") if item else whole
    normalised, _ = without_recent(limited)
    words = tuple(dict.fromkeys(_words(normalised, tokenizer)))
    pairs = [pair for pair in dict.fromkeys(bigrams(normalised)) if pair[len(BIGRAM) :] not in tokenizer.stop]
    scope = scope_of(limited)
    marks = dict.fromkeys(scope.terms, 0.0) | dict.fromkeys((*asked(normalised), *scope.wanted), MARK_WEIGHT)
    room = MOST_TERMS - len(marks)
    words = words[:room]
    rarities = tuple(map(tokenizer.rarity, words))
    terms = (*(*words, *pairs)[:room], *marks)
    number = value(item["number"]) if item else None
    return Question(
        text,
        words,
        rarities,
        terms,
        marks,
        scope,
        bool(_LIST.search(normalised)),
        int(number) if number else None,
        tuple(_synonyms(words, terms, tokenizer)),
    )


def _words(text: str, tokenizer: Tokenizer) -> Iterator[str]:
    """The words of a question, and the terms of its values."""
    for piece in values.pieces(text):
        yield from [piece.term] if piece.term else tokenizer.words(piece.text)


def _synonyms(words: Sequence[str], terms: Sequence[str], tokenizer: Tokenizer) -> Iterator[tuple[str, ...]]:
    """The other words for each of the question's own, none of them twice; as far as there is room."""
    taken = set(words)
    for word in words[: MOST_TERMS - len(terms)]:
        alike = (*tokenizer.synonyms.get(word, ()), *values.alike(word))
        others = tuple(other for other in alike if other not in taken)
        taken.update(others)
        yield others
