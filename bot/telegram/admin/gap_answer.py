"""Answering a gap: the text, what it cites, a preview, and then it is published.

    ga:<gap>              begin
    gd:<draft>:t<number>  cite the passage of this number, or not
    gd:<draft>:<step>     w write the text, c choose what to cite, p preview, s publish, x leave it

A draft is in the database, under a key that its buttons carry: each of them works with the draft as it was
when the button was shown.
"""

import asyncio
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot import messages
from bot.desk.errors import DeskError
from bot.store.dialogues import Step
from bot.telegram.admin import gap_answer_words as words
from bot.telegram.admin import guard, reloading
from bot.telegram.admin.gap_draft import Draft
from bot.telegram.admin.gap_writing import Writing
from bot.telegram.admin.progress import Notice
from bot.telegram.dialogue import Waiting
from bot.telegram.press import pressed
from bot.telegram.sending import alert, answer, reply
from knowledge.curated.answers import MOST_CITES
from knowledge.errors import KnowledgeError, UnreadableFile

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

BEGIN, STEP = r"^ga:(\d{1,18})\Z", r"^gd:([0-9a-f]{20}):([wcpsx]|t\d{1,2})\Z"
TEXT, SEARCH, PREVIEW = "gap.text", "gap.search", "gap.preview"  # the steps that wait for a message
IN_A_ROW = 5  # buttons
App = Application[Any, Any, Any, Any, Any, Any]


def register(application: App, desk: "Desk", assistant: "Assistant", waiting: Waiting) -> None:
    answering = Answering(desk, assistant, waiting)
    for pattern, handler in ((BEGIN, answering.begun), (STEP, answering.went)):
        application.add_handler(CallbackQueryHandler(guard.guarded(desk, "reviewer", handler), pattern))
    for kind, heard in (
        (TEXT, answering.wrote),
        (SEARCH, answering.wrote_words),
        (PREVIEW, answering.wrote_beside),
    ):
        waiting.on(kind, guard.heard(desk, "reviewer", heard))


