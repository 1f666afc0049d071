"""Sending: replies in parts, plain text where Telegram refuses the HTML, and the typing action."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from telegram import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import CallbackQueryLimit, ChatAction, MessageLimit, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.markup import plain
from bot.telegram import attempt

FILE_TIMEOUT = 60.0  # seconds that Telegram may take to accept a file
TYPING_AFTER = 0.3  # seconds of work without a word; most answers are there before
TYPING_WAIT = 1.0  # seconds that an answer waits at most for its typing action to get through

logger = logging.getLogger(__name__)


async def reply(
    message: Message,
    parts: Sequence[str],
    keyboard: InlineKeyboardMarkup | None = None,
    sent: Callable[[int, Message], Awaitable[None]] | None = None,
) -> None:
    """Send parts of Telegram HTML as a reply to `message`; the keyboard stands under the last one.

    Parts that went out in an earlier attempt at the same update are left out. `sent` is told of each of the
    others: its number, from 1, and the message that it is.
    """
    for number, part in enumerate(parts, 1):
        target = (
            ReplyParameters(message.message_id, allow_sending_without_reply=True) if number == 1 else None
        )
        begun = attempt.current()
        if begun and begun.repeats():
            continue
        message_sent = await send(message, part, target, keyboard if number == len(parts) else None)
        if sent:
            await sent(number, message_sent)
        if begun:
            await begun.went_out()


async def reply_file(message: Message, content: bytes, name: str, caption: str) -> None:
    """Send a file as a reply to `message`, unless it went out in an earlier attempt at the same update."""
    begun = attempt.current()
    if begun and begun.repeats():
        return
    await message.reply_document(
        content,
        filename=name,
        caption=caption[: MessageLimit.CAPTION_LENGTH],
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        read_timeout=FILE_TIMEOUT,
        write_timeout=FILE_TIMEOUT,
    )
    if begun:
        await begun.went_out()


async def alert(query: CallbackQuery, text: str) -> None:
    """Show a text over the chat, cut where Telegram would refuse it."""
    await answer(query, text[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH], show_alert=True)


async def answer(query: CallbackQuery, text: str | None = None, show_alert: bool = False) -> None:
    """Answer a pressed button. One that was pressed too long ago can no longer be answered."""
    with suppress(BadRequest):
        await query.answer(text, show_alert=show_alert)


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """The typing action beside work that takes long. Whatever becomes of it, the answer goes out."""
    shown = asyncio.Event()
    action = asyncio.create_task(_type(message, shown))
    try:
        yield
    finally:
        if shown.is_set():
            await asyncio.wait({action}, timeout=TYPING_WAIT)
        action.cancel()


async def _type(message: Message, shown: asyncio.Event) -> None:
    await asyncio.sleep(TYPING_AFTER)
    shown.set()
    try:
        await message.reply_chat_action(ChatAction.TYPING)
    except TelegramError as error:
        logger.info("typing action failed: %s", error)


async def send(
    message: Message, html: str, target: ReplyParameters | None, keyboard: InlineKeyboardMarkup | None
) -> Message:
    """Send one message to the chat of `message`, though it went out in an earlier attempt."""
    try:
        return await _send_text(message, html, ParseMode.HTML, target, keyboard)
    except BadRequest as error:
        if "parse entities" not in error.message.casefold():
            raise
        logger.error("Telegram refused the HTML of a reply, sending plain text: %s", error)
        return await _send_text(message, plain(html), None, target, keyboard)


async def _send_text(
    message: Message,
    text: str,
    mode: ParseMode | None,
    target: ReplyParameters | None,
    keyboard: InlineKeyboardMarkup | None,
) -> Message:
    return await message.reply_text(
        text,
        parse_mode=mode,
        reply_parameters=target,
        reply_markup=keyboard,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
