"""Changes of the library that admins make on pages; each is followed by a reload in a process of its own."""

import re
import secrets
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.desk.job import Progress
from bot.desk.library.documents import as_typed, shown
from bot.store.audit import Actor
from knowledge.metadata_file import METADATA_FILE, joined, written
from retrieval.apart import ReloadApart

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

UPLOADS, REMOVED = "uploads", "removed"


def add(desk: Desk, paths: Sequence[Path], by: Actor, progress: Progress) -> str:
    """Add files; says what came of it. Raises DeskError where none could be added."""
    changed = _reloaded(desk, progress, added=paths)
    done = [*changed.get("added", []), *changed.get("replaced", [])]
    for name in done:
        desk.store.audit.record(by, "library.add", name)
    told = [f"已收入 {'、'.join(done)}。"] if done else []
    told += [f"未收入：{each}" for each in changed.get("refused", [])]
    if not done:
        raise DeskError("；".join(told) or "没有文件可以收入。")
    return "".join(told)


def remove(desk: Desk, file: str, by: Actor, progress: Progress) -> str:
    """Take a file out of the library; it is kept aside and can be restored."""
    kept = desk.settings.home / REMOVED
    kept.mkdir(exist_ok=True)
    shutil.copy2(desk.settings.home / "sources" / file, kept / file)
    _reloaded(desk, progress, removed=[file])
    desk.store.audit.record(by, "library.remove", file)
    return f"已删除 {file}。可以在页面下方恢复。"


def removed(desk: Desk) -> list[str]:
    """Files that were removed and can be restored."""
    folder = desk.settings.home / REMOVED
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def removed_file(desk: Desk, name: str) -> Path:
    """A file that was removed and can be restored. Raises NotThere."""
    if name not in removed(desk):
        raise NotThere(f"没有可以恢复的文件“{name}”。")
    return desk.settings.home / REMOVED / name


def restore(desk: Desk, name: str, by: Actor, progress: Progress) -> str:
    """Bring a removed file back. Raises NotThere."""
    path = removed_file(desk, name)
    said = add(desk, [path], by, progress)
    path.unlink(missing_ok=True)
    return said


def changes(desk: Desk, answerer: "Answerer", id: str, given: Mapping[str, str]) -> dict[str, str]:
    """Of what an admin's form gives, that which is not as it is known already. Raises NotThere."""
    metadata = shown(desk, answerer, id).document.metadata
    return {name: value for name, value in given.items() if value.strip() != as_typed(metadata, name)}


def correct(desk: Desk, file: str, given: Mapping[str, str], by: Actor, progress: Progress) -> str:
    """Put corrected metadata of a file into library.toml and reload; an empty value says there is none."""
    values: dict[str, Any] = {name: value.strip() for name, value in given.items()}
    if "regions" in values:
        values["regions"] = [each for each in re.split(r"[、，,\s]+", values["regions"]) if each]
    folder = desk.settings.home / UPLOADS / secrets.token_hex(8)
    folder.mkdir(parents=True)
    try:
        path = folder / METADATA_FILE
        path.write_text(written(file, _before(desk, file) | values), "utf-8")
        changed = _reloaded(desk, progress, added=[path])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if changed.get("refused"):
        raise DeskError("；".join(changed["refused"]))
    desk.store.audit.record(by, "library.correct", file, fields=sorted(values))
    return f"已更正 {file} 的信息。"


def _reloaded(
    desk: Desk, progress: Progress, added: Sequence[Path] = (), removed: Sequence[str] = ()
) -> dict[str, list[str]]:
    settings = desk.settings
    apart = ReloadApart(
        settings.home,
        settings.library,
        keep=settings.editions_kept,
        limits=settings.limits,
        added=added,
        removed=removed,
    )
    with apart:
        apart.result(progress)
        return apart.changed


def _before(desk: Desk, file: str) -> dict[str, Any]:
    """What library.toml gives for a file now."""
    found = tomllib.loads(joined(desk.settings.home / "sources" / METADATA_FILE, [])).get(file, {})
    return dict(found) if isinstance(found, dict) else {}
