"""Runs of the same text in several documents: that of the best known source comes first."""

from collections.abc import Sequence

from knowledge.shelf import Shelf

from .runs import Run, Search

NEARLY = 0.97  # of a run's score is the least that one of the same text has: so it is in 20 such pairs
SHINGLE = 5  # code points
SAME = 0.7  # of the shorter text's shingles are those of the longer one, too


def sourced_first(runs: Sequence[Run], search: Search, shelf: Shelf) -> list[Run]:
    """The runs, best first; one takes the place of an earlier one that says the same without saying who
    issued it, and when.
    """
    found: list[Run] = []
    for run in runs:
        place = next((i for i, other in enumerate(found) if _is_better(run, other, search, shelf)), None)
        found.insert(len(found) if place is None else place, run)
    return found


def _is_better(run: Run, other: Run, search: Search, shelf: Shelf) -> bool:
    return (
        run.document != other.document
        and run.score >= NEARLY * other.score
        and _sourced(run, shelf) > _sourced(other, shelf)
        and _say_the_same(*(shelf.text(each.document, *search.span(each)) for each in (run, other)))
    )


def _sourced(run: Run, shelf: Shelf) -> int:
    """How much is known of where it is from."""
    known = shelf.metadata(run.document)
    return sum(map(bool, (known.title, known.issuer, known.published, known.number)))


def _say_the_same(first: str, second: str) -> bool:
    one, other = _shingles(first), _shingles(second)
    return len(one & other) >= SAME * min(len(one), len(other))


def _shingles(text: str) -> set[str]:
    squeezed = "".join(text.split())
    return {squeezed[i : i + SHINGLE] for i in range(max(1, len(squeezed) - SHINGLE + 1))}
