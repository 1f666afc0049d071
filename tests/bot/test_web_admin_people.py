"""The people pages, the account's menu and people as JSON."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.desk.desk import Desk
from bot.web.admin.fields import SHOWN
from tests.bot.desk import TERMINAL, Browser, said
from tests.bot.standin import StandIn


@asynccontextmanager
async def signed_in_by(page: str, desk: Desk) -> AsyncIterator[Browser]:
    """Somebody else's browser, let in by the link that stands on a page."""
    found = re.search(r'value="http://127\.0\.0\.1:8036(/sign-in/[0-9a-f]+)"', page)
    assert found
    browser = Browser(StandIn(), desk)
    async with browser.client:
        assert (await browser.client.post(found[1])).status_code == 303
        yield browser


async def test_a_link_for_somebody_new_is_shown_once_and_lets_them_in(admin: Browser, desk: Desk) -> None:
    response = await admin.submit("/admin/people/link", name=" 赵六 ", role="reviewer")
    assert response.status_code == 200
    async with signed_in_by(response.text, desk) as other:
        assert "赵六" in (await other.get("/admin/audit")).text
    people = (await admin.get("/admin/people")).text
    assert "赵六" in people
    assert "/sign-in/" not in people


async def test_a_name_that_is_taken_is_told_beside_the_form_that_keeps_it(admin: Browser) -> None:
    response = await admin.submit("/admin/people/link", name="张三", role="staff")
    assert response.status_code == 409
    assert "已经有人叫“张三”" in response.text
    assert 'value="张三"' in response.text
    assert 'value="staff" selected' in response.text


async def test_a_link_for_somebody_known_lets_in_that_one(admin: Browser, desk: Desk) -> None:
    person = desk.store.people.add("李四", "reviewer", TERMINAL)
    response = await admin.submit(f"/admin/people/{person.id}/link")
    async with signed_in_by(response.text, desk) as other:
        assert (await other.get("/api/admin/me")).json()["id"] == person.id


async def test_the_only_admin_cannot_lock_everyone_out(admin: Browser, desk: Desk) -> None:
    (me,) = desk.store.people.named("张三")
    response = await admin.submit(f"/admin/people/{me.id}/role", role="blocked")
    assert "唯一的管理员" in said(response)
    assert '<p class="flash problem" role="status">' in (await admin.get(f"/admin/people/{me.id}")).text
    assert 'class="flash' not in (await admin.get(f"/admin/people/{me.id}")).text


async def test_a_name_is_shown_as_it_is_and_runs_nothing(admin: Browser, desk: Desk) -> None:
    attack = "<script>alert(1)</script>"
    (me,) = desk.store.people.named("张三")
    assert "称呼已改为" in said(await admin.submit(f"/admin/people/{me.id}/name", name=attack))
    for path in ("/admin/people", f"/admin/people/{me.id}", "/admin/audit"):
        page = (await admin.get(path)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


async def test_nobody_there_is_a_page_that_says_so(admin: Browser) -> None:
    for response in (
        await admin.get("/admin/people/99"),
        await admin.submit("/admin/people/99/link"),
        await admin.submit("/admin/people/99/sign-out"),
    ):
        assert (response.status_code, "没有编号为 99 的人员。" in response.text) == (404, True)


async def test_many_people_stand_on_pages(admin: Browser, desk: Desk) -> None:
    for number in range(SHOWN + 5):
        desk.store.people.add(f"人{number:03}", "staff", TERMINAL, "telegram", str(number))
    first = (await admin.get("/admin/people")).text
    (more,) = re.findall(r'href="(/admin/people\?after=\d+)"', first)
    second = (await admin.get(more)).text
    names = re.findall(r">(人\d{3})<", first + second)
    assert names == [f"人{number:03}" for number in range(SHOWN + 5)]
    assert "Telegram 54" in second


async def test_the_colours_are_chosen_in_the_account_menu_for_all_pages(admin: Browser) -> None:
    came = {"Referer": "http://127.0.0.1:8036/admin/audit?actor=x"}
    form = {"csrf": admin.csrf, "theme": "dark"}
    response = await admin.client.post("/admin/account/theme", data=form, headers=came)
    assert response.headers["location"] == "/admin/audit?actor=x"
    for path in ("/admin/people", "/", "/sign-in/x", "/nothing"):
        assert '<html lang="zh-CN" data-theme="dark">' in (await admin.get(path)).text
    await admin.submit("/admin/account/theme", theme="system")
    assert "data-theme" not in (await admin.get("/admin/people")).text
    assert (await admin.submit("/admin/account/theme", theme="pink")).status_code == 422


async def test_the_way_back_stays_on_this_site(admin: Browser) -> None:
    form = {"csrf": admin.csrf, "theme": "dark"}
    for came in (
        "https://evil.example/x",
        "//evil.example",
        "http://127.0.0.1:8036//evil.example",
        "http://127.0.0.1:8036/\\\\e",
        "x",
    ):
        headers = {"Referer": came}
        response = await admin.client.post("/admin/account/theme", data=form, headers=headers)
        assert response.headers["location"] == "/admin", came


async def test_a_damaged_message_of_a_redirect_is_none(admin: Browser) -> None:
    for value in ("x", "%5B%5D", "1", '"x"', "%5B%22bad%22%2C%22x%22%5D", "%5B%22done%22%2C1%5D"):
        admin.client.cookies.set("fupin_flash", value)
        assert 'class="flash' not in (await admin.get("/admin/people")).text
        admin.client.cookies.delete("fupin_flash")


async def test_people_as_json_come_page_by_page_and_change_roles(admin: Browser, desk: Desk) -> None:
    for number in range(3):
        desk.store.people.add(f"人{number}", "staff", TERMINAL)
    first = (await admin.get("/api/admin/people?limit=2")).json()
    assert [each["name"] for each in first["people"]] == ["张三", "人0"]
    rest = (await admin.get(f"/api/admin/people?limit=2&after={first['after']}")).json()
    assert ([each["name"] for each in rest["people"]], rest["after"]) == (["人1", "人2"], None)
    id = rest["people"][0]["id"]
    changed = await admin.send("PUT", f"/api/admin/people/{id}/role", role="reviewer")
    assert (changed.json()["role"], desk.store.people.get(id).role) == ("reviewer", "reviewer")  # type: ignore[union-attr]
    refused = await admin.send("PUT", "/api/admin/people/1/role", role="staff")
    assert (refused.status_code, "唯一的管理员" in refused.json()["detail"]) == (409, True)
    assert (await admin.send("PUT", "/api/admin/people/99/role", role="staff")).status_code == 404


async def test_links_as_json(admin: Browser, desk: Desk) -> None:
    made = await admin.send("POST", "/api/admin/people/links", name="赵六", role="staff")
    token = made.json()["link"].rpartition("/")[2]
    person = desk.store.links.use(token)
    assert person is not None
    assert (person.name, person.role) == ("赵六", "staff")
    made = await admin.send("POST", f"/api/admin/people/{person.id}/links")
    assert desk.store.links.find(made.json()["link"].rpartition("/")[2]) is not None
    desk.store.sessions.begin(person.id or 0)
    assert (await admin.send("POST", f"/api/admin/people/{person.id}/sign-out")).json() == {"sessions": 1}
