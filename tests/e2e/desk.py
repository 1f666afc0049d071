"""The desk in a real browser: somebody signs in, pages are opened as they would, pictures are taken."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.audit import Actor
from bot.store.people import Role
from bot.store.store import Store
from tests.e2e.browser import Service

DESKTOP: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: Mapping[str, Any] = {"viewport": {"width": 360, "height": 720}, "is_mobile": True, "has_touch": True}
NAMES: dict[Role, str] = {"admin": "张三", "reviewer": "李四", "staff": "王五"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SERIOUS = ("serious", "critical")
OpenDesk = Callable[..., Page]


def desk_of(service: Service) -> Desk:
    """The desk over the running service's own store, for what a test needs to stand in it."""
    return Desk(Settings(home=service.home), Store(service.home))


def link(service: Service, role: Role = "admin") -> str:
    """A fresh one-time link to the running service."""
    token = desk_of(service).store.links.make(NAMES[role], role, Actor("命令行", "cli"))
    return f"{service.address}/sign-in/{token}"


def sign_in(page: Page, address: str) -> None:
    """Open a one-time link and press its button."""
    page.goto(address)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


@contextmanager
def opening(browser: Browser, service: Service) -> Iterator[OpenDesk]:
    """Gives open(path, role, phone, dark): a page of the desk, signed in, in a browser profile of its own.

    At the end every complaint of a browser (errors, what the CSP forbids) fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        path: str = "/admin",
        role: Role | None = "admin",
        phone: bool = False,
        dark: bool = False,
        **profile: Any,
    ) -> Page:
        settings = {**(PHONE if phone else DESKTOP), "color_scheme": "dark" if dark else "light", **profile}
        context = browser.new_context(locale="zh-CN", reduced_motion="reduce", **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if role is not None:
            context.request.post(link(service, role))
        page.goto(service.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def findings(page: Page) -> list[str]:
    """What axe finds of serious weight on the page, as it looks on a light desktop and on a dark phone."""
    looks = (("desktop", DESKTOP), ("phone", PHONE))
    return [
        f"{size} {scheme} {each['id']}: {each['help']}: {[node['html'][:120] for node in each['nodes']]}"
        for (size, profile), scheme in zip(looks, SCHEMES, strict=True)
        for each in _violations(page, profile["viewport"], scheme)
        if each["impact"] in SERIOUS
    ]


def _violations(page: Page, size: ViewportSize, scheme: Literal["light", "dark"]) -> list[dict[str, Any]]:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return found


def photograph(browser: Browser, address: str, state: Any, path: str, folder: Path) -> list[Path]:
    """Full pictures of a page, light and dark, on a desktop and a phone; `state` is a signed-in profile's."""
    taken = []
    for size, profile in (("desktop", DESKTOP), ("phone", PHONE)):
        for scheme in SCHEMES:
            context = browser.new_context(
                locale="zh-CN",
                color_scheme=scheme,
                storage_state=state,
                reduced_motion="reduce",
                **profile,
            )
            page = context.new_page()
            page.goto(address + path)
            name = path.strip("/").replace("/", "-").replace("?", "-") or "chat"
            taken.append(folder / f"{name}-{size}-{scheme}.png")
            page.screenshot(path=taken[-1], full_page=True)
            context.close()
    return taken
