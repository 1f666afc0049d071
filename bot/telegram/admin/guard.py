"""What only admins, or also reviewers, may do: in private chats, with the role of the moment."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.desk import access
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.markup import Run, parts
from bot.store.audit import Actor
from bot.store.dialogues import Step
from bot.store.people import Role, may
from bot.telegram import attempt
from bot.telegram.dialogue import Heard
from bot.telegram.sending import alert, reply

ONLY_PRIVATE = "这是管理用的功能，请在与我的私聊里使用。"
NOT_YOURS = {"admin": "这项功能只供管理员使用。", "reviewer": "这项功能只供管理员和审阅员使用。"}
Handler: TypeAlias = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


def guarded(desk: Desk, least: Role, handler: Handler) -> Handler:
    """The handler of a message or a button, for those whose role is at least `least`, in private chats.

    Where it raises DeskError, the admin reads why.
    """

    async def checked(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        why = await asyncio.to_thread(_refused, desk, least, user(update), update.effective_chat)
        if why is None:
            try:
                await handler(update, context)
            except DeskError as error:
                why = str(error)
        if why and update.callback_query:
            await alert(update.callback_query, why)
        elif why and update.message:
            await reply(update.message, parts([Run(why)]))

    return checked


def heard(desk: Desk, least: Role, handler: Heard) -> Heard:
    """The same for a text that was waited for; of somebody who may not any more, nothing is waited for."""

    async def checked(message: Message, step: Step) -> None:
        why = await asyncio.to_thread(_refused, desk, least, writer(message), message.chat)
        if why is None:
            await handler(message, step)
        else:
            who, key = writer(message).id, attempt.key()
            await asyncio.to_thread(desk.store.dialogues.go, message.chat_id, who, key, None)
            await reply(message, [why])

    return checked


def actor(desk: Desk, user: User) -> Actor:
    """How the audit names somebody who acts on Telegram."""
    return access.actor(desk, user.id, user.full_name)


def message(update: Update) -> Message:
    """The message that came, or that stands over the button. For handlers of what always has one."""
    found = update.effective_message
    assert isinstance(found, Message)  # noqa: S101
    return found


def user(update: Update) -> User:
    """Who wrote or pressed; updates without anybody do not get past the access."""
    assert update.effective_user is not None  # noqa: S101
    return update.effective_user


def writer(message: Message) -> User:
    """Who wrote what was waited for."""
    assert message.from_user is not None  # noqa: S101
    return message.from_user


def _refused(desk: Desk, least: Role, who: User, chat: Chat | None) -> str | None:
    """Why not, in a sentence; None where it may be done."""
    role = access.role(desk, who.id)
    if role is None or not may(role, least):
        return NOT_YOURS[least]
    return None if chat is not None and chat.type == ChatType.PRIVATE else ONLY_PRIVATE
