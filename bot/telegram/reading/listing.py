"""/docs: the library's documents, by column, region, year and type."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk.library.catalogue import Catalogue, Catalogues
from bot.desk.library.entry import key, values
from bot.telegram.addressing import argument
from bot.telegram.press import Press
from bot.telegram.reading import pages, words
from bot.telegram.reading.choice import LETTERS, LONGEST, Choice
from bot.telegram.reading.screen import Screen, show, turn

if TYPE_CHECKING:
    from bot.desk.desk import Desk

Turned = Callable[[Catalogue, Choice, str], Screen | None]


class Listing:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk", catalogues: Catalogues) -> None:
        self._desk, self._catalogues = desk, catalogues

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/docs, with words of a title or without."""
        assert update.message is not None  # noqa: S101
        choice = Choice(words=argument(update.message, "docs")[:LONGEST])
        await show(update.message, await asyncio.to_thread(self.first_page, choice))

    def first_page(self, choice: Choice) -> Screen:
        return self._page(self._catalogues.current(), choice, 0)

    async def pressed_page(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        page = Press.of(update, context).data[1]
        await self._turn(update, context, lambda found, choice, _: self._page(found, choice, int(page)))

    async def pressed_facet(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        _, letter, page = Press.of(update, context).data

        def offered(found: Catalogue, choice: Choice, choice_key: str) -> Screen:
            return pages.offered(found, choice, choice_key, LETTERS[letter], int(page))

        await self._turn(update, context, offered)

    async def pressed_value(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        _, letter, beginning = Press.of(update, context).data
        facet = LETTERS[letter]

        def narrowed(found: Catalogue, choice: Choice, _: str) -> Screen | None:
            every = values(facet, found.entries)
            meant = next((value for value, _ in every if key(value).startswith(beginning)), None)
            return self._page(found, choice.chosen(facet, meant), 0) if meant else None

        await self._turn(update, context, narrowed, words.VALUE_GONE)

    async def pressed_drop(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        letter = Press.of(update, context).data[1]
        await self._turn(
            update, context, lambda found, choice, _: self._page(found, choice.dropped(letter), 0)
        )

    def _page(self, catalogue: Catalogue, choice: Choice, number: int) -> Screen:
        return pages.listed(catalogue, choice, self._desk.store.shorthands.key(choice.content()), number)

    async def _turn(
        self,
        update: Update,
        context: ContextTypes.DEFAULT_TYPE,
        turned: Turned,
        missing: str = words.BUTTON_OLD,
    ) -> None:
        """Let the list become what `turned` makes of the choice that the button started from."""
        press = Press.of(update, context)
        choice_key = press.data[0]

        def screen() -> Screen | None:
            content = self._desk.store.shorthands.content(choice_key)
            return turned(self._catalogues.current(), Choice.read(content), choice_key) if content else None

        await turn(press.query, await asyncio.to_thread(screen), missing)


def register(application: "Application[Any, Any, Any, Any, Any, Any]", listing: Listing) -> None:
    message = filters.UpdateType.MESSAGE
    application.add_handler(CommandHandler("docs", listing.asked, filters=message))
    application.add_handler(CallbackQueryHandler(listing.pressed_page, pages.LIST))
    application.add_handler(CallbackQueryHandler(listing.pressed_facet, pages.FACET))
    application.add_handler(CallbackQueryHandler(listing.pressed_value, pages.VALUE))
    application.add_handler(CallbackQueryHandler(listing.pressed_drop, pages.DROP))
