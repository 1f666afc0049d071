"""What staff send: commands, questions, and things that are not text."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot import messages
from bot.telegram import attempt
from bot.telegram.addressing import question
from bot.telegram.buttons import keyboard
from bot.telegram.sending import reply, typing

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk


class Staff:
    """Handlers, named for what the user did."""

    def __init__(self, assistant: "Assistant", desk: "Desk") -> None:
        self._assistant, self._desk = assistant, desk

    async def asked_for_help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await reply(_message(update), [messages.welcome()])

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Free text, /ask, or a mention under someone else's question."""
        message = _message(update)
        text, about = question(message)
        if not text:
            await reply(message, [messages.NO_QUESTION])
            return
        asker = f"telegram:{update.effective_user.id if update.effective_user else message.chat_id}"
        if await asyncio.to_thread(self._hurries, asker):
            await reply(message, [messages.TOO_FAST])
            return
        async with typing(message):
            answer = await asyncio.to_thread(
                self._assistant.ask,
                text,
                asker=asker,
                conversation=f"telegram:{message.chat_id}",
                channel="telegram",
                key=attempt.key(),
            )
        await reply(about, messages.answer_html(answer), keyboard(answer))

    async def began_anew(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/new: what is asked next is no follow-up."""
        message = _message(update)
        await asyncio.to_thread(self._assistant.begin_anew, f"telegram:{message.chat_id}")
        await reply(message, [messages.BEGUN_ANEW])

    def _hurries(self, asker: str) -> bool:
        """Whether somebody has asked as often in the last minute as one may."""
        minute_ago = datetime.now(UTC) - timedelta(minutes=1)
        return self._desk.store.log.asked(asker, minute_ago) >= self._desk.settings.asks_per_minute

    async def cancelled(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/cancel where the bot waits for nothing."""
        await reply(_message(update), [messages.NOTHING_TO_CANCEL])

    async def sent_unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await reply(_message(update), [messages.UNKNOWN_COMMAND])

    async def sent_no_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """One line for a whole album, which arrives as many messages."""
        message, seen = _message(update), context.chat_data
        album = message.media_group_id
        if seen is not None and album is not None:
            if seen.get("album") == album:
                return
            seen["album"] = album
        await reply(message, [messages.TEXT_ONLY])


def _message(update: Update) -> Message:
    """The handlers are registered for messages only."""
    assert update.message is not None  # noqa: S101
    return update.message
