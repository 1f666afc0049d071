"""Every route of the desk, whoever adds it: who gets in, and what every response carries."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from httpx import Response

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.store import Store
from bot.web import build
from bot.web.access import CSRF_HEADER, Require, own_form, own_site
from bot.web.admin import navigation
from retrieval.answerer import Answerer
from tests.bot.desk import Browser
from tests.bot.gated import gated
from tests.bot.standin import StandIn

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
INLINE = r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:"
ELSEWHERE = r'(?:src|href|action)="(?:https?:)?//(?!example\.org)'
FIRST_PAGE = 100_000  # bytes


class Route(NamedTuple):
    """One method of one path, and what it depends on."""

    method: str
    path: str
    dependencies: tuple[Any, ...]

    @property
    def address(self) -> str:
        """The path with something filled in for its parameters."""
        return re.sub(r"\{\w+(:\w+)?\}", "1", self.path)

    @property
    def least(self) -> str:
        """The role that it takes; there has to be exactly one."""
        (found,) = {each.least for each in self.dependencies if isinstance(each, Require)}
        return str(found)

    @property
    def changes(self) -> bool:
        return self.method in UNSAFE

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home in which the pages have something to show, to be copied."""
    folder = tmp_path_factory.mktemp("used")
    gated(folder).store.engine.dispose()
    return folder


@pytest.fixture
def desk(used: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a copy of it."""
    copytree(used, tmp_path, dirs_exist_ok=True)
    store = Store(tmp_path / "home")
    yield Desk(Settings(home=tmp_path / "home", library=tmp_path / "none"), store)
    store.engine.dispose()


@pytest.fixture
def assistant(desk: Desk) -> Assistant:
    return Assistant(Answerer(desk.settings.home), desk.store.log)


@pytest.fixture
def routes(desk: Desk) -> list[Route]:
    """All of /admin and /api/admin."""
    found = [
        Route(method, context.path, tuple(calls(context.dependant)))
        for context in iter_route_contexts(build(StandIn(), desk).routes)
        if context.path is not None and context.path.startswith(("/admin", "/api/admin"))
        for method in sorted(context.methods or ())
    ]
    assert len(found) > 15
    return found


def calls(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from calls(each)


async def asked(browser: Browser, route: Route, csrf: str = "") -> Response:
    headers = {CSRF_HEADER: csrf} if csrf else {}
    body: dict[str, str] | None = {} if route.is_api and route.changes else None
    return await browser.client.request(route.method, route.address, headers=headers, json=body)


def test_every_route_says_who_may_use_it_and_looks_where_a_change_comes_from(routes: list[Route]) -> None:
    for route in routes:
        assert route.least in ("reviewer", "admin"), route
        assert {own_site, own_form} <= set(route.dependencies), route


async def test_strangers_get_nowhere(routes: list[Route], stranger: Browser) -> None:
    for route in routes:
        response = await asked(stranger, route)
        if route.is_api:
            assert (response.status_code, response.json()) == (401, {"detail": "请先登录。"}), route
        else:
            assert (response.status_code, response.headers["location"]) == (303, "/sign-in"), route


async def test_staff_get_nowhere(routes: list[Route], stranger: Browser) -> None:
    await stranger.sign_in("staff")
    for route in routes:
        assert (await asked(stranger, route, stranger.csrf)).status_code == 403, route


async def test_reviewers_get_where_they_may_and_no_further(routes: list[Route], reviewer: Browser) -> None:
    for route in routes:
        if route.least == "admin":
            assert (await asked(reviewer, route, reviewer.csrf)).status_code == 403, route
        elif not route.changes:
            assert (await asked(reviewer, route)).status_code not in (401, 403, 500, 503), route


async def test_nothing_changes_without_the_secret_of_the_session(routes: list[Route], admin: Browser) -> None:
    for route in routes:
        if route.changes:
            response = await asked(admin, route)
            assert (response.status_code, "没有执行" in response.text) == (403, True), route


async def test_every_response_carries_the_security_headers(routes: list[Route], admin: Browser) -> None:
    for route in routes:
        headers = (await asked(admin, route)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, route
        assert "unsafe" not in policy, route
        assert "frame-ancestors 'none'" in policy, route
        assert headers["x-content-type-options"] == "nosniff", route
        assert headers["referrer-policy"] == "same-origin", route
        assert headers["cache-control"] == "no-store", route


async def test_no_page_has_what_the_policy_forbids_or_loads_from_elsewhere(
    routes: list[Route], admin: Browser
) -> None:
    seen = 0
    for route in routes:
        if route.is_api or route.changes:
            continue
        response = await admin.get(route.address, follow_redirects=True)
        assert response.status_code < 500, route
        if "html" in response.headers["content-type"]:
            seen += 1
            assert not re.search(INLINE, response.text), route
            assert not re.search(ELSEWHERE, response.text), route
    assert seen > 2


async def test_every_entry_of_the_navigation_leads_to_its_page(admin: Browser) -> None:
    for entry in navigation.ENTRIES:
        response = await admin.get(entry.path)
        assert response.status_code == 200, entry
        current = re.findall(r'<a href="([^"]+)" aria-current="page">', response.text)
        assert current == [entry.path]


async def test_what_one_may_not_open_is_not_in_the_navigation(reviewer: Browser) -> None:
    page = (await reviewer.get("/admin", follow_redirects=True)).text
    shown = re.findall(r'<li><a href="([^"]+)"', page.partition("<nav")[2].partition("</nav>")[0])
    assert shown == [entry.path for entry in navigation.ENTRIES if entry.role == "reviewer"]


async def test_every_page_is_small_with_all_that_it_loads(admin: Browser) -> None:
    for entry in navigation.ENTRIES:
        page = await admin.get(entry.path)
        needed = re.findall(
            r'<(?:link rel="(?:icon|stylesheet)"|script|img)[^>]* (?:src|href)="([^"]+)"', page.text
        )
        assert len(needed) > 3
        sizes = [len(page.content), *[len((await admin.get(path)).content) for path in dict.fromkeys(needed)]]
        assert sum(sizes) < FIRST_PAGE, (entry, sizes)
