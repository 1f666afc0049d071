"""How fast calls go out, and which are made again after they failed."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from telegram.error import NetworkError
from telegram.ext import AIORateLimiter

from bot.telegram.requests import Dropped, NotSent, ServerFailed

PAUSES = (0.5, 1, 2, 4, 8, 15, 30, 30, 30)  # seconds; two minutes in all
AFTER_FLOOD = 5  # how often a call is made again after Telegram said when to (429)
# Making these twice is the same as once, so they are safe even where Telegram may have acted.
IDEMPOTENT = frozenset(
    {
        "answerCallbackQuery",
        "deleteMessage",
        "editMessageReplyMarkup",
        "editMessageText",
        "setMyCommands",
        "setWebhook",
    }
)
# Typing is not worth a second try and must not use up the messages' allowance; starting retries by itself.
DIRECT = frozenset({"sendChatAction", "getMe", "deleteWebhook"})

logger = logging.getLogger(__name__)


class PatientLimiter(AIORateLimiter):
    """Keeps to `rate` messages a second and to Telegram's limits for one chat, waits after 429, and
    tries again after 5xx and refused connections."""

    def __init__(self, rate: int = 30, pauses: Sequence[float] = PAUSES) -> None:
        super().__init__(overall_max_rate=rate, max_retries=AFTER_FLOOD)
        self._pauses = pauses

    async def process_request(
        self, callback: Any, args: Any, kwargs: Any, endpoint: str, data: Any, rate_limit_args: int | None
    ) -> Any:
        if endpoint in DIRECT:
            return await callback(*args, **kwargs)
        for pause in self._pauses:
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except NetworkError as error:
                if not safe_again(error, endpoint):
                    raise
                logger.warning("%s failed (%s), next try in %s s", endpoint, error, pause)
                await asyncio.sleep(pause)
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)


def safe_again(error: NetworkError, endpoint: str) -> bool:
    """Whether making the call again can neither lose nor double anything."""
    if isinstance(error, Dropped):
        return endpoint in IDEMPOTENT
    return isinstance(error, NotSent | ServerFailed)
