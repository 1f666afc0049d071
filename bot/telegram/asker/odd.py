"""What is no text: a polite word, by its kind; the words under a picture are a question like any other."""

import asyncio
from typing import TYPE_CHECKING

from telegram import Message
from telegram.constants import MessageAttachmentType

from bot.messages import TEXT_ONLY
from bot.telegram import attempt
from bot.telegram.asker.words import NO_TEXT, only_words
from bot.telegram.sending import reply

if TYPE_CHECKING:
    from bot.store.occasions import Occasions


async def tell(message: Message, occasions: "Occasions") -> None:
    """Say once what cannot be made of it; an album arrives as many messages, and gets one word."""
    album = message.media_group_id
    if album is None or await _is_first(occasions, message.chat_id, album):
        await reply(message, [NO_TEXT.get(kind(message), TEXT_ONLY)])


def kind(message: Message) -> str:
    """What is attached to a message, as python-telegram-bot calls it: "voice"; "" for nothing."""
    return next((each.value for each in MessageAttachmentType if getattr(message, each.value)), "")


def remark(message: Message) -> str:
    """What the answer to words under a picture or file says first; "" to words alone."""
    attached = kind(message)
    return only_words(attached) if attached else ""


async def _is_first(occasions: "Occasions", chat: int, album: str) -> bool:
    return await asyncio.to_thread(occasions.take, f"album {chat} {album}", attempt.key())
