"""The buttons under an answer. All they need is in their data, so they work after a restart."""

import asyncio
import logging
from typing import TYPE_CHECKING, Literal

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot import messages
from bot.telegram import attempt
from bot.telegram.sending import alert, answer, reply
from knowledge.errors import KnowledgeError
from retrieval.answer import Answer

if TYPE_CHECKING:
    from bot.assistant import Assistant

SOURCE = r"^o:(\d{1,18}):(\d{1,3})\Z"  # o:<log id>:<number of the snippet>
REGION = r"^r:(\d{1,18})\Z"  # r:<log id>
VOTE = r"^v:(\d{1,18}):([ud])\Z"  # v:<log id>:u(p) or d(own)
logger = logging.getLogger(__name__)
_VOTES: dict[str, Literal["up", "down"]] = {"u": "up", "d": "down"}
_LABELS = {"u": messages.USEFUL, "d": messages.USELESS}


def keyboard(of: Answer) -> InlineKeyboardMarkup | None:
    """A button for each snippet, two to vote, and one that drops the region; None where there is nothing to
    press or no log row.
    """
    if of.log_id is None:
        return None
    rows = [*_about_snippets(of), *_about_region(of)]
    return InlineKeyboardMarkup(rows) if rows else None


def _about_snippets(of: Answer) -> list[list[InlineKeyboardButton]]:
    if not of.snippets:
        return []
    sources = [
        InlineKeyboardButton(f"{messages.SOURCE} {number}", callback_data=f"o:{of.log_id}:{number}")
        for number in range(1, len(of.snippets) + 1)
    ]
    votes = [
        InlineKeyboardButton(label, callback_data=f"v:{of.log_id}:{vote}") for vote, label in _LABELS.items()
    ]
    return [sources, votes]


def _about_region(of: Answer) -> list[list[InlineKeyboardButton]]:
    label = messages.region_label(of)
    return [[InlineKeyboardButton(label + messages.DROP, callback_data=f"r:{of.log_id}")]] if label else []


class Buttons:
    """Handlers, named for what the user pressed."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant

    async def pressed_source(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send the passage in its context, as a reply to the answer."""
        query, (log_id, number) = _query(update), _groups(context)
        try:
            passage = await asyncio.to_thread(
                self._assistant.quoted, int(log_id), int(number), conversation=_conversation(query)
            )
        except LookupError:
            await alert(query, messages.ROW_GONE)
            return
        except KnowledgeError as error:
            logger.warning("the source of answer %s could not be shown: %s", log_id, error)
            await alert(query, messages.SOURCE_GONE)
            return
        await answer(query)
        if isinstance(query.message, Message):
            await reply(query.message, messages.context_html(passage))

    async def pressed_region(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask again of no region in particular."""
        query, (log_id, _) = _query(update), _groups(context)
        try:
            text = await asyncio.to_thread(
                self._assistant.understood, int(log_id), conversation=_conversation(query)
            )
        except LookupError:
            await alert(query, messages.ROW_GONE)
            return
        found = await asyncio.to_thread(
            self._assistant.ask,
            text,
            asker=f"telegram:{query.from_user.id}",
            conversation=_conversation(query),
            channel="telegram",
            key=attempt.key(),
            any_region=True,
        )
        await answer(query)
        if isinstance(query.message, Message):
            await reply(query.message, messages.answer_html(found), keyboard(found))

    async def pressed_vote(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Record the vote, say thanks, and show the choice on the keyboard."""
        query, (log_id, vote) = _query(update), _groups(context)
        recorded = await asyncio.to_thread(
            self._assistant.vote, int(log_id), _VOTES[vote], conversation=_conversation(query)
        )
        if not recorded:
            await alert(query, messages.ROW_GONE)
            return
        await answer(query, messages.THANKS)
        await _show_choice(query)

    async def pressed_other(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await alert(_query(update), messages.BUTTON_OLD)


async def _show_choice(query: CallbackQuery) -> None:
    shown = query.message.reply_markup if isinstance(query.message, Message) else None
    if shown is None or query.data is None:
        return
    chosen = InlineKeyboardMarkup(
        [[_marked(button, query.data) for button in row] for row in shown.inline_keyboard]
    )
    if chosen != shown:
        try:
            await query.edit_message_reply_markup(chosen)
        except BadRequest as error:
            if "not modified" not in error.message:
                raise


def _marked(button: InlineKeyboardButton, chosen: str) -> InlineKeyboardButton:
    """A vote button with its label, ticked where it is the chosen one; other buttons as they are."""
    data = str(button.callback_data)
    if not data.startswith("v:"):
        return button
    label = _LABELS[data[-1]]
    return InlineKeyboardButton(messages.CHOSEN + label if data == chosen else label, callback_data=data)


def _query(update: Update) -> CallbackQuery:
    """The handlers are registered for callback queries only."""
    assert update.callback_query is not None  # noqa: S101
    return update.callback_query


def _groups(context: ContextTypes.DEFAULT_TYPE) -> tuple[str, str]:
    """The groups of the pattern that the data matched, the second one empty if there is but one."""
    first, *rest = context.matches[0].groups() if context.matches else ("",)
    return first, rest[0] if rest else ""


def _conversation(query: CallbackQuery) -> str:
    return f"telegram:{query.message.chat.id if query.message else query.from_user.id}"
