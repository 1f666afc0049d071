"""Evaluation judges answers as a person would check them, and says how sure its shares are."""

import importlib.util
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import UnreadableFile
from retrieval import evaluation
from retrieval.answer import Answer, Citation, Snippet, Status
from retrieval.evaluation import MEASURES, Judged, Question

from .conftest import Home

Given = Sequence[tuple[str, str]]


def answer(snippets: Given = (), status: Status = "answered") -> Answer:
    """Each snippet is its document and its text."""
    return Answer(
        "问",
        "问",
        status,
        snippets=tuple(Snippet(text, "sentence", (), 1.0, Citation(id, id)) for id, text in snippets),
    )


def measured(question: Question, *snippets: tuple[str, str]) -> dict[str, float]:
    return evaluation.measures(question, answer(snippets))


def test_gold_is_found_whatever_its_width_case_and_spacing() -> None:
    question = Question("问", gold=("ＡＢc 12处",))
    assert measured(question, ("d", "共 abC\n12 处。"))["quoted@1"] == 1.0
    assert measured(question, ("d", "共 abC 13 处。"))["quoted@1"] == 0.0


def test_all_gold_must_be_quoted_by_the_snippets_together() -> None:
    question = Question("问", gold=("甲", "乙"))
    found = measured(question, ("d", "只有甲"), ("d", "只有乙"))
    assert (found["quoted@1"], found["quoted@3"]) == (0.0, 1.0)
    assert measured(question, *[("d", "丙")] * 3, ("d", "甲乙"))["quoted@3"] == 0.0
    assert measured(Question("问", gold=("甲乙",)), ("d", "甲"), ("d", "乙"))["quoted@3"] == 0.0


@pytest.mark.parametrize(
    ("gold", "type", "longest"),
    [("甲", None, 200), ("甲" * 150, None, 300), ("甲" * 500, None, 600), ("甲", "list", 1500)],
)
def test_a_snippet_counts_only_while_it_is_concise(gold: str, type: str | None, longest: int) -> None:
    question = Question("问", gold=(gold,), type=type)
    for length, counts in ((longest, 1.0), (longest + 1, 0.0)):
        assert measured(question, ("d", gold.ljust(length, "文")))["quoted@1"] == counts


def test_a_document_ranks_among_documents_and_not_among_snippets() -> None:
    question = Question("问", gold=("甲",), document="right")
    found = measured(question, ("wrong", "一"), ("wrong", "二"), ("right", "三"))
    assert [found[name] for name in ("recall@1", "recall@3", "mrr@5")] == [0.0, 1.0, 0.5]
    assert measured(question, ("wrong", "一"))["mrr@5"] == 0.0


def test_a_question_without_an_answer_is_measured_by_its_refusal_alone() -> None:
    nothing = Question("问", document="d")
    assert evaluation.measures(nothing, answer(status="unanswered")) == {
        "refused": 1.0,
        "refused_precision": 1.0,
    }
    assert measured(nothing, ("d", "文")) == {"refused": 0.0}


def test_a_refusal_of_what_could_be_answered_costs_precision() -> None:
    refused = evaluation.measures(Question("问", gold=("甲",)), answer(status="unanswered"))
    assert refused == {"answered": 0.0, "quoted@1": 0.0, "quoted@3": 0.0, "refused_precision": 0.0}


def test_every_measure_that_can_be_had_is_named() -> None:
    question = Question("问", gold=("甲",), document="d")
    refused = evaluation.measures(Question("问"), answer(status="unanswered"))
    assert {*measured(question, ("d", "甲")), *refused} == set(MEASURES)


def test_the_measures_are_those_of_the_measuring_tool(real_data: Path) -> None:
    score = measuring_tool(real_data)
    rng = random.Random(5)  # noqa: S311
    for _ in range(300):
        gold = ["ＡＢ" * rng.randint(1, 160), "丙"][: rng.randint(0, 2)]
        texts = ["".join(rng.choices(["ab" * 40, "\ufffd丙 ", "文" * 90, "AB"], k=4)) for _ in range(5)]
        snippets = [(rng.choice("xyz"), text) for text in texts[: rng.randint(0, 5)]]
        given = answer(snippets, "answered" if snippets else "unanswered")
        type = rng.choice(["list", "figure"])
        row = {"gold": gold, "document": "y", "type": type}
        expected = score(row, given.to_json())
        found = evaluation.measures(Question("问", tuple(gold), "y", None, type), given)
        assert {name: found[name] for name in found.keys() & expected.keys()} == {
            name: expected[name] for name in found.keys() & expected.keys()
        }
        assert found.get("recall@1") == expected.get("document@1")
        assert expected.keys() - found.keys() <= {"length", "document@1"}


