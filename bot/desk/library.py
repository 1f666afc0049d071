"""The library as admins see and change it: documents, uploads that are looked at first, editions."""

import re
import secrets
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.desk.job import Progress
from bot.store.audit import Actor
from knowledge.document import Document, Metadata
from knowledge.editions import Editions
from knowledge.errors import EditionDamaged, KnowledgeError, UnknownDocument
from knowledge.filenames import library_name
from knowledge.loaders.reader import Reader
from knowledge.metadata_file import METADATA_FILE, joined, written
from knowledge.passages import windows
from retrieval import reload as reloading
from retrieval.apart import ReloadApart
from retrieval.reloading import today

if TYPE_CHECKING:
    from retrieval.answerer import Answerer
    from retrieval.edition import Edition

UPLOADS, REMOVED = "uploads", "removed"
FIELDS = (
    "title",
    "issuer",
    "number",
    "published",
    "effective",
    "expires",
    "document_type",
    "column",
    "regions",
)
"""What admins correct of a document."""


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list. `own` says whether its file is in sources/, where it can be removed from."""

    id: str
    file: str
    title: str
    issuer: str | None
    published: str | None
    validity: str | None
    guessed: frozenset[str]
    problems: int
    own: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One document with what is known of it. `passages` are as they are indexed, each with its headings."""

    row: Row
    document: Document
    passages: Sequence[tuple[str, str]]
    problems: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Previewed:
    """A file that was uploaded: what was recognised in it, or why it is refused."""

    name: str
    documents: Sequence[Document] = ()
    warnings: Sequence[str] = ()
    refused: str | None = None
    replaces: bool = False


def rows(desk: Desk, answerer: "Answerer", words: str = "") -> list[Row]:
    """All documents whose title, id, file or issuer has the words, in the edition's order."""
    edition = answerer.opened()[0]
    own, counts = _own(desk), _problem_counts(desk, edition.number)
    found = (_row(edition, number, own, counts) for number in range(len(edition.shelf)))
    return [each for each in found if words.casefold() in _said_of(each)]


def shown(desk: Desk, answerer: "Answerer", id: str) -> Shown:
    """Raises NotThere."""
    edition = answerer.opened()[0]
    try:
        number = edition.shelf.number(id)
    except UnknownDocument as error:
        raise NotThere(str(error)) from error
    row = _row(edition, number, _own(desk), _problem_counts(desk, edition.number))
    document = edition.shelf.document(number)
    told = [each for each in _problems(desk, edition.number) if each["file"] == row.file]
    return Shown(row, document, list(_passages(edition, number)), told)


