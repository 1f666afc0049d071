"""Inline mode: whoever types the bot's name and a question in any chat chooses a quotation to send there.

Each keystroke is a query, so none is logged, none becomes a gap, and none is kept for after a crash; what is
chosen is not logged either.
"""

import asyncio
import hashlib
import logging
from collections import OrderedDict, deque
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.desk import access
from bot.markup import Run, emphasised, is_web_address, parts
from bot.messages import citation_line
from bot.remarks import note
from bot.telegram.asker import words
from retrieval.answer import Answer, Snippet
from retrieval.answerer import CHINA

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

GROUP = -3  # before the access, which has no words for those who type
SHORTEST = 2  # characters that are looked for
DESCRIBED = 120  # code points of a quotation on its card
CACHED = 256  # answers; many type the same beginnings
CACHE_TIME = 30  # seconds for which Telegram shows somebody the same results
KEYSTROKES = 6  # queries that typing one question takes, about, as Telegram waits for pauses
TYPISTS = 1000  # people whose pace is known at a time
START = "inline"  # what the button that leads to the private chat gives to /start

logger = logging.getLogger(__name__)


class Inline:
    """What it remembers is lost with the process, and nobody misses it."""

    def __init__(self, desk: "Desk", assistant: "Assistant") -> None:
        self._desk, self._assistant = desk, assistant
        self._typed: OrderedDict[int, deque[float]] = OrderedDict()

        @lru_cache(CACHED)
        def answer(edition: int, today: date, text: str) -> Answer:
            return assistant.answerer.answer(text, today=today)

        self._answer = answer

    async def typed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show quotations to choose from, or the way to the private chat."""
        query = update.inline_query
        assert query is not None  # noqa: S101
        text = " ".join(query.query.split())
        hint, answer = await self._found(query.from_user.id, text)
        button = InlineQueryResultsButton(hint, start_parameter=START) if hint else None
        results = list(_articles(answer)) if answer else []
        try:
            await query.answer(results, cache_time=CACHE_TIME, is_personal=True, button=button)
        except BadRequest as error:
            logger.info("an inline query could not be answered: %s", error)
        raise ApplicationHandlerStop

    async def _found(self, user: int, text: str) -> tuple[str, Answer | None]:
        """What the button says, "" for none, and what was found."""
        if await asyncio.to_thread(access.role, self._desk, user) in (None, "blocked"):
            return words.COME_IN, None
        if len(text) < SHORTEST:
            return words.TYPE_ON, None
        if self._hurries(user):
            return words.TYPE_SLOWLY, None
        answer = await asyncio.to_thread(self._looked_up, text)
        return ("", answer) if answer.snippets else (words.NOTHING_FOUND, None)

    def _looked_up(self, text: str) -> Answer:
        return self._answer(self._assistant.edition, datetime.now(CHINA).date(), text)

    def _hurries(self, user: int) -> bool:
        """Whether somebody has typed as much in the last minute as one may."""
        most, now = KEYSTROKES * self._desk.settings.asks_per_minute, monotonic()
        times = self._typed.setdefault(user, deque(maxlen=most))
        self._typed.move_to_end(user)
        if len(self._typed) > TYPISTS:
            self._typed.popitem(last=False)
        if len(times) == most and times[0] > now - 60:
            return True
        times.append(now)
        return False


def _articles(answer: Answer) -> Iterator[InlineQueryResultArticle]:
    """A card for each quotation."""
    for snippet in answer.snippets:
        place = snippet.citation
        message = InputTextMessageContent(
            parts(_quotation(snippet))[0],
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        yield InlineQueryResultArticle(
            id=hashlib.sha256(f"{place.document} {place.spans} {snippet.text}".encode()).hexdigest()[:32],
            title=place.title,
            input_message_content=message,
            description=" ".join(snippet.text.split())[:DESCRIBED],
            url=place.uri if is_web_address(place.uri) else None,
        )


def _quotation(snippet: Snippet) -> Iterator[Run]:
    """What is sent to the chat: the quoted words, and where they stand."""
    yield from emphasised(snippet.text, snippet.highlights, quoted=True)
    if said := note(snippet):
        yield Run(f"\n（{said}）")
    yield Run(f"\n——{citation_line(snippet.citation)}")
