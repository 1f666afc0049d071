"""Asking by pressing a button under an answer, as if it had been typed."""

import asyncio
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot import messages
from bot.desk.pace import hurries
from bot.telegram import attempt
from bot.telegram.buttons import REGION, keyboard
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer, reply, typing

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.telegram.application import Bot


class Again:
    """Asks for whoever pressed a button, unless they ask too often."""

    def __init__(self, desk: "Desk", assistant: "Assistant") -> None:
        self._desk, self._assistant = desk, assistant

    async def ask(self, press: Press, text: str, opening: str = "", any_region: bool = False) -> None:
        """Reply to the message with the button; `opening` is said before the answer."""
        if press.message is None:
            await alert(press.query, messages.ROW_GONE)
            return
        if await asyncio.to_thread(hurries, self._desk, press.asker, attempt.key()):
            await alert(press.query, messages.TOO_FAST)
            return
        await answer(press.query)
        async with typing(press.message):
            found = await asyncio.to_thread(
                self._assistant.ask,
                text,
                asker=press.asker,
                conversation=press.conversation,
                channel="telegram",
                key=attempt.key(),
                any_region=any_region,
            )
        await reply(press.message, messages.answer_html(found, opening), keyboard(found))

    async def repeat(self, press: Press, opening: str = "", any_region: bool = False) -> None:
        """Ask the question that the answer with the button is to."""
        try:
            text = await asyncio.to_thread(
                self._assistant.understood, press.log_id, conversation=press.conversation
            )
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
        else:
            await self.ask(press, text, opening, any_region)

    async def pressed_region(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask again of no region in particular."""
        await self.repeat(Press.of(update, context), any_region=True)


def register(application: "Bot", desk: "Desk", assistant: "Assistant") -> None:
    application.add_handler(CallbackQueryHandler(Again(desk, assistant).pressed_region, REGION))
