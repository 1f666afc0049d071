"""/subscribe: the columns and regions whose new documents a chat wants to hear of."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk.digests import ALL
from bot.desk.library.catalogue import Catalogues
from bot.desk.library.entry import key, values
from bot.desk.library.facets import Facet
from bot.markup import Run, parts
from bot.store.outbox import Button
from bot.store.subscriptions import Wanted
from bot.telegram.press import Press
from bot.telegram.reading import words
from bot.telegram.reading.screen import Screen, in_rows, page_count, pager, show, turn

if TYPE_CHECKING:
    from bot.desk.desk import Desk

CHOOSE = r"^st:([01]):([0-9a-f]{20}):(\d{1,6})\Z"  # st:<1 to subscribe, 0 to cancel>:<option>:<page>
PAGE = r"^sp:(\d{1,6})\Z"  # sp:<page, from 0>
CANCEL = r"^sx:\Z"
KINDS: tuple[Facet, ...] = ("column", "region")
ON_PAGE = 20
NAMED = 15
"""Subscriptions that are named in the text; of more their number is told."""


class Subscribing:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk", catalogues: Catalogues) -> None:
        self._desk, self._catalogues = desk, catalogues

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None  # noqa: S101
        await show(update.message, await asyncio.to_thread(self._page, update.message.chat_id, 0))

    async def pressed_page(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        press = Press.of(update, context)
        screen = await asyncio.to_thread(self._page, press.chat, int(press.data[0]))
        await turn(press.query, screen, words.BUTTON_OLD)

    async def pressed_option(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The button says what is wanted, so that pressing it twice is no different."""
        press = Press.of(update, context)
        on, option, page = press.data
        screen = await asyncio.to_thread(self._chosen, press.chat, option, on == "1", int(page))
        await turn(press.query, screen, words.OPTION_GONE)

    async def pressed_cancel(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        press = Press.of(update, context)
        await asyncio.to_thread(self._desk.store.subscriptions.cancel, press.chat)
        await turn(press.query, await asyncio.to_thread(self._page, press.chat, 0), words.BUTTON_OLD)

    def _chosen(self, chat: int, option: str, on: bool, page: int) -> Screen | None:
        """None where the library has no such option any more."""
        subscriptions = self._desk.store.subscriptions
        options = self._options(subscriptions.of(chat))
        wanted = next((each for each in options if _key(each) == option), None)
        if wanted is None:
            return None
        (subscriptions.subscribe if on else subscriptions.cancel)(chat, wanted)
        return self._page(chat, page)

    def _page(self, chat: int, number: int) -> Screen:
        theirs = self._desk.store.subscriptions.of(chat)
        options = self._options(theirs)
        pages = page_count(len(options), ON_PAGE)
        number = min(number, pages - 1)
        buttons = [_button(each, each in theirs, number) for each in options[number * ON_PAGE :][:ON_PAGE]]
        first = [] if number else [buttons.pop(0)]
        rows = [
            *in_rows(first, 1),
            *in_rows(buttons, 2),
            *pager("sp:{page}", number, pages),
            *([[(words.CANCEL_ALL, "sx:")]] if theirs else []),
        ]
        chosen = [_name(each) for each in options if each in theirs]
        return Screen(
            parts([Run(words.subscribed(chosen, NAMED)), Run(words.page_of(number, pages))])[0], rows
        )

    def _options(self, theirs: frozenset[Wanted]) -> Sequence[Wanted]:
        """All, what the library has, and what the chat subscribed to that it has no more."""
        entries = self._catalogues.current().entries
        held = [(kind, value) for kind in KINDS for value, _ in values(kind, entries)]
        return [*dict.fromkeys([ALL, *held, *sorted(theirs)])]


def _button(option: Wanted, chosen: bool, page: int) -> Button:
    mark = words.CHOSEN if chosen else words.FREE
    return f"{mark}{_name(option)}", f"st:{int(not chosen)}:{_key(option)}:{page}"


def _name(option: Wanted) -> str:
    return option[1] or words.ALL


def _key(option: Wanted) -> str:
    return key(" ".join(option))


def register(application: "Application[Any, Any, Any, Any, Any, Any]", subscribing: Subscribing) -> None:
    message = filters.UpdateType.MESSAGE
    application.add_handler(CommandHandler("subscribe", subscribing.asked, filters=message))
    application.add_handler(CallbackQueryHandler(subscribing.pressed_option, CHOOSE))
    application.add_handler(CallbackQueryHandler(subscribing.pressed_page, PAGE))
    application.add_handler(CallbackQueryHandler(subscribing.pressed_cancel, CANCEL))
