"""/gaps and /gap n: what was not answered well, ranked as on the web, and what is done about it.

gl:<kind>:<page>   a page of the list; kind 0 is all, 1 … those of bot.store.gaps.kinds; pages from 0
gk:                the kinds to choose from
gp:<id>            one gap
gi:<id>            ignore it
gr:<id>            open it again
"""

import asyncio
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk import gaps, people
from bot.desk.errors import DeskError
from bot.store.dialogues import Step
from bot.store.gaps.gaps import Whole
from bot.store.gaps.kinds import KINDS
from bot.store.tables import Gap
from bot.telegram.addressing import Addressed, argument
from bot.telegram.admin import gaps_words as words
from bot.telegram.admin import guard
from bot.telegram.admin.gaps_words import Nearest
from bot.telegram.admin.progress import Notice
from bot.telegram.dialogue import Waiting
from bot.telegram.press import pressed
from bot.telegram.sending import alert, answer, reply

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

SHOWN = 6  # gaps on a page
PASSAGES = 3
AT_ONCE = 16
"""Rows of the inbox that are grouped before a list is shown; more are left to bot.desk.tending."""
LIST, CHOOSE = r"^gl:([0-7]):(\d{1,3})\Z", r"^gk:\Z"
OPEN, IGNORE, REOPEN = r"^gp:(\d{1,18})\Z", r"^gi:(\d{1,18})\Z", r"^gr:(\d{1,18})\Z"
REASON = "gap.reason"  # the step
App = Application[Any, Any, Any, Any, Any, Any]


def register(application: App, desk: "Desk", assistant: "Assistant", waiting: Waiting) -> None:
    handlers, command = GapDesk(desk, assistant, waiting), filters.UpdateType.MESSAGE & Addressed()
    for name, asked in (("gaps", handlers.asked_for_list), ("gap", handlers.asked_for_one)):
        checked = guard.guarded(desk, "reviewer", asked)
        application.add_handler(CommandHandler(name, checked, filters=command))
    for pattern, handler in (
        (LIST, handlers.turned),
        (CHOOSE, handlers.wants_kind),
        (OPEN, handlers.opened),
        (IGNORE, handlers.ignores),
        (REOPEN, handlers.reopened),
    ):
        application.add_handler(CallbackQueryHandler(guard.guarded(desk, "reviewer", handler), pattern))
    waiting.on(REASON, guard.heard(desk, "reviewer", handlers.gave_reason))


