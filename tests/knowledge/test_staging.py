"""Changes to sources/ happen whole or not at all, wherever the process dies."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import NotWritten
from knowledge.staging import Staging


class Killed(BaseException):
    """The process dies here: nothing after it runs."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for name in ("甲", "乙", "丙"):
        (folder / f"{name}.md").write_text(f"旧{name}", encoding="utf-8")
    return folder


@pytest.fixture
def staging(target: Path) -> Staging:
    return Staging(target.parent / "staging", target)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def replace_and_remove(staging: Staging) -> None:
    """甲 is replaced, 丁 is new, 丙 goes."""
    new = staging.target.parent / "new"
    new.mkdir(exist_ok=True)
    (new / "甲.md").write_text("新甲", encoding="utf-8")
    (new / "丁.md").write_text("新丁", encoding="utf-8")
    with staging.change():
        copies = {name: staging.copy(new / name, name) for name in ("甲.md", "丁.md")}
        staging.apply({**copies, "丙.md": None})


BEFORE = {"甲.md": "旧甲", "乙.md": "旧乙", "丙.md": "旧丙"}
AFTER = {"甲.md": "新甲", "乙.md": "旧乙", "丁.md": "新丁"}
STEPS = ("link", "replace", "unlink", "fsync", "rename")


def test_a_change_is_whole_and_leaves_nothing_behind(staging: Staging, target: Path) -> None:
    replace_and_remove(staging)
    assert contents(target) == AFTER
    assert not staging.folder.exists()


def break_off(staging: Staging, changes: dict[str, Path | None]) -> None:
    with staging.change():
        staging.apply(changes)
        raise KeyboardInterrupt


def test_what_raises_within_a_change_undoes_it(staging: Staging, target: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        break_off(staging, {"甲.md": None, "乙.md": None})
    assert contents(target) == BEFORE
    assert not staging.folder.exists()


def steps_interrupted(
    monkeypatch: pytest.MonkeyPatch, at: int, interrupt: Callable[[], BaseException]
) -> "count[int]":
    """From step `at` on, every step that touches the disk fails."""
    steps = count()

    def interrupted(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            if next(steps) >= at:
                raise interrupt()
            return call(*arguments, **named)

        return step

    for name in STEPS:
        monkeypatch.setattr(os, name, interrupted(getattr(os, name)))
    return steps


def test_wherever_the_process_dies_the_next_one_finds_all_or_nothing(
    staging: Staging, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for at in count():
        with monkeypatch.context() as patch:
            steps = steps_interrupted(patch, at, Killed)
            with suppress(Killed):
                replace_and_remove(staging)
            finished = next(steps) <= at
        Staging(staging.folder, target).undo()
        assert contents(target) in (BEFORE, AFTER)
        seen.append(contents(target) == AFTER)
        if finished:
            break
        with Staging(staging.folder, target).change():  # back to the start
            pass
        for path in target.iterdir():
            path.unlink()
        for name, text in BEFORE.items():
            (target / name).write_text(text, encoding="utf-8")
    assert len(seen) > 10
    assert seen == sorted(seen)
    assert seen[-1]


def test_wherever_the_disk_fails_all_is_as_before(
    staging: Staging, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = []
    for at in count():
        with monkeypatch.context() as patch:
            steps_failing_once(patch, at)
            try:
                replace_and_remove(staging)
            except NotWritten as error:
                errors.append(str(error))
            else:
                break
        assert contents(target) == BEFORE
        assert not staging.folder.exists()
    assert contents(target) == AFTER
    assert len(errors) > 8
    assert all("磁盘空间不足" in error for error in errors)


def steps_failing_once(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    steps = count()

    def failing(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            if next(steps) == at:
                raise OSError(errno.ENOSPC, "No space left on device")
            return call(*arguments, **named)

        return step

    for name in ("replace", "unlink", "fsync"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))


def test_an_undo_that_was_cut_short_is_finished_by_the_next(
    staging: Staging, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(6):
        with monkeypatch.context() as patch:
            patch.setattr(Staging, "undo", lambda self: None)
            patch.setattr(Staging, "settle", interrupted_settle)
            with pytest.raises(Killed):
                replace_and_remove(staging)
        with monkeypatch.context() as patch:
            steps_interrupted(patch, at, Killed)
            with pytest.raises(Killed):
                staging.undo()
        Staging(staging.folder, target).undo()
        assert contents(target) == BEFORE


def interrupted_settle(self: Staging) -> None:
    raise Killed


def test_without_hard_links_a_copy_is_kept(
    staging: Staging, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: Any, **named: Any) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(KeyboardInterrupt):
        break_off(staging, {"甲.md": None})
    assert contents(target) == BEFORE
