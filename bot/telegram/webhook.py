"""Webhook: Telegram delivers each update to an address of ours; several processes may stand behind it."""

import asyncio
from hmac import compare_digest
from typing import Any

from telegram import Update

from bot.store.key import pseudonym
from bot.telegram.application import UPDATES, Bot
from bot.telegram.inbox import InboxQueue

AT_ONCE = 40  # deliveries at the same time; each ends as soon as its update is committed


class Webhook:
    """Tells Telegram the address, and takes what is delivered there.

    `path` and the secret follow from the bot and the installation's `key`, so that processes which share
    FUPIN_HOME agree on them.
    """

    def __init__(self, application: Bot, queue: InboxQueue, address: str, key: bytes) -> None:
        self._application, self._queue, self._address = application, queue, address.rstrip("/")
        self.path = f"/telegram/{pseudonym(f'webhook path {application.bot.token}', key)}"
        self._secret = pseudonym(f"webhook secret {application.bot.token}", key)

    async def start(self) -> None:
        """Several processes may say the same: the last one's word stays."""
        await self._application.bot.set_webhook(
            self._address + self.path,
            max_connections=AT_ONCE,
            allowed_updates=UPDATES,
            drop_pending_updates=False,
            secret_token=self._secret,
        )

    async def watch(self) -> None:
        """Return never: whether Telegram delivers cannot be seen from here."""
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """The address stays known: what is delivered meanwhile, Telegram delivers again."""

    def is_genuine(self, secret: str) -> bool:
        """Whether a delivery that brings this secret comes from Telegram."""
        return compare_digest(secret.encode(), self._secret.encode())

    async def received(self, content: dict[str, Any]) -> None:
        """Return once the update is committed. Raises KeyError, TypeError or ValueError for anything else."""
        await self._queue.put(Update.de_json(content, self._application.bot))
