"""Curated answers in files: what they may say, and what is wrong with them, by line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curated.answer import Cite, CuratedAnswer, place
from knowledge.curated.answers import (
    LONGEST_TEXT,
    MOST_CITES,
    MOST_WORDINGS,
    parsed,
    read_answers,
    written,
)
from knowledge.errors import UnreadableFile
from knowledge.problems import Problem

WHOLE = """\
---
question: 志愿者的保险由谁购买？
wordings:
  - 要不要给志愿者买保险
cites:
  - document: 志愿服务条例
    quote: 应当为志愿者购买保险。
author: 张三
date: 2026-01-31
review: 2026-07-31
---

由组织活动的机构购买。

出发前把名单报到办公室。
"""

TOO_MANY_WORDINGS = f"---\nquestion: 问？\nwordings: {[str(n) for n in range(MOST_WORDINGS + 1)]}\n---\n答。"
TOO_MANY_CITES = (
    "---\nquestion: 问？\ncites:\n" + "- {document: a, quote: b}\n" * (MOST_CITES + 1) + "---\n答。"
)


def read(text: str) -> tuple[CuratedAnswer, list[Problem]]:
    problems: list[Problem] = []
    return parsed(text, "1", problems), problems


def test_a_file_says_question_answer_and_what_it_rests_on() -> None:
    answer, problems = read(WHOLE)
    assert problems == []
    assert (answer.id, answer.file) == ("1", "answers/1.md")
    assert answer.asked == ("志愿者的保险由谁购买？", "要不要给志愿者买保险")
    assert answer.text == "由组织活动的机构购买。\n\n出发前把名单报到办公室。"
    assert answer.cites == (Cite("志愿服务条例", "应当为志愿者购买保险。", 6),)
    assert (answer.author, answer.date, answer.review) == ("张三", "2026-01-31", "2026-07-31")


def test_it_becomes_a_document_whose_text_is_the_answer_as_it_stands() -> None:
    document = read(WHOLE)[0].document()
    assert (document.id, document.title) == ("answer-1", "志愿者的保险由谁购买？")
    assert (document.metadata.issuer, document.metadata.published) == ("本机构答复", "2026-01-31")
    shown = [document.text[block.start : block.end] for block in document.blocks]
    assert shown == ["由组织活动的机构购买。", "出发前把名单报到办公室。"]


def test_only_question_and_answer_are_needed() -> None:
    answer, _ = read("---\nquestion: 问？\nwordings: 又问\n---\n答。")
    assert (answer.asked, answer.text, answer.cites, answer.date) == (("问？", "又问"), "答。", (), None)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("问？", 1, "开头没有 ---"),
        ("---\nquestion: 问？\n答。", 1, "没有对应的结束行"),
        ("---\nauthor: 张三\n---\n答。", 2, "没有问题"),
        ("---\nquestion: 问？\n---\n\n", 4, "没有答复正文"),
        (f"---\nquestion: 问？\n---\n{'答' * (LONGEST_TEXT + 1)}", 4, "最多 600 字"),
        ("---\nquestion: [问, 答]\n---\n答。", 2, "应是一行文字"),
        ("---\nquestion: 问？\nquestion: 又问\n---\n答。", 3, "写了两次"),
        ("---\nquestion: 问？\ndate: 去年\n---\n答。", 3, "不是日期"),
        ("---\nquestion: 问？\nreview: 2026-07\n---\n答。", 3, "不是日期"),
        ("---\nquestion: 问？\ncites: 条例\n---\n答。", 3, "应是一个列表"),
        ("---\nquestion: 问？\ncites:\n- document: 条例\n---\n答。", 4, "缺少 quote"),
        ("---\nquestion: 问？\ncites:\n- 条例\n---\n答。", 4, "缺少 document、quote"),
        (f'---\nquestion: 问？\nwordings: ["{"问" * 201}"]\n---\n答。', 3, "最多 200 字"),
        (TOO_MANY_WORDINGS, 3, "最多 50 种"),
        (TOO_MANY_CITES, 3, "最多 4 处"),
        ("---\nquestion: 问？\n---\n答\x81。", 4, "无法显示的字符"),
        ("---\nquestion: 问？\n---\n答\ud800。", 4, "无法显示的字符"),
        ('---\nquestion: "问\\0？"\n---\n答。', 2, "无法显示的字符"),
        ('---\nquestion: "问\\ud800？"\n---\n答。', 2, "无法显示的字符"),
        ("---\nquestion: 问：「\n  - x: [\n---\n答。", 3, "不是有效的 YAML"),
        ("---\n- 问？\n---\n答。", 2, "应是“名称: 值”的形式"),
        (f"---\nquestion: {'[' * 200}\n---\n答。", 2, "过长或过于复杂"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(text)
    assert (error.value.line, problem in error.value.problem) == (line, True), str(error.value)
    assert str(error.value).startswith("answers/1.md 第 ")


def test_a_name_that_is_not_known_is_told_and_left_out() -> None:
    answer, problems = read("---\nquestion: 问？\nanswer: 答\n---\n答。")
    assert answer.text == "答。"
    assert [(each.line, each.problem) for each in problems] == [(3, "不认识“answer”，没有采用")]


lines = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
sentences = lines.map(lambda text: " ".join(text.split())).filter(bool)


@settings(max_examples=30, deadline=None)
@given(
    sentences,
    st.lists(sentences, max_size=3),
    st.lists(st.tuples(sentences, sentences), max_size=3),
    sentences,
)
def test_what_is_written_is_read_back(
    question: str, wordings: list[str], cites: list[tuple[str, str]], text: str
) -> None:
    given = CuratedAnswer(
        "1",
        question,
        text,
        tuple(dict.fromkeys(wordings)),
        tuple(Cite(*each) for each in cites),
        None,
        "2026-01-31",
    )
    answer, problems = read(written(given))
    assert problems == []
    assert [(each.document, each.quote) for each in answer.cites] == cites
    assert (answer.question, answer.wordings, answer.text, answer.date) == (
        question,
        given.wordings,
        text.strip(),
        "2026-01-31",
    )


def test_a_bad_file_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "1.md").write_text(WHOLE, "utf-8")
    (folder / "2.md").write_bytes(b"---\nquestion: \xb0\xa1\n---\nx")
    (folder / "3.txt").write_text("x")
    (folder / "4.md").mkdir()
    (folder / "5.md").write_text("x" * 70_000)
    (folder / ".6.md.new").write_text("half")
    found = read_answers(tmp_path)
    assert [each.id for each in found.answers] == ["1"]
    assert [(each.file, each.line) for each in found.problems] == [
        ("answers/2.md", 2),
        ("answers/3.txt", None),
        ("answers/4.md", None),
        ("answers/5.md", None),
    ]
    assert read_answers(tmp_path / "none").answers == ()


def test_two_answers_to_one_question_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "1.md").write_text("---\nquestion: 问？\n---\n一。", "utf-8")
    (folder / "2.md").write_text("---\nquestion: 另问\nwordings: [问]\n---\n二。", "utf-8")
    (problem,) = read_answers(tmp_path).problems
    assert (problem.file, "answers/1.md" in problem.problem) == ("answers/2.md", True)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("购买保险", "购买保险"),
        ("应当为\n志愿者 购买保险", "应当为志愿者\n购买保险"),
        ("购买 保险。", "购买保险。"),
        ("没有的话", None),
        ("", ""),
    ],
)
def test_a_quotation_is_found_whatever_white_space_stands_in_it(quote: str, found: str | None) -> None:
    text = "第五条 应当为志愿者\n购买保险。其余自理。"
    span = place(quote, text)
    assert (None if span is None else text[slice(*span)]) == found
