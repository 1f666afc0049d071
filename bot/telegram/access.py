"""Who may ask."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot import messages
from bot.telegram.addressing import Addressed
from bot.telegram.sending import alert, reply


class Access:
    """Lets the users with these Telegram ids in; others are told once a message, where they meant the bot."""

    def __init__(self, allowed: frozenset[int]) -> None:
        self._allowed = allowed
        self._addressed = Addressed()

    async def checked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Runs before all other handlers and ends the update for those who may not ask."""
        user = update.effective_user
        if user is not None and user.id in self._allowed:
            return
        if user is not None and update.callback_query:
            await alert(update.callback_query, messages.not_allowed(user.id))
        elif user is not None and update.message and self._addressed.filter(update.message):
            await reply(update.message, [messages.not_allowed(user.id)])
        raise ApplicationHandlerStop
