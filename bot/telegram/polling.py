"""Polling: updates are asked for, which works behind any firewall."""

import asyncio
import logging
from time import monotonic

from telegram.ext import Updater

from bot import messages
from bot.telegram.application import ADMINS, POLLS, UPDATES, Bot
from bot.telegram.conflict import Conflicts
from bot.telegram.errors import PollingDied
from bot.telegram.inbox import InboxQueue
from bot.telegram.requests import PollRequest

SILENCE = 180.0  # seconds without a poll: one lasts 25 at most, the pause after a failed one 30
REFUSAL = 300.0  # seconds in which Telegram refuses every poll
HANG_UP = 5.0  # seconds for ending the poll under way

logger = logging.getLogger(__name__)


class Polling:
    """Polls, and knows when that has died: no poll for `silence` seconds, or each refused for `refusal`."""

    def __init__(
        self, application: Bot, queue: InboxQueue, silence: float = SILENCE, refusal: float = REFUSAL
    ) -> None:
        self._application, self._queue = application, queue
        self._silence, self._refusal = silence, refusal

    async def start(self) -> None:
        """Questions asked while the bot was away are kept, and the first call is made until it succeeds.

        Only one process can poll: what another one has begun and not finished is this one's now.
        """
        await self._queue.release(everyone=True)
        await self._updater.start_polling(
            bootstrap_retries=-1,
            drop_pending_updates=False,
            allowed_updates=UPDATES,
            error_callback=Conflicts(self._application, self._application.bot_data[ADMINS]).noticed,
        )

    async def watch(self) -> None:
        """Return never; raise PollingDied where no more questions can arrive."""
        polls: PollRequest = self._application.bot_data[POLLS]
        while True:
            await asyncio.sleep(min(self._silence, self._refusal) / 10)
            now = monotonic()
            if now - polls.heard > self._silence:
                raise PollingDied(messages.POLLING_SILENT)
            if polls.refused_since is not None and now - polls.refused_since > self._refusal:
                raise PollingDied(messages.POLLING_REFUSED)

    async def stop(self) -> None:
        """End polling; the last call confirms what was received. A pause after a failed poll is cut short."""
        if not self._updater.running:
            return
        try:
            async with asyncio.timeout(HANG_UP):
                await self._queue.settled()
                await self._updater.stop()
        except Exception:  # such as the one that polling died of
            logger.warning("the last updates could not be confirmed and may arrive again", exc_info=True)

    @property
    def _updater(self) -> Updater:
        """An application that `build` made has one."""
        assert self._application.updater is not None  # noqa: S101
        return self._application.updater
