"""提交给管理员: a question without an answer is handed in, with a note or without."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot import messages
from bot.desk.handing_in import LONGEST_NOTE, hand_in, is_handed_in
from bot.store.dialogues import Step
from bot.telegram import attempt
from bot.telegram.addressing import question
from bot.telegram.answering import further, phrases
from bot.telegram.dialogue import Waiting
from bot.telegram.press import Press
from bot.telegram.sending import alert, answer, reply

if TYPE_CHECKING:
    from bot.desk.desk import Desk

NOTE = "note of a question"
"""The kind of step in which a note is waited for; its content has the log row."""


class HandingIn:
    """Handlers, named for what the user did."""

    def __init__(self, desk: "Desk", waiting: Waiting) -> None:
        self._desk, self._waiting = desk, waiting

    async def pressed_hand_in(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask for a note, unless that was done or is being done."""
        press = Press.of(update, context)
        try:
            before = await asyncio.to_thread(is_handed_in, self._desk, press.log_id, press.conversation)
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
            return
        if before:
            await alert(press.query, phrases.HANDED_IN_BEFORE)
        elif await self._waits(press):
            await alert(press.query, phrases.NOTE_IS_WAITED_FOR)
        else:
            await self._ask_for_note(press)

    async def _ask_for_note(self, press: Press) -> None:
        await self._waiting.go(press.chat, press.person, _step(press.log_id))
        await answer(press.query)
        if press.message:
            wanted = phrases.note_wanted(press.is_private)
            await reply(press.message, [wanted], further.without_note(press.log_id))

    async def wrote_note(self, message: Message, step: Step) -> None:
        """What somebody wrote when asked for a note; what is none is asked for again."""
        note = question(message)[0]
        if not note:
            await reply(message, [phrases.NOTE_IS_TEXT])
        elif len(note) > LONGEST_NOTE:
            await reply(message, [phrases.note_too_long(len(note))])
        else:
            await self._hand_in(message, int(step.content["log_id"]), note)

    async def _hand_in(self, message: Message, log_id: int, note: str) -> None:
        said, person = (
            phrases.HANDED_IN_WITH_NOTE,
            message.from_user.id if message.from_user else message.chat_id,
        )
        try:
            await asyncio.to_thread(hand_in, self._desk, log_id, note, f"telegram:{message.chat_id}")
        except LookupError:
            said = messages.ROW_GONE
        await self._waiting.go(message.chat_id, person, None)
        await reply(message, [said])

    async def pressed_without_note(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        press = Press.of(update, context)
        try:
            await asyncio.to_thread(hand_in, self._desk, press.log_id, "", press.conversation)
        except LookupError:
            await alert(press.query, messages.ROW_GONE)
            return
        if await self._waits(press):
            await self._waiting.go(press.chat, press.person, None)
        await answer(press.query, phrases.HANDED_IN)
        if press.message:
            with suppress(BadRequest):  # it says so already, or is too old to be changed
                await press.query.edit_message_text(phrases.HANDED_IN)

    async def _waits(self, press: Press) -> bool:
        """Whether the note of this question is waited for."""
        at = self._desk.store.dialogues.at
        return await asyncio.to_thread(at, press.chat, press.person, attempt.key()) == _step(press.log_id)


def _step(log_id: int) -> Step:
    return Step(NOTE, {"log_id": log_id})


def register(
    application: "Application[Any, Any, Any, Any, Any, Any]", desk: "Desk", waiting: Waiting
) -> None:
    handing_in = HandingIn(desk, waiting)
    waiting.on(NOTE, handing_in.wrote_note)
    application.add_handler(CallbackQueryHandler(handing_in.pressed_hand_in, further.HAND_IN))
    application.add_handler(CallbackQueryHandler(handing_in.pressed_without_note, further.WITHOUT_NOTE))
