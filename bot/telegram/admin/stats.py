"""/stats: the figures of the overview for today, 7 or 30 days.

sd:<days>   the figures of so many days, in place
"""

import asyncio
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk import people
from bot.desk.duties import duties
from bot.desk.errors import DeskError
from bot.desk.overview import overview
from bot.store.periods import Period
from bot.store.statistics import Slice
from bot.telegram.addressing import Addressed
from bot.telegram.admin import guard
from bot.telegram.admin import stats_words as words
from bot.telegram.admin.progress import Notice
from bot.telegram.dialogue import Waiting
from bot.telegram.press import pressed
from bot.telegram.sending import answer, reply

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

DAYS = r"^sd:(1|7|30)\Z"
FIRST = 7  # days that are shown first
LISTED = 5  # questions and gaps
CHOSEN = "· {} ·"


def register(
    application: Application[Any, Any, Any, Any, Any, Any],
    desk: "Desk",
    assistant: "Assistant",
    waiting: Waiting,
) -> None:
    stats, command = Stats(desk, assistant), filters.UpdateType.MESSAGE & Addressed()
    asked, turned = (guard.guarded(desk, "reviewer", each) for each in (stats.asked, stats.turned))
    application.add_handler(CommandHandler("stats", asked, filters=command))
    application.add_handler(CallbackQueryHandler(turned, DAYS))


class Stats:
    """Handlers, named for what the admin did."""

    def __init__(self, desk: "Desk", assistant: "Assistant") -> None:
        self._desk, self._assistant = desk, assistant

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        html = await asyncio.to_thread(self._html, FIRST)
        await reply(guard.message(update), [html], _keyboard(FIRST))

    async def turned(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (days,) = pressed(update, context)
        html = await asyncio.to_thread(self._html, int(days))
        await Notice.of(guard.message(update)).show(html, _keyboard(int(days)))
        await answer(query)

    def _html(self, days: int) -> str:
        store, edition, today = self._desk.store, self._assistant.answerer.opened()[0], self._today
        period = Period(today - timedelta(days=days - 1), today)
        found = overview(store.statistics, Slice(period), edition, LISTED)
        gaps = store.gaps.page(limit=LISTED)
        askers = store.log.askers(period.first)
        return words.stats_html(found, askers, gaps, duties(self._desk, edition, today), self._address)

    @property
    def _today(self) -> date:
        return datetime.now(ZoneInfo(self._desk.settings.timezone)).date()

    @property
    def _address(self) -> str:
        try:
            return f"{people.address(self._desk.settings)}/admin"
        except DeskError:
            return ""


def _keyboard(chosen: int) -> InlineKeyboardMarkup:
    row = [
        InlineKeyboardButton(CHOSEN.format(label) if days == chosen else label, callback_data=f"sd:{days}")
        for days, label in words.PERIODS.items()
    ]
    return InlineKeyboardMarkup([row])
