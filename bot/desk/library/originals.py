"""The files that documents were read from."""

from pathlib import Path

from bot.desk.desk import Desk
from bot.desk.errors import NotThere
from knowledge.folder import BUNDLED


def original(desk: Desk, file: str) -> Path:
    """A document's file as it lies in the library now, a bundled one too. Raises NotThere."""
    file = file.partition("/")[0]  # of a document in an archive, the archive
    bundled = BUNDLED if desk.settings.library is None else desk.settings.library
    for path in (desk.settings.home / "sources" / file, bundled / file):
        if path.is_file():
            return path
    raise NotThere("资料库里没有这份文件的原件，它可能已经移除。")
