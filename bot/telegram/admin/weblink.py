"""/web: a one-time link that signs in to the admin pages."""

import asyncio
from typing import Any

from telegram import Update, User
from telegram.ext import Application, CommandHandler, ContextTypes, filters

from bot.desk import access, people
from bot.desk.desk import Desk
from bot.markup import Run, html
from bot.store.links import LIFE
from bot.telegram.addressing import Addressed
from bot.telegram.admin.guard import actor, guarded, message, user
from bot.telegram.sending import reply

HOW = "请在浏览器里打开，再按“登录”。{} 分钟内有效，只能用一次；请不要转发给别人。"
ONLY_HERE = (
    "注意：没有设置 FUPIN_WEB_URL，这个地址多半只在运行本程序的机器上打得开。"
    "要从别处打开，请把网页对外的地址写进 FUPIN_WEB_URL。"
)


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    command = filters.UpdateType.MESSAGE & Addressed()
    asked = guarded(desk, "reviewer", WebLink(desk).asked)
    application.add_handler(CommandHandler("web", asked, filters=command))


class WebLink:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        link = await asyncio.to_thread(self._link, user(update))
        told = [link, HOW.format(int(LIFE.total_seconds()) // 60)]
        told += [] if self._desk.settings.web_url else [ONLY_HERE]
        await reply(message(update), [html([Run("\n\n".join(told))])])

    def _link(self, who: User) -> str:
        people.address(self._desk.settings)  # whoever cannot get there shall not become a person by trying
        person = access.as_person(self._desk, who.id, who.full_name)
        return people.link_for(self._desk, person.id or 0, actor(self._desk, who))
