"""/reload: the files as they are now are made the edition that answers, while questions go on.

Where questions would lose their answer the new edition waits, with buttons:

    rl:p:<edition>:<when it was built>   publish it
    rl:d:<edition>:<when it was built>   drop it
"""

import asyncio
import logging
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk import gaps, gate
from bot.desk.errors import DeskError
from bot.desk.renewal import Renewal, renew
from bot.errors import BotError
from bot.markup import Run, parts
from bot.store.audit import Actor
from bot.telegram import errands
from bot.telegram.addressing import Addressed
from bot.telegram.admin import guard
from bot.telegram.admin import reloading_words as words
from bot.telegram.admin.progress import Notice, watched
from bot.telegram.dialogue import Waiting
from bot.telegram.press import pressed
from bot.telegram.sending import answer, reply
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk

RELOAD = "reload"  # the errand
DECIDE = r"^rl:([pd]):(\d{1,9}):(\d{1,24})\Z"
logger = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]


def register(application: App, desk: "Desk", assistant: "Assistant", waiting: Waiting) -> None:
    reloading = Reloading(desk, assistant, application.bot)
    errands.on(application, RELOAD, reloading.done)
    asked = guard.guarded(desk, "admin", reloading.asked)
    application.add_handler(CommandHandler("reload", asked, filters=filters.UpdateType.MESSAGE & Addressed()))
    application.add_handler(CallbackQueryHandler(guard.guarded(desk, "admin", reloading.decided), DECIDE))


class Reloading:
    """Handlers, named for what the admin did, and the errand."""

    def __init__(self, desk: "Desk", assistant: "Assistant", bot: Bot) -> None:
        self._desk, self._assistant, self._bot = desk, assistant, bot

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        by = await asyncio.to_thread(guard.actor, self._desk, guard.user(update))
        await begin(context.application, self._assistant, guard.message(update), by)

    async def done(self, content: errands.Content) -> None:
        """The errand: reload, and show how far that is and what came of it."""
        notice = Notice(self._bot, content["chat"], content["message"])
        by, gap = Actor(**content["by"]), content["gap"]
        work = partial(renew, self._desk, self._assistant.answerer, content["base"], by)
        try:
            renewal = await watched(notice, words.BEGINS, work)
            html, keyboard = await asyncio.to_thread(self._told, renewal, gap)
        except (BotError, KnowledgeError) as error:
            html, keyboard = words.failed_html(str(error), gap), None
        except Exception:
            logger.exception("a reload failed")
            html, keyboard = words.failed_html(words.UNEXPECTED, gap), None
        await notice.show(html, keyboard)

    async def decided(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Publish the edition that waits, or drop it."""
        query, (decision, number, built) = pressed(update, context)
        await answer(query)
        by = await asyncio.to_thread(guard.actor, self._desk, guard.user(update))
        try:
            said = await asyncio.to_thread(self._decide, decision, int(number), built, by)
        except (DeskError, KnowledgeError) as error:
            said = str(error)
        else:
            await Notice.of(guard.message(update)).buttons()
        await reply(guard.message(update), parts([Run(said)]))

    def _decide(self, decision: str, number: int, built: str, by: Actor) -> str:
        """What was done, perhaps by an attempt before this one, or by another admin.

        Raises DeskError and KnowledgeError.
        """
        answerer, waits = self._assistant.answerer, gate.candidate(self._desk)
        meant = gate.built(self._desk, number) in (built, "")
        if meant and number == answerer.edition:
            return words.published(number)
        if not meant or waits not in (number, None) or number < answerer.edition:
            return words.other_waits(number)
        if decision == "p":
            gate.publish(self._desk, answerer, number, by)
            return words.published(number)
        if waits:
            gate.drop(self._desk, by)
        return words.DROPPED

    def _told(self, done: Renewal, gap: int | None) -> tuple[str, InlineKeyboardMarkup | None]:
        """The outcome as HTML, and what can be decided. Raises StoreError."""
        blocked = gate.blocked(self._desk, done.report) if done.report else None
        state = gaps.looked_at(self._desk, gap, self._assistant.answerer).gap.state if gap else ""
        html = words.outcome_html(done, blocked, words.of_gap(gap, state, done.waits) if gap else "")
        if not done.waits:
            return html, None
        return html, _keyboard(f"{done.edition}:{gate.built(self._desk, done.edition)}", blocked)


async def begin(
    application: App, assistant: "Assistant", message: Message, by: Actor, gap: int | None = None
) -> None:
    """Let the library be reloaded, and tell of it under a message; for the sake of a gap, if there is one."""
    shown = await message.reply_text(words.BEGINS)
    content = {"chat": shown.chat_id, "message": shown.message_id, "base": assistant.edition}
    await errands.send(application, RELOAD, content | {"by": asdict(by), "gap": gap})


def _keyboard(candidate: str, blocked: str | None) -> InlineKeyboardMarkup:
    decisions = [] if blocked else [(words.PUBLISH, "p")]
    row = [
        InlineKeyboardButton(label, callback_data=f"rl:{decision}:{candidate}")
        for label, decision in [*decisions, (words.DROP, "d")]
    ]
    return InlineKeyboardMarkup([row])
