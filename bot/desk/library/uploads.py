"""Files that admins upload: they are looked at before they count."""

import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.desk.job import Progress
from bot.desk.library.changes import UPLOADS, add
from bot.desk.library.documents import own
from bot.store.audit import Actor
from knowledge.document import Document
from knowledge.errors import KnowledgeError
from knowledge.filenames import library_name
from knowledge.loaders.reader import Reader


@dataclass(frozen=True, slots=True)
class Previewed:
    """A file that was uploaded: what was recognised in it, or why it is refused."""

    name: str
    documents: Sequence[Document] = ()
    warnings: Sequence[str] = ()
    refused: str | None = None
    replaces: bool = False


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
    folder, known = _upload(desk, token), own(desk)
    with Reader(desk.settings.limits) as reader:
        return [_previewed(path, path.name in known, reader) for path in sorted(folder.iterdir())]


def confirm(desk: Desk, token: str, by: Actor, progress: Progress) -> str:
    """Add the files of an upload and reload; says what came of it."""
    folder = _upload(desk, token)
    said = add(desk, sorted(folder.iterdir()), by, progress)
    shutil.rmtree(folder, ignore_errors=True)
    return said


def discard(desk: Desk, token: str) -> None:
    """Forget an upload. Raises NotThere."""
    shutil.rmtree(_upload(desk, token))


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
