"""How long a reload takes, and how answering fares meanwhile, on a library made for it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from ..answerer import Answerer
from ..apart import ReloadApart
from ..reload import Reload, reload
from .speed import sample_questions
from .synthetic import write_library

PASSAGES = 50_000
CHANGED = 0.01  # of the files


@dataclass(frozen=True, slots=True)
class ReloadTimings:
    """Seconds of a full build, of a reload of unchanged files, and of one of which `changed` were changed.

    `ratio` is changed_seconds / full_seconds. The p99 are elapsed_ms of answers while nothing else runs and
    while the library is rebuilt from scratch in another process; `worst` is the slowest of those.
    """

    passages: int
    files: int
    changed: int
    full_seconds: float
    unchanged_seconds: float
    changed_seconds: float
    ratio: float
    built_unchanged: bool
    answers: int
    idle_p99: float
    rebuilding_p99: float
    worst: float


def bench_reload(
    passages: int = PASSAGES,
    progress: Callable[[str, int, int], None] | None = None,
    folder: Path | None = None,
) -> ReloadTimings:
    """Measure in a temporary folder (under `folder`, where the system's own has no room)."""
    with TemporaryDirectory(dir=folder) as temporary:
        home, nothing = Path(temporary) / "home", Path(temporary) / "none"
        sources = home / "sources"
        sources.mkdir(parents=True)
        nothing.mkdir()
        files = write_library(sources, passages)
        full, first = _timed(lambda: reload(home, nothing, progress))
        unchanged, again = _timed(lambda: reload(home, nothing, progress))
        changed = _change(sources, CHANGED)
        some, _ = _timed(lambda: reload(home, nothing, progress))
        _change(sources, 1)
        idle, rebuilding = _answers(home, nothing)
        return ReloadTimings(
            passages=first.passages,
            files=files,
            changed=changed,
            full_seconds=full,
            unchanged_seconds=unchanged,
            changed_seconds=some,
            ratio=some / full,
            built_unchanged=again.built,
            answers=len(rebuilding),
            idle_p99=float(np.percentile(idle, 99)),
            rebuilding_p99=float(np.percentile(rebuilding, 99)),
            worst=max(rebuilding),
        )


def _timed(call: Callable[[], Reload]) -> tuple[float, Reload]:
    started = perf_counter()
    done = call()
    return perf_counter() - started, done


def _change(folder: Path, share: float) -> int:
    """Add a sentence to this share of the files, evenly spread; returns to how many."""
    chosen = sorted(folder.iterdir())[:: round(1 / share)]
    for path in chosen:
        path.write_text(
            f"{path.read_text(encoding='utf-8')}\n\n补充说明：本段为新增内容。\n", encoding="utf-8"
        )
    return len(chosen)


def _answers(home: Path, nothing: Path) -> tuple[list[float], list[float]]:
    """elapsed_ms of answers when idle, and while files that changed become the edition that answers."""
    answerer = Answerer(home)
    answerer.warm()
    questions = sample_questions(answerer.opened()[0])
    _asked(answerer, questions, 1)
    idle = _asked(answerer, questions, 3)
    rebuilding: list[float] = []
    with ReloadApart(home, nothing) as apart, ThreadPoolExecutor(1) as thread:
        rebuilt = thread.submit(apart.result)
        while not rebuilt.done() or answerer.edition != rebuilt.result().edition:
            rebuilding.extend(_asked(answerer, questions, 1))
    return idle, [*rebuilding, *_asked(answerer, questions, 1)]


def _asked(answerer: Answerer, questions: Sequence[str], rounds: int) -> list[float]:
    return [answerer.answer(question).elapsed_ms for _ in range(rounds) for question in questions]