def upload(desk: Desk, files: Iterable[tuple[str, bytes]]) -> str:
    """Keep files aside until they are confirmed; the token that names them. Raises DeskError."""
    token = secrets.token_hex(8)
    folder = desk.settings.home / UPLOADS / token
    try:
        folder.mkdir(parents=True)
        for name, content in files:
            (folder / library_name(Path(name))).write_bytes(content)
    except (OSError, KnowledgeError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DeskError(f"文件没有上传成功：{error}") from error
    if not any(folder.iterdir()):
        shutil.rmtree(folder)
        raise DeskError("没有选择文件。请先选择要添加的文件。")
    return token


def preview(desk: Desk, token: str) -> list[Previewed]:
    """What would be added. Raises NotThere."""
    folder, own = _upload(desk, token), _own(desk)
    with Reader(desk.settings.limits) as reader:
        return [_previewed(path, path.name in own, reader) for path in sorted(folder.iterdir())]


def confirm(desk: Desk, token: str, by: Actor, progress: Progress) -> str:
    """Add the files of an upload and reload; says what came of it."""
    folder = _upload(desk, token)
    said = _added(desk, sorted(folder.iterdir()), by, progress)
    shutil.rmtree(folder, ignore_errors=True)
    return said


def discard(desk: Desk, token: str) -> None:
    """Forget an upload. Raises NotThere."""
    shutil.rmtree(_upload(desk, token))


def remove(desk: Desk, id: str, file: str, by: Actor, progress: Progress) -> str:
    """Take a document's file out of the library; it is kept aside and can be restored."""
    kept = desk.settings.home / REMOVED
    kept.mkdir(exist_ok=True)
    shutil.copy2(desk.settings.home / "sources" / file, kept / file)
    _reloaded(desk, progress, removed=[id])
    desk.store.audit.record(by, "library.remove", file)
    return f"已删除 {file}。可以在页面下方恢复。"


def removed(desk: Desk) -> list[str]:
    """Files that were removed and can be restored."""
    folder = desk.settings.home / REMOVED
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def restore(desk: Desk, name: str, by: Actor, progress: Progress) -> str:
    """Bring a removed file back. Raises NotThere."""
    if name not in removed(desk):
        raise NotThere(f"没有可以恢复的文件“{name}”。")
    path = desk.settings.home / REMOVED / name
    said = _added(desk, [path], by, progress)
    path.unlink(missing_ok=True)
    return said


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


def changes(desk: Desk, answerer: "Answerer", id: str, given: Mapping[str, str]) -> dict[str, str]:
    """Of what an admin's form gives, that which is not as it is known already. Raises NotThere."""
    metadata = shown(desk, answerer, id).document.metadata
    return {name: value for name, value in given.items() if value.strip() != as_typed(metadata, name)}


def as_typed(metadata: Metadata, name: str) -> str:
    """A field as it stands in the form."""
    value = getattr(metadata, name)
    return "、".join(value) if isinstance(value, tuple) else value or ""


def rollback(desk: Desk, number: int, by: Actor) -> None:
    """Let an earlier edition answer. Raises KnowledgeError."""
    reloading.rollback(desk.settings.home, number)
    desk.store.audit.record(by, "library.rollback", str(number))


def editions(desk: Desk) -> Iterator[Mapping[str, Any]]:
    """The editions that are kept, newest first, with their counts where they are whole."""
    kept = Editions(desk.settings.home)
    current, waiting = kept.current(), kept.candidate()
    for number in reversed(kept.numbers()):
        try:
            manifest = kept.manifest(number)
        except EditionDamaged:
            manifest = {}
        told = {name: manifest.get(name) for name in ("documents", "passages")}
        told["built"] = datetime.fromisoformat(manifest["built"]) if manifest else None
        yield {"number": number, "current": number == current, "candidate": number == waiting, **told}


def source(desk: Desk, file: str) -> Path:
    """The file of a document as it was added. Raises NotThere."""
    if file not in _own(desk):
        raise NotThere("这份文件随软件附带，没有单独的原件。")
    return desk.settings.home / "sources" / file


def _said_of(row: Row) -> str:
    return f"{row.title} {row.id} {row.file} {row.issuer or ''}".casefold()


def _row(edition: "Edition", number: int, own: frozenset[str], counts: Mapping[str, int]) -> Row:
    id, file, metadata = edition.shelf.row(number)
    return Row(
        id,
        file,
        edition.shelf.title(number),
        metadata.issuer or metadata.source,
        metadata.published,
        edition.standing(number, today()),
        metadata.guessed,
        counts.get(file, 0),
        file in own,
    )


def _passages(edition: "Edition", number: int) -> Iterator[tuple[str, str]]:
    first, last = edition.index.firsts[number : number + 2]
    sentences = [(int(start), int(end)) for start, end in edition.index.sentences[first:last]]
    for begin, stop in windows(sentences):
        start, end = sentences[begin][0], sentences[stop - 1][1]
        yield " › ".join(edition.shelf.section_at(number, start)), edition.shelf.text(number, start, end)


def _own(desk: Desk) -> frozenset[str]:
    folder = desk.settings.home / "sources"
    return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()


def _problems(desk: Desk, number: int) -> list[Mapping[str, Any]]:
    return list(Editions(desk.settings.home).manifest(number)["problems"])


def _problem_counts(desk: Desk, number: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in _problems(desk, number):
        counts[each["file"]] = counts.get(each["file"], 0) + 1
    return counts


def _upload(desk: Desk, token: str) -> Path:
    folder = desk.settings.home / UPLOADS / token
    if not token.isalnum() or not folder.is_dir():
        raise NotThere("这次上传已经处理过了，或已经取消。请重新上传。")
    return folder


def _previewed(path: Path, replaces: bool, reader: Reader) -> Previewed:
    try:
        loaded = reader.load(path, path.name)
    except KnowledgeError as error:
        return Previewed(path.name, refused=str(error))
    warnings = [str(problem) for problem in loaded.warnings]
    return Previewed(path.name, loaded.documents, warnings, replaces=replaces)


def _added(desk: Desk, paths: Sequence[Path], by: Actor, progress: Progress) -> str:
    changed = _reloaded(desk, progress, added=paths)
    done = [*changed.get("added", []), *changed.get("replaced", [])]
    for name in done:
        desk.store.audit.record(by, "library.add", name)
    told = [f"已收入 {'、'.join(done)}。"] if done else []
    told += [f"未收入：{each}" for each in changed.get("refused", [])]
    if not done:
        raise DeskError("；".join(told) or "没有文件可以收入。")
    return "".join(told)


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
