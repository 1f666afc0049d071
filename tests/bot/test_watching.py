"""The folder watch, with real files and a real reload in a process of its own."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot import watching
from knowledge.editions import Editions
from retrieval.reload import reload, rollback

PATIENCE = 60.0  # seconds; a reload starts a process, on a machine that may be busy


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """jieba's dictionary cache, built once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def served(home: Path, tmp_path: Path, cache: Path) -> Path:
    """A home with an edition of one file."""
    (home / "sources").mkdir(parents=True)
    (home / "cache").symlink_to(cache)
    (tmp_path / "none").mkdir()
    write(home, "甲")
    reload(home, tmp_path / "none")
    return home


def write(home: Path, name: str) -> None:
    (home / "sources" / f"{name}.md").write_text(f"# {name}\n\n{name}的正文。\n", encoding="utf-8")


def watched(home: Path, *steps: Callable[[], object], until: Callable[[], bool]) -> float:
    """Watch, take each step, wait until all is seen, and stop; returns the seconds that stopping took."""

    async def run() -> float:
        stop = asyncio.Event()
        job = asyncio.create_task(watching.watch(home, home.parent / "none", 5, stop))
        for step in steps:
            await asyncio.sleep(0.5)
            step()
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end
            assert not job.done()
            await asyncio.sleep(0.1)
        stop.set()
        stopped = time.monotonic()
        await job
        return time.monotonic() - stopped

    return asyncio.run(run())


def current(home: Path) -> int | None:
    return Editions(home).current()


def test_what_changed_before_and_what_changes_while_it_watches_is_taken_in(served: Path) -> None:
    write(served, "乙")
    watched(served, until=lambda: current(served) == 2)
    watched(served, lambda: write(served, "丙"), until=lambda: current(served) == 3)


def test_after_a_rollback_it_only_says_that_it_is_paused(
    served: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(served, "乙")
    reload(served, served.parent / "none")
    rollback(served, 1)
    write(served, "丙")
    watched(served, until=lambda: "自动更新已暂停" in caplog.text)
    assert current(served) == 1
    assert "第 1 版" in caplog.text


def test_it_waits_for_another_reload_and_a_stop_breaks_that_off(served: Path) -> None:
    write(served, "乙")
    with Editions(served).lock():
        assert watched(served, lambda: None, lambda: None, until=lambda: True) < PATIENCE / 4
    assert current(served) == 1


def test_where_nothing_can_be_watched_it_says_so_and_the_rest_goes_on(
    served: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(*folders: Path, **settings: object) -> AsyncIterator[None]:
        raise OSError("no more watches")
        yield

    monkeypatch.setattr(watching, "awatch", refuse)
    caplog.set_level(logging.ERROR)
    watched(served, until=lambda: "no more watches" in caplog.text)
