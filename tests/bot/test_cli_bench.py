"""fupin bench reload: what a reload takes, against what it should."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.measuring.reloads import ReloadTimings
from tests.bot.fupin import Command

MEASURED = ReloadTimings(
    passages=50_342,
    files=1_831,
    changed=19,
    full_seconds=70.0,
    unchanged_seconds=0.2,
    changed_seconds=7.0,
    ratio=0.1,
    built_unchanged=False,
    answers=12_900,
    errors=0,
    idle_p99=8.0,
    rebuilding_p99=12.0,
    worst=60.0,
)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(monkeypatch, capsys)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Path | None]]:
    """What was to be measured, in place of measuring it."""
    calls: list[tuple[int, Path | None]] = []

    def measure(
        passages: int, progress: Callable[[str, int, int], None], folder: Path | None
    ) -> ReloadTimings:
        calls.append((passages, folder))
        return replace(MEASURED, passages=passages, errors=0 if folder else 3)

    monkeypatch.setattr("retrieval.measuring.reloads.bench_reload", measure)
    return calls


def test_reloads_are_told_in_a_table_with_their_targets(
    command: Command, asked: list[tuple[int, Path | None]]
) -> None:
    done = command("bench", "reload")
    assert (done.status, asked) == (0, [(50_000, None)])
    for line in (
        r"全部新建 +70\.00 秒",
        r"文件没有变化时更新 +0\.20 秒，没有重建 +不到 3 秒，不重建 +达到",
        r"有 19 个文件变化时更新 +7\.00 秒，是全部新建的 0\.10 +不超过 0\.4 +达到",
        r"全部重建期间回答，p99 +12\.0 毫秒，是平时的 1\.5 倍 +不超过 10 倍，也不超过 100 毫秒 +达到",
        r"其中没有得到回答的 +3 个，共 12900 个 +0 个 +没有达到",
    ):
        assert re.search(f"^{line} *$", done.out, re.MULTILINE), line


def test_the_size_and_the_place_can_be_chosen(
    command: Command, asked: list[tuple[int, Path | None]], tmp_path: Path
) -> None:
    done = command("bench", "reload", "--passages", "500", "--folder", str(tmp_path), "--json")
    found = json.loads(done.out)
    assert asked == [(500, tmp_path)]
    assert (found["passages"], found["ratio"], set(found["met"].values())) == (500, 0.1, {True})


@pytest.mark.parametrize("given", [["--passages", "9"], ["--folder", "nowhere"]])
def test_a_size_or_a_place_that_cannot_be_is_wrong_usage(command: Command, given: list[str]) -> None:
    done = command("bench", "reload", *given)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert given[0] in done.err
