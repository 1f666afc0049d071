"""Reading a document where an answer quotes it: page by page in one message, and as the file that it was."""

import asyncio
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import FileSizeLimit
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot import messages
from bot.desk.errors import NotThere
from bot.desk.library.originals import original
from bot.markup import Run, parts
from bot.telegram.admin.progress import Notice
from bot.telegram.answering import place as places
from bot.telegram.answering import source_words as words
from bot.telegram.answering.page import Page, page
from bot.telegram.answering.place import Place
from bot.telegram.answering.quotations import SOURCE
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer, reply, reply_file
from knowledge.errors import KnowledgeError, UnknownDocument
from retrieval.answer import Snippet

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.telegram.application import Bot

PAGE = r"^rd:([0-9a-f]{20}):(\d{1,6})\Z"  # rd:<key of the place>:<page, from 1>
FILE = r"^of:([0-9a-f]{20})\Z"  # of:<key of the place>
Shown = tuple[str, InlineKeyboardMarkup | None]

logger = logging.getLogger(__name__)


class Reading:
    """Handlers, named for what the user pressed."""

    def __init__(self, desk: "Desk", assistant: "Assistant") -> None:
        self._desk, self._assistant, self._shorthands = desk, assistant, desk.store.shorthands

    async def pressed_source(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send the page with the quotation, as a reply to the answer."""
        press = Press.of(update, context)
        try:
            html, keyboard = await asyncio.to_thread(
                self._quoted, press.log_id, int(press.data[1]), press.conversation
            )
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
        except KnowledgeError as error:
            logger.warning("the source of answer %s could not be shown: %s", press.log_id, error)
            await alert(press.query, messages.SOURCE_GONE)
        else:
            await answer(press.query)
            if press.message:
                await reply(press.message, html, keyboard)

    async def pressed_page(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Turn the page in place."""
        press = Press.of(update, context)
        key, number = press.data
        try:
            shown = await asyncio.to_thread(self._turned, key, int(number))
        except (LookupError, KnowledgeError):
            await alert(press.query, messages.SOURCE_GONE)
            return
        if press.query.message:
            await Notice(press.query.get_bot(), press.chat, press.query.message.message_id).show(*shown)
        await answer(press.query)

    async def pressed_file(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send the document's file."""
        press = Press.of(update, context)
        try:
            path, caption = await asyncio.to_thread(self._file, press.data[0])
        except (LookupError, KnowledgeError, NotThere):
            await alert(press.query, words.NO_ORIGINAL)
            return
        size = path.stat().st_size
        if size > FileSizeLimit.FILESIZE_UPLOAD:
            await alert(press.query, words.too_large(size))
            return
        await answer(press.query)
        if press.message:
            await reply_file(press.message, await asyncio.to_thread(path.read_bytes), path.name, caption)

    def _quoted(
        self, log_id: int, number: int, conversation: str
    ) -> tuple[list[str], InlineKeyboardMarkup | None]:
        """Raises LookupError where the conversation has no such answer or the answer no such snippet."""
        given = self._assistant.given(log_id, conversation=conversation, wanted=number)
        snippet = given.snippets[number - 1]
        try:
            place = places.quoted(self._assistant.answerer, snippet, given.edition)
            html, keyboard = self._shown(place)
        except UnknownDocument:
            return parts(_alone(snippet)), None
        return [html], keyboard

    def _turned(self, key: str, number: int) -> Shown:
        """Raises LookupError where nobody has made the key, and UnknownDocument."""
        return self._shown(self._place(key), number)

    def _place(self, key: str) -> Place:
        content = self._shorthands.content(key)
        if content is None:
            raise LookupError(key)
        return Place.from_json(content)

    def _shown(self, place: Place, number: int | None = None) -> Shown:
        shown = page(self._assistant.answerer, place, number)
        return shown.html, _keyboard(shown, self._shorthands.key(place.to_json()))

    def _file(self, key: str) -> tuple[Path, str]:
        """The file and what to say of it. Raises LookupError, NotThere and KnowledgeError."""
        answerer = self._assistant.answerer
        edition, document = places.found(answerer, self._place(key))
        newer = edition.number != answerer.edition
        caption = words.NEWER_FILE if newer else edition.shelf.title(document)
        return original(self._desk, edition.shelf.row(document)[1]), caption


def _keyboard(shown: Page, key: str) -> InlineKeyboardMarkup | None:
    to = partial(_to_page, key)
    turns = [to(words.BACK, shown.number - 1)] if shown.number > 1 else []
    turns += [to(words.ON, shown.number + 1)] if shown.number < shown.total else []
    others = [to(words.TO_QUOTATION, shown.opening)] if shown.opening not in (None, shown.number) else []
    others += [] if shown.curated else [InlineKeyboardButton(words.ORIGINAL, callback_data=f"of:{key}")]
    rows = [row for row in (turns, others) if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _to_page(key: str, label: str, number: int | None) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"rd:{key}:{number}")


def _alone(snippet: Snippet) -> list[Run]:
    """The quotation as it was, where its document is gone."""
    citation = snippet.citation
    return [
        Run(citation.title, bold=True),
        Run("\n" + messages.section_path(citation.section) + "\n"),
        Run(snippet.text, quoted=True),
        Run("\n" + words.ONLY_QUOTED),
    ]


def register(application: "Bot", desk: "Desk", assistant: "Assistant") -> None:
    reading = Reading(desk, assistant)
    application.add_handler(CallbackQueryHandler(reading.pressed_source, SOURCE))
    application.add_handler(CallbackQueryHandler(reading.pressed_page, PAGE))
    application.add_handler(CallbackQueryHandler(reading.pressed_file, FILE))