class Answering:
    """Handlers, named for what the admin did."""

    def __init__(self, desk: "Desk", assistant: "Assistant", waiting: Waiting) -> None:
        self._shorthands, self._assistant, self._waiting = desk.store.shorthands, assistant, waiting
        self._writing = Writing(desk, assistant)

    async def begun(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (id,) = pressed(update, context)
        await answer(query)
        await self._ask_text(guard.message(update), query.from_user, Draft(int(id)))

    async def went(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button under a draft."""
        query, (key, step) = pressed(update, context)
        content = await asyncio.to_thread(self._shorthands.content, key)
        if content is None:
            await alert(query, words.OLD)
            return
        draft, message, user = Draft.from_json(content), guard.message(update), query.from_user
        if step.startswith("t"):
            draft = draft.toggled(int(step[1:]))
            if len(draft.chosen) > MOST_CITES:
                await alert(query, words.TOO_MANY)
                return
            await self._offer(message, user, draft, in_place=True)
        await answer(query)
        if step == "x":
            await self._leave(message, user)
        elif step == "w":
            await self._ask_text(message, user, draft)
        elif step == "c":
            await self._offer(message, user, draft)
        elif step == "p":
            await self._preview(message, user, draft)
        elif step == "s":
            await self._publish(message, user, draft, context.application)

    async def wrote(self, message: Message, step: Step) -> None:
        """The text of the answer; what could be cited is shown."""
        if not message.text:
            await reply(message, [words.TEXT_ONLY])
            return
        user, draft = guard.writer(message), Draft.from_json(step.content)
        try:
            draft = await asyncio.to_thread(self._writing.written, draft, message.text.strip())
        except UnreadableFile as error:
            await reply(message, [words.wrong_html(_sentence(error))])
        except DeskError as error:
            await self._waiting.go(message.chat_id, user.id, None)
            await reply(message, words.said_html(str(error)))
        else:
            await self._offer(message, user, draft)

    async def wrote_words(self, message: Message, step: Step) -> None:
        """To search for other passages to choose from."""
        if not message.text:
            await reply(message, [words.WORDS_ONLY])
            return
        draft = Draft.from_json(step.content)
        draft = await asyncio.to_thread(self._writing.searched, draft, message.text.strip())
        await self._offer(message, guard.writer(message), draft)

    async def wrote_beside(self, message: Message, step: Step) -> None:
        await reply(message, [words.BUTTONS_ONLY])

    async def _ask_text(self, message: Message, user: User, draft: Draft) -> None:
        try:
            whole = await asyncio.to_thread(self._writing.gap, draft.gap)
        except DeskError as error:
            await reply(message, words.said_html(str(error)))
            return
        await self._wait(message, user, TEXT, draft)
        await reply(message, [words.ask_text(draft, whole.gap.question)])

    async def _offer(self, message: Message, user: User, draft: Draft, in_place: bool = False) -> None:
        """Show what can be cited, and wait for other words to search for."""
        keyboard = _choices(draft, await self._key(draft))
        await self._wait(message, user, SEARCH, draft)
        if in_place:
            await Notice.of(message).show(words.choice_html(draft), keyboard)
        else:
            await reply(message, [words.choice_html(draft)], keyboard)

    async def _preview(self, message: Message, user: User, draft: Draft) -> None:
        """The message that staff will see, which of the gap's wordings will get it, and what is doubtful."""
        try:
            html = await asyncio.to_thread(self._writing.preview, draft, user)
        except (DeskError, KnowledgeError) as error:
            await reply(message, words.said_html(_sentence(error)))
            return
        keyboard = _decisions(await self._key(draft))
        await self._wait(message, user, PREVIEW, draft)
        await reply(message, html, keyboard)

    async def _publish(self, message: Message, user: User, draft: Draft, application: App) -> None:
        """Save the answer; an admin's comes into the library at once."""
        try:
            by = await asyncio.to_thread(self._writing.save, draft, user)
        except (DeskError, KnowledgeError) as error:
            await reply(message, words.said_html(_sentence(error)))
            return
        await self._waiting.go(message.chat_id, user.id, None)
        await Notice.of(message).buttons()
        if await asyncio.to_thread(self._writing.publishes, user):
            await reloading.begin(application, self._assistant, message, by, draft.gap)
        else:
            await reply(message, [words.FOR_ADMINS])

    async def _leave(self, message: Message, user: User) -> None:
        await self._waiting.go(message.chat_id, user.id, None)
        await Notice.of(message).buttons()
        await reply(message, [messages.CANCELLED])

    async def _wait(self, message: Message, user: User, kind: str, draft: Draft) -> None:
        await self._waiting.go(message.chat_id, user.id, Step(kind, draft.to_json()))

    async def _key(self, draft: Draft) -> str:
        return await asyncio.to_thread(self._shorthands.key, draft.to_json())


def _choices(draft: Draft, key: str) -> InlineKeyboardMarkup:
    numbers = [
        _button(f"{'✅ ' if each in draft.chosen else ''}{number}", key, f"t{number - 1}")
        for number, each in enumerate(draft.offered, 1)
    ]
    rows = [numbers[at : at + IN_A_ROW] for at in range(0, len(numbers), IN_A_ROW)]
    rows.append([_button(words.next_label(draft), key, "p")])
    return InlineKeyboardMarkup([*rows, [_button(words.REWRITE, key, "w"), _button(words.DROP, key, "x")]])


def _decisions(key: str) -> InlineKeyboardMarkup:
    changes = [_button(words.REWRITE, key, "w"), _button(words.RECITE, key, "c")]
    return InlineKeyboardMarkup(
        [[_button(words.PUBLISH, key, "s")], [*changes, _button(words.DROP, key, "x")]]
    )


def _button(label: str, key: str, step: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"gd:{key}:{step}")


def _sentence(error: Exception) -> str:
    return f"{error.problem}。{error.remedy}。" if isinstance(error, UnreadableFile) else str(error)
