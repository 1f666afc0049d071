"""The queue between Telegram and the handlers: a table, so that a crash loses nothing.

python-telegram-bot awaits `put` before it confirms an update to Telegram. Here that commits the update;
`feed` claims committed updates for the handlers, and what they leave unfinished is claimed again, by this
process or by another one.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bot.store.claims import LEASE
from bot.store.errors import StoreError
from bot.store.inbox import Claimed, Inbox
from bot.telegram import attempt
from bot.telegram.attempt import Attempt

AT_ONCE = 16  # measured at 80 ms a call: 92 replies a second, 5.9 with 1, 45 with 64
LOOK = 1.0  # seconds after which the table is looked at for what others left
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds before the database is tried again
LATER = (5.0, 10.0, 20.0, 40.0, 60.0)  # seconds before an update that did not reach Telegram is tried again
PRUNE_EVERY = 3600.0  # seconds

logger = logging.getLogger(__name__)
T = TypeVar("T")


def worker_name() -> str:
    """A name for this process among those that share the table."""
    return secrets.token_hex(8)


class InboxQueue(asyncio.Queue[object]):
    """Updates in the database; the memory holds only those that a handler has begun with or is about to."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox
        self._wake, self._idle, self._settled = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._putting = 0
        self._draining = False
        self._working: dict[int, Claimed] = {}

    async def put(self, item: object) -> None:
        """Return once the update is committed. Anything but an update is for this process alone, and what
        somebody types inline, which nobody waits for after a crash.
        """
        if not isinstance(item, Update) or item.inline_query:
            await super().put(item)
            return
        self._putting += 1
        try:
            await persistently(self._inbox.put, item.update_id, _place(item), item.to_dict())
        finally:
            self._putting -= 1
            if not self._putting:
                self._settled.set()
        self._wake.set()

    async def settled(self) -> None:
        """Return once no update is on its way into the table: what came together is in it together."""
        if self._putting:
            self._settled.clear()
            await self._settled.wait()

    async def feed(self, bot: Bot) -> None:
        """Hand committed updates to the handlers for as long as this task lives."""
        while True:
            self._wake.clear()
            at_rest = self._draining and not self._working
            claimed = await persistently(self._inbox.claim, AT_ONCE - len(self._working))
            for each in claimed:
                self._working[each.update_id] = each
                await super().put(Update.de_json(each.content, bot))
            if not claimed:
                if at_rest:
                    self._idle.set()
                await _either(self._wake, LOOK)

    async def hold(self) -> None:
        """Renew the claims of this process, and prune now and then, for as long as this task lives."""
        renewals = round(PRUNE_EVERY / (LEASE.total_seconds() / 3))
        while True:
            await persistently(self._inbox.prune)
            for _ in range(renewals):
                await asyncio.sleep(LEASE.total_seconds() / 3)
                await persistently(self._inbox.renew)

    async def drained(self) -> None:
        """Return once nothing is left that could be worked off now."""
        self._draining = True
        self._wake.set()
        await self._idle.wait()

    async def release(self, *, everyone: bool = False) -> None:
        """Give back claims: this process's, or those of all that ended without doing so."""
        await asyncio.to_thread(self._inbox.release, everyone=everyone)

    def waiting(self) -> int:
        """How many updates are not worked off yet, in all processes."""
        return self._inbox.waiting()

    async def progress(self, update_id: int, sent: int) -> None:
        await persistently(self._inbox.progress, update_id, sent)

    def begun(self, update: Update) -> Attempt:
        """The attempt that begins with this update."""
        sent = self._working[update.update_id].sent
        return Attempt(update.update_id, sent, self, f"telegram:{update.get_bot().id}:{update.update_id}")

    async def ended(self, attempted: Attempt) -> None:
        """Finish the update, or leave it for later where Telegram could not be reached."""
        claimed = self._working[attempted.update_id]
        if attempted.unreached:
            pause = LATER[min(claimed.attempts, len(LATER)) - 1]
            await persistently(self._inbox.postpone, attempted.update_id, pause)
        else:
            await persistently(self._inbox.finish, attempted.update_id)
        del self._working[attempted.update_id]
        self._wake.set()


class InboxProcessor(BaseUpdateProcessor):
    """Works off what the queue feeds; the queue sees to order and number."""

    def __init__(self, queue: InboxQueue) -> None:
        super().__init__(max_concurrent_updates=AT_ONCE)
        self._queue = queue

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        assert isinstance(update, Update)  # noqa: S101  # the queue holds nothing else
        if update.inline_query:
            await coroutine
            return
        begun = self._queue.begun(update)
        attempt.begin(begun)
        await coroutine
        await self._queue.ended(begun)

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""


async def persistently(work: Callable[..., T], *arguments: Any) -> T:
    """Do the work on the database in a thread, again and again until it succeeds."""
    tries = 0
    while True:
        try:
            return await asyncio.to_thread(work, *arguments)
        except StoreError as error:
            pause = PAUSES[min(tries, len(PAUSES) - 1)]
            logger.error("消息收件箱暂时用不了，%s 秒后再试。%s", pause, error)
            await asyncio.sleep(pause)
            tries += 1


async def _either(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def _place(update: Update) -> int:
    """What is of no place waits for nothing."""
    place = update.effective_chat or update.effective_user
    return place.id if place else update.update_id
