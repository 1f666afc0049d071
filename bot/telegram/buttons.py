"""The buttons under an answer. All they need is in their data, so they work after a restart."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot import messages
from bot.telegram.answering import further, quotations
from bot.telegram.sending import alert
from retrieval.answer import Answer

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


async def pressed_other(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Whatever no handler knows, such as a button of an earlier version."""
    if update.callback_query:
        await alert(update.callback_query, messages.BUTTON_OLD)
