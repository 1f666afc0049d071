"""The buttons under an answer. All they need is in their data, so they work after a restart."""

import asyncio
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot import messages
from bot.telegram import attempt
from bot.telegram.answering import further, quotations
from bot.telegram.answering.press import Press
from bot.telegram.sending import alert, answer, reply
from retrieval.answer import Answer

if TYPE_CHECKING:
    from bot.assistant import Assistant

REGION = r"^r:(\d{1,18})\Z"  # r:<log id>


def keyboard(of: Answer) -> InlineKeyboardMarkup | None:
    """The rows under an answer, a function for each kind of them; None where there is nothing to press or no
    log row.
    """
    if of.log_id is None:
        return None
    rows = [*quotations.rows(of), *further.voting(of), *_about_region(of), *further.onward(of)]
    return InlineKeyboardMarkup(rows) if rows else None


def _about_region(of: Answer) -> list[list[InlineKeyboardButton]]:
    label = messages.region_label(of)
    return [[InlineKeyboardButton(label + messages.DROP, callback_data=f"r:{of.log_id}")]] if label else []


class Buttons:
    """Handlers, named for what the user pressed."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant

    async def pressed_region(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask again of no region in particular."""
        press = Press.of(update, context)
        try:
            text = await asyncio.to_thread(
                self._assistant.understood, press.log_id, conversation=press.conversation
            )
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
            return
        found = await asyncio.to_thread(
            self._assistant.ask,
            text,
            asker=press.asker,
            conversation=press.conversation,
            channel="telegram",
            key=attempt.key(),
            any_region=True,
        )
        await answer(press.query)
        if press.message:
            await reply(press.message, messages.answer_html(found), keyboard(found))

    async def pressed_other(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.callback_query:
            await alert(update.callback_query, messages.BUTTON_OLD)
