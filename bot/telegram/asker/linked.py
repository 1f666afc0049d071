"""/start q_…: a question that a link brings along, such as one from the web page."""

import asyncio
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import ContextTypes, filters

from bot.desk import deeplinks
from bot.telegram.addressing import argument
from bot.telegram.asker import words
from bot.telegram.asker.asking import Asking
from bot.telegram.sending import reply

if TYPE_CHECKING:
    from bot.desk.desk import Desk

LINKED = filters.Regex(rf"^/start(@\w+)?\s+{deeplinks.QUESTION}")


class Linked:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk", asking: Asking) -> None:
        self._desk, self._asking = desk, asking

    async def opened(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask the question, and say which it is: the chat shows nothing of it."""
        message = update.message
        assert message is not None  # noqa: S101
        text = await asyncio.to_thread(deeplinks.question, self._desk, argument(message, "start"))
        if text is None:
            await reply(message, [words.LINK_GONE])
        else:
            await self._asking.ask(message, text, opening=words.asked(text))
