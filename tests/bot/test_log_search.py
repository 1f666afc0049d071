"""Rows of the log are found by every filter, newest first, whatever finds them."""

import random
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects import sqlite

from bot.store import database, key, logfilter, logsearch
from bot.store.logfilter import LogFilter
from bot.store.querylog import QueryLog
from bot.store.tables import QueryLogRow
from retrieval.answer import Answer
from tests.bot.made_up_log import START, fill

CHOICES: dict[str, tuple[Any, ...]] = {
    "text": ("", "云南", "贫困县", "abc", "0%", "天", "有多少 贫困", "没有人问过"),
    "since": (None, START, START + timedelta(days=3, minutes=17)),
    "until": (None, START + timedelta(days=5, hours=2), START + timedelta(days=90)),
    "status": (None, "answered", "unanswered", "smalltalk"),
    "reason": (None, None, "off_topic"),
    "edition": (None, None, 2),
    "document": (None, None, "doc-1", "doc-9"),
    "vote": (None, None, "up", "down"),
    "vote_reason": (None, None, None, "outdated"),
    "channel": (None, None, "web", "cli"),
    "starred": (None, None, True, False),
}


@pytest.fixture
def log(engine: Engine, home: Path) -> QueryLog:
    return QueryLog(engine, key.load(home))


def ask(log: QueryLog, question: str, at: datetime | None = None) -> int:
    answer = Answer(question, question, "answered")
    return log.record(answer, asker="a", conversation=None, channel="cli", at=at)


def passes(row: QueryLogRow, wanted: LogFilter) -> bool:
    """The plain meaning of a filter."""
    said = [plain(text) for text in (row.question, row.understood)]
    equal = ("status", "reason", "edition", "vote", "vote_reason", "channel", "starred")
    return (
        any(plain(wanted.text) in text for text in said)
        and (wanted.since is None or row.at >= wanted.since)
        and (wanted.until is None or row.at < wanted.until)
        and all(getattr(wanted, name) in (None, getattr(row, name)) for name in equal)
        and wanted.document in (None, *(snippet["citation"]["document"] for snippet in row.snippets))
    )


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def test_every_filter_finds_the_rows_that_pass_it_and_no_others(
    log: QueryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(log, 80)
    rows = [row for id in reversed(ids) if (row := log.row(id))]
    chance = random.Random(5)  # noqa: S311
    monkeypatch.setattr(logfilter, "SCANNED", 20)
    monkeypatch.setattr(logsearch, "BATCH", 7)
    found = 0
    for _ in range(100):
        names = chance.sample(sorted(CHOICES), 3)
        wanted = LogFilter(**{name: chance.choice(CHOICES[name]) for name in names})
        expected = [row.id for row in rows if passes(row, wanted)]
        assert [row.id for row in log.search.each(wanted)] == expected, wanted
        found += len(expected)
    assert found > 400


def test_pages_follow_each_other_without_gap_or_repetition(log: QueryLog) -> None:
    ids = fill(log, 23)
    first = log.search.page(LogFilter(), limit=10)
    second = log.search.page(LogFilter(), first.before, limit=10)
    third = log.search.page(LogFilter(), second.before, limit=10)
    assert [row.id for page in (first, second, third) for row in page.rows] == ids[::-1]
    assert (len(second.rows), third.before) == (10, None)
    assert first.searched_until is None


def test_a_page_for_which_few_rows_pass_says_how_far_it_looked(
    log: QueryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logsearch, "ROUNDS", (1, 1))
    rare = ask(log, "很久以前的问题")
    for number in range(30):
        ask(log, f"第{number}个问题")
    wanted = LogFilter(status="answered", vote_reason="wrong")
    page = log.search.page(wanted, limit=5)
    assert page.rows == []
    assert page.before is not None
    looked_at = log.row(page.before)
    assert looked_at is not None
    assert page.searched_until == looked_at.at
    assert [row.id for row in log.search.each(LogFilter(text="很久以前", status="answered"))] == [rare]


def test_words_are_found_whatever_their_width_case_and_spaces(log: QueryLog) -> None:
    id = ask(log, "ＡＢＣ 计划（2018—2020年）'怎样\"实施？\n第二行 100%_")
    for words in ("abc计划", "2018—2020", "'怎样\"", "(2018", "0%_", "Ｃ计", "二行100", "施?", "划"):
        assert [row.id for row in log.search.each(LogFilter(text=words))] == [id], words
    for words in ("abd", "行第", "%%", "__", "实施第三", "*", '" OR "'):
        assert list(log.search.each(LogFilter(text=words))) == [], words
    assert len(list(log.search.each(LogFilter(text=" \u200b")))) == 1


def test_a_period_is_exact_even_when_the_clock_was_set_back(log: QueryLog) -> None:
    moments = [START + timedelta(days=days) for days in (0, 9, 1, 8, 2)]
    ids = [ask(log, "问", at) for at in moments]
    wanted = LogFilter(since=START + timedelta(days=1), until=START + timedelta(days=9))
    assert [row.id for row in log.search.each(wanted)] == [ids[4], ids[3], ids[2]]


def test_only_so_many_rows_are_read_as_are_wanted(log: QueryLog) -> None:
    ids = fill(log, 12)
    assert [row.id for row in log.search.each(LogFilter(), limit=5)] == ids[:-6:-1]
    assert list(log.search.each(LogFilter(), limit=0)) == []


def test_on_sqlite_every_filter_is_led_by_an_index(home: Path) -> None:
    engine = database.connect(home)
    wanted = LogFilter("云南", START, START, "unanswered", "off_topic", 3, "d", "down", "wrong", "cli", True)
    with engine.connect() as connection:
        sources = list(logfilter._sources(connection, wanted, 5, 100))
        for source in sources:
            query = source._between(5, 100).order_by(source.id.desc()).limit(60)
            compiled = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
            ((*_, plan),) = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
            assert "INDEX" in plan or "USING PRIMARY KEY (document=?" in plan, (source.name, plan)
    assert len(sources) == 8