class GapDesk:
    """Handlers, named for what the admin did."""

    def __init__(self, desk: "Desk", assistant: "Assistant", waiting: Waiting) -> None:
        self._desk, self._assistant, self._waiting = desk, assistant, waiting

    async def asked_for_list(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        html, keyboard = await asyncio.to_thread(self._page, 0, 0)
        await reply(guard.message(update), [html], keyboard)

    async def turned(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Another page, or another kind, in place of the list."""
        query, (kind, page) = pressed(update, context)
        html, keyboard = await asyncio.to_thread(self._page, int(kind), int(page))
        await Notice.of(guard.message(update)).show(html, keyboard)
        await answer(query)

    async def wants_kind(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The kinds that there are gaps of, in place of the list's buttons."""
        query, _ = pressed(update, context)
        totals = words.totals(await asyncio.to_thread(self._desk.store.gaps.counts))
        rows = [[_button(f"{words.EVERY_KIND}（{totals['']}）", "gl:0:0")]]
        rows += [
            [_button(words.kind_label(kind, totals[kind]), f"gl:{number}:0")]
            for number, kind in enumerate(KINDS, 1)
            if totals[kind]
        ]
        await Notice.of(guard.message(update)).buttons(InlineKeyboardMarkup(rows))
        await answer(query)

    async def asked_for_one(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = guard.message(update)
        number = argument(message, "gap")
        if not number.isdecimal():
            await reply(message, [words.USAGE])
            return
        await self._show(message, int(number))

    async def opened(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (id,) = pressed(update, context)
        await answer(query)
        await self._show(guard.message(update), int(id))

    async def ignores(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask for the reason."""
        query, (id,) = pressed(update, context)
        try:
            whole = await asyncio.to_thread(gaps.whole, self._desk, int(id))
        except DeskError as error:
            await alert(query, str(error))
            return
        if whole.gap.state != "open":
            await alert(query, words.settled(whole.gap))
            return
        await answer(query)
        message = guard.message(update)
        await self._waiting.go(message.chat_id, guard.user(update).id, Step(REASON, {"gap": int(id)}))
        await reply(message, [words.ask_reason(whole.gap)])

    async def gave_reason(self, message: Message, step: Step) -> None:
        """Ignore the gap, or ask again."""
        reason = " ".join((message.text or "").split())
        if not reason or len(reason) > gaps.LONGEST_REASON:
            await reply(message, [words.reason_too_long(len(reason)) if reason else words.NO_TEXT])
            return
        user = guard.writer(message)
        await self._waiting.go(message.chat_id, user.id, None)
        by = await asyncio.to_thread(guard.actor, self._desk, user)
        try:
            await asyncio.to_thread(gaps.ignore, self._desk, step.content["gap"], reason, by)
        except DeskError as error:
            await reply(message, [str(error)])
        else:
            await reply(message, [words.IGNORED.format(step.content["gap"])])

    async def reopened(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (id,) = pressed(update, context)
        by = await asyncio.to_thread(guard.actor, self._desk, guard.user(update))
        try:
            await asyncio.to_thread(gaps.reopen, self._desk, int(id), by)
        except DeskError as error:
            await alert(query, str(error))
        else:
            await answer(query, words.REOPENED.format(id))
            await self._show(guard.message(update), int(id))

    async def _show(self, message: Message, id: int) -> None:
        try:
            html, keyboard = await asyncio.to_thread(self._one, id)
        except DeskError as error:
            await reply(message, [str(error)])
        else:
            await reply(message, html, keyboard)

    def _page(self, kind_number: int, page: int) -> tuple[str, InlineKeyboardMarkup]:
        """A page of the list as HTML, and its buttons."""
        kind, store = KINDS[kind_number - 1] if kind_number else None, self._desk.store.gaps
        gaps.take_in(self._desk, self._assistant.answerer, AT_ONCE)
        every = store.page("open", kind, None, (page + 1) * SHOWN + 1)
        found = every[page * SHOWN :][:SHOWN]
        counted = words.totals(store.counts())
        html = words.list_html(found, page * SHOWN + 1, counted, kind, self._zone)
        turns = [_button(words.NEWER, f"gl:{kind_number}:{page - 1}")] if page else []
        if len(every) > (page + 1) * SHOWN:
            turns.append(_button(words.OLDER, f"gl:{kind_number}:{page + 1}"))
        rows = [[_button(words.label(gap), f"gp:{gap.id}")] for gap in found]
        return html, InlineKeyboardMarkup(
            [*rows, *([turns] if turns else []), [_button(words.FILTER, "gk:")]]
        )

    def _one(self, id: int) -> tuple[list[str], InlineKeyboardMarkup | None]:
        """A gap as HTML, and what can be done about it. Raises NotThere."""
        answerer = self._assistant.answerer
        whole = gaps.looked_at(self._desk, id, answerer)
        shelf = answerer.opened()[0].shelf
        runs = answerer.explain(whole.gap.question)["runs"][:PASSAGES]
        nearest = [Nearest(shelf.title(shelf.number(run["document"])), run) for run in runs]
        html = words.gap_html(whole, nearest, answerer.edition, self._address(whole), self._zone)
        return html, _actions(whole.gap)

    def _address(self, whole: Whole) -> str:
        """Of the gap's web page; "" where nobody knows it."""
        try:
            return f"{people.address(self._desk.settings)}/admin/gaps/{whole.gap.id}"
        except DeskError:
            return ""

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._desk.settings.timezone)


def _actions(gap: Gap) -> InlineKeyboardMarkup | None:
    if gap.state == "merged":
        return None
    if gap.state != "open":
        return InlineKeyboardMarkup([[_button(words.REOPEN, f"gr:{gap.id}")]])
    row = [_button(words.WRITE, f"ga:{gap.id}"), _button(words.IGNORE, f"gi:{gap.id}")]
    return InlineKeyboardMarkup([row])


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)
