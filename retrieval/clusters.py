"""Questions of like meaning, for the groups of what went unanswered and for answers that people wrote.

A meaning is a vector over the tokens of retrieval: the character pairs of a question's words, which weigh as
much as their word is rare in general Chinese. Words that find each other as synonyms are one word. Meanings
of other years, regions or numbered parts have nothing in common.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .question import Question, understand
from .text import normalise
from .tokens import Tokenizer

# Likeness to a group's questions, on average, from which a question is one of them: the best on one half of
# tests/quality/gaps.jsonl (pairs: precision 0.85, recall 0.83). On its other half these are 0.83 and 0.77.
ALIKE = 0.4
_MARKS = re.compile(r"[\W_]+")
_ASKING = re.compile(
    r"谁|什么|哪|怎|如何|多少|为何"
)  # 由谁来, 怎么办: words that say nothing about the matter


@dataclass(frozen=True, slots=True)
class Meaning:
    """`terms` is a vector of length 1, or empty; `scope` tells what it is limited to, empty for nothing."""

    scope: str
    terms: Mapping[str, float]


def meaning(text: str, tokenizer: Tokenizer) -> Meaning:
    """The meaning of an understood question."""
    return meaning_of(understand(text, tokenizer), tokenizer)


def meaning_of(question: Question, tokenizer: Tokenizer) -> Meaning:
    weights: dict[str, float] = {}
    for _, rarity, parts in pieces(question, tokenizer):
        for part in parts:
            weights[part] = max(rarity / len(parts), weights.get(part, 0.0))
    return Meaning(_scope(question), _unit(weights))


def likeness(one: Meaning, other: Meaning) -> float:
    """0 … 1: the cosine of their terms, 0 where their scopes differ."""
    if one.scope != other.scope:
        return 0.0
    return sum(weight * other.terms.get(term, 0.0) for term, weight in one.terms.items())


def middle(some: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of vectors: its product with a vector is the mean likeness to them."""
    found: dict[str, float] = {}
    for terms in some:
        for term, weight in terms.items():
            found[term] = found.get(term, 0.0) + weight / len(some)
    return found


def wording(text: str) -> str:
    """What two ways of typing the same words have in common: no spaces, no marks, one width and case."""
    return _MARKS.sub("", normalise(text))


def pieces(question: Question, tokenizer: Tokenizer) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """The words of a question that say what it is about, with their rarity and pieces: none that only ask, or
    name a year or a region.
    """
    named = (*question.scope.places, *question.scope.dates)
    for word, rarity in zip(question.words, question.rarities, strict=True):
        if not (_ASKING.search(word) or any(word in name or name in word for name in named)):
            yield word, rarity, tuple(_pieces(_spoken(word, tokenizer.synonyms)))


def _spoken(word: str, synonyms: Mapping[str, tuple[str, ...]]) -> str:
    """The one of several words for a thing that stands for all of them."""
    others = synonyms.get(word)
    if not others:
        return word
    return _first(word, synonyms) or _first(others[0], synonyms) or others[0]


def _first(word: str, synonyms: Mapping[str, tuple[str, ...]]) -> str | None:
    """Of words that find each other, the first in the order of characters; None where `word` has no such."""
    alike = [other for other in synonyms.get(word, ()) if word in synonyms.get(other, ())]
    return min(word, *alike) if alike else None


def _pieces(word: str) -> list[str]:
    if len(word) <= 2 or word.isascii():
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


def _scope(question: Question) -> str:
    from .articles import asked_articles  # which quotes from editions, and these have answers with meanings

    parts = [str(year) for year in sorted(question.scope.years)]
    parts += sorted(region.code for region in question.scope.regions)
    parts += [f"第{number}" for number in question.items.numbers] if question.items else []
    asked = asked_articles(question.text)
    parts += [f"第{number}条之{inserted}" for number, inserted in asked.numbers] if asked else []
    return " ".join(parts)


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}
