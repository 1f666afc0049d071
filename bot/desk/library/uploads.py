"""Files that admins upload: they are looked at before they count."""

import filecmp
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.desk.job import Progress
from bot.desk.library.changes import UPLOADS, add
from bot.store.audit import Actor
from knowledge.document import Document
from knowledge.errors import KnowledgeError
from knowledge.filenames import library_name
from knowledge.loaders.reader import Reader

if TYPE_CHECKING:
    from retrieval.answerer import Answerer

KEPT = timedelta(days=1)
"""How long an upload waits for being confirmed."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """A file that was uploaded: what was recognised in it, or why it is refused.

    It `replaces` the library's file of that name, and is the `same` where not a byte differs.
    """

    name: str
    documents: Sequence[Document] = ()
    warnings: Sequence[str] = ()
    refused: str | None = None
    replaces: bool = False
    same: bool = False


def upload(desk: Desk, files: Iterable[tuple[str, bytes]], token: str | None = None) -> str:
    """Keep files aside until they are confirmed; the token that names them. Raises DeskError.

    A token of letters and digits may be given; what it names already is then replaced.
    """
    prune(desk)
    token = token or secrets.token_hex(8)
    folder = desk.settings.home / UPLOADS / token
    try:
        folder.mkdir(parents=True, exist_ok=True)
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
    folder, sources = waiting(desk, token), desk.settings.home / "sources"
    with Reader(desk.settings.limits) as reader:
        return [_previewed(path, sources / path.name, reader) for path in sorted(folder.iterdir())]


def repeated(answerer: "Answerer", documents: Sequence[Document]) -> Iterator[tuple[str, float]]:
    """Files of the library, of another name, that hold nearly the same as one of the documents; the share."""
    from retrieval.duplicates import most_alike

    shelf, own = answerer.opened()[0].shelf, {_file(document.file) for document in documents}
    texts = (shelf.text(number) for number in range(len(shelf)))
    for pair in most_alike([document.text for document in documents], texts):
        file = _file(shelf.row(pair.second)[1])
        if file not in own:
            yield file, pair.share


def confirm(desk: Desk, token: str, by: Actor, progress: Progress) -> str:
    """Add the files of an upload and reload; says what came of it."""
    said = take_in(desk, token, by, progress)
    shutil.rmtree(desk.settings.home / UPLOADS / token, ignore_errors=True)
    return said


def take_in(desk: Desk, token: str, by: Actor, progress: Progress) -> str:
    """The same, but the upload waits on, so that it can be done again until it was told what came of it."""
    return add(desk, sorted(waiting(desk, token).iterdir()), by, progress)


def waits(desk: Desk, token: str) -> bool:
    """Whether an upload is still to be confirmed."""
    return token.isalnum() and (desk.settings.home / UPLOADS / token).is_dir()


def waiting(desk: Desk, token: str) -> Path:
    """The folder of an upload that is still to be confirmed. Raises NotThere."""
    if not waits(desk, token):
        raise NotThere("这次上传已经处理过了，或已经取消。请重新上传。")
    return desk.settings.home / UPLOADS / token


def discard(desk: Desk, token: str) -> None:
    """Forget an upload. Raises NotThere."""
    shutil.rmtree(waiting(desk, token))


def prune(desk: Desk) -> None:
    """Forget uploads that nobody has confirmed for too long."""
    folder, oldest = desk.settings.home / UPLOADS, time.time() - KEPT.total_seconds()
    with suppress(OSError):  # somebody else removes one at this moment
        for each in folder.iterdir():
            if each.stat().st_mtime < oldest:
                shutil.rmtree(each, ignore_errors=True)


def _file(file: str) -> str:
    """The file in sources/ that a document is from: an archive, for one of those in it."""
    return file.partition("/")[0]


def _previewed(path: Path, before: Path, reader: Reader) -> Previewed:
    replaces = before.is_file()
    same = replaces and filecmp.cmp(path, before, shallow=False)
    try:
        loaded = reader.load(path, path.name)
    except KnowledgeError as error:
        return Previewed(path.name, refused=str(error))
    warnings = [str(problem) for problem in loaded.warnings]
    return Previewed(path.name, loaded.documents, warnings, replaces=replaces, same=same)
