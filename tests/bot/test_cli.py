"""The command line: what it reads, what it writes, and how it says that something is wrong."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import typer

from bot.cli import ask, log
from bot.cli.ask import Question
from bot.cli.moments import day, moment
from bot.desk import logsheet
from bot.desk.sheet import as_csv
from bot.store import database, key
from bot.store.querylog import QueryLog
from bot.store.tables import QueryLogRow
from retrieval.answer import Answer, Citation, Snippet
from tests.bot.fupin import Command
from tests.bot.made_up_log import fill

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def command(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line on a home that does not exist yet."""
    monkeypatch.setenv("FUPIN_HOME", str(home))
    monkeypatch.chdir(home.parent)
    return Command(monkeypatch, capsys)


# what is typed


def test_a_line_is_a_question_as_it_stands_or_a_json_object() -> None:
    lines = (
        "\ufeff第一问\r",
        "",
        '{"question": "二", "conversation": 5}',
        '{"question": "三", "conversation": null}',
        "四",
    )
    assert list(ask.questions(io.BytesIO("\n".join(lines).encode()))) == [
        Question("第一问"),
        Question(""),
        Question("二", "5"),
        Question("三"),
        Question("四"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        '{"question": ',
        "{}",
        '{"question": 5}',
        '{"conversation": "x"}',
        '["question"]',
        '{"a":' * 20_000,
        "{'}",
    ],
)
def test_what_only_looks_like_json_is_plain_text(line: str) -> None:
    assert ask.parsed(line) == Question(line)


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert list(ask.questions(io.BytesIO(b"a\xff\xfe\n"))) == [Question("a\ufffd\ufffd")]


def test_a_json_answer_is_one_line_for_every_reader() -> None:
    answer = Answer("a\nb\x85c\u2028d\u2029e\x1c", "x", "unanswered", "off_topic")
    line = ask.json_line(answer)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["question"] == answer.question


NOW = datetime(2026, 3, 10, 12, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("value", "end_of_day", "expected"),
    [
        ("7d", False, "2026-03-03T12:00+08:00"),
        ("24h", False, "2026-03-09T12:00+08:00"),
        ("30m", False, "2026-03-10T11:30+08:00"),
        ("2w", True, "2026-02-24T12:00+08:00"),
        ("2026-01-31", False, "2026-01-31T00:00+08:00"),
        ("2026-01-31", True, "2026-02-01T00:00+08:00"),
        ("2026-01-31 08:30", True, "2026-01-31T08:30+08:00"),
        ("2026-01-31T08:30Z", True, "2026-01-31T08:30+00:00"),
    ],
)
def test_a_moment_is_a_date_a_time_or_an_age(value: str, end_of_day: bool, expected: str) -> None:
    found = moment(value, SHANGHAI, "--since", end_of_day, NOW)
    assert found == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "value", ["", "yesterday", "7", "7y", "2026-02-30", "9" * 12 + "d", "9" * 5000 + "d", "-1d"]
)
def test_a_moment_that_is_none_is_wrong_usage(value: str) -> None:
    with pytest.raises(typer.BadParameter, match="应如"):
        moment(value, SHANGHAI, "--since")


def test_a_day_is_a_date_or_so_many_days_ago() -> None:
    assert day("2026-01-31", SHANGHAI, "--since") == date(2026, 1, 31)
    assert day("2w", SHANGHAI, "--since") == datetime.now(SHANGHAI).date() - timedelta(days=14)
    with pytest.raises(typer.BadParameter, match="应如"):
        day("24h", SHANGHAI, "--since")


# the log


def row(**values: Any) -> QueryLogRow:
    citation = {"document": "d", "title": "文件", "number": None, "spans": [[0, 2]]}
    given: dict[str, Any] = {
        "id": 1,
        "at": datetime(2025, 12, 31, 16, 30, tzinfo=UTC),
        "channel": "telegram",
        "asker": "a" * 32,
        "question": "问",
        "understood": "问",
        "status": "answered",
        "snippets": [{"text": "引文", "citation": citation}],
        "package_version": "1",
        "elapsed_ms": 0.5,
    }
    return QueryLogRow(**given | values)


