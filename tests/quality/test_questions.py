"""The question set: its gold is there to be quoted, from our articles and from the pages they retell."""

import json
import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

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
