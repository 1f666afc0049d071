"""Kills the program at random moments of adding, removing and reloading; looks at what the next start finds.

    python -m tests.crash [--commands] [ROUNDS] [SEED]

Each round starts a process that changes the library, and kills it (SIGKILL) within the time that such a
change takes. Then the files of the library and the edition that answers must both be as before or both as
after the change, whole; the next reload must make an edition of exactly what stands in sources/, and leave
nothing else. With --commands each process is `fupin kb add`, `remove` or `reload` itself.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from knowledge.editions import KEEP, Editions
from knowledge.words import bundled
from retrieval.answerer import Answerer
from retrieval.edition import Edition
from retrieval.reload import add, ensure, reload, remove
from retrieval.tokens import tokenizer_for

Files = dict[str, str]
FILES = 12  # of the library at the start
LARGE = 5  # one in so many files is read in a process of its own
KEPT = {"current", "lock", "paused"}  # beside the editions


class Crash:
    """A home, and the files that stand in its sources/."""

    def __init__(self, folder: Path, seed: int, commands: bool) -> None:
        self.commands = commands
        self.home, self.new, self.nothing = folder / "home", folder / "new", folder / "nothing"
        self.random = random.Random(seed)  # noqa: S311
        self.seen: Counter[str] = Counter()
        self.nothing.mkdir()
        self.new.mkdir()
        (self.home / "sources").mkdir(parents=True)
        self.write(self.home / "sources", {f"{number}.md": text(number, 0) for number in range(FILES)})
        reload(self.home, self.nothing)
        self.time = 0.0  # seconds that a change takes
        for number in (-1, -2):  # the first one also fills caches
            started = time.perf_counter()
            killed(self.change(number)[-1])
            self.time = time.perf_counter() - started

    def files(self) -> Files:
        return {path.name: path.read_text(encoding="utf-8") for path in (self.home / "sources").iterdir()}

    def round(self, number: int) -> None:
        """One change that is killed, and what is left of it."""
        kind, served, before, after, change = self.change(number)
        status = killed(change, self.random.uniform(0, self.time * 1.4))
        edition = ensure(self.home, self.nothing)
        found = self.files(), documents(self.home, edition)
        assert found in ((before, texts(served)), (after, texts(after))), f"{kind} has left half a change"
        assert Answerer(self.home).answer("第几次修改？").edition == edition
        outcome = "as after" if found[1] == texts(after) else "as before"
        self.seen[f"{kind}, {'finished' if status == 0 else 'killed'}: {outcome}"] += 1
        done = reload(self.home, self.nothing)
        assert documents(self.home, done.edition) == texts(self.files()), (
            f"{kind}: the reload missed something"
        )
        self.refuse_leftovers(kind, done.built)

    def refuse_leftovers(self, kind: str, built: bool) -> None:
        """What a killed process has left is gone, at the latest when the next edition is built."""
        left = {path.name for path in self.home.iterdir()} - {"sources", "editions", "cache"}
        editions = {path.name for path in (self.home / "editions").iterdir()} - KEPT
        left |= {name for name in editions if built and not name.isdecimal()}
        assert left == set(), f"{kind}: {left} is left"
        assert len([name for name in editions if name.isdecimal()]) <= KEEP + 1
        assert len(list((self.home / "cache").iterdir())) == 1

    def change(self, number: int) -> tuple[str, Files, Files, Files, Callable[[], object]]:
        """A kind of change, the files that the edition before it was made of, those that stand in sources/
        before and after it, and what makes it.
        """
        before = self.files()
        kind = self.random.choice(["add", "reload", "remove"])
        if kind == "remove" and len(before) > FILES:
            gone = self.random.sample(sorted(before), 3)
            after = {name: before[name] for name in before if name not in gone}
            return kind, before, before, after, lambda: self.make(kind, gone)
        changed = {f"{n}.md": text(n, number) for n in self.random.sample(range(2 * FILES), 4)}
        after = before | changed
        if kind == "reload":
            self.write(self.home / "sources", changed)
            return kind, before, after, after, lambda: self.make(kind, [])
        paths = self.write(self.new, changed)
        return "add", before, before, after, lambda: self.make("add", paths)

    def make(self, kind: str, given: Sequence[Any]) -> None:
        """A change, in this process or as the command that a user would type in its place."""
        if self.commands:
            settings = {"FUPIN_HOME": str(self.home), "FUPIN_LIBRARY": str(self.nothing)}
            command = [sys.executable, "-m", "bot", "kb", kind, *map(str, given)]
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.execve(sys.executable, command, os.environ | settings)  # noqa: S606
        elif kind == "reload":
            reload(self.home, self.nothing)
        else:
            change: Callable[..., object] = add if kind == "add" else remove
            change(self.home, self.nothing, given)

    def write(self, folder: Path, files: Files) -> list[Path]:
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
        return [folder / name for name in files]


def text(file: int, version: int) -> str:
    parts = 20 if file % LARGE else 500
    body = "".join(
        f"本文件第{part}部分由第{file}工作组负责，按年度计划推进并公开进展。" for part in range(parts)
    )
    return f"# 第{file}号文件\n\n这是第{version}次修改。{body}\n"


def texts(files: Files) -> set[str]:
    """The texts of the documents that these files make."""
    return {content.split("\n\n", 1)[1].strip() for content in files.values()}


def documents(home: Path, edition: int) -> set[str]:
    """The texts of an edition's documents; reads all of it."""
    return {document.text for document in Edition.open(Editions(home), edition).shelf}


def killed(change: Callable[[], object], after: float | None = None) -> int:
    """The exit status of a process that makes the change, killed after so many seconds if it still runs;
    never, if None.
    """
    child = os.fork()
    if child == 0:
        try:
            change()
        except BaseException as error:
            print(f"the change failed: {error!r}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), f"the change failed with {status}"
    return status


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--commands", action="store_true")
    parser.add_argument("rounds", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crash-"))
    try:
        tokenizer_for(folder / "home" / "cache", bundled()).warm()
        crash = Crash(folder, given.seed, given.commands)
        for number in range(1, given.rounds + 1):
            crash.round(number)
        for what, times in sorted(crash.seen.items()):
            print(f"{times:4}  {what}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
