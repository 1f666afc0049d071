"""How long a reload takes, and how answering fares meanwhile, on a library made for it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from knowledge.words import bundled

from ..answerer import Answerer
from ..apart import ReloadApart
from ..reload import Reload, reload
from ..tokens import tokenizer_for
from .speed import sample_questions
from .synthetic import write_library

CHANGED = 0.01  # of the files
# What a reload is to keep within: seconds, share of a full build, times the idle p99, milliseconds.
UNCHANGED, RATIO, TIMES, SLOWEST = 3.0, 0.4, 10.0, 100.0


@dataclass(frozen=True, slots=True)
class ReloadTimings:
    """Seconds of a full build, of a reload of unchanged files, and of one of which `changed` were changed.

    `ratio` is changed_seconds / full_seconds. The p99 are elapsed_ms of answers while nothing else runs and
    while all of the library is rebuilt in another process, until its answers come from the new edition;
    `worst` is the slowest of those, and `errors` is how many questions had none.
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
    errors: int
    idle_p99: float
    rebuilding_p99: float
    worst: float

    @property
    def met(self) -> dict[str, bool]:
        """Each of the targets, by the name of the figure that it bounds, and whether it was met."""
        return {
            "unchanged_seconds": self.unchanged_seconds < UNCHANGED and not self.built_unchanged,
            "ratio": self.ratio <= RATIO,
            "rebuilding_p99": self.rebuilding_p99 <= min(TIMES * self.idle_p99, SLOWEST),
            "errors": self.errors == 0,
        }


def bench_reload(
    passages: int,
    progress: Callable[[str, int, int], None] | None = None,
    folder: Path | None = None,
) -> ReloadTimings:
    """Measure with about so many passages, in a temporary folder (under `folder`, where there is one)."""
    with TemporaryDirectory(dir=folder) as temporary:
        home, nothing = Path(temporary) / "home", Path(temporary) / "none"
        sources = home / "sources"
        sources.mkdir(parents=True)
        nothing.mkdir()
        files = write_library(sources, passages)
        tokenizer_for(home / "cache", bundled()).warm()  # which only the first build ever waits for
        full, first = _timed(lambda: reload(home, nothing, progress))
        unchanged, again = _timed(lambda: reload(home, nothing, progress))
        changed = _change(sources, CHANGED)
        some, _ = _timed(lambda: reload(home, nothing, progress))
        _change(sources, 1)
        idle, rebuilding, errors = _answers(home, nothing)
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
            errors=errors,
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


def _answers(home: Path, nothing: Path) -> tuple[list[float], list[float], int]:
    """elapsed_ms of answers when idle, and while files that changed become the edition that answers; and how
    many questions failed meanwhile.
    """
    answerer = Answerer(home)
    answerer.warm()
    questions = sample_questions(answerer.opened()[0])
    _asked(answerer, questions)
    idle = [each for _ in range(3) for each in _asked(answerer, questions)[0]]
    rebuilding: list[float] = []
    errors = 0
    with ReloadApart(home, nothing) as apart, ThreadPoolExecutor(1) as thread:
        rebuilt = thread.submit(apart.result)
        last = False
        while not last:
            last = rebuilt.done() and answerer.edition == rebuilt.result().edition
            spent, failed = _asked(answerer, questions)
            rebuilding.extend(spent)
            errors += failed
    return idle, rebuilding, errors


def _asked(answerer: Answerer, questions: Sequence[str]) -> tuple[list[float], int]:
    """elapsed_ms of the answers, and how many questions failed."""
    spent = []
    for question in questions:
        with suppress(Exception):
            spent.append(answerer.answer(question).elapsed_ms)
    return spent, len(questions) - len(spent)
