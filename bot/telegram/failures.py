"""What happens when a handler fails: first it is logged, then the user is told."""

import logging

from telegram import Update
from telegram.error import Forbidden, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot import messages
from bot.telegram import attempt
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
    if isinstance(error, NotSent | ServerFailed | RetryAfter):
        logger.warning("update %s waits until Telegram can be reached (%s)", number, error)
        _leave_for_later()
        return
    logger.error("update %s was not answered", number, exc_info=error)
    if isinstance(update, Update):
        await _tell(update, messages.PERHAPS_LOST if isinstance(error, Dropped) else messages.FAILED)


def _leave_for_later() -> None:
    begun = attempt.current()
    if begun is not None:
        begun.unreached = True


async def _tell(update: Update, text: str) -> None:
    try:
        if update.callback_query:
            await alert(update.callback_query, text)
        elif message := update.message or update.edited_message:
            await reply(message, [text])
    except TelegramError as error:
        logger.warning("update %s: the user could not be told (%s)", update.update_id, error)
