"""Who may come in on Telegram, as what, and how those who may not yet can."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.desk.people import NAME_LENGTH, ROLES
from bot.store.audit import Actor
from bot.store.people import Role, may
from bot.store.tables import Person

REFUSALS = 10
"""Refusals an hour that somebody is told, and that are kept; what comes after them gets no work."""

REMEMBERED = timedelta(days=30)
LOOKED_AT = 500
"""Refusals that are looked at, at most, for the list of those who were refused."""


class NotNeeded(DeskError):
    """Whoever brings an invite may do as much already; the invite was not used up."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody who was refused so many times, the last time `at`; `name` is what they call themselves."""

    user: int
    name: str
    at: datetime
    times: int


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
    """Let the Telegram user in with an invite's code.

    Raises NotNeeded, and DeskError where the code lets nobody in.
    """
    code, invites = _as_typed(code), desk.store.invites
    offered, known = invites.open(code), desk.store.people.on_telegram(user)
    has = "admin" if user in desk.settings.admins else known.role if known else None
    if offered and has and has != "blocked" and may(has, offered):
        raise NotNeeded(f"您已经是{ROLES[has]}，用不着这份邀请；它仍然有效，可以转给要邀请的人。")
    person = invites.use(code, user, _presentable(name, user))
    if person is None:
        raise DeskError("这个邀请码不对、已经用过或已经过期。请向管理员再要一个。")
    return person


def let_in(desk: Desk, user: int, name: str, by: Actor) -> Person:
    """Make a Telegram user a person who may ask. One who is a person already stays as they are."""
    known = desk.store.people.on_telegram(user)
    return known or desk.store.people.add(_presentable(name, user), "staff", by, "telegram", str(user))


def as_person(desk: Desk, user: int, name: str) -> Person:
    """The Telegram user as a person with the role they have. Raises NotThere for who is none and has none.

    Admins of the settings become persons by it.
    """
    people, by = desk.store.people, actor(desk, user, name)
    person = people.on_telegram(user)
    if user in desk.settings.admins:
        person = person or people.add(_presentable(name, user), "admin", by, "telegram", str(user))
        return people.set_role(person.id or 0, "admin", by) or person
    if person is None:
        raise NotThere("您还不在人员名单里。请先向管理员要一份邀请。")
    return person


def refuse(desk: Desk, user: int, name: str = "") -> bool:
    """Keep that somebody was refused. False where that has happened so often that it shall cost nothing."""
    by = Actor(f"telegram:{user}", "telegram")
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    if len(desk.store.audit.select(by.name, "access.refuse", hour_ago, limit=REFUSALS)) >= REFUSALS:
        return False
    desk.store.audit.record(by, "access.refuse", str(user), name=_presentable(name, user))
    return True


def refused(desk: Desk) -> list[Refused]:
    """Those who were refused of late and are still not in, the last one first."""
    since, found = datetime.now(UTC) - REMEMBERED, dict[int, Refused]()
    for row in desk.store.audit.select(action="access.refuse", since=since, limit=LOOKED_AT):
        user, name = int(row.target), row.detail.get("name", "")
        before = found.get(user, Refused(user, name, row.at, 0))
        found[user] = replace(before, times=before.times + 1)
    return [each for each in found.values() if role(desk, each.user) is None]


def actor(desk: Desk, user: int, name: str) -> Actor:
    """How the audit names a Telegram user: as a person, else with the number, as any name can be taken."""
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
