"""A button that was pressed: what its data says."""

from telegram import CallbackQuery, Update
from telegram.ext import ContextTypes


def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> tuple[CallbackQuery, tuple[str, ...]]:
    """The query, and the groups of the pattern that its data matched. For handlers of buttons alone."""
    query, matches = update.callback_query, context.matches
    assert query is not None  # noqa: S101
    assert matches  # noqa: S101
    return query, matches[0].groups()
