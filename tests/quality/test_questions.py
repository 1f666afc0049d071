"""The question sets: gold is there to be quoted, from our articles, the pages they retell and real files."""

import json
import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from knowledge.loaders import load

SETS = ("seeds", "followups", "paraphrases", "samples")
QUESTIONS = Path(__file__).with_name("seeds.jsonl")
CORPUS = Path(__file__).parents[2] / "knowledge" / "corpus"
ANSWERABLE = {"figure", "title", "list", "who", "when", "where", "province", "paraphrase", "followup"}
UNANSWERABLE = {"unanswerable", "off_topic"}


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Each newspaper page as it came, without white space, by its file stem."""
    data = os.environ.get("FUPIN_TEST_DATA")
    if not data:
        pytest.skip("FUPIN_TEST_DATA is unset: the newspaper pages are not at hand")
    return {path.stem: squeeze(path.read_text(encoding="utf-8")) for path in Path(data).glob("seeds/*.txt")}


def squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def body(document: str) -> str:
    return squeeze((CORPUS / f"{document}.md").read_text(encoding="utf-8").split("---\n", 2)[2])


def test_every_gold_is_quotable_from_its_document(questions: list[dict[str, Any]]) -> None:
    bodies = {path.stem: body(path.stem) for path in CORPUS.glob("*.md")}
    missing = [
        (row["question"], gold)
        for row in questions
        for gold in row["gold"]
        if squeeze(gold) not in bodies[row["document"]]
    ]
    assert missing == []


def test_every_gold_is_quotable_from_the_page_as_it_came(
    questions: list[dict[str, Any]], pages: dict[str, str]
) -> None:
    missing = [
        (row["question"], gold)
        for row in questions
        for gold in row["gold"]
        if squeeze(gold) not in pages[row["source"]]
    ]
    assert missing == []


def test_only_questions_that_the_library_answers_name_a_document(questions: list[dict[str, Any]]) -> None:
    for row in questions:
        assert bool(row["gold"]) == ("document" in row) == ("source" in row), row
        assert row["type"] in (ANSWERABLE if row["gold"] else UNANSWERABLE | {"followup"}), row
        assert ("previous" in row) == (row["type"] == "followup"), row


def test_there_are_enough_questions_of_every_kind(questions: list[dict[str, Any]]) -> None:
    kinds = Counter(row["type"] for row in questions)
    answerable = sum(bool(row["gold"]) for row in questions)
    assert len({(row["question"], row.get("previous")) for row in questions}) == len(questions) >= 120
    assert set(kinds) == ANSWERABLE | UNANSWERABLE
    assert min(kinds.values()) >= 5
    assert 0.7 <= answerable / len(questions) <= 0.8


def test_every_gold_about_the_samples_is_quotable_from_its_file(real_data: Path) -> None:
    rows = [row for row in read("samples") if "document" in row]
    files = {path.stem: path for path in (real_data / "samples").rglob("*") if path.is_file()}
    texts = {
        id: squeeze(load(files[id], files[id].name).documents[0].text)
        for id in {row["document"] for row in rows}
    }
    missing = [
        (row["question"], gold)
        for row in rows
        for gold in row["gold"]
        if squeeze(gold) not in texts[row["document"]]
    ]
    assert missing == []


def test_there_are_questions_enough_in_both_halves() -> None:
    rows = [row for name in SETS for row in read(name)]
    halves = Counter(row["half"] for row in rows)
    assert len(rows) >= 300
    assert set(halves) == {"tune", "report"}
    assert min(halves.values()) >= 0.45 * len(rows)


def read(name: str) -> list[dict[str, Any]]:
    path = QUESTIONS.with_name(f"{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
