"""The curated answers of an edition, and which of them, if any, was written for a question."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge.document import Span

from .clusters import Meaning, meaning_of
from .question import Question
from .tokens import Tokenizer
from .wordings import FITS, Wording

FILE = "answers.json"


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage that an answer cites: `number` and `span` are None where the edition has it no longer."""

    document: str
    quote: str
    number: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A curated answer: `document` is its number on the edition's shelf, behind all that are searched."""

    document: int
    file: str
    question: str
    author: str | None
    date: str | None
    review: str | None
    cites: tuple[CitedPassage, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """The answer that fits a question, by which wording, and how like that is."""

    answer: OwnAnswer
    wording: str
    like: float


class OwnAnswers:
    """The curated answers of an edition, in the order of their files."""

    def __init__(self, answers: Iterable[OwnAnswer] = ()) -> None:
        self.answers = tuple(answers)
        self._by_term: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for number, answer in enumerate(self.answers):
            for at, wording in enumerate(answer.wordings):
                for term in wording.terms:
                    self._by_term[wording.scope, term].append((number, at))

    def fitting(self, question: Question, tokenizer: Tokenizer) -> Fitting | None:
        """The answer that was written for a question; of several the likest, then the first."""
        if not self.answers:
            return None
        candidates = self._candidates(meaning_of(question, tokenizer))
        if not candidates:
            return None
        asked = Wording.understood(question, tokenizer)
        found = (self._fitting(asked, number, at) for number, at in candidates)
        return max(filter(None, found), key=lambda each: each.like, default=None)

    def _fitting(self, asked: Wording, number: int, at: int) -> Fitting | None:
        answer = self.answers[number]
        like = asked.fits(answer.wordings[at])
        return Fitting(answer, answer.wordings[at].text, like) if like else None

    def _candidates(self, asked: Meaning) -> list[tuple[int, int]]:
        """Wordings that share one of the question's heaviest terms; without all of these none is like it."""
        found: set[tuple[int, int]] = set()
        left = 1.0 - FITS**2
        for term, weight in sorted(asked.terms.items(), key=lambda each: -each[1]):
            found.update(self._by_term.get((asked.scope, term), ()))
            left -= weight**2
            if left < 0:
                break
        return sorted(found)

    def save(self, directory: Path) -> None:
        """An edition without answers has no such file."""
        if self.answers:
            rows = [
                asdict(each) | {"wordings": [w.to_json() for w in each.wordings]} for each in self.answers
            ]
            (directory / FILE).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> "OwnAnswers":
        """Raises OSError, ValueError, KeyError or TypeError where the file is damaged."""
        path = directory / FILE
        rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return cls(map(_answer, rows))


def _answer(row: Mapping[str, Any]) -> OwnAnswer:
    cites = tuple(_cite(each) for each in row["cites"])
    wordings = tuple(map(Wording.from_json, row["wordings"]))
    return OwnAnswer(**{**row, "cites": cites, "wordings": wordings})


def _cite(row: Mapping[str, Any]) -> CitedPassage:
    return CitedPassage(**{**row, "span": tuple(row["span"]) if row["span"] else None})
