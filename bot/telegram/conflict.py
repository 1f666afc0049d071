"""What is said while polling fails, above all when two programs poll with one token."""

import logging
from collections.abc import Iterable
from time import monotonic

from telegram.error import Conflict, TelegramError

from bot import messages
from bot.telegram.application import Bot

PASSING = 3  # conflicts in a row that a hand-over between two processes may cause
QUIET = 60.0  # seconds before the same trouble is logged again

logger = logging.getLogger(__name__)


class Conflicts:
    """Logs failed polls, each kind once a minute; alerts the admins once where conflicts go on."""

    def __init__(self, application: Bot, admins: Iterable[int]) -> None:
        self._application, self._admins = application, tuple(admins)
        self._conflicts = 0
        self._logged: dict[type[TelegramError], float] = {}

    def noticed(self, error: TelegramError) -> None:
        """The error callback of polling."""
        self._log(error)
        if isinstance(error, Conflict):
            self._conflicts += 1
            if self._conflicts == PASSING:
                self._application.create_task(self._alert())

    def _log(self, error: TelegramError) -> None:
        now = monotonic()
        if now - self._logged.get(type(error), -QUIET) < QUIET:
            return
        self._logged[type(error)] = now
        if isinstance(error, Conflict):
            logger.error(messages.TWO_INSTANCES)
        else:
            logger.warning("%s（%s）", messages.UNREACHABLE, error)

    async def _alert(self) -> None:
        for admin in self._admins:
            try:
                await self._application.bot.send_message(admin, messages.TWO_INSTANCES)
            except TelegramError as error:
                logger.warning("admin %s could not be alerted: %s", admin, error)
