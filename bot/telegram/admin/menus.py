"""The menus of commands: for everyone, for groups, and for each admin and reviewer in the chat with them."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, ContextTypes, ExtBot, TypeHandler

from bot.desk import people
from bot.desk.desk import Desk
from bot.messages import COMMANDS, NOT_IN_GROUPS, managing
from bot.store.errors import StoreError
from bot.store.people import Role

MENUS = "menus"
"""Where bot_data keeps the Menus, for whoever serves."""

LOOK = 10.0
"""Seconds between two looks at who is an admin now; roles are changed on the web and in terminals, too."""

Commands = Mapping[str, str]
logger = logging.getLogger(__name__)


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> "Menus":
    menus = Menus(desk, application.bot)
    application.bot_data[MENUS] = menus
    application.add_handler(TypeHandler(Update, menus.came), group=1)
    return menus


class Menus:
    """Nothing here keeps the bot from answering: what fails is logged, and tried again later."""

    def __init__(self, desk: Desk, bot: "ExtBot[Any]") -> None:
        self._desk, self._bot = desk, bot
        self._wake = asyncio.Event()
        self._refused: set[int] = set()  # chats in which nobody has written yet
        self._published = False

    def changed(self) -> None:
        """Somebody has another role now: look at once."""
        self._wake.set()

    async def came(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An admin without a menu has written: now it can be shown."""
        if update.effective_chat and update.effective_chat.id in self._refused:
            self._refused.discard(update.effective_chat.id)
            self.changed()

    async def keep(self) -> None:
        """Bring the menus up to date now, and for as long as this task lives."""
        while True:
            self._wake.clear()
            try:
                await self._publish()
                await self._bring_up_to_date()
            except (TelegramError, StoreError) as error:
                logger.warning("the menus of commands could not be brought up to date: %s", error)
            except Exception:
                logger.exception("the menus of commands could not be brought up to date")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK)

    async def _publish(self) -> None:
        """The menus of all other chats, once."""
        if not self._published:
            in_groups = {name: text for name, text in COMMANDS.items() if name not in NOT_IN_GROUPS}
            await self._show(COMMANDS, BotCommandScopeAllPrivateChats())
            await self._show(in_groups, BotCommandScopeAllGroupChats())
            self._published = True

    async def _bring_up_to_date(self) -> None:
        wanted = await asyncio.to_thread(_wanted, self._desk)
        standing = await asyncio.to_thread(self._desk.store.menus.standing)
        for chat, commands in wanted.items():
            mark = self._mark(commands)
            if standing.get(chat) != mark and chat not in self._refused:
                await self._give(chat, commands, mark)
        for chat in standing.keys() - wanted.keys():
            await self._take(chat)

    async def _give(self, chat: int, commands: Commands, mark: str) -> None:
        try:
            await self._show(commands, BotCommandScopeChat(chat))
        except (BadRequest, Forbidden) as error:
            logger.info("an admin has no menu of their own before they write to the bot (%s)", error)
            self._refused.add(chat)
        else:
            await asyncio.to_thread(self._desk.store.menus.stands, chat, mark)

    async def _take(self, chat: int) -> None:
        """The chat of somebody who is no admin any more has the menu of all others again."""
        with suppress(BadRequest, Forbidden):
            await self._bot.delete_my_commands(BotCommandScopeChat(chat))
        await asyncio.to_thread(self._desk.store.menus.stands, chat, None)

    async def _show(self, commands: Commands, scope: BotCommandScope) -> None:
        await self._bot.set_my_commands([BotCommand(*item) for item in commands.items()], scope)

    def _mark(self, commands: Commands) -> str:
        """What tells this menu of this bot from any other."""
        return f"{self._bot.id}:{hashlib.sha256(json.dumps(commands).encode()).hexdigest()[:16]}"


def _wanted(desk: Desk) -> dict[int, Commands]:
    """The chats that get a menu of their own, and what stands in it."""
    return {chat: _of(role) for chat, role in people.managing_on_telegram(desk).items()}


def _of(role: Role) -> Commands:
    """The commands of admins, or of reviewers, and then those of everyone."""
    return managing(role) | COMMANDS
