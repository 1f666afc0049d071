"""What those who ask do beside asking: the list of its handlers."""

from typing import TYPE_CHECKING, Any, TypeAlias

from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.telegram.asker import forgetting, history, inline, odd
from bot.telegram.asker.asking import Asking
from bot.telegram.asker.forgetting import Forgetting
from bot.telegram.asker.history import History
from bot.telegram.asker.inline import Inline
from bot.telegram.asker.linked import LINKED, Linked

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


def register(application: Bot, desk: "Desk", assistant: "Assistant", asking: Asking) -> None:
    """Before the handlers of commands and questions."""
    message, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    past, forget = History(desk), Forgetting(desk)

    # commands
    application.add_handler(CommandHandler("start", Linked(desk, asking).opened, filters=message & LINKED))
    application.add_handler(CommandHandler("join", odd.joined_without_code, filters=message))
    application.add_handler(CommandHandler("history", past.asked, filters=message))
    application.add_handler(CommandHandler("forget", forget.asked, filters=message))
    application.add_handler(CommandHandler("privacy", forget.asked_what_is_kept, filters=message))

    # their buttons
    application.add_handler(CallbackQueryHandler(past.chosen, history.SHOWN))
    application.add_handler(CallbackQueryHandler(past.turned, history.TURNED))
    application.add_handler(CallbackQueryHandler(forget.confirmed, forgetting.CONFIRMED))

    # what is typed in other chats
    application.add_handler(InlineQueryHandler(Inline(desk, assistant).typed), group=inline.GROUP)

    # questions that are changed
    application.add_handler(MessageHandler(edited & (filters.TEXT | filters.CAPTION), asking.edited))
