"""Two runs of one set are compared question by question."""

import json
from pathlib import Path

import pytest

from knowledge.errors import UnreadableFile
from retrieval.answer import Answer, Citation, Snippet
from retrieval.evaluation import Judged, Question, measures
from retrieval.measuring import comparison

FIRST = Question("一", gold=("甲",))
AGAIN = Question("一", gold=("乙",), previous="前")
NOTHING = Question("二")


def quoting(question: str, text: str) -> Answer:
    snippet = Snippet(text, "sentence", ((0, 1),), 2.0, Citation("d", "题", spans=((0, 1),)))
    return Answer(question, question, "answered", snippets=(snippet,))


def judged(*pairs: tuple[Question, Answer]) -> list[Judged]:
    return [Judged(question, answer, measures(question, answer)) for question, answer in pairs]


NOW = judged(
    (FIRST, quoting("一", "甲")), (AGAIN, quoting("一", "甲")), (NOTHING, Answer("二", "二", "unanswered"))
)


def run_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "run"
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_of_the_command_line_are_a_run_equal_questions_in_order(tmp_path: Path) -> None:
    answers = [quoting("一", "丙"), quoting("一", "乙"), quoting("别的", "丁")]
    path = run_file(tmp_path, "\n".join(json.dumps(each.to_json()) for each in answers))
    before = comparison.read_run(path, [FIRST, AGAIN, NOTHING])
    assert before[FIRST.name] == {"answered": 1.0, "quoted@1": 0.0, "quoted@3": 0.0}
    assert before[AGAIN.name]["quoted@1"] == 1.0
    assert NOTHING.name not in before


def test_a_report_is_a_run(tmp_path: Path) -> None:
    rows = [{"question": "一", "previous": "前", "measures": {"quoted@1": 0.5}}]
    path = run_file(tmp_path, json.dumps({"questions": rows}, indent=1))
    assert comparison.read_run(path, []) == {AGAIN.name: {"quoted@1": 0.5}}


def test_what_was_won_and_lost_is_told_apart() -> None:
    before = {
        FIRST.name: {"quoted@1": 0.0, "quoted@3": 0.0},
        AGAIN.name: {"quoted@1": 1.0, "quoted@3": 1.0},
        NOTHING.name: {"refused": 1.0},
    }
    won, lost = comparison.changed(NOW, before)
    assert [each.question for each in won] == [FIRST]
    assert [each.question for each in lost] == [AGAIN]
    assert comparison.changed(NOW, {}) == ([], [])


def test_differences_are_paired_over_the_questions_of_both_runs() -> None:
    before = {FIRST.name: {"quoted@1": 0.0, "mrr@5": 1.0}, ("", "others"): {"quoted@1": 1.0}}
    found = comparison.differences(NOW, before)
    assert list(found) == ["quoted@1"]
    assert (found["quoted@1"].mean, found["quoted@1"].n) == (1.0, 1)
    same = {each.question.name: each.measures for each in NOW}
    assert {each.mean for each in comparison.differences(NOW, same).values()} == {0.0}


@pytest.mark.parametrize(
    "text", ["文字", "{}", "[1]", '{"questions": 5}', '{"questions": [{}]}', '{"question": "一"}']
)
def test_what_is_no_run_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="run"):
        comparison.read_run(run_file(tmp_path, text), [FIRST])


def test_a_run_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="none"):
        comparison.read_run(tmp_path / "none", [])
