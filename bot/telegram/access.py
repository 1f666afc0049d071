"""Who may come in: before all other handlers, on every update."""

import asyncio
import logging

from telegram import Message, Update, User
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot import messages
from bot.desk import access
from bot.desk.access import NotNeeded
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.desk.people import ROLES
from bot.telegram.addressing import Addressed, argument
from bot.telegram.sending import alert, reply

INVITE = "i_"
"""What the parameter of a deep link begins with that carries an invite's code."""

logger = logging.getLogger(__name__)


class Access:
    """Lets in who has a role, and whoever brings an invite; tells the others how to get in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._addressed = Addressed()

    async def checked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Runs before all other handlers and ends the update for those who may not come in."""
        user = update.effective_user
        if user is None:
            raise ApplicationHandlerStop
        if update.message and (code := _invite(update.message)):
            await self._join(update.message, user, code)
            raise ApplicationHandlerStop
        role = await asyncio.to_thread(access.role, self._desk, user.id)
        if role is None:
            await self._refuse(update, user, messages.not_allowed(user.id))
            raise ApplicationHandlerStop
        if role == "blocked":
            await self._refuse(update, user, messages.BLOCKED)
            raise ApplicationHandlerStop

    async def _join(self, message: Message, user: User, code: str) -> None:
        try:
            person = await asyncio.to_thread(access.join, self._desk, code, user.id, user.full_name)
        except NotNeeded as error:
            await reply(message, [str(error)])
        except DeskError as error:
            if await asyncio.to_thread(access.refuse, self._desk, user.id, user.full_name):
                await reply(message, [str(error)])
        else:
            manages = messages.managing(person.role)
            await reply(message, [messages.joined(person.name, ROLES[person.role] if manages else "")])

    async def _refuse(self, update: Update, user: User, why: str) -> None:
        query, message = update.callback_query, update.message
        meant = query or (message and self._addressed.filter(message))
        if not meant or not await asyncio.to_thread(access.refuse, self._desk, user.id, user.full_name):
            return
        logger.info("somebody was refused")
        if query:
            await alert(query, why)
        elif message:
            await reply(message, [why])


def _invite(message: Message) -> str:
    """The code of an invite, from "/join CODE" or the deep link's "/start i_CODE"; else ""."""
    if code := argument(message, "join"):
        return code
    parameter = argument(message, "start")
    return parameter.removeprefix(INVITE) if parameter.startswith(INVITE) else ""
