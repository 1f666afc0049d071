"""fupin bench log: pages are measured over two real logs; what fills them counts as if it were asked."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import bench_log
from bot.store import filling
from bot.store.filling import fill
from bot.store.logfilter import LogFilter
from bot.store.periods import Period
from bot.store.querylog import CHINA
from bot.store.statistics import Slice
from bot.store.store import Store
from retrieval.answer import Answer, Citation, Snippet
from tests.bot.fupin import Command

ANSWERS = [
    Answer(
        "问",
        "问",
        "answered",
        snippets=(Snippet("引文", "sentence", (), 1, Citation(f"d{n}", "标题", spans=((n, 9),))),),
    )
    for n in range(3)
]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line, with logs and a library that are made in a moment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bench_log, "SHORT", 40)
    monkeypatch.setattr(bench_log, "PASSAGES", 60)
    monkeypatch.setattr("bot.web.measuring.ROUNDS", 1)
    return Command(monkeypatch, capsys)


def test_every_page_is_measured_over_both_logs(command: Command, tmp_path: Path) -> None:
    done = command("bench", "log", "--rows", "1000", "--folder", str(tmp_path), "--json")
    assert done.status == 0, done.err
    found = {each["name"]: each for each in json.loads(done.out)}
    assert {"问答记录：全部", "问答记录：文字，常见", "总览：30 天", "缺口", "接口：统计"} <= set(found)
    assert len(found) > 25
    for each in found.values():
        assert each["short"] > 0
        assert each["ratio"] == pytest.approx(each["long"] / each["short"], rel=0.01)
    assert list(tmp_path.iterdir()) == []


def test_a_filled_log_is_counted_and_found_like_any_other(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "BATCH", 70)
    told: list[int] = []
    store = Store(home)
    now = datetime.now(UTC)
    fill(store.engine, CHINA, ANSWERS, 200, now, told.append)
    rows = store.log.select()
    assert told == [70, 140, 200]
    assert len(rows) == 200
    assert (now - rows[-1].at).days == filling.DAYS
    year = Slice(Period(rows[-1].at.date(), now.astimezone(CHINA).date()))
    by_facet = store.statistics.by_facet(year)
    assert sum(each.asked + each.smalltalk for each in by_facet["channel"].values()) == 200
    assert sum(each.down for each in by_facet["region"].values()) == sum(row.vote == "down" for row in rows)
    found = [row.id for row in store.log.search.each(LogFilter(text="扶贫"))]
    assert found == [row.id for row in rows if "扶贫" in row.question]
    assert len(store.gaps.page("open", None, None, 50)) == 200 // filling.ROWS_OF_GAP
