"""Two answers to one question side by side, and where they differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from knowledge.document import Span
from retrieval.answer import Answer, Snippet

State = Literal["same", "changed", "gone", "new"]
ALIKE = 0.5
"""The share of two quotations that has to be the same for one to be the other's later wording."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation then and now; None where there is none. The spans are what the other one has not."""

    state: State
    then: Snippet | None = None
    now: Snippet | None = None
    only_then: tuple[Span, ...] = ()
    only_now: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both answers and their quotations in pairs: those of then in their order, then what is new."""

    then: Answer
    now: Answer
    pairs: tuple[Pair, ...]

    @property
    def same(self) -> bool:
        """Whether people read the same: the same outcome, and the same quotations in the same order."""
        outcomes = [(answer.status, answer.reason) for answer in (self.then, self.now)]
        texts = [[_place(snippet) for snippet in answer.snippets] for answer in (self.then, self.now)]
        return outcomes[0] == outcomes[1] and texts[0] == texts[1]


def compare(then: Answer, now: Answer) -> Comparison:
    """Pair the quotations of two answers: the same words of one document, or else the most alike."""
    partners = _partners(then.snippets, now.snippets)
    pairs = [
        _pair(snippet, now.snippets[partners[at]]) if at in partners else Pair("gone", then=snippet)
        for at, snippet in enumerate(then.snippets)
    ]
    new = (at for at in range(len(now.snippets)) if at not in partners.values())
    return Comparison(then, now, (*pairs, *(Pair("new", now=now.snippets[at]) for at in new)))


def _partners(then: Sequence[Snippet], now: Sequence[Snippet]) -> dict[int, int]:
    """The number of a snippet then -> that of its partner now; the most alike find each other first."""
    alike = sorted(_alike(then, now), reverse=True)
    partners: dict[int, int] = {}
    for _, before, after in alike:
        if before not in partners and after not in partners.values():
            partners[before] = after
    return partners


def _alike(then: Sequence[Snippet], now: Sequence[Snippet]) -> Iterator[tuple[float, int, int]]:
    for before, one in enumerate(then):
        for after, other in enumerate(now):
            if one.citation.document == other.citation.document:
                share = 2.0 if one.text == other.text else _matcher(one, other).ratio()
                if share >= ALIKE:
                    yield share, before, after


def _pair(then: Snippet, now: Snippet) -> Pair:
    if then.text == now.text:
        return Pair("same", then, now)
    changes = [change for change in _matcher(then, now).get_opcodes() if change[0] != "equal"]
    only_then = tuple((start, end) for _, start, end, _, _ in changes if start < end)
    only_now = tuple((start, end) for _, _, _, start, end in changes if start < end)
    return Pair("changed", then, now, only_then, only_now)


def _matcher(one: Snippet, other: Snippet) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, one.text, other.text, autojunk=False)


def _place(snippet: Snippet) -> tuple[str, str]:
    return snippet.citation.document, snippet.text
