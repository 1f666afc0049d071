"""Who may come in on Telegram, as what, and how those who may not yet can."""

import re
from datetime import UTC, datetime, timedelta

from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.desk.people import NAME_LENGTH
from bot.store.audit import Actor
from bot.store.people import Role
from bot.store.tables import Person

REFUSALS = 10
"""Refusals an hour that somebody is told, and that are kept; what comes after them gets no work."""


def role(desk: Desk, user: int) -> Role | None:
    """The role of a Telegram user; None for somebody unknown where not everyone may ask."""
    settings = desk.settings
    if user in settings.admins:
        return "admin"
    person = desk.store.people.on_telegram(user)
    if person is not None:
        return person.role  # type: ignore[return-value]  # the column holds a Role
    if settings.telegram_allowed is not None:
        return "staff" if user in settings.telegram_allowed else None
    return None if settings.telegram_invited_only else "staff"


def invite(desk: Desk, role: Role, by: Actor) -> str:
    """The code of a new invite, for one person."""
    return desk.store.invites.make(role, by)


def join(desk: Desk, code: str, user: int, name: str) -> Person:
    """Let the Telegram user in with an invite's code. Raises DeskError where it does not let in."""
    person = desk.store.invites.use(_as_typed(code), user, _presentable(name, user))
    if person is None:
        raise DeskError("这个邀请码不对、已经用过或已经过期。请向管理员再要一个。")
    return person


def refuse(desk: Desk, user: int) -> bool:
    """Keep that somebody was refused. False where that has happened so often that it shall cost nothing."""
    by = Actor(f"telegram:{user}", "telegram")
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    if len(desk.store.audit.select(by.name, "access.refuse", hour_ago, limit=REFUSALS)) >= REFUSALS:
        return False
    desk.store.audit.record(by, "access.refuse", str(user))
    return True


def actor(desk: Desk, user: int, name: str) -> Actor:
    """How the audit names a Telegram user: a person, or with the number, as there anybody may take any name."""
    person = desk.store.people.on_telegram(user)
    if person is not None:
        return Actor(person.name, "telegram", person.id)
    return Actor(f"{_presentable(name, user)}（Telegram {user}）", "telegram")


def _as_typed(code: str) -> str:
    """ "ABCD-efgh 2345" -> "abcdefgh2345" """
    return re.sub(r"[\s\-_]", "", code).casefold()


def _presentable(name: str, user: int) -> str:
    """What somebody calls himself on Telegram, as far as it can be shown."""
    return "".join(filter(str.isprintable, name)).strip()[:NAME_LENGTH] or f"Telegram {user}"