def sheet(*rows: QueryLogRow) -> list[dict[str, str]]:
    written = as_csv(logsheet.columns(SHANGHAI), rows).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline="")))


def test_a_sheet_shows_shanghai_time_and_a_heading_even_without_rows() -> None:
    assert sheet(row(vote="up"))[0] | {"问题": "问"} == sheet(row(vote="up"))[0]
    assert sheet(row())[0]["时间"] == "2026-01-01 00:30:00"
    assert as_csv(logsheet.columns(SHANGHAI), []).decode().startswith("\ufeff编号,时间,")


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", " =", "\u3000@"]
)
def test_no_cell_of_a_sheet_is_a_formula(first: str) -> None:
    question = f"{first}HYPERLINK(1)"
    quoted = [{"text": question, "citation": {"title": question, "document": "d", "number": None}}]
    cells = sheet(row(question=question, understood=question, region=question, snippets=quoted))[0]
    assert [cells[name] for name in ("问题", "理解为", "地区", "引文", "出处")] == [f"'{question}"] * 5


def test_a_sheet_keeps_commas_quotes_and_line_ends_within_their_cell() -> None:
    assert sheet(row(question='一,"二"\n三'))[0]["问题"] == '一,"二"\n三'


def test_a_row_is_one_line_that_cannot_take_over_the_terminal() -> None:
    shown = list(
        log.lines(
            [
                row(
                    question="一\n二\x1b[2J\u2028三",
                    reason="off_topic",
                    vote="down",
                    vote_reason="outdated",
                    starred=True,
                )
            ],
            SHANGHAI,
        )
    )
    assert shown == ["#1  2026-01-01 00:30:00  telegram  已答（不在范围内）  一 二 [2J 三  ★  [没用（过时）]"]


def test_the_log_is_read_as_json_csv_and_lines(home: Path, command: Command) -> None:
    kept = QueryLog(database.connect(home), key.load(home))
    snippet = Snippet("引文", "sentence", (), 1.0, Citation("d", "文件", spans=((0, 2),)))
    answered = Answer("甲", "甲", "answered", snippets=(snippet,))
    kept.record(answered, asker="web:1", conversation=None, channel="web")
    kept.record(
        Answer("乙", "乙", "unanswered", "off_topic"), asker="cli:x", conversation=None, channel="cli"
    )

    found = json.loads(command("log", "--json").out)
    assert [each["question"] for each in found] == ["乙", "甲"]
    assert found[1]["snippets"][0]["citation"]["spans"] == [[0, 2]]
    assert found[0]["at"].endswith("+08:00")

    written = command("log", "--csv", "--status", "answered").out
    assert written.startswith("\ufeff编号,")
    assert [each["问题"] for each in csv.DictReader(io.StringIO(written))] == ["甲"]

    assert "甲" not in command("log", "--channel", "cli", "--since", "1h").out
    assert command("log", "--until", "1h").out == ""


def test_the_log_is_filtered_and_written_a_row_a_line(home: Path, command: Command) -> None:
    kept = QueryLog(database.connect(home), key.load(home))
    ids = fill(kept, 40)
    rows = [row for id in reversed(ids) if (row := kept.row(id))]
    wanted = [row.id for row in rows if row.starred and row.channel == "web"]
    done = command("log", "--jsonl", "--starred", "--channel", "web")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == wanted
    cited = command("log", "--json", "--document", "doc-1", "--limit", "3").out
    documents = [row.id for row in rows if any(s["citation"]["document"] == "doc-1" for s in row.snippets)]
    assert [each["id"] for each in json.loads(cited)] == documents[:3]
    assert json.loads(command("log", "--json", "--text", "没有人问过").out) == []
    outdated = command("log", "--csv", "--vote-reason", "outdated").out
    assert all(each["评价原因"] == "过时" for each in csv.DictReader(io.StringIO(outdated)))
    assert command("log", "--edition", "3", "--status", "answered").out.count("\n") == sum(
        row.edition == 3 and row.status == "answered" for row in rows
    )


