"""A reload in a process of its own, which gives way to the one that answers questions."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from knowledge.editions import KEEP
from knowledge.errors import KnowledgeError, ReloadFailed, ReloadRunning
from knowledge.limits import Limits
from knowledge.problems import Problem

from .reload import Progress, Reload, add, reload, remove

ROOT = Path(__file__).resolve().parents[1]
NICE = 5  # of 19: enough that a question is answered first, and not so much that a busy machine never ends
_ERRORS = {"running": ReloadRunning, "failed": ReloadFailed}
_START = "import sys; sys.path.append(sys.argv[1]); from retrieval.apart import serve; serve()"


class ReloadApart:
    """A reload that has begun in another process; leaving the with statement ends it, done or not.

    The arguments are those of `reload`; `added` are files to add and `removed` documents to remove first, as
    `add` and `remove` do. `changed` says what came of that, once there is a result.
    """

    def __init__(
        self,
        home: Path,
        library: Path | None = None,
        automatic: bool = False,
        keep: int = KEEP,
        wait: bool = False,
        limits: Limits | None = None,
        candidate: bool = False,
        added: Sequence[Path] = (),
        removed: Sequence[str] = (),
    ) -> None:
        given: list[Any] = [str(home), str(library) if library else None, wait, automatic, keep]
        given += [asdict(limits or Limits()), candidate, [*map(str, added)], [*removed]]
        self.changed: dict[str, list[str]] = {}
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-c", _START, str(ROOT), json.dumps(given)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="ascii",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._process.stdout:
            self._process.stdout.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        """End it; the edition before goes on answering. May be called from another thread."""
        self._process.kill()
        self._process.wait()

    def result(self, progress: Progress | None = None) -> Reload:
        """Wait for the end. Raises ReloadRunning, and ReloadFailed with the reason of any other failure."""
        if self._process.stdout is None:
            raise ValueError("no output to read")
        for line in self._process.stdout:
            kind, *values = json.loads(line)
            if kind == "progress" and progress:
                progress(*values)
            elif kind == "changed":
                self.changed = values[0]
            elif kind == "done":
                return Reload(**values[0] | {"problems": tuple(map(_problem, values[0]["problems"]))})
            elif kind in _ERRORS:
                raise _ERRORS[kind](values[0])
        raise ReloadFailed("更新资料库的进程被中止，仍用原来的一版。")


def _problem(given: dict[str, Any]) -> Problem:
    return Problem(**given)


def give_way() -> None:
    """Lower this process's priority, for good."""
    with suppress(OSError):
        os.nice(NICE)


def serve() -> None:
    """Do the reload that the command line asks for, and tell of it in lines of JSON. For the child only."""
    home, library, wait, automatic, keep, limits, candidate, added, removed = json.loads(sys.argv[2])
    give_way()

    def tell(kind: str, *values: Any) -> None:
        try:
            print(json.dumps([kind, *values]), flush=True)
        except BrokenPipeError:  # whoever asked was killed
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def progress(step: str, done: int, total: int) -> None:
        tell("progress", step, done, total)

    try:
        where = (Path(home), library and Path(library))
        how = {"progress": progress, "wait": wait, "keep": keep, "limits": Limits(**limits)}
        if added or removed:
            done = _changed(tell, where, added, removed, how)
        else:
            done = reload(*where, automatic=automatic, candidate=candidate, **how)
    except ReloadRunning as error:
        tell("running", str(error))
    except KnowledgeError as error:
        tell("failed", str(error))
    else:
        tell("done", asdict(done))


def _changed(
    tell: Callable[..., None],
    where: tuple[Path, Path | None],
    added: Sequence[str],
    removed: Sequence[str],
    how: dict[str, Any],
) -> Reload:
    """Add files, or remove documents, and reload; tells which."""
    if removed:
        names, done = remove(*where, removed, **how)
        tell("changed", {"removed": names})
        return done
    found, built = add(*where, map(Path, added), **how)
    refused = [str(error) for error in found.refused]
    tell("changed", {"added": found.added, "replaced": found.replaced, "refused": refused})
    return built or reload(*where, **how)
