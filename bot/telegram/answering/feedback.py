"""What people think of an answer, and why it is no use."""

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot import messages
from bot.store.querylog import Vote, VoteReason
from bot.telegram.answering import further, phrases
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer

if TYPE_CHECKING:
    from bot.assistant import Assistant


class Feedback:
    """Handlers, named for what the user pressed."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant

    async def pressed_vote(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        press = Press.of(update, context)
        if press.data[1] == "u":
            await self._keep(press, "up", None, messages.THANKS)
        else:
            await self._keep(press, "down", None, phrases.WHY)

    async def pressed_reason(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        press = Press.of(update, context)
        await self._keep(press, "down", further.REASONS[press.data[1]], messages.THANKS)

    async def _keep(self, press: Press, vote: Vote, reason: VoteReason | None, thanks: str) -> None:
        """Record the vote, say thanks, and show the choice on the keyboard."""
        kept = await asyncio.to_thread(
            self._assistant.vote, press.log_id, vote, conversation=press.conversation, reason=reason
        )
        if not kept:
            await alert(press.query, messages.ROW_GONE)
            return
        await answer(press.query, thanks)
        if press.message and press.message.reply_markup:
            shown = press.message.reply_markup.inline_keyboard
            await press.show(InlineKeyboardMarkup(further.voted(shown, press.log_id, str(press.query.data))))


def register(application: "Application[Any, Any, Any, Any, Any, Any]", assistant: "Assistant") -> None:
    feedback = Feedback(assistant)
    application.add_handler(CallbackQueryHandler(feedback.pressed_vote, further.VOTE))
    application.add_handler(CallbackQueryHandler(feedback.pressed_reason, further.REASON))
