"""/doc: one document by its title or number, what is known of it, and the ways on from there."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk.errors import NotThere
from bot.desk.library.catalogue import Catalogue, Catalogues
from bot.desk.library.documents import shown
from bot.desk.library.entry import Entry, key
from bot.desk.library.questions import questions
from bot.store.outbox import Button
from bot.telegram.addressing import argument
from bot.telegram.answering import place as places
from bot.telegram.answering.suggestions import Suggestions
from bot.telegram.press import Press
from bot.telegram.reading import words
from bot.telegram.reading.card import card, nearest
from bot.telegram.reading.choice import LONGEST, Choice
from bot.telegram.reading.listing import Listing
from bot.telegram.reading.screen import Screen, show
from bot.telegram.sending import alert, answer
from knowledge.errors import UnknownDocument

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

DOCUMENT = r"^dd:([0-9a-f]{20})\Z"  # dd:<key of the document>
QUESTION = r"^dq:([0-9a-f]{20}):([0-9a-f]{8})\Z"  # dq:<document>:<beginning of the question's key>


class Opening:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk", catalogues: Catalogues, listing: Listing) -> None:
        self._desk, self._catalogues, self._listing = desk, catalogues, listing

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/doc with a title or number, whole or in part."""
        assert update.message is not None  # noqa: S101
        typed = argument(update.message, "doc")[:LONGEST]
        await show(update.message, await asyncio.to_thread(self._found, typed))

    async def pressed_document(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Reply to the list with what is known of the document."""
        press = Press.of(update, context)
        screen = await asyncio.to_thread(self._opened, press.data[0])
        if screen is None or press.message is None:
            await alert(press.query, words.DOCUMENT_GONE if screen is None else words.BUTTON_OLD)
            return
        await answer(press.query)
        await show(press.message, screen)

    def _found(self, typed: str) -> Screen:
        catalogue = self._catalogues.current()
        found = catalogue.find(typed) if typed else []
        if len(found) == 1:
            return self._card(catalogue, found[0]) or Screen(words.DOCUMENT_GONE)
        if found:
            return self._listing.first_page(Choice(words=typed))
        return nearest(catalogue, typed) if typed else Screen(words.doc_usage(catalogue.entries))

    def _opened(self, document: str) -> Screen | None:
        catalogue = self._catalogues.current()
        entry = catalogue.entry(document)
        return self._card(catalogue, entry) if entry else None

    def _card(self, catalogue: Catalogue, entry: Entry) -> Screen | None:
        answerer = self._catalogues.answerer
        try:
            place = places.whole(answerer, entry.id)
            known = shown(self._desk, answerer, entry.id)
        except (UnknownDocument, NotThere):  # another edition has taken over just now
            return None
        reading = self._desk.store.shorthands.key(place.to_json())
        actions: list[Sequence[Button]] = [
            [(words.READ, f"rd:{reading}:1"), (words.ORIGINAL, f"of:{reading}")]
        ]
        return card(catalogue, entry, known, [*actions, *self._questions(entry)])

    def _questions(self, entry: Entry) -> Iterator[list[Button]]:
        for question in questions(self._catalogues.answerer, entry):
            yield [(f"❓ {question}", f"dq:{entry.key}:{key(question)[:8]}")]


class DocumentQuestions(Suggestions):
    """Questions to a document that are asked by pressing a button."""

    def __init__(self, desk: "Desk", assistant: "Assistant", catalogues: Catalogues) -> None:
        super().__init__(desk, assistant)
        self._catalogues = catalogues

    def _question(self, press: Press) -> str | None:
        document, beginning = press.data
        entry = self._catalogues.current().entry(document)
        held = questions(self._catalogues.answerer, entry) if entry else []
        return next((each for each in held if key(each).startswith(beginning)), None)


def register(
    application: "Application[Any, Any, Any, Any, Any, Any]",
    desk: "Desk",
    assistant: "Assistant",
    opening: Opening,
    catalogues: Catalogues,
) -> None:
    asking = DocumentQuestions(desk, assistant, catalogues)
    application.add_handler(CommandHandler("doc", opening.asked, filters=filters.UpdateType.MESSAGE))
    application.add_handler(CallbackQueryHandler(opening.pressed_document, DOCUMENT))
    application.add_handler(CallbackQueryHandler(asking.pressed_question, QUESTION))
