"""fupin ask: one question, or a question a line from standard input."""

import getpass
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from retrieval.answer import Answer

_LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    conversation: str | None = None
    any_region: bool = False


def ask(
    question: Annotated[list[str], typer.Argument(help="问题；写 - 则从标准输入逐行读取。", metavar="问题")],
    as_json: Annotated[bool, typer.Option("--json", help="每个回答输出一行 JSON。")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="同时说明怎样理解问题、为何这样回答。")] = False,
    no_region: Annotated[bool, typer.Option("--no-region", help="不限于问题里的地区。")] = False,
) -> None:
    """提一个问题，得到注明出处的原文；“-”从标准输入逐行读取，每行得到一行回答。

    标准输入的每一行可以是文字，也可以是 {"question": "…", "conversation": "…", "no_region": true}。
    """
    from bot import app, settings

    assistant = app.assistant(settings.load())
    if question == ["-"]:
        for asked in questions(sys.stdin.buffer):
            answer = _answer(assistant, replace(asked, any_region=no_region or asked.any_region))
            typer.echo(json_line(answer) if as_json else plain_line(answer))
            sys.stdout.flush()
        return
    answer = _answer(assistant, Question(" ".join(question), any_region=no_region))
    why = assistant.explain(answer) if explain else None
    if as_json:
        typer.echo(json_line(answer, why))
    else:
        from bot.cli import terminal

        terminal.show(answer)
        if why:
            terminal.show_explanation(why)


def questions(lines: BinaryIO) -> Iterator[Question]:
    """One question for each line, an empty one too; what is no UTF-8 becomes U+FFFD."""
    for number, line in enumerate(lines):
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        yield parsed(text.removeprefix("\ufeff") if number == 0 else text)


def parsed(line: str) -> Question:
    """A JSON object with a question, or else the line itself is the question."""
    if not line.lstrip().startswith("{"):
        return Question(line)
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Question(line)
    if not isinstance(value.get("question"), str):
        return Question(line)
    conversation = value.get("conversation")
    named = None if conversation is None else str(conversation)
    return Question(value["question"], named, value.get("no_region") is True)


def json_line(answer: "Answer", explanation: dict[str, Any] | None = None) -> str:
    """The contract's JSON on one line, whatever a reader takes for the end of a line."""
    value = answer.to_json() | ({"explanation": explanation} if explanation else {})
    return json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)


def plain_line(answer: "Answer") -> str:
    """The best snippet and where it stands, or why there is none, on one line."""
    from bot.cli.terminal import printable, reason
    from bot.messages import citation_line, smalltalk_text

    if answer.snippets:
        best = answer.snippets[0]
        text = f"{best.text} —— {citation_line(best.citation)}"
    else:
        text = smalltalk_text(answer.question) if answer.status == "smalltalk" else reason(answer)
    return " ".join(printable(text).split())


def _answer(assistant: "Assistant", question: Question) -> "Answer":
    conversation = None if question.conversation is None else f"cli:{question.conversation}"
    return assistant.ask(
        question.text,
        asker=f"cli:{_login()}",
        conversation=conversation,
        channel="cli",
        any_region=question.any_region,
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
