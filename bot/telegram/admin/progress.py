"""A message of the bot's that shows how far a long piece of work is, edited in place."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.desk.job import Progress

EVERY = 2.0  # seconds between two edits at least
_SAME, _GONE = "not modified", ("not found", "can't be edited")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Notice:
    """One of the bot's messages in a chat."""

    bot: Bot
    chat: int
    message: int

    @classmethod
    def of(cls, message: Message) -> "Notice":
        return cls(message.get_bot(), message.chat_id, message.message_id)

    async def show(self, html: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Put this in its place; where the message is gone, send it."""
        preview = LinkPreviewOptions(is_disabled=True)
        try:
            await self.bot.edit_message_text(
                html,
                self.chat,
                self.message,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=preview,
            )
        except BadRequest as error:
            if any(each in error.message for each in _GONE):
                await self.bot.send_message(
                    self.chat,
                    html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                    link_preview_options=preview,
                )
            elif _SAME not in error.message:
                raise

    async def buttons(self, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Put these in the place of its buttons, none for None, if it is still there and has others."""
        with suppress(BadRequest):
            await self.bot.edit_message_reply_markup(self.chat, self.message, reply_markup=keyboard)


@dataclass(slots=True)
class _Latest:
    """What the work has told last."""

    title: str
    said: str = field(default="", init=False)

    def tell(self, step: str, done: int, total: int) -> None:
        self.said = f"{self.title}\n{step}：{done} / {total}" if total else f"{self.title}\n{step}"


async def watched(notice: Notice, title: str, work: Callable[[Progress], T]) -> T:
    """Do the work in a thread of its own, and show meanwhile how far it is; its result, or what it raises.

    The thread keeps no process from ending.
    """
    latest = _Latest(title)
    doing = asyncio.ensure_future(asyncio.wrap_future(_begun(lambda: work(latest.tell))))
    shown = ""
    while not (await asyncio.wait({doing}, timeout=EVERY))[0]:
        if latest.said != shown:
            shown = latest.said
            with suppress(TelegramError):  # what counts is how it ends
                await notice.show(shown)
    return doing.result()


def _begun(work: Callable[[], T]) -> "Future[T]":
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()

    def do() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=do, name="telegram work", daemon=True).start()
    return future
