"""/forget and /privacy: what is kept of somebody, and how they have it deleted."""

import asyncio
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.desk import access
from bot.telegram.admin.progress import Notice
from bot.telegram.asker import words
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer, reply

if TYPE_CHECKING:
    from bot.desk.desk import Desk

CONFIRMED = r"^fg:([yn])\Z"  # fg:y(es) or n(o)


class Forgetting:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    async def asked_what_is_kept(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/privacy"""
        assert update.message is not None  # noqa: S101
        await reply(update.message, [words.privacy(self._desk.settings.log_days)])

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/forget: nothing is deleted before it is confirmed."""
        message, user = update.message, update.effective_user
        assert message is not None and user is not None  # noqa: S101, PT018
        if message.chat.type != ChatType.PRIVATE:
            await reply(message, [words.only_private("/forget")])
            return
        rows = await asyncio.to_thread(self._desk.store.forgetting.count, user.id)
        if rows:
            await reply(message, [words.about_to_forget(rows)], _choice(rows))
        else:
            await reply(message, [words.NOTHING_KEPT])

    async def confirmed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete, or leave it, and say so in the place of the question."""
        press = Press.of(update, context)
        if not press.is_private:
            await alert(press.query, words.only_private("/forget"))
            return
        said = words.KEPT
        if press.data[0] == "y":
            rows = await asyncio.to_thread(self._forget, press.person, press.query.from_user.full_name)
            said = words.forgotten(rows) if rows else words.NOTHING_KEPT
        if press.message is not None:
            await Notice.of(press.message).show(said)
        await answer(press.query)

    def _forget(self, user: int, name: str) -> int:
        return self._desk.store.forgetting.forget(user, access.actor(self._desk, user, name))


def _choice(rows: int) -> InlineKeyboardMarkup:
    buttons = ((words.forget_label(rows), "fg:y"), (words.KEEP, "fg:n"))
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data)] for label, data in buttons]
    )
