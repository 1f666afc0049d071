"""What those who ask do beside asking: the list of its handlers."""

from typing import TYPE_CHECKING, Any, TypeAlias

from telegram.ext import Application, MessageHandler, filters

from bot.telegram.asker.asking import Asking

if TYPE_CHECKING:
    from bot.desk.desk import Desk

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


def register(application: Bot, desk: "Desk", asking: Asking) -> None:
    """Before the handlers of commands and questions."""
    edited = filters.UpdateType.EDITED_MESSAGE

    # questions that are changed
    application.add_handler(MessageHandler(edited & (filters.TEXT | filters.CAPTION), asking.edited))
