"""Editions are built beside, appear whole, and the pointer says which answers."""

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from knowledge.editions import Editions
from knowledge.errors import EditionDamaged, NotWritten, ReloadRunning, UnknownEdition


@pytest.fixture
def editions(home: Path) -> Editions:
    """Editions of a home whose folder exists."""
    found = Editions(home)
    found.folder.mkdir(parents=True)
    return found


def build(directory: Path) -> dict[str, Any]:
    (directory / "data").write_text("内容", encoding="utf-8")
    (directory / "inner").mkdir()
    (directory / "inner" / "more").write_bytes(b"x" * 10)
    return {"documents": 1}


def names(editions: Editions) -> list[str]:
    return sorted(path.name for path in editions.folder.iterdir())


def test_before_the_first_there_is_no_edition(home: Path) -> None:
    editions = Editions(home)
    assert (editions.current(), editions.stamp(), editions.numbers()) == (None, None, [])
    assert not editions.paused()
    assert not home.exists()


def test_an_edition_is_published_and_pointed_to(editions: Editions) -> None:
    assert editions.publish(build) == 1
    assert editions.publish(build) == 2
    assert (editions.current(), editions.numbers()) == (2, [1, 2])
    assert editions.manifest(1)["documents"] == 1
    assert (editions.path(2) / "data").read_text(encoding="utf-8") == "内容"
    assert names(editions) == ["1", "2", "current"]


def test_while_it_is_built_the_one_before_answers(editions: Editions) -> None:
    editions.publish(build)

    def look(directory: Path) -> dict[str, Any]:
        assert (editions.current(), editions.numbers()) == (1, [1])
        return build(directory)

    stamp = editions.stamp()
    editions.publish(look)
    assert editions.stamp() != stamp


def test_a_build_that_fails_leaves_all_as_it_was(editions: Editions) -> None:
    editions.publish(build)

    def fail(directory: Path) -> dict[str, Any]:
        build(directory)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        editions.publish(fail)
    assert names(editions) == ["1", "current"]
    assert editions.current() == 1


@pytest.mark.parametrize("step", ["rename", "replace", "fsync"])
def test_a_full_disk_is_one_clear_error_and_leaves_all_as_it_was(
    editions: Editions, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    editions.publish(build)

    def full(*arguments: Any, **named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(NotWritten, match="磁盘空间不足"):
            editions.publish(build)
    assert names(editions) == ["1", "current"]
    assert (editions.current(), editions.publish(build)) == (1, 2)


def test_what_a_killed_build_has_left_is_swept_away(editions: Editions) -> None:
    (editions.folder / "building-x").mkdir()
    (editions.folder / "removing-3").mkdir()
    editions.publish(build)
    assert names(editions) == ["1", "current"]


def test_a_number_is_never_given_twice(editions: Editions) -> None:
    for _ in range(3):
        editions.publish(build)
    editions.rollback(1)
    editions.prune(1)
    assert editions.numbers() == [1, 3]
    assert editions.publish(build) == 4


def test_only_the_newest_and_the_current_are_kept(editions: Editions) -> None:
    for _ in range(5):
        editions.publish(build)
    editions.rollback(2)
    assert editions.prune(2) == [1, 3]
    assert names(editions) == ["2", "4", "5", "current", "paused"]


@pytest.mark.parametrize("keep", [0, -1, 1])
def test_at_least_the_newest_is_kept(editions: Editions, keep: int) -> None:
    editions.publish(build)
    editions.publish(build)
    assert editions.prune(keep) == [1]
    assert editions.current() == 2


@pytest.mark.parametrize("file", ["data", "inner/more", "manifest.json"])
@pytest.mark.parametrize("harm", ["cut short", "emptied", "removed"])
def test_an_edition_that_is_not_whole_is_damaged(editions: Editions, file: str, harm: str) -> None:
    editions.publish(build)
    path = editions.path(1) / file
    if harm == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: 5 if harm == "cut short" else 0])
    with pytest.raises(EditionDamaged, match="fupin kb reload"):
        editions.manifest(1)
    with pytest.raises(EditionDamaged):
        editions.rollback(1)


@pytest.mark.parametrize("manifest", ["[]", "{}", '{"sizes": 3}', "null", "{"])
def test_a_manifest_of_something_else_is_damaged(editions: Editions, manifest: str) -> None:
    editions.publish(build)
    (editions.path(1) / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(EditionDamaged):
        editions.manifest(1)


@pytest.mark.parametrize("content", [b"", b"x\n", b"\xff", b"1 2"])
def test_a_damaged_pointer_is_named_and_mended_by_the_next_build(editions: Editions, content: bytes) -> None:
    editions.publish(build)
    editions.pointer.write_bytes(content)
    with pytest.raises(EditionDamaged, match="current"):
        editions.current()
    assert editions.publish(build) == 2
    assert editions.current() == 2


# going back


def test_after_going_back_automatic_reloads_pause_until_resumed(editions: Editions) -> None:
    editions.publish(build)
    editions.publish(build)
    editions.rollback(1)
    assert (editions.current(), editions.paused()) == (1, True)
    assert Editions(editions.folder.parent).paused()
    editions.resume()
    assert (editions.current(), editions.paused()) == (1, False)


def test_a_new_edition_ends_the_pause(editions: Editions) -> None:
    editions.publish(build)
    editions.publish(build)
    editions.rollback(1)
    editions.publish(build)
    assert (editions.current(), editions.paused()) == (3, False)


def test_only_an_edition_that_is_kept_can_be_gone_back_to(editions: Editions) -> None:
    editions.publish(build)
    with pytest.raises(UnknownEdition, match="现有：1"):
        editions.rollback(7)
    assert (editions.current(), editions.paused()) == (1, False)


# the lock


def test_a_second_builder_is_told_or_waits(editions: Editions) -> None:
    done: list[int] = []

    def waiting() -> None:
        with editions.lock():
            done.append(editions.publish(build))

    with editions.lock():
        with pytest.raises(ReloadRunning, match="稍后再试"), editions.lock(wait=False):
            pass
        thread = threading.Thread(target=waiting)
        thread.start()
        editions.publish(build)
        assert done == []
    thread.join(10)
    assert done == [2]


def test_a_process_that_was_killed_lets_go_of_the_lock(home: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from knowledge.editions import Editions\n"
        "with Editions(Path(sys.argv[1])).lock(): print('locked', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, home], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"locked\n"
        with pytest.raises(ReloadRunning), Editions(home).lock(wait=False):
            pass
        process.kill()
    with Editions(home).lock(wait=False):
        pass


def test_the_manifest_is_json_that_a_person_can_read(editions: Editions) -> None:
    editions.publish(lambda directory: build(directory) | {"problems": ["扶贫"]})
    text = (editions.path(1) / "manifest.json").read_text(encoding="utf-8")
    assert "扶贫" in text
    assert json.loads(text)["sizes"] == {"data": 6, "inner/more": 10}
