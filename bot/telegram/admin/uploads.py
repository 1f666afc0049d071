"""A document that an admin sends to the chat: it is looked at, shown, and added once that is confirmed.

ua:<upload>   add it
ux:<upload>   forget it
"""

import asyncio
import hashlib
import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.desk import access
from bot.desk.errors import NotThere
from bot.desk.library import uploads as staged
from bot.errors import BotError
from bot.markup import Run, parts
from bot.telegram import attempt
from bot.telegram.admin import uploads_file as arriving
from bot.telegram.admin import uploads_words as words
from bot.telegram.admin.guard import actor, guarded, message, user
from bot.telegram.admin.progress import Notice, watched
from bot.telegram.dialogue import Waiting
from bot.telegram.press import pressed
from bot.telegram.sending import answer, reply, typing
from knowledge.editions import Editions
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

ADD, CANCEL = r"^ua:([0-9a-f]{16})\Z", r"^ux:([0-9a-f]{16})\Z"
logger = logging.getLogger(__name__)


def register(
    application: Application[Any, Any, Any, Any, Any, Any],
    desk: "Desk",
    assistant: "Assistant",
    waiting: Waiting,
    group: int,
) -> None:
    """To be called before `waiting`'s own handler is added to the `group`; it is asked about documents first.

    That group comes before that of the questions, of which a caption is one, unless an admin sends it.
    """
    uploads = Uploads(desk, assistant, waiting)
    documents = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.Document.ALL
    application.add_handler(MessageHandler(documents & ~filters.ANIMATION, uploads.sent), group)
    application.add_handler(CallbackQueryHandler(guarded(desk, "admin", uploads.pressed_add), ADD))
    application.add_handler(CallbackQueryHandler(guarded(desk, "admin", uploads.pressed_cancel), CANCEL))


class _Preview(NamedTuple):
    parts: list[str]
    keyboard: InlineKeyboardMarkup | None


class Uploads:
    """Handlers, named for what the admin did."""

    def __init__(self, desk: "Desk", assistant: "Assistant", waiting: Waiting) -> None:
        self._desk, self._assistant, self._waiting = desk, assistant, waiting

    async def sent(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A document in a private chat. One with a caption, from somebody who is no admin, is a question."""
        await self._waiting.heard(update, context)
        over = message(update)
        if await asyncio.to_thread(access.role, self._desk, user(update).id) == "admin":
            await self._look_at(over)
        elif over.caption:
            return
        elif over.media_group_id is None or _first_of_album(over.media_group_id, context):
            await reply(over, [words.ONLY_ADMINS])
        raise ApplicationHandlerStop

    async def pressed_add(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Add the document, and show in the place of the preview how far that is and what came of it."""
        query, (token,) = pressed(update, context)
        by = await asyncio.to_thread(actor, self._desk, user(update))
        notice = Notice.of(message(update))
        await self._check(notice, token)
        await answer(query)
        try:
            said = await watched(
                notice, words.BEGINS, lambda progress: staged.take_in(self._desk, token, by, progress)
            )
            told, keyboard = await asyncio.to_thread(self._told, said), None
        except (BotError, KnowledgeError) as error:
            told, keyboard = str(error), _keyboard(token, words.AGAIN)
        except Exception:
            logger.exception("a document could not be added")
            told, keyboard = words.UNEXPECTED, _keyboard(token, words.AGAIN)
        await notice.show(parts([Run(told)])[0], keyboard)
        if keyboard is None:
            await asyncio.to_thread(staged.discard, self._desk, token)

    async def pressed_cancel(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (token,) = pressed(update, context)
        notice = Notice.of(message(update))
        await self._check(notice, token)
        await notice.show(words.CANCELLED)
        await asyncio.to_thread(staged.discard, self._desk, token)
        await answer(query)

    async def _check(self, notice: Notice, token: str) -> None:
        """Raises NotThere for an upload that does not wait any more, and leaves no button to press."""
        if not await asyncio.to_thread(staged.waits, self._desk, token):
            await notice.buttons()
            raise NotThere(words.GONE)

    async def _look_at(self, over: Message) -> None:
        document = over.document
        assert document is not None  # noqa: S101
        name = arriving.name_of(document)
        try:
            arriving.check(name, document.file_size, self._desk.settings.limits.file)
            async with typing(over):
                content = await arriving.downloaded(document)
                preview = await asyncio.to_thread(self._previewed, name, content)
        except (BotError, KnowledgeError) as error:
            preview = _Preview(parts([Run(str(error))]), None)
        await reply(over, preview.parts, preview.keyboard)

    def _previewed(self, name: str, content: bytes) -> _Preview:
        """Keep the file aside, and what is to be shown of it; one that cannot be added is not kept."""
        token = staged.upload(self._desk, [(name, content)], _token())
        [file] = staged.preview(self._desk, token)
        useful = not file.refused and not file.same
        alike = list(staged.repeated(self._assistant.answerer, file.documents)) if useful else []
        if not useful:
            staged.discard(self._desk, token)
        return _Preview(parts(words.preview(file, alike)), _keyboard(token) if useful else None)

    def _told(self, said: str) -> str:
        number = self._assistant.answerer.opened()[0].number
        documents = Editions(self._desk.settings.home).manifest(number)["documents"]
        return words.added(said, documents, number)


def _token() -> str | None:
    """The same for each attempt at the same message, so that a second one finds what the first one kept."""
    key = attempt.key()
    return hashlib.sha256(key.encode()).hexdigest()[:16] if key else None


def _first_of_album(album: str, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """An album arrives as many messages, which need one word."""
    seen = context.chat_data
    if seen is None or seen.get("album") == album:
        return False
    seen["album"] = album
    return True


def _keyboard(token: str, add: str = words.ADD) -> InlineKeyboardMarkup:
    row = [(add, f"ua:{token}"), (words.CANCEL, f"ux:{token}")]
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data) for label, data in row]])
