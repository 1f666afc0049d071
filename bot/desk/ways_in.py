"""Links that sign people in to the web pages."""

from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.settings import Settings
from bot.store.audit import Actor
from bot.store.people import Role

NAMES: dict[str, str] = {"admin": "管理员", "reviewer": "审阅员", "staff": "使用者"}
"""What somebody is called who was given no name."""


def make_link(desk: Desk, role: Role, name: str | None, by: Actor) -> str:
    """A link for the person of that name, or for somebody new with this role.

    Raises DeskError where the name is another role's or several people's.
    """
    name = (name or NAMES[role]).strip()
    known = desk.store.people.named(name)
    if len(known) > 1:
        raise DeskError(f"有 {len(known)} 个人叫“{name}”，请在网页管理台的“人员”里为其中一位生成链接。")
    if known and known[0].role != role:
        raise DeskError(f"“{name}”的角色不是{NAMES[role]}。请换一个称呼，或先更改这个人的角色。")
    token = desk.store.links.make(name, role, by, known[0].id if known else None)
    return f"{address(desk.settings)}/sign-in/{token}"


def address(settings: Settings) -> str:
    """Where the web pages are, without a slash at the end. Raises DeskError where no setting says it."""
    if settings.web_url:
        return settings.web_url.rstrip("/")
    if settings.web_port == 0:
        raise DeskError("FUPIN_WEB_PORT 是 0，不知道网页在哪个端口。请设置 FUPIN_WEB_URL。")
    scheme = "https" if settings.web_tls_cert else "http"
    host = f"[{settings.web_host}]" if ":" in settings.web_host else settings.web_host
    return f"{scheme}://{host}:{settings.web_port}"
