"""Slips are put right, and nothing else is."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from retrieval.answerer import Answerer
from retrieval.evaluation import Question, evaluate, shares
from retrieval.spelling.speller import Speller

HERE = Path(__file__).parent
SETS = ("seeds", "followups", "paraphrases", "samples")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def typed(library: str | None) -> list[dict[str, Any]]:
    return [row for row in rows("typos") if row.get("library") == library]


def questions() -> Iterator[str]:
    """Those of the other sets, which hold no slip."""
    for row in (row for name in SETS for row in rows(name)):
        yield from (row[name] for name in ("question", "previous") if row.get(name))


def changed(speller: Speller, texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(text, meant) for text in texts if (meant := speller.correct(text)) != text]


def mistaken(speller: Speller, of: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """What is understood as something that was neither typed nor meant."""
    return [
        (row["question"], meant)
        for row in of
        if (meant := speller.correct(row["question"])) not in (row["question"], row["meant"])
    ]


def share_put_right(speller: Speller, of: Iterable[dict[str, Any]]) -> float:
    right = [speller.correct(row["question"]) == row["meant"] for row in of if row["slip"]]
    return right.count(True) / len(right)


def quoted(answerer: Answerer, of: Iterable[dict[str, Any]], name: str) -> float:
    asked = [Question(row[name], tuple(row["gold"]), row["document"]) for row in of if row["slip"]]
    return shares(evaluate(answerer, asked))["all"]["quoted@1"].mean


def test_slips_in_questions_about_the_bundled_library(bundled: Answerer) -> None:
    speller, of = Speller(*bundled.opened()), typed(None)
    assert mistaken(speller, of) == []
    assert share_put_right(speller, of) >= 0.8


def test_slips_cost_few_answers(bundled: Answerer) -> None:
    of = typed(None)
    assert quoted(bundled, of, "question") >= quoted(bundled, of, "meant") - 0.05


def test_questions_without_slips_stay_as_they_are(bundled: Answerer) -> None:
    assert changed(Speller(*bundled.opened()), questions()) == []


def test_slips_in_questions_about_policy_documents(policies: Answerer, real_data: Path) -> None:
    speller, of = Speller(*policies.opened()), typed("policy_qa")
    real = (real_data / "benchmarks" / "policy_qa" / "questions.jsonl").read_text(encoding="utf-8")
    asked = [json.loads(line)["question"] for line in real.splitlines()]
    assert mistaken(speller, of) == []
    assert share_put_right(speller, of) >= 0.7
    assert changed(speller, (*questions(), *asked)) == []


def test_the_set_has_slips_of_every_kind() -> None:
    found = rows("typos")
    kinds = {row["slip"] for row in found}
    assert len({row["question"] for row in found}) == len(found) >= 200
    assert {"sound", "shape", "order", "doubled", "missing", "pinyin", "traditional", None} <= kinds
    assert {row["half"] for row in found} == {"tune", "report"}
    for row in found:
        assert (row["slip"] is None) == (row["question"] == row["meant"]), row
        assert "library" in row or bool(row["gold"]) == ("document" in row) == bool(row["slip"]), row
