"""Reload: the files of the library become the next edition, beside the one that answers."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.editions import KEEP, Editions
from knowledge.errors import NotWritten, ReloadRunning, UnknownEdition
from knowledge.limits import Limits
from knowledge.staging import STAGING

from .edition import Edition
from .reloading import Progress, Reload, Reloading

if TYPE_CHECKING:
    from knowledge.library import Added

    from .building.previous import Previous

__all__ = [
    "Progress",
    "Reload",
    "add",
    "drop",
    "ensure",
    "publish",
    "reload",
    "remove",
    "reusable",
    "rollback",
]

_log = logging.getLogger(__name__)


def reload(
    home: Path,
    library: Path | None = None,
    progress: Progress | None = None,
    wait: bool = True,
    automatic: bool = False,
    keep: int = KEEP,
    limits: Limits | None = None,
    candidate: bool = False,
) -> Reload:
    """Build the next edition and let it answer; do nothing where no file has changed.

    `progress` is called with a step's name, what is done of it and what there is. An `automatic` reload does
    nothing after a rollback. A `candidate` answers only once it is published, see `publish`. The newest
    `keep` editions are kept; no file may take more than `limits`.

    Raises ReloadRunning where another process is at it and `wait` is False, and NotWritten where the edition
    cannot be written; then the one before goes on answering.
    """
    reloading = Reloading(home, library, progress, keep, limits)
    with reloading.editions.lock(wait):
        reloading.recover()
        return reloading.paused() if automatic and reloading.editions.paused() else reloading.run(candidate)


def add(
    home: Path,
    library: Path | None,
    paths: Iterable[Path],
    progress: Progress | None = None,
    wait: bool = True,
    keep: int = KEEP,
    limits: Limits | None = None,
) -> tuple["Added", Reload | None]:
    """Add files to sources/ and reload; None where there was nothing to add.

    Where the reload fails or is broken off, sources/ is as it was before. Raises what `reload` raises.
    """
    reloading = Reloading(home, library, progress, keep, limits)
    with reloading.editions.lock(wait):
        reloading.recover()
        with reloading.library.adding(paths, reloading.held(), reloading.tell("读取新文件")) as added:
            return added, reloading.run() if added.changed else None


def remove(
    home: Path,
    library: Path | None,
    ids: Iterable[str],
    progress: Progress | None = None,
    wait: bool = True,
    keep: int = KEEP,
    limits: Limits | None = None,
) -> tuple[list[str], Reload]:
    """Take the files of documents out of sources/ and reload, as `add` does; returns the files' names.

    Raises UnknownDocument, too.
    """
    reloading = Reloading(home, library, progress, keep, limits)
    with reloading.editions.lock(wait):
        reloading.recover()
        with reloading.library.removing(*ids, held=reloading.held()) as removed:
            return removed, reloading.run()


def publish(home: Path, number: int, keep: int = KEEP, wait: bool = True) -> None:
    """Let the candidate `number` answer. Raises UnknownEdition where it is none (any more), EditionDamaged,
    ReloadRunning, NotWritten.
    """
    editions = Editions(home)
    with editions.lock(wait):
        if editions.candidate() != number:
            raise UnknownEdition(f"第 {number} 版已不是待发布的版本：资料库在此期间更新过。请重新生成。")
        Edition.open(editions, number)
        try:
            editions.point(number)
        except OSError as error:
            raise NotWritten(error) from error
        editions.drop()
        editions.resume()
        editions.prune(keep)


def drop(home: Path, wait: bool = True) -> None:
    """Remove the candidate, if there is one. Raises ReloadRunning."""
    editions = Editions(home)
    with editions.lock(wait):
        editions.drop()


def rollback(home: Path, number: int, wait: bool = True) -> None:
    """Let edition `number` answer again; automatic reloads pause until an explicit one.

    Raises UnknownEdition, EditionDamaged, ReloadRunning, NotWritten.
    """
    editions = Editions(home)
    with editions.lock(wait):
        editions.refuse_unknown(number)
        Edition.open(editions, number)
        editions.rollback(number)


def ensure(home: Path, library: Path | None = None, keep: int = KEEP, limits: Limits | None = None) -> int:
    """The edition that answers, whole; built first where there is none, or where it is of another version of
    fupin, its formats, its words or its bundled library.

    After a rollback the edition that was gone back to goes on answering. A crash that was in the middle of
    adding files is cleaned up after.
    """
    reloading = Reloading(home, library, None, keep, limits)
    if (home / STAGING).exists():
        with suppress(ReloadRunning), reloading.editions.lock(wait=False):
            reloading.recover()
    readable = reloading.readable()
    if readable and (reloading.editions.paused() or reloading.is_current()):
        return readable
    try:
        return reload(home, library, keep=keep, limits=limits).edition
    except NotWritten:
        if not readable:
            raise
        _log.warning("无法重建资料库，先用第 %s 版回答。", readable, exc_info=True)
        return readable


def reusable(home: Path, library: Path | None = None) -> "Previous | None":
    """The current edition as a source of what unchanged files hold; None where it cannot be used so."""
    return Reloading(home, library).previous()
