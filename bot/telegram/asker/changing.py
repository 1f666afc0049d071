"""Messages of an answer that become those of another: changed in place, added, taken away."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.markup import plain
from bot.telegram.asker.words import CHANGED
from bot.telegram.sending import send

Below = InlineKeyboardMarkup | None
"""The keyboard under the last part."""


async def change(question: Message, old: Sequence[int], parts: Sequence[str], below: Below) -> int:
    """Let the first messages say the first parts; how many do, up to the first that cannot be changed."""
    for number, id in enumerate(old[: len(parts)]):
        if not await _say(question, id, parts[number], below if number == len(parts) - 1 else None):
            return number
    return min(len(old), len(parts))


async def add(question: Message, parts: Sequence[str], number: int, below: Below) -> int:
    """Send the part with this index as a reply to the question; the id of the message."""
    target = ReplyParameters(question.message_id, allow_sending_without_reply=True)
    last = number == len(parts) - 1
    return (await send(question, parts[number], target, below if last else None)).message_id


async def clear(question: Message, surplus: Iterable[int]) -> None:
    """Take messages away; what cannot be deleted says that there is something newer, if it still can."""
    for id in surplus:
        try:
            await question.get_bot().delete_message(question.chat_id, id)
        except BadRequest:
            await _say(question, id, CHANGED, None)


async def _say(question: Message, id: int, html: str, below: Below) -> bool:
    """False where the message cannot be changed, or is gone."""
    try:
        await _edit(question, id, html, ParseMode.HTML, below)
    except BadRequest as error:
        if "not modified" in error.message:
            return True
        if "parse entities" not in error.message.casefold():
            return False
        with suppress(BadRequest):
            await _edit(question, id, plain(html), None, below)
    return True


async def _edit(question: Message, id: int, text: str, mode: ParseMode | None, below: Below) -> None:
    await question.get_bot().edit_message_text(
        text,
        question.chat_id,
        id,
        parse_mode=mode,
        reply_markup=below,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
