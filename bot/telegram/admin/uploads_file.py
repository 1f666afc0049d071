"""A file on its way from a chat: its name and size are looked at before it is downloaded."""

import mimetypes
from pathlib import Path

from telegram import Document
from telegram.error import BadRequest

from bot.desk.errors import DeskError
from bot.telegram.admin import uploads_words as words
from knowledge.filenames import library_name
from knowledge.limits import MEGABYTE
from knowledge.loaders.formats import refuse_unsupported

DOWNLOADED = 20 * MEGABYTE
"""The largest file that Telegram lets a bot download."""


def name_of(document: Document) -> str:
    """The file's name as it was sent; one that came without a name is named for what it holds."""
    return document.file_name or f"文件{mimetypes.guess_extension(document.mime_type or '') or ''}"


def check(name: str, size: int | None, limit: int) -> None:
    """Raises DeskError and KnowledgeError for what need not be downloaded."""
    if "/" in name or "\\" in name:
        raise DeskError(words.OUTSIDE.format(name[:100]))
    name = library_name(Path(name))
    refuse_unsupported(name)
    if size == 0:
        raise DeskError(words.EMPTY.format(name))
    if (size or 0) > limit:
        raise DeskError(words.too_large(name, limit))
    if (size or 0) > DOWNLOADED:
        raise DeskError(words.too_large_for_telegram(name, DOWNLOADED))


async def downloaded(document: Document) -> bytes:
    """Raises DeskError where Telegram does not give the file, and TelegramError where it is not reached."""
    try:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray())
    except BadRequest as error:
        if "too big" in error.message:
            raise DeskError(words.too_large_for_telegram(name_of(document), DOWNLOADED)) from error
        raise DeskError(words.NOT_LOADED) from error