def test_a_row_is_shown_as_it_was_given(home: Path, command: Command) -> None:
    kept = QueryLog(database.connect(home), key.load(home))
    snippet = Snippet("逐字的引文", "sentence", ((0, 2),), 1.0, Citation("d", "一份文件", spans=((0, 5),)))
    answer = Answer("问什么", "问什么", "answered", snippets=(snippet,), edition=1)
    id = kept.record(answer, asker="a", conversation=None, channel="web")
    kept.vote(id, "down", conversation="nobody's")
    done = command("log", "show", str(id))
    assert done.status == 0
    for words in (f"#{id}  问什么", "渠道 网页", "状态 已答", "第 1 版", "[1] 逐字的引文", "一份文件"):
        assert words in done.out
    assert json.loads(command("log", "show", str(id), "--json").out)["snippets"][0]["text"] == "逐字的引文"
    assert command("log", "show", "99").status == 1


def test_rows_are_starred_and_old_ones_deleted(
    home: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = QueryLog(database.connect(home), key.load(home))
    at = datetime.now(UTC) - timedelta(days=50)
    answer = Answer("问", "问", "answered")
    starred, _ = (kept.record(answer, asker="a", conversation=None, channel="web", at=at) for _ in "12")
    assert command("log", "star", str(starred)).out == f"#{starred} 已加星标。\n"
    assert "★" in command("log").out
    assert command("log", "prune", "--days", "30").out == "已删除 1 条超过 30 天的记录。\n"
    assert [row.id for row in kept.select()] == [starred]
    assert command("log", "star", str(starred), "--off").status == 0
    assert command("log", "prune").out == "已删除 0 条超过 365 天的记录。\n"
    monkeypatch.setenv("FUPIN_LOG_DAYS", "0")
    refused = command("log", "prune")
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert "--days" in refused.err


# wrong usage and broken settings


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["aks"], "“aks”"),
        (["ask"], "问题"),
        (["log", "--limit", "x"], "--limit"),
        (["log", "--since", "yesterday"], "--since"),
        (["log", "--since"], "--since"),
        (["log", "--status", "well"], "answered、unanswered、smalltalk"),
        (["log", "--channel", "fax"], "telegram、web、api、cli"),
        (["log", "--vote-reason", "dull"], "outdated"),
        (["log", "show", "x"], "编号"),
        (["log", "--nonsense"], "--nonsense"),
        (["log", "more"], "more"),
        (["kb", "rub"], "“rub”"),
    ],
)
def test_wrong_usage_is_one_chinese_line_and_exit_2(
    command: Command, arguments: list[str], word: str
) -> None:
    done = command(*arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("用法不对：")
    assert word in done.err


@pytest.mark.parametrize("arguments", [["run"], ["ask", "问"], ["log"], ["kb", "list"]])
def test_a_bad_setting_is_one_line_and_exit_2(
    command: Command, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_WEB_PORT", "八千")
    line = "设置 FUPIN_WEB_PORT 的值不对：网页监听的端口，0 到 65535（0 为任选空闲端口）。\n"
    assert command(*arguments) == (2, "", line)


def test_a_broken_store_is_one_line_and_exit_1(command: Command, home: Path) -> None:
    key.load(home)
    (home / "key").write_bytes(b"short")
    done = command("log")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "密钥文件" in done.err


def test_without_a_command_the_help_is_shown_and_exit_2(command: Command) -> None:
    done = command()
    assert done.status == 2
    assert "kb" in done.out + done.err


def test_the_version_is_shown(command: Command) -> None:
    done = command("--version")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("fupin ")
