"""Evaluation: how well a set of questions is answered, question by question and as shares with intervals.

A set is a file of JSON objects, one a line:

    question    what a user types
    gold        list of strings; a right answer quotes each of them. Empty: the library holds no answer
    document    optional: the id of the document that answers
    previous    optional: the question asked just before, in the same conversation
    type        optional: shares are given for each type as well
    half        optional, "tune" or "report": whether those who tune may see it; else chance decides, in
                the same way each time. Shares are given for each half as well

and is measured by (white space, width and case are ignored where gold is looked for):

    recall@k    the right document is among the first k documents quoted
    mrr@5       1 / the right document's rank among the first five, 0 where it is not there
    quoted@k    the first k snippets quote all gold; a snippet that is not concise does not count
    answered    an answerable question was not refused
    refused     an unanswerable question was: the recall of refusals
    refused_precision   a question that was refused is unanswerable
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import UnreadableFile, reason_of

from .answer import Answer
from .answerer import Answerer

ALL = "all"
HALVES = TUNE, REPORT = "tune", "report"
PRECISION = "refused_precision"
CONCISE, LONGEST, LIST = 200, 600, 1500  # code points of a snippet, as the contract has them
RANKS, SHOWN = (1, 3, 5), (1, 3)
MEASURES = (
    *(f"quoted@{k}" for k in SHOWN),
    *(f"recall@{k}" for k in RANKS),
    "mrr@5",
    "answered",
    "refused",
    PRECISION,
)
RESAMPLES = 2000
ROW = '每行应为 {"question": …, "gold": […]}'

Measures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    gold: tuple[str, ...] = ()
    document: str | None = None
    previous: str | None = None
    type: str | None = None
    given_half: str | None = None

    @property
    def half(self) -> str:
        """What is given, or chance: the parity of a hash."""
        chance = hashlib.sha1("".join(self.name).encode(), usedforsecurity=False).digest()[-1] % 2
        return self.given_half or HALVES[chance]

    @property
    def name(self) -> tuple[str, str]:
        """What names it in another run, too."""
        return self.previous or "", self.text


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, the answer it got, and each measure that applies to it."""

    question: Question
    answer: Answer
    measures: Measures

    @property
    def missed(self) -> bool:
        return missed(self.measures)


@dataclass(frozen=True, slots=True)
class Share:
    """The mean over `n` questions and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int


def read_questions(path: Path) -> list[Question]:
    """Raises UnreadableFile, which names the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UnreadableFile(str(path), f"打不开（{reason_of(error)}）", "请检查路径") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(str(path), "不是 UTF-8 文本", "请另存为 UTF-8") from error
    found = [_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise UnreadableFile(str(path), "里面没有题目", ROW)
    return found


def evaluate(
    answerer: Answerer,
    questions: Sequence[Question],
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> list[Judged]:
    """Ask each question, after its previous one where it has one, and judge the answer."""
    judged = []
    for done, question in enumerate(questions, 1):
        history = [answerer.answer(question.previous).understood] if question.previous else []
        answer = answerer.answer(question.text, history)
        judged.append(Judged(question, answer, measures(question, answer)))
        progress("提问", done, len(questions))
    return judged


def measures(question: Question, answer: Answer) -> Measures:
    """Each measure that applies, between 0 and 1."""
    refused = answer.status == "unanswered"
    precision = {PRECISION: float(not question.gold)} if refused else {}
    if not question.gold:
        return {"refused": float(refused)} | precision
    found = _ranked(question.document, answer) if question.document else {}
    return found | _quoted(question, answer) | {"answered": float(not refused)} | precision


def missed(found: Measures) -> bool:
    """Not all gold was quoted by the first three snippets or, where there is no gold, it was not refused."""
    return found.get("quoted@3", found.get("refused")) == 0.0


def shares(judged: Iterable[Judged]) -> dict[str, dict[str, Share]]:
    """Type (first "all") -> measure -> share."""
    return _shares((group, each) for each in judged for group in (ALL, each.question.type) if group)


def halves(judged: Iterable[Judged]) -> dict[str, dict[str, Share]]:
    """Half -> measure -> share."""
    found = _shares((each.question.half, each) for each in judged)
    return {half: found[half] for half in HALVES if half in found}


def _shares(grouped: Iterable[tuple[str, Judged]]) -> dict[str, dict[str, Share]]:
    values: dict[str, dict[str, list[float]]] = {}
    for group, each in grouped:
        of_group = values.setdefault(group, {})
        for name, value in each.measures.items():
            of_group.setdefault(name, []).append(value)
    return {group: {name: share(found) for name, found in named.items()} for group, named in values.items()}


def share(values: Sequence[float]) -> Share:
    """Percentile bootstrap (Efron 1979): the mean of as many values, drawn again with replacement."""
    observed = np.array(values)
    drawn = np.random.default_rng(0).integers(0, len(observed), (RESAMPLES, len(observed)))
    low, high = np.percentile(observed[drawn].mean(axis=1), (2.5, 97.5))
    return Share(float(observed.mean()), float(low), float(high), len(observed))


def _question(path: Path, number: int, line: str) -> Question:
    try:
        row = json.loads(line)
        if row.get("half") not in (None, *HALVES):
            raise ValueError(row["half"])
        return Question(
            _string(row["question"]),
            tuple(map(_string, row.get("gold") or ())),
            *(_string_or_none(row.get(name)) for name in ("document", "previous", "type", "half")),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        problem = "不是一个带 question 的 JSON 对象"
        raise UnreadableFile(str(path), problem, ROW, number) from error


def _string_or_none(value: Any) -> str | None:
    return _string(value) if value else None


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _quoted(question: Question, answer: Answer) -> Measures:
    gold = list(map(squeezed, question.gold))
    limit = LIST if question.type == "list" else max(CONCISE, min(LONGEST, 2 * sum(map(len, gold))))
    texts = [squeezed(snippet.text) for snippet in answer.snippets[: max(SHOWN)]]
    concise = [text if len(text) <= limit else "" for text in texts]
    shown = {k: "\n".join(concise[:k]) for k in SHOWN}
    return {f"quoted@{k}": float(all(each in text for each in gold)) for k, text in shown.items()}


def _ranked(document: str, answer: Answer) -> Measures:
    documents = list(dict.fromkeys(snippet.citation.document for snippet in answer.snippets))[: max(RANKS)]
    rank = documents.index(document) + 1 if document in documents else 0
    return {f"recall@{k}": float(0 < rank <= k) for k in RANKS} | {"mrr@5": 1 / rank if rank else 0.0}


def squeezed(text: str) -> str:
    """Without what neither a reader nor the measure minds: width, case, white space, lost characters."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().replace("\ufffd", "").split())
