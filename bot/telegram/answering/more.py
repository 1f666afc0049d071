"""More of an answer: the quotations that come next, and how to cite those that are shown."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CallbackQueryHandler, ContextTypes

from bot import messages
from bot.citing import reference
from bot.markup import Run, parts
from bot.telegram.answering import quotations
from bot.telegram.answering import source_words as words
from bot.telegram.answering.again import Again
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer, reply
from knowledge.errors import EditionDamaged
from retrieval.answer import Answer

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.telegram.application import Bot


class More:
    """Handlers, named for what the user pressed."""

    def __init__(self, desk: "Desk", assistant: "Assistant") -> None:
        self._assistant, self._again = assistant, Again(desk, assistant)

    async def pressed_more(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send the quotations that come next; where their edition is gone, ask the question again."""
        press = Press.of(update, context)
        try:
            given = await self._given(press)
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
            return
        if given is None:
            await self._again.repeat(press, words.ASKED_ANEW)
        elif messages.shown(given, _after(press)):
            await answer(press.query)
            await _reply(press, _more(given, _after(press)), quotations.rows(given, _after(press)))
        else:
            await alert(press.query, words.NO_MORE)

    async def pressed_cite(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send the references of the quotations in the message, each to be copied with a tap."""
        press = Press.of(update, context)
        try:
            given = await self._given(press)
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
            return
        shown = messages.shown(given, _after(press)) if given else None
        if given and shown:
            await answer(press.query)
            await _reply(press, parts(_references(given, shown)))
        else:
            await alert(press.query, messages.SOURCE_GONE)

    async def _given(self, press: Press) -> Answer | None:
        """The answer with what comes behind the message with the button; None where that is gone."""
        ask = partial(self._assistant.given, press.log_id, conversation=press.conversation)
        given, after = await asyncio.to_thread(ask), _after(press)
        if not after:
            return given
        with suppress(EditionDamaged):
            return await asyncio.to_thread(ask, wanted=after + messages.SHOWN + 1)
        return given if after < len(given.snippets) else None


def _after(press: Press) -> int:
    """How many snippets were shown before those of the message with the button."""
    return int(press.data[1])


async def _reply(
    press: Press, html: Sequence[str], rows: Sequence[Sequence[InlineKeyboardButton]] = ()
) -> None:
    if press.message:
        await reply(press.message, html, InlineKeyboardMarkup(rows) if rows else None)


def _more(given: Answer, after: int) -> list[str]:
    return parts([Run(words.FURTHER), *messages.quotations(given, messages.shown(given, after))])


def _references(given: Answer, shown: range) -> Iterator[Run]:
    """Each reference once, with the numbers of its quotations."""
    numbers: dict[str, list[int]] = {}
    for place in shown:
        numbers.setdefault(reference(given.snippets[place].citation), []).append(place + 1)
    yield Run(words.TAP_TO_COPY)
    for line, of in numbers.items():
        yield Run("\n\n" + "".join(f"[{number}]" for number in of) + " ")
        yield Run(line, code=True)


def register(application: "Bot", desk: "Desk", assistant: "Assistant") -> None:
    more = More(desk, assistant)
    application.add_handler(CallbackQueryHandler(more.pressed_more, quotations.MORE))
    application.add_handler(CallbackQueryHandler(more.pressed_cite, quotations.CITE))
