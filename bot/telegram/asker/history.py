"""/history: what somebody has asked here, and each answer again as it was given."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot import messages
from bot.markup import Run, parts
from bot.store.logwriting import answer_of
from bot.store.tables import QueryLogRow
from bot.telegram.admin.progress import Notice
from bot.telegram.asker import words
from bot.telegram.buttons import keyboard
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer, reply

if TYPE_CHECKING:
    from bot.desk.desk import Desk

PAGE = 5
LONGEST = 80  # code points of a question in the list
SHOWN = r"^hs:(\d{1,18})\Z"  # hs:<log id>: the answer again
TURNED = r"^hp:(\d{1,18})\Z"  # hp:<log id>: the questions before it; 0 for the newest


class History:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/history"""
        message, user = update.message, update.effective_user
        assert message is not None and user is not None  # noqa: S101, PT018
        if message.chat.type != ChatType.PRIVATE:
            await reply(message, [words.only_private("/history")])
            return
        text, below = await asyncio.to_thread(self._page, f"telegram:{user.id}", 0)
        await reply(message, [text], below)

    async def turned(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Another page, in the place of the one that is shown."""
        press = Press.of(update, context)
        text, below = await asyncio.to_thread(self._page, press.asker, press.log_id)
        if press.message is not None:
            await Notice.of(press.message).show(text, below)
        await answer(press.query)

    async def chosen(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The answer as it was given then, with its buttons."""
        press = Press.of(update, context)
        row = await asyncio.to_thread(
            self._desk.store.history.row, press.log_id, press.asker, press.conversation
        )
        if row is None or press.message is None:
            await alert(press.query, words.ROW_GONE)
            return
        await answer(press.query)
        found, opening = answer_of(row), words.given_then(self._moment(row), row.question, row.edition)
        await reply(press.message, messages.answer_html(found, opening), keyboard(found))

    def _page(self, asker: str, before: int) -> tuple[str, InlineKeyboardMarkup | None]:
        rows = self._desk.store.history.page(asker, asker, before, PAGE + 1)
        if not rows:
            return words.NO_HISTORY, None
        lines = [f"{number}. {self._line(row)}" for number, row in enumerate(rows[:PAGE], 1)]
        [text] = parts([Run(words.HISTORY, bold=True), Run("\n" + "\n".join(lines))])
        return text, _below(rows, before)

    def _line(self, row: QueryLogRow) -> str:
        question = " ".join(row.question.split())
        cut = question if len(question) <= LONGEST else f"{question[:LONGEST]}…"
        return f"{self._moment(row)}　{cut}" + ("" if row.status == "answered" else words.UNANSWERED)

    def _moment(self, row: QueryLogRow) -> str:
        return f"{row.at.astimezone(ZoneInfo(self._desk.settings.timezone)):%Y-%m-%d %H:%M}"


def _below(rows: Sequence[QueryLogRow], before: int) -> InlineKeyboardMarkup:
    """A button for each question of the page, and those to turn it."""
    shown = [
        InlineKeyboardButton(str(number), callback_data=f"hs:{row.id}")
        for number, row in enumerate(rows[:PAGE], 1)
    ]
    turns = []
    if before:
        turns.append(InlineKeyboardButton(words.NEWEST, callback_data="hp:0"))
    if len(rows) > PAGE:
        turns.append(InlineKeyboardButton(words.EARLIER, callback_data=f"hp:{rows[PAGE - 1].id}"))
    return InlineKeyboardMarkup([shown, *([turns] if turns else [])])
