"""An answer in a terminal."""

from dataclasses import replace

import pytest
from rich.text import Text

from bot.cli import terminal
from bot.cli.ask import plain_line
from retrieval.answer import Answer, Citation, Snippet

CITATION = Citation(
    "doc-1", "示例文件", issuer="某办公室", published="2018-10-30", section=("一、总则",), spans=((0, 9),)
)
ANSWERED = Answer(
    "谁来帮扶？",
    "谁来帮扶？",
    "answered",
    snippets=(
        Snippet("由村里的能人来帮扶", "sentence", ((1, 3), (4, 6)), 2.0, CITATION),
        Snippet("第二段引文。", "sentence", (), 1.0, replace(CITATION, title="另一份文件")),
    ),
    suggestions=("怎样帮扶？",),
)


def lines(answer: Answer) -> str:
    return "\n".join(text.plain for text in terminal.rendered(answer))


def bold(text: Text) -> list[str]:
    return [text.plain[span.start : span.end] for span in text.spans if span.style == "bold"]


def test_quotations_are_numbered_and_say_where_they_stand() -> None:
    shown = lines(ANSWERED)
    assert "[1] 由村里的能人来帮扶\n    示例文件 · 某办公室 · 2018-10-30 · 一、总则" in shown
    assert "[2] 第二段引文。\n    另一份文件" in shown
    assert "怎样帮扶？" in shown


def test_the_words_that_matter_are_bold() -> None:
    found = [words for text in terminal.rendered(ANSWERED) if (words := bold(text))]
    assert found == [["村里", "能人"]]


def test_a_refusal_says_why_and_what_else_to_ask() -> None:
    refused = Answer(
        "天气？", "天气？", "unanswered", "not_in_library", suggestions=("什么是帮扶？",), log_id=5
    )
    assert "没有" in lines(refused)
    assert "管理员" not in lines(refused) + plain_line(refused)
    assert "什么是帮扶？" in lines(refused)


def test_a_greeting_is_returned() -> None:
    assert "您好" in lines(Answer("你好", "你好", "smalltalk"))


def test_what_is_quoted_cannot_take_over_the_terminal() -> None:
    evil = Snippet(
        "红\x1b[31m色\x9b\u202e反\t制表\n换行",
        "sentence",
        ((0, 1),),
        1.0,
        replace(CITATION, title="\x1b]0;x"),
    )
    shown = lines(replace(ANSWERED, snippets=(evil,)))
    assert not set(shown) & set("\x1b\x9b\u202e")
    assert "红 [31m色  反\t制表\n换行" in shown


@pytest.mark.parametrize(
    "answer",
    [
        ANSWERED,
        replace(ANSWERED, snippets=(Snippet("一\n二\x85三\u2028四", "list", (), 1.0, CITATION),)),
        Answer("", "", "unanswered", "empty"),
        Answer("x", "x", "unanswered", "region_not_covered", region="云南", suggestions=("甲", "乙")),
        Answer("谢谢", "谢谢", "smalltalk"),
    ],
)
def test_a_plain_line_is_one_line(answer: Answer) -> None:
    line = plain_line(answer)
    assert line
    assert len(line.splitlines()) == 1


def test_a_plain_line_quotes_the_best_snippet_and_names_its_document() -> None:
    assert plain_line(ANSWERED).startswith("由村里的能人来帮扶 —— 示例文件")


def test_lines_are_broken_by_the_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    long = Snippet("帮扶" * 60, "sentence", ((0, 2),), 1.0, CITATION)
    terminal.show(replace(ANSWERED, snippets=(long,)))
    assert "[1] \x1b[1m帮扶\x1b[0m" + "帮扶" * 59 + "\n" in capsys.readouterr().out
