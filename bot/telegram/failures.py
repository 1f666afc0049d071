"""What happens when a handler fails: first it is logged, then the user is told."""

import logging

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot import messages
from bot.telegram.requests import Dropped, NotSent, ServerFailed
from bot.telegram.sending import alert, reply

logger = logging.getLogger(__name__)


async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The one error handler. What the user wrote is not logged here."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else None
    if isinstance(error, Forbidden):
        logger.warning("update %s: the user has blocked the bot or left (%s)", number, error)
        return
    logger.error("update %s was not answered", number, exc_info=error)
    if isinstance(update, Update) and not isinstance(error, NotSent | ServerFailed):
        await _tell(update, messages.PERHAPS_LOST if isinstance(error, Dropped) else messages.FAILED)


async def _tell(update: Update, text: str) -> None:
    try:
        if update.callback_query:
            await alert(update.callback_query, text)
        elif update.message:
            await reply(update.message, [text])
    except TelegramError as error:
        logger.warning("update %s: the user could not be told (%s)", update.update_id, error)
