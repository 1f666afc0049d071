"""Who gets to the desk, and what keeps others out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, select

from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.sessions import IDLE, LONGEST
from bot.store.store import Store
from bot.store.tables import Person, SignInLink, WebSession
from bot.web.access import CSRF_FIELD, CSRF_HEADER
from tests.bot.desk import ADDRESS, TERMINAL, Browser, said
from tests.bot.standin import QUESTION, StandIn

PUBLIC = "https://fupin.example"
PROXY = "10.1.2.3"
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def changed(desk: Desk, table: type[SQLModel], change: Callable[..., None]) -> None:
    """Do something to every row of a table."""
    with Session(desk.store.engine) as session:
        for row in session.exec(select(table)).all():
            change(row)
        session.commit()


def id_of(desk: Desk, name: str) -> int:
    (person,) = desk.store.people.named(name)
    assert person.id is not None
    return person.id


def everything_kept(desk: Desk) -> bytes:
    return b"".join(path.read_bytes() for path in desk.settings.home.glob("fupin.db*"))


def behind_proxy(home: Path, **settings: str) -> Desk:
    """A desk that others reach through a proxy which does the TLS."""
    given = {"web_trusted_proxy": f"{PROXY}, 10.9.0.0/16", **settings}
    return Desk(Settings(home=home, **given), Store(home))  # type: ignore[arg-type]


# The link


async def test_a_link_signs_in_once(stranger: Browser, desk: Desk) -> None:
    path = f"/sign-in/{desk.store.links.make('王五', 'admin', TERMINAL)}"
    assert (await stranger.client.post(path)).headers["location"] == "/admin"
    assert [person.name for person in desk.store.people.select()] == ["王五"]
    again = await stranger.client.post(path)
    assert again.status_code == 403
    assert "已经用过" in again.text
    assert "set-cookie" not in again.headers


async def test_looking_at_a_link_does_not_use_it_up(stranger: Browser, desk: Desk) -> None:
    path = f"/sign-in/{desk.store.links.make('王五', 'admin', TERMINAL)}"
    for _ in range(3):
        shown = await stranger.get(path)
        assert "王五" in shown.text
        assert "set-cookie" not in shown.headers
    assert (await stranger.client.head(path)).status_code in (200, 405)
    assert desk.store.people.select() == []
    assert (await stranger.client.post(path)).status_code == 303


async def test_a_link_lives_ten_minutes(stranger: Browser, desk: Desk) -> None:
    path = f"/sign-in/{desk.store.links.make('王五', 'admin', TERMINAL)}"
    changed(desk, SignInLink, lambda row: setattr(row, "expires_at", row.expires_at - timedelta(minutes=9.9)))
    assert 'action="/sign-in/' in (await stranger.get(path)).text
    changed(desk, SignInLink, lambda row: setattr(row, "expires_at", row.expires_at - timedelta(minutes=0.2)))
    assert 'action="/sign-in/' not in (await stranger.get(path)).text
    assert (await stranger.client.post(path)).status_code == 403
    assert desk.store.people.select() == []


async def test_a_link_that_was_never_made_here_lets_nobody_in(stranger: Browser, desk: Desk) -> None:
    made = desk.store.links.make("王五", "admin", TERMINAL)
    for forged in (made[::-1], "0" * len(made), "x", f"{made}0", "%00", "扶贫"):
        assert (await stranger.client.post(f"/sign-in/{forged}")).status_code == 403
        assert (await stranger.get(f"/sign-in/{forged}")).status_code == 200
    assert desk.store.people.select() == []


async def test_a_link_from_another_sites_form_does_not_sign_in(stranger: Browser, desk: Desk) -> None:
    path = f"/sign-in/{desk.store.links.make('王五', 'admin', TERMINAL)}"
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert (await stranger.client.post(path, headers=headers)).status_code == 403
    assert (await stranger.client.post(path)).status_code == 303


async def test_whoever_was_blocked_meanwhile_is_not_let_in_by_an_old_link(admin: Browser, desk: Desk) -> None:
    person = desk.store.people.add("李四", "reviewer", TERMINAL)
    link = desk.store.links.make("李四", "reviewer", TERMINAL, person.id)
    await admin.submit(f"/admin/people/{person.id}/role", role="blocked")
    stranger = Browser(StandIn(), desk)
    async with stranger.client:
        assert (await stranger.client.post(f"/sign-in/{link}")).status_code == 403


async def test_staff_are_led_to_the_questions_and_not_to_the_desk(stranger: Browser, desk: Desk) -> None:
    link = desk.store.links.make("王五", "staff", TERMINAL)
    assert (await stranger.client.post(f"/sign-in/{link}")).headers["location"] == "/"
    assert (await stranger.get("/admin")).status_code == 403
    page = (await stranger.get("/")).text
    assert "管理台" not in page
    assert "退出登录" in page


# The session


async def test_a_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    stranger: Browser, desk: Desk
) -> None:
    response = await stranger.client.post(f"/sign-in/{desk.store.links.make('王五', 'admin', TERMINAL)}")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("fupin_session=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


async def test_behind_tls_the_cookie_belongs_to_this_host_and_tls_alone(desk: Desk) -> None:
    browser = Browser(StandIn(), desk, "https://127.0.0.1:8036")
    async with browser.client:
        link = desk.store.links.make("王五", "admin", TERMINAL)
        response = await browser.client.post(f"/sign-in/{link}")
        assert response.headers["set-cookie"].startswith("__Host-fupin_session=")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(response.headers["set-cookie"].split("; "))
        assert "max-age=" in response.headers["strict-transport-security"]
        assert (await browser.get("/admin/people")).status_code == 200


async def test_no_token_is_kept_as_it_is(admin: Browser, desk: Desk) -> None:
    link = desk.store.links.make("王五", "admin", TERMINAL)
    session = admin.client.cookies["fupin_session"]
    kept = everything_kept(desk)
    assert "王五".encode() in kept
    for secret in (link, session, admin.csrf):
        assert secret.encode() not in kept


async def test_a_session_ends_when_it_is_not_used(admin: Browser, desk: Desk) -> None:
    changed(desk, WebSession, lambda row: setattr(row, "seen_at", row.seen_at - IDLE * 0.9))
    assert (await admin.get("/admin/people")).status_code == 200
    changed(desk, WebSession, lambda row: setattr(row, "seen_at", row.seen_at - IDLE * 0.9))
    assert (await admin.get("/admin/people")).status_code == 200
    changed(desk, WebSession, lambda row: setattr(row, "seen_at", row.seen_at - IDLE * 1.01))
    assert (await admin.get("/admin/people")).headers["location"] == "/sign-in"


async def test_a_session_that_is_used_ends_all_the_same_in_the_end(admin: Browser, desk: Desk) -> None:
    def age(row: WebSession) -> None:
        row.seen_at, row.expires_at = datetime.now(UTC), row.expires_at - LONGEST

    changed(desk, WebSession, age)
    assert (await admin.get("/admin/people")).headers["location"] == "/sign-in"


async def test_signing_out_ends_this_session_only(admin: Browser, desk: Desk) -> None:
    elsewhere = Browser(StandIn(), desk)
    async with elsewhere.client:
        link = desk.store.links.make("张三", "admin", TERMINAL, id_of(desk, "张三"))
        await elsewhere.client.post(f"/sign-in/{link}")
        stolen = admin.client.cookies["fupin_session"]
        assert (await admin.submit("/sign-out")).headers["location"] == "/sign-in"
        assert "fupin_session" not in admin.client.cookies
        admin.client.cookies.set("fupin_session", stolen)
        assert (await admin.get("/admin/people")).status_code == 303
        assert (await elsewhere.get("/admin/people")).status_code == 200


async def test_signing_out_everywhere_ends_all_sessions(
    admin: Browser, reviewer: Browser, desk: Desk
) -> None:
    id = id_of(desk, "李四")
    response = await admin.submit(f"/admin/people/{id}/sign-out")
    assert said(response) == "已在 1 个浏览器里退出登录。"
    assert (await reviewer.get("/admin/audit")).headers["location"] == "/sign-in"
    await admin.submit("/admin/account/sign-out-everywhere")
    assert (await admin.get("/admin/audit")).headers["location"] == "/sign-in"


async def test_another_role_counts_at_once(admin: Browser, reviewer: Browser, desk: Desk) -> None:
    id = id_of(desk, "李四")
    assert (await reviewer.get("/admin/people")).status_code == 403
    await admin.submit(f"/admin/people/{id}/role", role="admin")
    assert (await reviewer.get("/admin/people")).status_code == 200
    await admin.submit(f"/admin/people/{id}/role", role="staff")
    assert (await reviewer.get("/admin/audit")).status_code == 403
    await admin.submit(f"/admin/people/{id}/role", role="blocked")
    assert (await reviewer.get("/admin/audit")).headers["location"] == "/sign-in"
    await admin.submit(f"/admin/people/{id}/role", role="reviewer")
    assert (await reviewer.get("/admin/audit")).headers["location"] == "/sign-in"


async def test_whoever_comes_is_noted_once_a_minute(admin: Browser, desk: Desk) -> None:
    def seen() -> datetime | None:
        return desk.store.people.named("张三")[0].seen_at

    await admin.get("/admin/people")
    before = seen()
    await admin.get("/admin/people")
    assert seen() == before
    changed(desk, WebSession, lambda row: setattr(row, "seen_at", row.seen_at - timedelta(minutes=2)))
    await admin.get("/admin/people")
    assert seen() != before


# Forms and calls from elsewhere


@pytest.mark.parametrize("given", [{}, {CSRF_FIELD: ""}, {CSRF_FIELD: "0" * 32}, {CSRF_FIELD: "扶贫"}])
async def test_a_form_without_the_secret_of_the_session_changes_nothing(
    admin: Browser, desk: Desk, given: dict[str, str]
) -> None:
    id = id_of(desk, "张三")
    response = await admin.client.post(f"/admin/people/{id}/name", data={"name": "别人", **given})
    assert response.status_code == 403
    assert "没有执行" in response.text
    assert desk.store.people.named("张三")


async def test_the_secret_of_another_session_does_not_fit(
    admin: Browser, reviewer: Browser, desk: Desk
) -> None:
    id = id_of(desk, "张三")
    given = {"name": "别人", CSRF_FIELD: reviewer.csrf}
    assert (await admin.client.post(f"/admin/people/{id}/name", data=given)).status_code == 403
    assert (await admin.client.put(f"/api/admin/people/{id}/role", json={"role": "staff"})).status_code == 403
    assert desk.store.people.named("张三")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:8036"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_on_another_site_changes_nothing(
    admin: Browser, desk: Desk, headers: dict[str, str]
) -> None:
    id = id_of(desk, "张三")
    form = {"name": "别人", CSRF_FIELD: admin.csrf}
    assert (
        await admin.client.post(f"/admin/people/{id}/name", data=form, headers=headers)
    ).status_code == 403
    call = {**headers, CSRF_HEADER: admin.csrf}
    put = await admin.client.put(f"/api/admin/people/{id}/role", json={"role": "admin"}, headers=call)
    assert put.status_code == 403
    assert desk.store.people.named("张三")


async def test_our_own_forms_and_calls_are_heard(admin: Browser, desk: Desk) -> None:
    id, own = id_of(desk, "张三"), {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
    form = {"name": "张三丰", CSRF_FIELD: admin.csrf}
    assert (await admin.client.post(f"/admin/people/{id}/name", data=form, headers=own)).status_code == 303
    call = {**own, CSRF_HEADER: admin.csrf}
    put = await admin.client.put(f"/api/admin/people/{id}/role", json={"role": "admin"}, headers=call)
    assert (put.status_code, put.json()["name"]) == (200, "张三丰")


async def test_a_form_that_is_too_large_is_refused(admin: Browser, desk: Desk) -> None:
    id = id_of(desk, "张三")
    response = await admin.submit(f"/admin/people/{id}/name", name="长" * 2_000_000)
    assert response.status_code == 413
    assert "1024 KB" in response.text


# Proxies and TLS


async def test_a_trusted_proxy_is_believed_about_https(home: Path) -> None:
    desk = behind_proxy(home, web_url=PUBLIC)
    browser = Browser(StandIn(), desk, "http://fupin.example", PROXY)
    async with browser.client:
        link = desk.store.links.make("王五", "admin", TERMINAL)
        headers = {**FORWARDED, "Origin": PUBLIC}
        response = await browser.client.post(f"/sign-in/{link}", headers=headers)
    assert response.headers["set-cookie"].startswith("__Host-fupin_session=")
    assert "Secure" in response.headers["set-cookie"]
    assert "strict-transport-security" in response.headers


async def test_behind_a_proxy_that_changes_the_host_the_public_address_counts_as_our_own(home: Path) -> None:
    desk = behind_proxy(home, web_url=PUBLIC)
    browser = Browser(StandIn(), desk, ADDRESS, PROXY)
    async with browser.client:
        link = desk.store.links.make("王五", "admin", TERMINAL)
        headers = {**FORWARDED, "Origin": PUBLIC}
        assert (await browser.client.post(f"/sign-in/{link}", headers=headers)).status_code == 303


async def test_nobody_else_is_believed_about_https(home: Path) -> None:
    desk = behind_proxy(home)
    browser = Browser(StandIn(), desk, ADDRESS)
    async with browser.client:
        link = desk.store.links.make("王五", "admin", TERMINAL)
        response = await browser.client.post(f"/sign-in/{link}", headers=FORWARDED)
    assert response.headers["set-cookie"].startswith("fupin_session=")
    assert "strict-transport-security" not in response.headers


@pytest.mark.parametrize("peer", ["10.1.2.4", "192.168.1.7", "2001:db8::7"])
async def test_an_open_connection_from_elsewhere_is_turned_away(home: Path, peer: str) -> None:
    desk = Desk(Settings(home=home, web_host="0.0.0.0", web_trusted_proxy=PROXY), Store(home))  # type: ignore[arg-type]  # noqa: S104
    browser = Browser(StandIn(), desk, "http://fupin.example", peer)
    async with browser.client:
        for path in ("/", "/sign-in", "/admin", "/api/context"):
            response = await browser.get(path, headers=FORWARDED)
            assert (response.status_code, "https" in response.text) == (403, True)
        assert (await browser.get("/healthz")).status_code == 200


# Asking, where strangers could


OPEN_TO_ALL = [
    {},
    {"web_host": "0.0.0.0", "web_public": "1"},  # noqa: S104
    {"web_trusted_proxy": PROXY, "web_public": "1"},
]
FOR_STAFF = [{"web_host": "0.0.0.0"}, {"web_trusted_proxy": PROXY}]  # noqa: S104


@pytest.mark.parametrize("settings", OPEN_TO_ALL)
async def test_on_this_machine_or_where_so_set_everyone_may_ask(home: Path, settings: dict[str, str]) -> None:
    browser = Browser(StandIn(), Desk(Settings(home=home, **settings), Store(home)))  # type: ignore[arg-type]
    async with browser.client:
        assert (await browser.get("/")).status_code == 200
        assert (await browser.client.post("/api/ask", json={"question": QUESTION})).status_code == 200


@pytest.mark.parametrize("settings", FOR_STAFF)
async def test_elsewhere_asking_takes_signing_in(home: Path, settings: dict[str, str]) -> None:
    assistant = StandIn()
    browser = Browser(assistant, Desk(Settings(home=home, **settings), Store(home)))  # type: ignore[arg-type]
    async with browser.client:
        assert (await browser.get("/")).headers["location"] == "/sign-in"
        assert (
            await browser.get("/context", params={"document": "x", "start": 0, "end": 1})
        ).status_code == 303
        for path, body in (("/api/ask", {"question": QUESTION}), ("/api/vote", {"log_id": 1, "vote": "up"})):
            response = await browser.client.post(path, json=body)
            assert (response.status_code, response.json()) == (401, {"detail": "请先登录。"})
        assert not assistant.asked
        await browser.sign_in("staff")
        assert (await browser.get("/")).status_code == 200
        assert (await browser.client.post("/api/ask", json={"question": QUESTION})).status_code == 200


async def test_a_damaged_cookie_is_nobodys(stranger: Browser, desk: Desk) -> None:
    for value in ("x", "0" * 72, "%00", '"'):
        stranger.client.cookies.set("fupin_session", value)
        assert (await stranger.get("/admin/audit")).headers["location"] == "/sign-in"
    assert (await stranger.get("/")).status_code == 200


async def test_nobody_may_ask_who_was_blocked(home: Path) -> None:
    desk = behind_proxy(home)
    browser = Browser(StandIn(), desk)
    async with browser.client:
        await browser.sign_in("staff")
        changed(desk, Person, lambda row: setattr(row, "role", "blocked"))
        assert (await browser.get("/")).headers["location"] == "/sign-in"
