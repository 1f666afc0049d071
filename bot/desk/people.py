"""People and their roles, and the links that sign them in to the web pages."""

from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.settings import Settings
from bot.store.audit import Actor
from bot.store.people import Role
from bot.store.tables import Person

ROLES: dict[str, str] = {"admin": "管理员", "reviewer": "审阅员", "staff": "使用者", "blocked": "已停用"}
NAME_LENGTH = 50
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to find what listens everywhere


def person(desk: Desk, id: int) -> Person:
    """Raises NotThere."""
    found = desk.store.people.get(id)
    if found is None:
        raise NotThere(f"没有编号为 {id} 的人员。")
    return found


def change_role(desk: Desk, id: int, role: Role, by: Actor) -> Person:
    """Give somebody another role, at once.

    Raises NotThere, and DeskError where no admin would be left or the settings name the person as one.
    """
    found = person(desk, id)
    if role != "admin" and named_in_settings(desk, found):
        raise DeskError(f"“{found.name}”由设置 FUPIN_ADMINS 指定为管理员，不能在这里更改。请先修改设置。")
    if found.role == "admin" and role != "admin" and not _other_admins(desk):
        raise DeskError(f"“{found.name}”是唯一的管理员，不能改成别的角色。请先让另一个人成为管理员。")
    return desk.store.people.set_role(id, role, by) or found


def named_in_settings(desk: Desk, who: Person) -> bool:
    """Whether the settings make the person an admin, whatever the role here is."""
    return who.channel == "telegram" and int(who.external or 0) in desk.settings.admins


def _other_admins(desk: Desk) -> bool:
    """Whether there are admins beside one of the list: another one there, or one of the settings."""
    by_settings = desk.settings.telegram_token and any(user > 0 for user in desk.settings.admins)
    return bool(by_settings) or desk.store.people.count("admin") > 1


def managing_on_telegram(desk: Desk) -> dict[int, Role]:
    """The Telegram ids of admins and reviewers, by the list of people or by the settings."""
    known: dict[int, Role] = {int(each.external or 0): each.role for each in desk.store.people.managing()}  # type: ignore[misc]  # the column holds a Role
    return known | {user: "admin" for user in desk.settings.admins if user > 0}


def rename(desk: Desk, id: int, name: str, by: Actor) -> Person:
    """Raises NotThere, and DeskError for what is no name."""
    found = person(desk, id)
    return desk.store.people.set_name(id, _as_name(name), by) or found


def sign_out_everywhere(desk: Desk, id: int, by: Actor) -> int:
    """End the person's sessions in all browsers; in how many that was. Raises NotThere."""
    return desk.store.sessions.end_all(person(desk, id).id or 0, by)


def link_for(desk: Desk, id: int, by: Actor) -> str:
    """A one-time link for somebody known. Raises NotThere and DeskError."""
    found = person(desk, id)
    if found.role == "blocked":
        raise DeskError(f"“{found.name}”已停用，不能登录。请先更改角色。")
    return _link(desk, found.name, found.role, by, found.id)


def link_for_newcomer(desk: Desk, name: str, role: Role, by: Actor) -> str:
    """A one-time link for somebody who becomes a person by using it.

    Raises DeskError for what is no name, and for the name of somebody who came in by the web before.
    """
    name = _as_name(name)
    if desk.store.people.named(name):
        raise DeskError(f"已经有人叫“{name}”。请在人员里为其生成链接，或换一个称呼。")
    return _link(desk, name, role, by)


def link_for_name(desk: Desk, name: str | None, role: Role, by: Actor) -> str:
    """A one-time link for the one of that name with that role, or for a newcomer; without a name, the role's.

    Raises DeskError where the name is somebody's with another role, or several people's.
    """
    name = _as_name(name or ROLES[role])
    known = desk.store.people.named(name)
    if not known:
        return _link(desk, name, role, by)
    if len(known) > 1:
        raise DeskError(f"有 {len(known)} 个人叫“{name}”，请在网页的“人员”里为其中一位生成链接。")
    if known[0].role != role:
        now = ROLES[known[0].role]
        raise DeskError(f"“{name}”现在是{now}，不是{ROLES[role]}。请用 --name 换一个称呼，或先更改其角色。")
    return _link(desk, name, role, by, known[0].id)


def address(settings: Settings) -> str:
    """Where the web pages are, without a slash at the end. Raises DeskError where no setting says it."""
    if settings.web_url:
        return settings.web_url.rstrip("/")
    if settings.web_port == 0:
        raise DeskError("FUPIN_WEB_PORT 是 0，不知道网页在哪个端口。请设置 FUPIN_WEB_URL。")
    scheme = "https" if settings.web_tls_cert else "http"
    host = _ANYWHERE.get(settings.web_host, settings.web_host)
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.web_port}"


def _link(desk: Desk, name: str, role: str, by: Actor, id: int | None = None) -> str:
    where = address(desk.settings)
    return f"{where}/sign-in/{desk.store.links.make(name, role, by, id)}"


def _as_name(name: str) -> str:
    name = name.strip()
    if not name.isprintable() or not 0 < len(name) <= NAME_LENGTH:
        raise DeskError(f"称呼要有 1 到 {NAME_LENGTH} 个字，不能有换行等控制字符。")
    return name
