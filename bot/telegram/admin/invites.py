"""/invite: a link and a code with which one person comes in."""

import asyncio
from typing import Any, cast

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk import access
from bot.desk.desk import Desk
from bot.desk.people import ROLES
from bot.markup import Run, html
from bot.store.invites import LIFE
from bot.store.people import Role
from bot.telegram.access import INVITE
from bot.telegram.addressing import Addressed
from bot.telegram.admin.guard import actor, guarded, message, user
from bot.telegram.press import pressed
from bot.telegram.sending import answer, reply

ROLE = r"^iv:(admin|reviewer|staff)\Z"  # iv:<role of the invite>
OFFERED: tuple[Role, ...] = ("staff", "reviewer", "admin")
WHICH = "邀请的人做什么角色？\n使用者可以提问；审阅员还可以看记录、处理缺口；管理员什么都可以做。"
NO_ROLE = "没有“{}”这个角色。请发送 /invite 使用者、/invite 审阅员 或 /invite 管理员。"
FORWARD = "请把上面这条消息转发给要邀请的人。对方加入后是{}，可以在 /users 里更改。"


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    invites, command = Invites(desk), filters.UpdateType.MESSAGE & Addressed()
    application.add_handler(CommandHandler("invite", guarded(desk, "admin", invites.asked), filters=command))
    application.add_handler(CallbackQueryHandler(guarded(desk, "admin", invites.pressed_role), ROLE))


class Invites:
    """Handlers, named for what the admin did."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/invite with a role makes the invite, and without one asks for it."""
        given = " ".join(context.args or ())
        if not given:
            await reply(message(update), [WHICH], _choice())
        elif role := _role(given):
            await self._make(update, role)
        else:
            await reply(message(update), [html([Run(NO_ROLE.format(given[:50]))])])

    async def pressed_role(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (role,) = pressed(update, context)
        await answer(query)
        await self._make(update, cast(Role, role))

    async def _make(self, update: Update, role: Role) -> None:
        """One message that is to be forwarded, and one that says so."""
        over: Message = message(update)
        by = await asyncio.to_thread(actor, self._desk, user(update))
        code = await asyncio.to_thread(access.invite, self._desk, role, by)
        parts = [html([Run(_invitation(over.get_bot().username, code))]), FORWARD.format(ROLES[role])]
        await reply(over, parts)


def _invitation(bot: str, code: str) -> str:
    """What whoever is invited reads."""
    return (
        f"邀请您使用扶贫政策问答助手 @{bot}。请点开下面的链接，再按“开始”：\n"
        f"https://t.me/{bot}?start={INVITE}{code}\n\n"
        f"点不开时，请找到 @{bot}，发送：\n/join {code}\n\n"
        f"{LIFE.days} 天内有效，只能用一次。"
    )


def _choice() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(ROLES[role], callback_data=f"iv:{role}") for role in OFFERED]]
    )


def _role(given: str) -> Role | None:
    """ "审阅员" or "reviewer" -> "reviewer"; None where it is no role that an invite can give."""
    return next((role for role in OFFERED if given.casefold() in (role, ROLES[role])), None)
