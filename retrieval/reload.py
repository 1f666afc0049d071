"""Reload: the files of the library become the next edition, beside the one that answers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from knowledge.editions import Editions
from knowledge.errors import EditionDamaged
from knowledge.library import Library, digest
from knowledge.words import Words, bundled

from .edition import FORMAT, write_edition
from .tokens import tokenizer_for

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Reload:
    """What a reload did. `built` is False where nothing had changed and edition `edition` still answers."""

    edition: int
    built: bool
    documents: int
    passages: int
    problems: tuple[str, ...]


def reload(
    home: Path, library: Path | None = None, progress: Progress | None = None, wait: bool = True
) -> Reload:
    """Build the next edition and let it answer; do nothing where no file has changed.

    `progress` is called with a step's name, what is done of it and what there is. Raises ReloadRunning where
    another process is at it and `wait` is False, and whatever keeps the edition from being written.
    """
    editions, shelves = Editions(home), Library(home, library)
    with editions.lock(wait):
        words = bundled()
        origin = _origin(shelves, words)
        current = _manifest(editions)
        if current and current["origin"] == origin:
            return _outcome(int(editions.current() or 0), False, current)
        built: dict[str, Any] = {}

        def build(directory: Path) -> dict[str, Any]:
            built.update(_build(directory, shelves, words, home, progress or _silent), origin=origin)
            return built

        return _outcome(editions.publish(build), True, built)


def ensure(home: Path, library: Path | None = None) -> int:
    """The edition that answers; built first where there is none, or where it is of another version of fupin,
    its formats, its words or its bundled library."""
    editions = Editions(home)
    current, manifest = editions.current(), _manifest(editions)
    if current and manifest and manifest["origin"]["basis"] == _basis(Library(home, library), bundled()):
        return current
    return reload(home, library).edition


def package_version() -> str:
    try:
        return version("fupin")
    except PackageNotFoundError:
        return "0"


def _build(directory: Path, library: Library, words: Words, home: Path, progress: Progress) -> dict[str, Any]:
    contents = library.read(progress=lambda done, total: progress("读取文件", done, total))
    tokenizer = tokenizer_for((home / "cache").resolve(), words)
    counts = write_edition(
        directory, contents.documents, words, tokenizer, lambda done, total: progress("建立索引", done, total)
    )
    return {**counts, "problems": contents.problems, "built": datetime.now(UTC).isoformat(timespec="seconds")}


def _origin(library: Library, words: Words) -> dict[str, Any]:
    """What an edition is a function of."""
    return {
        "basis": _basis(library, words),
        "files": {source.file: source.digest for source in library.sources()},
    }


def _basis(library: Library, words: Words) -> dict[str, Any]:
    return {
        "package": package_version(),
        "format": FORMAT,
        "words": digest(json.dumps([words.field, sorted(words.stop)]).encode()),
        "bundled": library.bundled_digest(),
    }


def _manifest(editions: Editions) -> dict[str, Any] | None:
    """The current edition's manifest; None where there is no whole one."""
    current = editions.current()
    try:
        return editions.manifest(current) if current else None
    except EditionDamaged:
        return None


def _outcome(edition: int, built: bool, manifest: dict[str, Any]) -> Reload:
    return Reload(edition, built, manifest["documents"], manifest["passages"], tuple(manifest["problems"]))


def _silent(step: str, done: int, total: int) -> None:
    pass
