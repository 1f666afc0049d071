"""Questions that are asked by pressing a button, as if they had been typed."""

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot import messages
from bot.telegram.answering import further, phrases
from bot.telegram.answering.again import Again
from bot.telegram.press import Press
from bot.telegram.sending import alert

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk


class Suggestions:
    """Handlers, named for what the user pressed."""

    def __init__(self, desk: "Desk", assistant: "Assistant") -> None:
        self._desk, self._again = desk, Again(desk, assistant)

    async def pressed_question(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask it, and reply to the message with the button; a group sees what was asked."""
        press = Press.of(update, context)
        question = await asyncio.to_thread(self._question, press)
        if question is None:
            await alert(press.query, messages.ROW_GONE)
            return
        await self._again.ask(press, question, phrases.asked(question))

    def _question(self, press: Press) -> str | None:
        """A suggestion of the log row, or what was asked itself (number 0); None where there is none."""
        log, number = self._desk.store.log, int(press.data[1])
        row = log.row(press.log_id)
        if row is None or not log.belongs(row, press.conversation):
            return None
        questions = [row.understood, *row.suggestions]
        return questions[number] if number < len(questions) else None


def register(
    application: "Application[Any, Any, Any, Any, Any, Any]", desk: "Desk", assistant: "Assistant"
) -> None:
    pressed = Suggestions(desk, assistant)
    application.add_handler(CallbackQueryHandler(pressed.pressed_question, further.QUESTION))
