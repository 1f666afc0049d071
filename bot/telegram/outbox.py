"""Sends what is in the outbox: each message once, and again only where it did not reach Telegram."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.store.claims import LEASE
from bot.store.outbox import Button, ClaimedLetter, Outbox
from bot.telegram.inbox import LATER, persistently
from bot.telegram.requests import NotSent, ServerFailed

AT_ONCE = 4  # the limiter keeps Telegram's 30 messages a second; answers must not wait behind a push
LOOK = 1.0  # seconds between looks into the table

logger = logging.getLogger(__name__)


class OutboxSender:
    """Works the outbox off for as long as `send` lives."""

    def __init__(self, outbox: Outbox, bot: Bot, leave: Callable[[int], None]) -> None:
        """`leave` is told of chats that have blocked the bot."""
        self._outbox, self._bot, self._leave = outbox, bot, leave

    async def send(self) -> None:
        while True:
            claimed = await persistently(self._outbox.claim, AT_ONCE)
            if not claimed:
                await asyncio.sleep(LOOK)
            await asyncio.gather(*(self._delivered(letter) for letter in claimed))

    def waiting(self) -> int:
        """How many letters are not sent yet, in all processes."""
        return self._outbox.waiting()

    async def hold(self) -> None:
        """Renew the claims of this process, for as long as this task lives."""
        await persistently(self._outbox.prune)
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            await persistently(self._outbox.renew)

    async def release(self) -> None:
        await asyncio.to_thread(self._outbox.release)

    async def _delivered(self, letter: ClaimedLetter) -> None:
        try:
            await self._parts(letter)
        except (NotSent, ServerFailed, RetryAfter) as error:
            logger.warning("letter %s waits until Telegram can be reached (%s)", letter.id, error)
            pause = LATER[min(letter.attempts, len(LATER)) - 1]
            await persistently(self._outbox.postpone, letter.id, pause)
        except (Forbidden, BadRequest) as error:
            logger.warning("letter %s cannot be delivered (%s)", letter.id, error)
            await persistently(self._outbox.finish, letter.id, error.message)
            if isinstance(error, Forbidden):
                await persistently(self._leave, letter.chat)
        except TelegramError as error:  # it may have arrived, and must not arrive twice
            logger.warning("letter %s may have been lost (%s)", letter.id, error)
            await persistently(self._outbox.finish, letter.id, error.message)
        else:
            await persistently(self._outbox.finish, letter.id)

    async def _parts(self, letter: ClaimedLetter) -> None:
        for number, part in enumerate(letter.parts[letter.sent :], letter.sent + 1):
            last = number == len(letter.parts)
            await self._bot.send_message(
                letter.chat,
                part,
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(letter.buttons) if last else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            await persistently(self._outbox.progress, letter.id, number)


def _keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    keys = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    return InlineKeyboardMarkup(keys) if keys else None
