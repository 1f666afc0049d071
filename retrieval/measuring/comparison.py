"""Comparison: what changed between two runs of one set of questions."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFile, reason_of

from ..answer import Answer, Citation, Snippet
from ..evaluation import Judged, Measures, Question, Share, measures, missed, share

Run = dict[tuple[str, str], Measures]
"""A question's name -> its measures."""

MEANT = "应是 fupin eval --json 的结果，或 fupin ask --json 对同一组问题逐行的回答"


def read_run(path: Path, questions: Sequence[Question]) -> Run:
    """An earlier run: a report of `fupin eval --json`, or the answers of `fupin ask --json`, one a line.

    Answers are matched by their question, those of equal questions in order. Raises UnreadableFile.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        report = _report(text)
        if report is None:
            return _judged_again([json.loads(line) for line in text.splitlines() if line.strip()], questions)
        return {(row["previous"] or "", row["question"]): row["measures"] for row in report["questions"]}
    except OSError as error:
        raise UnreadableFile(str(path), f"打不开（{reason_of(error)}）", "请检查路径") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile(str(path), "看不懂这份对照结果", MEANT) from error


def differences(judged: Iterable[Judged], before: Run) -> dict[str, Share]:
    """Measure -> mean change since `before`, over the questions that both runs have."""
    changes: dict[str, list[float]] = {}
    for each in judged:
        earlier = before.get(each.question.name, {})
        for name, value in each.measures.items():
            if name in earlier:
                changes.setdefault(name, []).append(value - earlier[name])
    return {name: share(found) for name, found in changes.items()}


def changed(judged: Iterable[Judged], before: Run) -> tuple[list[Judged], list[Judged]]:
    """The questions that were missed before and are not now, and those that were not and are now."""
    known = [(each, before[each.question.name]) for each in judged if each.question.name in before]
    won = [each for each, earlier in known if not each.missed and missed(earlier)]
    lost = [each for each, earlier in known if each.missed and not missed(earlier)]
    return won, lost


def _report(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "questions" in found else None


def _judged_again(rows: list[dict[str, Any]], questions: Sequence[Question]) -> Run:
    waiting: dict[str, list[Answer]] = {}
    for row in rows:
        waiting.setdefault(row["question"], []).append(_answer(row))
    return {
        question.name: measures(question, waiting[question.text].pop(0))
        for question in questions
        if waiting.get(question.text)
    }


def _answer(row: dict[str, Any]) -> Answer:
    """As much of an answer as is measured."""
    snippets = tuple(
        Snippet(each["text"], each["kind"], (), 0.0, Citation(each["citation"]["document"], ""))
        for each in row["snippets"]
    )
    return Answer(row["question"], row["understood"], row["status"], snippets=snippets)
