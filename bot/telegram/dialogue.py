"""Text that the bot has asked somebody for, such as a note or an answer, and that is no question."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from telegram import Message, Update, User
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot import messages
from bot.store.dialogues import Dialogues, Step
from bot.telegram import attempt
from bot.telegram.addressing import Addressed, command
from bot.telegram.sending import reply

Heard: TypeAlias = Callable[[Message, Step], Awaitable[None]]
"""What is done with a message that was waited for; it says where the dialogue goes on (`Waiting.go`)."""


class Waiting:
    """Who waits for what: before the handlers of questions, after those that let people in."""

    def __init__(self, dialogues: Dialogues) -> None:
        self._dialogues = dialogues
        self._heard: dict[str, Heard] = {}
        self._addressed = Addressed()

    def on(self, kind: str, heard: Heard) -> None:
        """Steps of this kind get the next message that somebody sends, whatever it holds."""
        self._heard[kind] = heard

    async def go(self, chat: int, person: int, step: Step | None) -> None:
        """Wait for this step from now on; None ends the dialogue."""
        await asyncio.to_thread(self._dialogues.go, chat, person, attempt.key(), step)

    async def heard(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Hand the message to whoever waits for it; a command ends the waiting."""
        message, user = update.message, update.effective_user
        if message is None or user is None or not self._addressed.filter(message):
            return
        step = await asyncio.to_thread(self._dialogues.at, message.chat_id, user.id, attempt.key())
        if step is None or step.kind not in self._heard:
            return
        if command(message):
            await self._ended(message, user)
        else:
            await self._heard[step.kind](message, step)
            raise ApplicationHandlerStop

    async def _ended(self, message: Message, user: User) -> None:
        await self.go(message.chat_id, user.id, None)
        if command(message) == "cancel":
            await reply(message, [messages.CANCELLED])
            raise ApplicationHandlerStop
