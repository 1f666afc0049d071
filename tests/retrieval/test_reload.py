"""A reload makes the next edition beside the one that answers, or leaves all as it was."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import retrieval.reloading
from knowledge.editions import Editions
from knowledge.errors import EditionDamaged, NotWritten, ReloadRunning, UnknownDocument, UnknownEdition
from knowledge.words import Words
from retrieval.answerer import Answerer
from retrieval.reload import add, ensure, reload, remove, rollback
from tests.knowledge.office import packed
from tests.retrieval.conftest import Home

ROOT = Path(__file__).parents[2]
QUESTION = "种植中药材每亩补助多少元？"


@pytest.fixture
def served(home: Home) -> Home:
    """A home whose edition 1 answers."""
    home.write(补助="# 补助细则\n\n种植中药材每亩补助八百元。")
    home.reload()
    return home


def answer(home: Home) -> str:
    return Answerer(home.path).answer(QUESTION).snippets[0].text


def files(home: Home) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (home.path / "sources").iterdir()}


def new_file(home: Home, name: str, text: str) -> Path:
    path = home.path.parent / name
    path.write_text(text, encoding="utf-8")
    return path


# what is built, and when


def test_a_new_home_gets_edition_1(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "new"
    path.mkdir()
    (path / "cache").symlink_to(cache)
    assert ensure(path) == 1
    assert ensure(path) == 1
    assert Answerer(path).edition == 1


def test_what_has_not_changed_is_not_built(served: Home) -> None:
    manifest = Editions(served.path).path(1) / "manifest.json"
    before = manifest.stat()
    again = reload(served.path, served.bundled)
    assert (again.edition, again.built, again.documents, again.passages) == (1, False, 1, 1)
    assert manifest.stat() == before
    assert Editions(served.path).numbers() == [1]


def test_a_changed_a_new_and_a_missing_file_each_make_an_edition(served: Home) -> None:
    served.write(补助="# 补助细则\n\n种植中药材每亩补助九百元。")
    assert reload(served.path, served.bundled).edition == 2
    assert "九百元" in answer(served)
    served.write(新="# 新\n\n新的文件。")
    assert reload(served.path, served.bundled).documents == 2
    (served.path / "sources" / "新.md").unlink()
    done = reload(served.path, served.bundled)
    assert (done.edition, done.built, done.documents) == (4, True, 1)


def test_problems_are_told_again_while_they_last(served: Home) -> None:
    (served.path / "sources" / "坏.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    first, second = (reload(served.path, served.bundled) for _ in range(2))
    assert (first.built, second.built) == (True, False)
    assert [(problem.file, problem.line) for problem in first.problems] == [("坏.md", 2)]
    assert second.problems == first.problems


def trouble(home: Home) -> None:
    """Fill sources/ with files that each have something to be told about."""
    folder = home.path / "sources"
    packed(folder / "包.zip", {"好.txt": "好的正文。".encode(), "坏.docx": b"\1\2", "图.png": b"\x89PNG"})
    (folder / "图.png").write_bytes(b"\x89PNG")
    (folder / "乙.txt").write_text("同号。", encoding="utf-8")
    toml = '["乙.md"]\npublished = "昨天"\n'
    (folder / "library.toml").write_text(toml, encoding="utf-8")
    home.write(
        甲="---\nname: 甲\ntitle: 甲\n---\n\n甲的正文。", 乙="乙的正文。", 坏="---\ntitle: [\n---\n", 空=""
    )


def test_an_incremental_reload_tells_what_a_full_one_tells(home: Home, tmp_path: Path, cache: Path) -> None:
    trouble(home)
    home.reload()
    home.write(丙="# 丙\n\n丙的正文。")
    analysed: list[int] = []
    partly = reload(home.path, home.bundled, lambda step, done, total: analysed.append(total))
    full = Home(tmp_path / "full", cache)
    shutil.copytree(home.path / "sources", full.path / "sources", dirs_exist_ok=True)
    whole = reload(full.path, full.bundled)
    assert analysed[-1] == 1
    assert partly.problems == whole.problems
    assert [(problem.file, problem.line) for problem in whole.problems] == [
        ("library.toml", 2),
        ("图.png", None),
        ("包.zip/坏.docx", None),
        ("包.zip/图.png", None),
        ("坏.md", 2),
        ("甲.md", 2),
        ("空.md", None),
        ("乙.txt", None),
    ]
    assert reload(home.path, home.bundled).problems == whole.problems


def test_what_is_no_source_is_told_though_nothing_has_changed(served: Home) -> None:
    stray, toml = (served.path / "sources" / name for name in ("图.png", "library.toml"))
    stray.write_bytes(b"\x89PNG")
    toml.write_text('["无.md"]\ntitle = "无"\n["补助.md"\n', encoding="utf-8")
    done = reload(served.path, served.bundled)
    assert not done.built
    assert [(problem.file, problem.line) for problem in done.problems] == [
        ("library.toml", 3),
        ("图.png", None),
    ]
    stray.unlink()
    toml.unlink()
    assert reload(served.path, served.bundled).problems == ()


def test_progress_names_its_steps(served: Home) -> None:
    served.write(新="# 新\n\n新的文件。")
    steps: list[tuple[str, int, int]] = []
    reload(served.path, served.bundled, lambda *step: steps.append(step))
    assert steps == [("读取文件", 1, 2), ("读取文件", 2, 2), ("建立索引", 1, 1)]


def test_only_so_many_editions_are_kept(served: Home) -> None:
    for round in range(4):
        served.write(新=f"# 新\n\n第{round}次。")
        reload(served.path, served.bundled, keep=2)
    assert Editions(served.path).numbers() == [4, 5]


@contextmanager
def changed(monkeypatch: pytest.MonkeyPatch, what: str, home: Home) -> Iterator[None]:
    with monkeypatch.context() as patch:
        if what == "package":
            patch.setattr(retrieval.reloading, "package_version", lambda: "9.9")
        elif what == "format":
            patch.setattr(retrieval.reloading, "FORMAT", 99)
            patch.setattr("retrieval.edition.FORMAT", 99)
        elif what == "words":
            patch.setattr(retrieval.reloading, "bundled", lambda: Words(("产业扶贫",), frozenset("的")))
        else:
            (home.bundled / "附.md").write_text("# 附\n\n随附的。", encoding="utf-8")
        yield


@pytest.mark.parametrize("what", ["package", "format", "words", "bundled"])
def test_another_program_or_bundled_library_makes_another_edition(
    served: Home, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    with changed(monkeypatch, what, served):
        assert ensure(served.path, served.bundled) == 2
        assert ensure(served.path, served.bundled) == 2
        assert not reload(served.path, served.bundled).built


def test_files_that_changed_wait_for_a_reload(served: Home) -> None:
    served.write(补助="# 补助细则\n\n种植中药材每亩补助九百元。")
    assert ensure(served.path, served.bundled) == 1
    assert "八百元" in answer(served)


# damage


@pytest.mark.parametrize("size", [0, 100])
@pytest.mark.parametrize(
    "pattern", ["index.keys.npy", "text.utf32", "documents.jsonl", "words.json", "manifest.json"]
)
def test_a_damaged_edition_is_named_and_built_again(served: Home, pattern: str, size: int) -> None:
    path = Editions(served.path).path(1) / pattern
    path.write_bytes(path.read_bytes()[:size] if path.stat().st_size > size else b"")
    with pytest.raises(EditionDamaged, match="fupin kb reload"):
        Answerer(served.path).answer(QUESTION)
    assert ensure(served.path, served.bundled) == 2
    assert "八百元" in answer(served)


def test_a_damaged_pointer_is_built_again(served: Home) -> None:
    Editions(served.path).pointer.write_text("", encoding="ascii")
    assert ensure(served.path, served.bundled) == 2
    Editions(served.path).pointer.write_text("x", encoding="ascii")
    assert reload(served.path, served.bundled).edition == 3


def test_a_reload_mends_an_edition_whose_files_have_not_changed(served: Home) -> None:
    (Editions(served.path).path(1) / "index.owners.npy").unlink()
    done = reload(served.path, served.bundled)
    assert (done.edition, done.built) == (2, True)


# adding and removing


def test_files_are_added_and_answer_at_once(served: Home) -> None:
    path = new_file(served, "补助.md", "# 补助细则\n\n种植中药材每亩补助一千元。")
    added, done = add(served.path, served.bundled, [path])
    assert (added.replaced, done and done.edition) == (["补助.md"], 2)
    assert "一千元" in answer(served)
    assert not (served.path / "staging").exists()


def test_nothing_to_add_builds_nothing(served: Home) -> None:
    added, done = add(served.path, served.bundled, [served.path / "无.md"])
    assert (added.changed, len(added.refused), done) == (False, 1, None)
    assert Editions(served.path).current() == 1


def test_files_are_removed_from_the_next_edition(served: Home) -> None:
    removed, done = remove(served.path, served.bundled, ["补助"])
    assert (removed, done.documents, files(served)) == (["补助.md"], 0, {})
    with pytest.raises(UnknownDocument):
        remove(served.path, served.bundled, ["补助"])


def test_documents_within_a_file_keep_their_ids_and_go_with_it(served: Home, tmp_path: Path) -> None:
    archive = packed(tmp_path / "包.zip", {"通知.txt": "包里的通知。".encode()})
    add(served.path, served.bundled, [archive])
    added, done = add(served.path, served.bundled, [new_file(served, "通知.md", "另一份通知。")])
    assert done is None
    assert "已被 包.zip 使用" in str(added.refused[0])
    with pytest.raises(UnknownDocument, match=r"fupin kb remove 包\.zip"):
        remove(served.path, served.bundled, ["通知"])
    assert remove(served.path, served.bundled, ["包.zip"])[1].documents == 1


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_where_the_reload_fails_the_files_are_as_before(
    served: Home, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    before = files(served)
    paths = [
        new_file(served, "补助.md", "# 补助细则\n\n种植中药材每亩补助一千元。"),
        new_file(served, "新.md", "新的文件。"),
    ]

    def fail(*arguments: Any, **named: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(np, "save", fail)
        with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else NotWritten):
            add(served.path, served.bundled, paths)
        with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else NotWritten):
            remove(served.path, served.bundled, ["补助"])
    assert files(served) == before
    assert sorted(path.name for path in served.path.iterdir()) == ["cache", "editions", "none", "sources"]
    assert Editions(served.path).numbers() == [1]
    assert add(served.path, served.bundled, paths)[0].changed


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small file system")
def test_a_full_disk_is_one_clear_error_and_changes_nothing(tmp_path: Path, cache: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine may not mount a small file system")
    try:
        home = Home(disk / "home", cache)
        home.write(补助="# 补助细则\n\n种植中药材每亩补助八百元。")
        home.reload()
        before = files(home)
        for kilobytes in (120, 400, 2000):  # files of the edition, all of it, the copy do not fit
            large = new_file(Home(tmp_path / f"{kilobytes}", cache), "补助.md", text_of(kilobytes))
            with pytest.raises(NotWritten, match="磁盘空间不足"):
                add(home.path, home.bundled, [large])
            assert files(home) == before
            assert Editions(home.path).numbers() == [1]
            assert "八百元" in answer(home)
            assert not (home.path / "staging").exists()
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def text_of(kilobytes: int) -> str:
    lines = (
        f"第{number}户的补助为{number * 7}元，由第{number % 31}村发放。" for number in range(kilobytes * 20)
    )
    return "\n\n".join(lines)


# crashes


@pytest.mark.parametrize("rounds", [["6"], ["--commands", "2"]])
def test_whatever_moment_it_is_killed_at_nothing_is_half_done(rounds: list[str]) -> None:
    command = [sys.executable, "-m", "tests.crash", *rounds, str(time.time_ns() % 1000)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    assert re.search("killed|finished", done.stdout)


def test_a_change_whose_process_died_is_undone_at_the_next_start(served: Home) -> None:
    before = files(served)
    apply_and_die(served)
    assert files(served) != before
    assert ensure(served.path, served.bundled) == 1
    assert files(served) == before


def test_a_change_of_which_an_edition_was_built_stands(served: Home) -> None:
    apply_and_die(served, "from retrieval.reloading import Reloading; Reloading(home, none).run()")
    assert ensure(served.path, served.bundled) == 2
    assert "一千元" in files(served)["补助.md"]


def apply_and_die(home: Home, then: str = "") -> None:
    """Another process adds a file, does `then`, and is gone before the change is settled."""
    path = new_file(home, "补助.md", "# 补助细则\n\n种植中药材每亩补助一千元。")
    code = (
        "import os, sys; from pathlib import Path; from knowledge.library import Library\n"
        "home, none, path = map(Path, sys.argv[1:]); library = Library(home, none)\n"
        f"with library.lock(), library.adding([path]):\n    {then or 'pass'}\n    os._exit(3)"
    )
    done = subprocess.run([sys.executable, "-c", code, home.path, home.bundled, path], cwd=ROOT, check=False)
    assert done.returncode == 3


# others at the same time


def test_who_may_not_wait_is_told(served: Home) -> None:
    with Editions(served.path).lock(), pytest.raises(ReloadRunning):
        reload(served.path, served.bundled, wait=False)


def test_two_processes_make_one_edition_of_the_same_files(served: Home) -> None:
    served.write(新="# 新\n\n新的文件。")
    code = (
        "import sys; from pathlib import Path; from retrieval.reload import reload\n"
        "done = reload(*map(Path, sys.argv[1:])); print(done.edition, done.built)"
    )
    command = [sys.executable, "-c", code, str(served.path), str(served.bundled)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sorted(process.communicate()[0].strip() for process in both) == ["2 False", "2 True"]
    assert Editions(served.path).numbers() == [1, 2]


def test_who_answers_follows_while_questions_are_in_flight(served: Home) -> None:
    answerer, stop = Answerer(served.path), threading.Event()
    seen: list[tuple[int | None, str]] = []

    def ask() -> None:
        while not stop.is_set():
            found = answerer.answer(QUESTION)
            seen.append((found.edition, found.snippets[0].text))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    answerer.warm()
    for thread in threads:
        thread.start()
    amounts = {1: "八百元"}
    for edition, amount in enumerate(("九百元", "一千元", "两千元"), 2):
        amounts[edition] = amount
        served.write(补助=f"# 补助细则\n\n种植中药材每亩补助{amount}。")
        assert reload(served.path, served.bundled, keep=1).edition == edition
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join(10)
    assert {edition for edition, _ in seen} >= {1, 4}
    assert all(edition and amounts[edition] in text for edition, text in seen)
    assert answerer.edition == 4


def test_who_answers_in_another_process_follows(served: Home) -> None:
    code = (
        "import json, sys; from pathlib import Path; from retrieval.answerer import Answerer\n"
        "answerer = Answerer(Path(sys.argv[1]))\n"
        "for line in sys.stdin: print(json.dumps(answerer.answer(line).to_json()), flush=True)"
    )
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code, str(served.path)], cwd=ROOT, **pipes) as process:
        assert process.stdin
        assert process.stdout
        editions = []
        for _ in range(2):
            print(QUESTION, file=process.stdin, flush=True)
            editions.append(json.loads(process.stdout.readline())["edition"])
            served.write(新="# 新\n\n新的文件。")
            served.reload()
        process.stdin.close()
    assert editions == [1, 2]


# going back


def test_after_a_rollback_only_an_explicit_reload_goes_on(served: Home) -> None:
    served.write(补助="# 补助细则\n\n种植中药材每亩补助九百元。")
    served.reload()
    rollback(served.path, 1)
    assert "八百元" in answer(served)
    assert ensure(served.path, served.bundled) == 1
    paused = reload(served.path, served.bundled, automatic=True)
    assert (paused.edition, paused.built, paused.paused) == (1, False, True)
    done = reload(served.path, served.bundled)
    assert (done.edition, done.built, done.paused) == (3, True, False)
    assert "九百元" in answer(served)
    assert not reload(served.path, served.bundled, automatic=True).paused


def test_an_explicit_reload_of_the_same_files_ends_the_pause(served: Home) -> None:
    rollback(served.path, 1)
    done = reload(served.path, served.bundled)
    assert (done.edition, done.built) == (1, False)
    assert not Editions(served.path).paused()


def test_an_automatic_reload_takes_what_has_changed(served: Home) -> None:
    served.write(补助="# 补助细则\n\n种植中药材每亩补助九百元。")
    assert reload(served.path, served.bundled, automatic=True).edition == 2


@pytest.mark.parametrize("what", ["package", "words", "bundled"])
def test_a_new_program_leaves_the_edition_that_was_gone_back_to(
    served: Home, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    served.write(新="# 新\n\n新的文件。")
    served.reload()
    rollback(served.path, 1)
    with changed(monkeypatch, what, served):
        assert ensure(served.path, served.bundled) == 1


def test_a_damaged_or_unknown_edition_cannot_be_gone_back_to(served: Home) -> None:
    served.write(新="# 新\n\n新的文件。")
    served.reload()
    (Editions(served.path).path(1) / "text.utf32").unlink()
    with pytest.raises(EditionDamaged):
        rollback(served.path, 1)
    with pytest.raises(UnknownEdition):
        rollback(served.path, 9)
    assert Editions(served.path).current() == 2


def test_where_no_edition_can_be_built_the_one_before_goes_on(
    served: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "save", fail)
    with changed(monkeypatch, "package", served):
        assert ensure(served.path, served.bundled) == 1
    with changed(monkeypatch, "format", served), pytest.raises(NotWritten):
        ensure(served.path, served.bundled)
