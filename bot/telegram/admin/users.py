"""/users: who has which role, and who was refused."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from telegram import CallbackQuery, Message, Update, User
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.desk import access, people
from bot.desk.desk import Desk
from bot.desk.people import ROLES
from bot.store.outbox import Letter, Outbox
from bot.store.people import Role
from bot.store.tables import Person
from bot.telegram.addressing import Addressed
from bot.telegram.admin import users_pages as pages
from bot.telegram.admin.guard import actor, guarded, message, user
from bot.telegram.admin.progress import Notice
from bot.telegram.press import pressed
from bot.telegram.sending import answer, reply

LET_IN = "管理员已为您开通，现在可以直接提问了。发送 /help 可以查看使用说明。"


def register(
    application: Application[Any, Any, Any, Any, Any, Any], desk: Desk, changed: Callable[[], None]
) -> None:
    """`changed` is called when somebody has another role than before."""
    users, command = Users(desk, changed), filters.UpdateType.MESSAGE & Addressed()
    application.add_handler(CommandHandler("users", guarded(desk, "admin", users.asked), filters=command))
    for pattern, handler in (
        (pages.PAGE, users.pressed_page),
        (pages.PERSON, users.pressed_person),
        (pages.ROLE, users.pressed_role),
        (pages.REFUSED, users.pressed_refused),
        (pages.ALLOW, users.pressed_allow),
    ):
        application.add_handler(CallbackQueryHandler(guarded(desk, "admin", handler), pattern))


class Users:
    """Handlers, named for what the admin did."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk, self._changed = desk, changed

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        page = await asyncio.to_thread(pages.everyone, self._desk, 0)
        await reply(message(update), [page.html], page.keyboard)

    async def pressed_page(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (number,) = pressed(update, context)
        await _turn(query, await asyncio.to_thread(pages.everyone, self._desk, int(number)))

    async def pressed_person(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, (id,) = pressed(update, context)
        await _turn(query, await asyncio.to_thread(pages.one, self._desk, int(id)))

    async def pressed_refused(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query, _ = pressed(update, context)
        await _turn(query, await asyncio.to_thread(pages.refusals, self._desk))

    async def pressed_role(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Change the role, and show the person as they are then."""
        query, (id, role) = pressed(update, context)
        by = await asyncio.to_thread(actor, self._desk, user(update))
        changed = await asyncio.to_thread(people.change_role, self._desk, int(id), cast(Role, role), by)
        self._changed()
        page = await asyncio.to_thread(pages.one, self._desk, int(id))
        await _turn(query, page, f"“{changed.name}”现在是{ROLES[changed.role]}。")

    async def pressed_allow(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let somebody in who was refused, and tell them."""
        query, (someone,) = pressed(update, context)
        person = await asyncio.to_thread(self._let_in, int(someone), query.from_user)
        page = await asyncio.to_thread(pages.refusals, self._desk)
        await _turn(query, page, f"“{person.name}”现在是{ROLES[person.role]}。")

    def _let_in(self, someone: int, admin: User) -> Person:
        names = {each.user: each.name for each in access.refused(self._desk)}
        by = actor(self._desk, admin)
        person = access.let_in(self._desk, someone, names.get(someone, ""), by)
        letter = Letter(f"let in person {person.id}", someone, [LET_IN])
        Outbox(self._desk.store.engine).put([letter])
        return person


async def _turn(query: CallbackQuery, page: pages.Page, said: str | None = None) -> None:
    """Show another page in the place of the one over the button; `said` appears for a moment."""
    if isinstance(query.message, Message):
        over = query.message
        await Notice(over.get_bot(), over.chat_id, over.message_id).show(page.html, page.keyboard)
    await answer(query, said)
