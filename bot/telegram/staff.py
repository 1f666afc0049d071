"""What staff send: commands, questions, and things that are not text."""

import asyncio
from typing import TYPE_CHECKING

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot import messages
from bot.desk import access
from bot.telegram.addressing import question
from bot.telegram.asker import odd
from bot.telegram.sending import reply

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.telegram.asker.asking import Asking


class Staff:
    """Handlers, named for what the user did."""

    def __init__(self, assistant: "Assistant", desk: "Desk", asking: "Asking") -> None:
        self._assistant, self._desk, self._asking = assistant, desk, asking

    async def asked_for_help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """In private, admins and reviewers read as well what else they can do."""
        message, told = _message(update), [messages.welcome()]
        if message.chat.type == ChatType.PRIVATE:
            role = await asyncio.to_thread(access.role, self._desk, message.chat_id)
            told += filter(None, [messages.managing_text(role or "")])
        await reply(message, told)

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Free text, /ask, or a mention under someone else's question."""
        message = _message(update)
        text, about = question(message)
        if not text:
            await reply(message, [messages.NO_QUESTION])
            return
        await self._asking.ask(message, text, about)

    async def began_anew(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/new: what is asked next is no follow-up."""
        message = _message(update)
        await asyncio.to_thread(self._assistant.begin_anew, f"telegram:{message.chat_id}")
        await reply(message, [messages.BEGUN_ANEW])

    async def cancelled(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/cancel where the bot waits for nothing."""
        await reply(_message(update), [messages.NOTHING_TO_CANCEL])

    async def sent_unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await reply(_message(update), [messages.UNKNOWN_COMMAND])

    async def sent_no_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Words that stand under a picture or file are asked."""
        message = _message(update)
        text, about = question(message) if message.caption else ("", message)
        first = await odd.is_first(message, self._desk.store.occasions)
        if text:
            await self._asking.ask(message, text, about)
        elif first:
            await odd.tell(message)


def _message(update: Update) -> Message:
    """The handlers are registered for messages only."""
    assert update.message is not None  # noqa: S101
    return update.message