def measuring_tool(data: Path) -> Callable[[dict[str, Any], dict[str, Any]], dict[str, float]]:
    spec = importlib.util.spec_from_file_location("score_answers", data / "tools" / "score_answers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[dict[str, Any], dict[str, Any]], dict[str, float]] = module.score
    return found


def test_a_follow_up_is_asked_after_its_previous_question(home: Home) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []
    answerer = home.answerer(shui="---\ntitle: 供水办法\n---\n供水由县水利局负责。\n")

    class Listening(type(answerer)):  # type: ignore[misc]
        def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
            asked.append((question, tuple(history)))
            return answerer.answer(question, history)

    questions = [
        Question("那责任呢？", gold=("县水利局",), previous=" 谁 负责供水？"),
        Question("谁负责供水？"),
    ]
    judged = evaluation.evaluate(Listening(home.path), questions)
    assert asked == [(" 谁 负责供水？", ()), ("那责任呢？", ("谁 负责供水？",)), ("谁负责供水？", ())]
    assert [each.question for each in judged] == questions


def test_shares_are_given_for_all_and_for_each_type() -> None:
    some = Question("一", gold=("甲",), type="figure")
    judged = [
        Judged(some, answer(), {"quoted@1": 1.0}),
        Judged(replace(some, type=None), answer(), {"quoted@1": 0.0}),
        Judged(Question("二", type="none"), answer(), {"refused": 1.0}),
    ]
    found = evaluation.shares(judged)
    assert list(found) == ["all", "figure", "none"]
    assert (found["all"]["quoted@1"].mean, found["all"]["quoted@1"].n) == (0.5, 2)
    assert (found["figure"]["quoted@1"].mean, found["none"]["refused"].n) == (1.0, 1)


def test_shares_are_given_for_each_half() -> None:
    tuned, told = Question("一", given_half="tune"), Question("二", given_half="report")
    judged = [Judged(each, answer(), {"refused": each is tuned}) for each in (told, tuned, told)]
    found = evaluation.halves(judged)
    assert list(found) == ["tune", "report"]
    assert [found[half]["refused"].mean for half in found] == [1.0, 0.0]
    assert [found[half]["refused"].n for half in found] == [1, 2]
    assert list(evaluation.halves(judged[:1])) == ["report"]


def test_chance_halves_a_set_always_in_the_same_way() -> None:
    questions = [Question(f"第{number}问", previous="前" * (number % 3)) for number in range(1000)]
    halves = [question.half for question in questions]
    assert 450 < halves.count("tune") < 550
    assert halves == [replace(question, gold=("甲",)).half for question in questions]
    assert "".join(half[0] for half in halves[:12]) == "trtrtrttrtrt"
    assert {replace(question, given_half="tune").half for question in questions} == {"tune"}


def test_an_interval_is_as_wide_as_the_normal_approximation_and_the_same_each_time() -> None:
    values = [1.0] * 240 + [0.0] * 60
    found = evaluation.share(values)
    width = 1.96 * (0.8 * 0.2 / 300) ** 0.5
    assert found.mean == pytest.approx(0.8)
    assert (found.low, found.high) == pytest.approx((0.8 - width, 0.8 + width), abs=0.006)
    assert evaluation.share(values) == found


@pytest.mark.parametrize(
    "line",
    [
        "文字",
        "[]",
        "{}",
        '{"question": 5}',
        '{"question": "问", "gold": [5]}',
        '{"question": "问", "type": 5}',
        '{"question": "问", "half": "other"}',
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"question": "问"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"set\.jsonl 第 3 行"):
        evaluation.read_questions(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.jsonl").write_bytes("问".encode("gbk"))
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    for name in ("gbk.jsonl", "none.jsonl", "empty.jsonl", "."):
        with pytest.raises(UnreadableFile):
            evaluation.read_questions(tmp_path / name)


def test_questions_are_read_with_all_that_is_known_of_them(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"question": "问", "gold": ["甲"], "document": "d", "previous": "前", "type": "list", "other": 1}
    rows = [row | {"half": "report"}, {"question": "问", "gold": None}]
    path.write_text("\ufeff" + "\n".join(map(json.dumps, rows)), encoding="utf-8")
    whole = Question("问", ("甲",), "d", "前", "list", "report")
    assert evaluation.read_questions(path) == [whole, Question("问")]
