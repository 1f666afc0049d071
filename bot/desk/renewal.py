"""Renewal: the files as they are now become the edition that answers, unless that loses answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import gate
from bot.desk.desk import Desk
from bot.desk.gate import Progress, Report
from bot.store.audit import Actor
from knowledge.difference import Difference, difference
from knowledge.editions import Editions
from knowledge.errors import EditionDamaged
from knowledge.problems import Problem
from knowledge.shelf import Shelf

if TYPE_CHECKING:
    from retrieval.answerer import Answerer


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of it. `edition` is of the files as they are; `waits` says that it does not answer yet.

    `report` is what asking again has shown, None where there was nothing new to build; `difference` is
    that of the documents, None where `base` is `edition` or is not kept any more.
    """

    base: int
    edition: int
    waits: bool
    documents: int
    passages: int
    problems: Sequence[Problem]
    report: Report | None = None
    difference: Difference | None = None


def renew(
    desk: Desk, answerer: "Answerer", base: int, by: Actor, progress: Progress | None = None
) -> Renewal:
    """Build an edition, ask again, and publish it where no question loses its answer.

    `base` is the edition that answered when this was asked for, so that it can be asked for again after a
    crash. Raises KnowledgeError, such as ReloadRunning where another process is at it, StoreError, DeskError.
    """
    number = gate.prepare(desk, progress)
    report = gate.examine(desk, answerer, number, progress) if number else None
    waits = bool(report and report.of("lost"))
    if number and not waits:
        gate.publish(desk, answerer, number, by)
    return _told(desk, base, number or answerer.edition, waits, report)


def _told(desk: Desk, base: int, edition: int, waits: bool, report: Report | None) -> Renewal:
    kept = Editions(desk.settings.home)
    manifest = kept.manifest(edition)
    problems = [Problem(**each) for each in manifest["problems"]]
    counts = manifest["documents"], manifest["passages"]
    return Renewal(base, edition, waits, *counts, problems, report, _difference(kept, base, edition))


def _difference(kept: Editions, base: int, edition: int) -> Difference | None:
    if base == edition:
        return None
    try:
        kept.manifest(base)
        return difference(Shelf(kept.path(base)), Shelf(kept.path(edition)))
    except (EditionDamaged, OSError, ValueError):
        return None
