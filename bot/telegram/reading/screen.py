"""A message with buttons that turns into another one when a button is pressed."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.store.outbox import Button
from bot.telegram.admin.progress import Notice
from bot.telegram.reading import words
from bot.telegram.sending import alert, answer, reply

LONGEST_LABEL = 30
"""Code points on a button; a telephone shows some twenty of them."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One part of Telegram's HTML, and the rows of buttons under it."""

    html: str
    rows: Sequence[Sequence[Button]] = ()

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        rows = [
            [InlineKeyboardButton(_cut(label), callback_data=data) for label, data in row]
            for row in self.rows
        ]
        return InlineKeyboardMarkup(rows) if rows else None


async def show(message: Message, screen: Screen) -> None:
    """As a reply to a message."""
    await reply(message, [screen.html], screen.keyboard)


async def turn(query: CallbackQuery, screen: Screen | None, missing: str) -> None:
    """In place of the message with the button; where there is nothing to show, say what is missing."""
    if screen is None or not isinstance(query.message, Message):
        await alert(query, missing)
        return
    place = Notice(query.get_bot(), query.message.chat.id, query.message.message_id)
    await place.show(screen.html, screen.keyboard)
    await answer(query)


def pager(data: str, number: int, pages: int) -> list[list[Button]]:
    """A row to the pages beside this one, which count from 0; `data` has {page} in their place."""
    before = [(words.BEFORE, data.format(page=number - 1))] if number else []
    after = [(words.AFTER, data.format(page=number + 1))] if number + 1 < pages else []
    return [[*before, *after]] if before or after else []


def in_rows(buttons: Sequence[Button], width: int) -> list[list[Button]]:
    return [list(buttons[at : at + width]) for at in range(0, len(buttons), width)]


def page_count(length: int, size: int) -> int:
    """How many pages so many things take; at least one."""
    return max(1, -(-length // size))


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
