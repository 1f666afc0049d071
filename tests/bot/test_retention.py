"""Old rows of the log are deleted once a day, whoever runs, and only where the setting says so."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk import log, retention
from bot.desk.desk import Desk
from bot.desk.errors import NotThere
from bot.settings import Settings
from bot.store.audit import Actor
from bot.store.errors import StoreError
from bot.store.store import Store
from retrieval.answer import Answer

SOMEBODY = Actor("张三", "web")
NOW = datetime.now(UTC)


def desk_of(home: Path, days: int = 30) -> Desk:
    return Desk(Settings(home=home, log_days=days), Store(home))


def ask(desk: Desk, days_ago: float) -> int:
    answer = Answer("问", "问", "answered")
    at = NOW - timedelta(days=days_ago)
    return desk.store.log.record(answer, asker="a", conversation=None, channel="web", at=at)


def left(desk: Desk) -> list[int | None]:
    return [row.id for row in desk.store.log.select()]


def test_rows_older_than_the_setting_are_deleted_but_for_starred_ones(home: Path) -> None:
    desk = desk_of(home)
    starred, old, new = ask(desk, 40), ask(desk, 32), ask(desk, 29)
    log.star(desk, starred, True, SOMEBODY)
    assert retention.prune_if_due(desk, lambda: True) == 1
    assert left(desk) == [new, starred]
    assert desk.store.log.row(old) is None
    done = [(row.actor, row.action, row.detail) for row in desk.store.audit.select()]
    assert done == [("自动清理", "log.prune", {"rows": 1, "days": 30}), ("张三", "log.star", {})]


def test_that_is_done_once_a_day_whichever_process_comes_first(home: Path) -> None:
    desk = desk_of(home)
    assert retention.prune_if_due(desk, lambda: True) == 0
    ask(desk, 50)
    assert retention.prune_if_due(desk_of(home), lambda: True) == 0
    desk.store.retention.done(NOW.date() - timedelta(days=2))
    assert retention.prune_if_due(desk_of(home), lambda: True) == 1


def test_without_a_limit_everything_is_kept(home: Path) -> None:
    desk = desk_of(home, days=0)
    ask(desk, 5_000)
    assert retention.prune_if_due(desk, lambda: True) == 0
    assert len(left(desk)) == 1


def test_what_was_interrupted_is_due_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.retention.BATCH", 2)
    desk = desk_of(home)
    for _ in range(5):
        ask(desk, 50)
    looks = iter([True, False, False])
    assert retention.prune_if_due(desk, lambda: next(looks)) == 2
    assert retention.prune_if_due(desk, lambda: True) == 3


async def test_it_goes_on_beside_the_rest_until_the_end_and_survives_a_failing_database(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(retention, "EVERY", 0.01)
    desk, stop, loop = desk_of(home), asyncio.Event(), asyncio.get_running_loop()
    ask(desk, 50)
    looked: list[int] = []

    def fails_at_first(*given: Any) -> None:
        looked.append(1)
        if len(looked) == 1:
            raise StoreError("数据库出错：locked。")
        retention_of_today(*given)
        loop.call_soon_threadsafe(stop.set)

    retention_of_today = retention.prune_if_due
    monkeypatch.setattr(retention, "prune_if_due", fails_at_first)
    await asyncio.wait_for(retention.keep_pruning(desk, stop), 5)
    assert left(desk) == []
    assert "locked" in caplog.text


def test_the_horizon_is_a_midnight_of_the_time_zone() -> None:
    now = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)  # already the eleventh in Shanghai
    found = log.horizon(10, ZoneInfo("Asia/Shanghai"), now)
    assert found.isoformat() == "2026-03-01T00:00:00+08:00"


def test_a_row_that_is_not_there_cannot_be_starred_or_opened(home: Path) -> None:
    desk = desk_of(home)
    for act in (lambda: log.star(desk, 7, True, SOMEBODY), lambda: log.row(desk, 7)):
        with pytest.raises(NotThere, match="没有编号为 7 的问答记录"):
            act()
    assert desk.store.audit.select() == []
