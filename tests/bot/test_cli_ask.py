"""fupin ask, mostly in a process of its own, on a real library."""

import io
import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot import app
from bot.settings import Settings
from bot.store import database
from tests.bot.fupin import COMMAND, Command, environment, fupin

LIBRARY = {
    "banfa.md": "---\ntitle: 困难群众帮助办法\n---\n\n县级民政部门受理困难群众的救助申请，十日内答复。\n",
    "tongzhi.md": "---\ntitle: 产业扶贫通知\n---\n\n社会组织可以参与产业扶贫，发展当地特色种植。\n",
}
QUESTION = "困难群众的救助申请由谁受理？"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that stands in for the bundled library."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in LIBRARY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory, library: Path) -> Path:
    """A home on which a first question was asked."""
    home = tmp_path_factory.mktemp("answering")
    done = fupin(home, "ask", "--json", QUESTION, FUPIN_LIBRARY=str(library))
    assert (done.returncode, done.stderr) == (0, "第一次使用，正在建立资料库，请稍候……\n")
    assert json.loads(done.stdout)["edition"] == 1
    return home


@pytest.fixture
def command(
    answering: Path, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command line on that home, within the test."""
    monkeypatch.setenv("FUPIN_HOME", str(answering))
    monkeypatch.setenv("FUPIN_LIBRARY", str(library))
    return Command(monkeypatch, capsys)


def test_a_question_is_answered_readably(command: Command) -> None:
    done = command("ask", "困难群众的救助申请", "由谁受理？")
    assert (done.status, done.err) == (0, "")
    assert "[1] 县级民政部门受理困难群众的救助申请，十日内答复。\n    困难群众帮助办法\n" in done.out


def test_an_answer_can_be_explained(command: Command) -> None:
    shown = command("ask", "--explain", QUESTION)
    assert (shown.status, shown.err) == (0, "")
    for title in ("理解为：", "怎样理解问题", "看了哪些原文", "每段原文里有哪些词", "摘录为什么从这里到这里"):
        assert title in shown.out
    assert "以上才作答" in shown.out
    explained = json.loads(command("ask", "--explain", "--json", QUESTION).out)["explanation"]
    assert explained["runs"]
    assert explained["question"]["understood"] == QUESTION


def test_every_line_gives_one_line_in_order_whatever_it_holds(answering: Path, library: Path) -> None:
    odd = [
        QUESTION.encode(),
        b"",
        "\u2028\x85 \t".encode(),
        b'{"question": "\\ud800\\u0000"}',
        b'{"question": ',
        b"\xff\xfe\x00\x80 GBK? \xb7\xf6\xc6\xb6",
        ("问" * 10_000).encode(),
        b'{"a":' * 5_000,
        b"'; DROP TABLE query_log; --",
        "你好".encode(),
    ]
    asked = [odd[number % len(odd)] for number in range(300)]
    done = fupin(answering, "ask", "--json", "-", given=b"\n".join(asked), FUPIN_LIBRARY=str(library))
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 300
    for number, answer in enumerate(answers):
        kind = number % len(odd)
        assert isinstance(answer["log_id"], int)
        assert (answer["status"] == "answered") == (kind == 0)
        assert (answer["reason"] == "empty") == (kind in (1, 2))
        assert (answer["reason"] == "too_long") == (kind in (6, 7))
        assert (answer["status"] == "smalltalk") == (kind in (3, 9))
    assert answers[0]["snippets"][0]["text"] == "县级民政部门受理困难群众的救助申请，十日内答复。"
    assert answers[0]["snippets"][0]["citation"]["document"] == "banfa"
    assert [answer["log_id"] for answer in answers] == sorted({answer["log_id"] for answer in answers})


def test_without_json_every_line_gives_one_plain_line(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(f"{QUESTION}\n\n你好\n".encode()))
    monkeypatch.setattr("sys.stdin", typed)
    lines = command("ask", "-").out.splitlines()
    assert len(lines) == 3
    assert lines[0] == "县级民政部门受理困难群众的救助申请，十日内答复。 —— 困难群众帮助办法"
    assert all(lines)


@contextmanager
def conversing(home: Path, library: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [*COMMAND, "ask", "--json", "-"],
        env=environment(home, FUPIN_LIBRARY=str(library)),
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_an_answer_comes_logged_before_the_next_line_and_nobody_listening_ends_it_quietly(
    answering: Path, library: Path
) -> None:
    log = app.query_log(Settings(home=answering))
    with conversing(answering, library) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in (QUESTION, "第二问"):
            asked = {"question": question, "conversation": "c1"}
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            row = log.row(answer["log_id"])
            assert row is not None
            assert (row.question, row.channel) == (question, "cli")
        assert len(log.history("cli:c1")) == 2
        process.stdout.close()
        process.stdin.write(b"nobody listens any more\n")
        process.stdin.flush()
        assert process.wait(timeout=30) == 1


def test_a_locked_log_costs_nobody_the_answer(
    command: Command, answering: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    with closing(sqlite3.connect(answering / "fupin.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        done = command("ask", "--json", QUESTION)
    answer = json.loads(done.out)
    assert (done.status, answer["status"], answer["log_id"]) == (0, "answered", None)
    assert answer["elapsed_ms"] < 300
    assert "问答记录没有写成" in caplog.text
