"""Asking for somebody, and the answer to a message, which changes when the message does."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot import messages
from bot.desk.pace import hurries
from bot.store.errors import StoreError
from bot.store.given import Given
from bot.telegram import attempt
from bot.telegram.addressing import command, question
from bot.telegram.asker import changing, odd
from bot.telegram.buttons import keyboard
from bot.telegram.sending import reply, typing
from retrieval.answer import Answer

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

CHANGED = timedelta(hours=48)
"""How long an answer is changed in place; after that it is far up in the chat, and a new one is sent."""

logger = logging.getLogger(__name__)


class Asking:
    """Asks what a message asks, answers it, and remembers with which messages."""

    def __init__(self, assistant: "Assistant", desk: "Desk") -> None:
        self._assistant, self._desk = assistant, desk

    async def ask(self, message: Message, text: str, about: Message | None = None, opening: str = "") -> None:
        """Answer what a message asks, under the message `about`, by default itself; `opening` comes first."""
        if (answer := await self._answered(message, text)) is None:
            return
        given = await self._given(message) or Given((), None, "", datetime.now(UTC))
        given = replace(given, log_id=answer.log_id, asked=self._desk.store.given.hashed(text))

        async def sent(number: int, part: Message) -> None:
            nonlocal given
            given = replace(given, messages=(*given.messages[: number - 1], part.message_id))
            await self._keep(message, given)

        await reply(about or message, _said(message, answer, opening), keyboard(answer), sent)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question anew that was changed; what was no question before is left alone."""
        message = update.edited_message
        if message is None or command(message) not in ("", "ask"):
            return
        given, (text, _) = await self._given(message), question(message)
        if given is None or not text or given.asked == self._desk.store.given.hashed(text):
            return
        if (answer := await self._answered(message, text)) is not None:
            await self._renew(message, given, text, answer)

    async def _renew(self, message: Message, given: Given, text: str, answer: Answer) -> None:
        """Let the answer's messages say what is the answer now, as many times as it takes."""
        said, below = _said(message, answer), keyboard(answer)
        log_id, now = answer.log_id, datetime.now(UTC)
        old = given.messages if given.at > now - CHANGED else ()
        kept = await changing.change(message, old, said, below)
        ids = list(old[:kept])
        for part in range(kept, len(said)):
            ids.append(await changing.add(message, said, part, below))
            await self._keep(message, Given((*ids, *old[len(ids) :]), log_id, "", given.at))
        await changing.clear(message, old[kept:])
        asked = self._desk.store.given.hashed(text)
        await self._keep(message, Given(tuple(ids), log_id, asked, given.at if old else now))

    async def _answered(self, message: Message, text: str) -> Answer | None:
        """The answer, logged; None for somebody who asks too often, who is told so."""
        asker = f"telegram:{message.from_user.id if message.from_user else message.chat_id}"
        sent = message.edit_date or message.date
        if await asyncio.to_thread(hurries, self._desk, asker, attempt.key(), sent):
            await reply(message, [messages.TOO_FAST])
            return None
        async with typing(message):
            return await asyncio.to_thread(
                self._assistant.ask,
                text,
                asker=asker,
                conversation=f"telegram:{message.chat_id}",
                channel="telegram",
                key=attempt.key(),
            )

    async def _given(self, message: Message) -> Given | None:
        """What answers a message so far; a failing database costs nobody the answer."""
        try:
            return await asyncio.to_thread(self._desk.store.given.of, message.chat_id, message.message_id)
        except StoreError as error:
            logger.error("读不到问题与回答的对应，按新的问题回答。%s", error)
            return None

    async def _keep(self, message: Message, given: Given) -> None:
        try:
            await asyncio.to_thread(self._desk.store.given.put, message.chat_id, message.message_id, given)
        except StoreError as error:
            logger.error("问题与回答的对应没有写成，之后改动问题将得不到新的回答。%s", error)


def _said(message: Message, answer: Answer, opening: str = "") -> list[str]:
    """The parts of an answer; to words under a picture, with a remark that nobody looked at that."""
    return messages.answer_html(answer, opening or odd.remark(message))
