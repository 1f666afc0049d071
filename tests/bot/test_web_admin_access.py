"""Who gets to the desk, and what keeps others out."""

from bot.desk.desk import Desk
from tests.bot.desk import TERMINAL, Browser, said


async def test_a_link_signs_in_once(stranger: Browser, desk: Desk) -> None:
    path = f"/sign-in/{desk.store.links.make('王五', 'admin', TERMINAL)}"
    assert "王五" in (await stranger.get(path)).text
    assert (await stranger.client.post(path)).headers["location"] == "/admin"
    again = await stranger.client.post(path)
    assert again.status_code == 403
    assert "已经用过" in again.text


async def test_another_role_counts_at_once(admin: Browser, reviewer: Browser) -> None:
    (person,) = admin.desk.store.people.named("李四")
    response = await admin.submit(f"/admin/people/{person.id}/role", role="blocked")
    assert (response.status_code, response.headers["location"]) == (303, f"/admin/people/{person.id}")
    assert "李四" in said(response)
    assert "李四" in (await admin.get("/admin/people")).text
    assert (await reviewer.get("/admin/audit")).headers["location"] == "/sign-in"
