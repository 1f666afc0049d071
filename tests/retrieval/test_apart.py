"""A reload in a process of its own."""

import os
import signal
import subprocess
import threading
from contextlib import ExitStack

import pytest

from knowledge.editions import Editions
from knowledge.errors import ReloadFailed, ReloadRunning
from retrieval.apart import NICE, ReloadApart
from retrieval.reload import rollback
from tests.retrieval.conftest import Home


@pytest.fixture
def changed(home: Home) -> Home:
    """A home whose files have changed since edition 1."""
    home.write(甲="# 甲\n\n第一份文件。")
    home.reload()
    home.write(乙="# 乙\n\n第二份文件。", 坏="---\ntitle: [\n---\n")
    return home


def test_it_does_what_reload_does_and_gives_way(changed: Home) -> None:
    steps: list[tuple[str, int, int]] = []
    nice: set[int] = set()

    def progress(step: str, done: int, total: int) -> None:
        steps.append((step, done, total))
        nice.add(os.getpriority(os.PRIO_PROCESS, apart.pid))

    with ReloadApart(changed.path, changed.bundled) as apart:
        done = apart.result(progress)
    assert (done.edition, done.built, done.documents) == (2, True, 2)
    assert [(problem.file, problem.line) for problem in done.problems] == [("坏.md", 2)]
    assert steps[-1] == ("建立索引", 1, 1)
    assert nice == {min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICE)}
    assert Editions(changed.path).current() == 2


def test_it_pauses_after_a_rollback(changed: Home) -> None:
    rollback(changed.path, 1)
    with ReloadApart(changed.path, changed.bundled, automatic=True) as apart:
        assert apart.result().paused


def test_it_is_told_that_another_is_at_it(changed: Home) -> None:
    with (
        Editions(changed.path).lock(),
        ReloadApart(changed.path, changed.bundled) as apart,
        pytest.raises(ReloadRunning, match="另一个进程"),
    ):
        apart.result()


def test_it_may_wait_for_another(changed: Home) -> None:
    held = ExitStack()
    held.enter_context(Editions(changed.path).lock())
    with ReloadApart(changed.path, changed.bundled, wait=True) as apart:
        threading.Timer(1.5, held.close).start()
        assert apart.result().edition == 2


def test_what_fails_there_is_told_here(changed: Home) -> None:
    (changed.path / "editions" / "lock").unlink()
    (changed.path / "editions" / "lock").mkdir()
    with ReloadApart(changed.path, changed.bundled) as apart, pytest.raises(ReloadFailed, match="出错"):
        apart.result()


def test_one_that_is_killed_or_stopped_leaves_the_edition_before(changed: Home) -> None:
    with ReloadApart(changed.path, changed.bundled) as apart:
        os.kill(apart.pid, signal.SIGKILL)
        with pytest.raises(ReloadFailed, match="仍用原来的一版"):
            apart.result()
    with ReloadApart(changed.path, changed.bundled) as apart:
        apart.stop()
        with pytest.raises(ReloadFailed):
            apart.result()
    assert Editions(changed.path).current() == 1


def test_one_whose_parent_is_gone_ends_without_a_word(changed: Home) -> None:
    with ReloadApart(changed.path, changed.bundled) as apart:
        command = apart._process.args
    orphan = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert orphan.stdout
    orphan.stdout.close()
    orphan.stdout = None
    _, complaints = orphan.communicate(timeout=60)
    assert (orphan.returncode, complaints) == (1, b"")
    assert Editions(changed.path).current() == 1
