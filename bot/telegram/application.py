"""Puts the bot together: its connection, its pace, and the list of handlers."""

import logging
from typing import TYPE_CHECKING, Any, TypeAlias

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot import messages
from bot.settings import Settings
from bot.telegram import buttons
from bot.telegram.access import Access
from bot.telegram.addressing import Addressed
from bot.telegram.admin import (
    gap_answer,
    gaps,
    invites,
    menus,
    reloading,
    stats,
    uploads,
    users,
    weblink,
)
from bot.telegram.answering import again, feedback, handing_in, more, reading, suggestions, wishes
from bot.telegram.asker import handlers as askers
from bot.telegram.asker.asking import Asking
from bot.telegram.dialogue import Waiting
from bot.telegram.errors import ProxyUnusable, TokenRejected
from bot.telegram.failures import failed
from bot.telegram.inbox import InboxProcessor, InboxQueue
from bot.telegram.limiter import PatientLimiter
from bot.telegram.reading import handlers as documents
from bot.telegram.requests import CallRequest, PollRequest
from bot.telegram.staff import Staff

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

Bot: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
POLLS = "polls"  # where bot_data keeps the PollRequest, for the watchdog
ADMINS = "admins"  # where bot_data keeps the ids to alert
UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")

logger = logging.getLogger(__name__)


def build(assistant: "Assistant", desk: "Desk", queue: InboxQueue) -> Bot:
    """The bot, not yet connected. Updates pass through `queue`.

    Raises TokenRejected where no token is set, ProxyUnusable where the proxy cannot be used.
    """
    _keep_token_out_of_logs()
    application = _connection(desk.settings, queue)
    application.bot_data[ADMINS] = desk.settings.admins
    _add_handlers(application, desk, assistant)
    return application


def _keep_token_out_of_logs() -> None:
    """The token is part of every address: httpx logs those at INFO, PTB at DEBUG (and questions, too)."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.INFO)


def _connection(settings: Settings, queue: InboxQueue) -> Bot:
    try:
        calls, polls = CallRequest(settings.telegram_proxy), PollRequest(settings.telegram_proxy)
    except (RuntimeError, ValueError) as error:
        raise ProxyUnusable(messages.PROXY_UNUSABLE) from error
    builder = (
        ApplicationBuilder()
        .token(token(settings))
        .request(calls)
        .get_updates_request(polls)
        .rate_limiter(PatientLimiter(settings.telegram_rate))
        .concurrent_updates(InboxProcessor(queue))
        .update_queue(queue)
        .job_queue(None)
    )
    if settings.telegram_api_url:
        server = settings.telegram_api_url.rstrip("/")
        builder = builder.base_url(f"{server}/bot").base_file_url(f"{server}/file/bot")
    application = builder.build()
    application.bot_data[POLLS] = polls
    return application


def token(settings: Settings) -> str:
    """The bot's token. Raises TokenRejected where none is set."""
    if settings.telegram_token is None:
        raise TokenRejected(messages.TOKEN_MISSING)
    return settings.telegram_token.get_secret_value()


def _add_handlers(application: Bot, desk: "Desk", assistant: "Assistant") -> None:
    settings, asking = desk.settings, Asking(assistant, desk)
    staff = Staff(assistant, desk, asking)
    message, addressed = filters.UpdateType.MESSAGE, Addressed()

    # before all others: who may come in
    if settings.telegram_allowed is None and not settings.telegram_invited_only:
        logger.warning(messages.ANYONE_MAY_ASK)
    application.add_handler(TypeHandler(Update, Access(desk).checked), group=-2)

    # what the bot has asked somebody for
    waiting = Waiting(desk.store.dialogues)
    uploads.register(application, desk, assistant, waiting, group=-1)
    application.add_handler(TypeHandler(Update, waiting.heard), group=-1)

    # what admins do
    for slice in (reloading, gaps, gap_answer, stats):
        slice.register(application, desk, assistant, waiting)
    users.register(application, desk, menus.register(application, desk).changed)
    invites.register(application, desk)
    weblink.register(application, desk)

    # what those who ask do beside asking
    askers.register(application, desk, assistant, asking)

    # commands
    application.add_handler(CommandHandler(["start", "help"], staff.asked_for_help, filters=message))
    application.add_handler(CommandHandler("ask", staff.asked, filters=message))
    application.add_handler(CommandHandler("new", staff.began_anew, filters=message))
    application.add_handler(CommandHandler("cancel", staff.cancelled, filters=message))
    documents.register(application, desk, assistant)
    application.add_handler(MessageHandler(message & addressed & filters.COMMAND, staff.sent_unknown_command))

    # questions, and what cannot be one
    application.add_handler(MessageHandler(message & addressed & filters.TEXT, staff.asked))
    application.add_handler(MessageHandler(message & addressed & filters.ATTACHMENT, staff.sent_no_text))

    # buttons under an answer
    reading.register(application, desk, assistant)
    more.register(application, desk, assistant)
    feedback.register(application, assistant)
    suggestions.register(application, desk, assistant)
    handing_in.register(application, desk, waiting)
    wishes.register(application, desk)
    again.register(application, desk, assistant)
    application.add_handler(CallbackQueryHandler(buttons.pressed_other))

    # whatever a handler raises
    application.add_error_handler(failed)
