"""What is no text: a polite word, by its kind; the words under a picture are a question like any other.

/join without a code is told what it lacks.
"""

import asyncio
from typing import TYPE_CHECKING

from telegram import Message, Update
from telegram.constants import MessageAttachmentType
from telegram.ext import ContextTypes

from bot.messages import TEXT_ONLY
from bot.telegram import attempt
from bot.telegram.asker.words import NO_CODE, NO_TEXT, only_words
from bot.telegram.sending import reply

if TYPE_CHECKING:
    from bot.store.occasions import Occasions


async def tell(message: Message) -> None:
    """Say what cannot be made of it."""
    await reply(message, [NO_TEXT.get(kind(message), TEXT_ONLY)])


async def joined_without_code(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/join by somebody who may ask already."""
    assert update.message is not None  # noqa: S101
    await reply(update.message, [NO_CODE])


async def is_first(message: Message, occasions: "Occasions") -> bool:
    """Whether nothing was said yet to the album that the message is part of; an album is many messages."""
    album = f"album {message.chat_id} {message.media_group_id}"
    return message.media_group_id is None or await asyncio.to_thread(occasions.take, album, attempt.key())


def kind(message: Message) -> str:
    """What is attached to a message, as python-telegram-bot calls it: "voice"; "" for nothing."""
    return next((each.value for each in MessageAttachmentType if getattr(message, each.value)), "")


def remark(message: Message) -> str:
    """What the answer to words under a picture or file says first; "" to words alone."""
    attached = kind(message)
    return only_words(attached) if attached else ""
