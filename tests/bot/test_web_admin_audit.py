"""The audit page, its file and its JSON."""

import re
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.desk.actions import ACTIONS, in_words
from bot.desk.desk import Desk
from bot.store.audit import Actor
from bot.store.tables import AuditRow
from bot.web.admin.fields import SHOWN
from tests.bot.desk import Browser

BY = Actor("孙七", "telegram", 7)


@pytest.fixture
def deeds(desk: Desk) -> None:
    """120 deeds of 孙七, one a day, the last one today; and one that looks like a formula."""
    for number in range(120):
        desk.store.audit.record(BY, "person.role", f"第{number:03}位", before="staff", after="admin")
    with Session(desk.store.engine) as session:
        for row in session.exec(select(AuditRow)):
            row.at -= timedelta(days=120 - (row.id or 0))
        session.commit()
    desk.store.audit.record(BY, "person.name", "=1+1")


def targets(page: str) -> list[str]:
    return re.findall(r'<td data-label="对象">([^<]*)</td>', page)


async def test_every_deed_stands_on_a_page_newest_first(deeds: None, reviewer: Browser) -> None:
    path, seen = "/admin/audit?actor=孙七&action=person.role", []
    for _ in range(3):
        page = (await reviewer.get(path)).text
        assert len(targets(page)) <= SHOWN
        seen += targets(page)
        older = re.search(r'href="([^"]+)" rel="next"', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert (path, seen) == ("", [f"第{number:03}位" for number in range(119, -1, -1)])
    assert "原来：使用者；改为：管理员" in page
    assert 'href="/admin/audit?actor=%E5%AD%99%E4%B8%83&amp;action=person.role">回到最新' in page


async def test_a_period_is_of_whole_days_where_the_installation_is(deeds: None, admin: Browser) -> None:
    rows = admin.desk.store.audit.select(actor="孙七", action="person.role")
    day = (rows[10].at + timedelta(hours=8)).date()
    path = f"/admin/audit?since={day}&until={day}"
    assert targets((await admin.get(path)).text) == [rows[10].target]
    later = (await admin.get(f"/admin/audit?actor=孙七&since={day}&until=")).text
    assert len(targets(later)) == 12
    assert f'name="since" type="date" value="{day}"' in later


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_at_the_end_of_the_calendar_is_a_day(deeds: None, admin: Browser, day: str) -> None:
    found = [(await admin.get(f"/admin/audit?{end}={day}")).text for end in ("since", "until")]
    assert sorted(bool(targets(page)) for page in found) == [False, True]


async def test_nothing_found_is_said(admin: Browser) -> None:
    assert "没有符合条件的操作记录。" in (await admin.get("/admin/audit?actor=谁也不是")).text


@pytest.mark.parametrize("query", ["since=昨天", "before=0", "before=x", "actor=%00"])
async def test_what_is_no_choice_is_told(admin: Browser, query: str) -> None:
    response = await admin.get(f"/admin/audit?{query}")
    assert response.status_code == 422
    assert query.partition("=")[0] in response.text


async def test_the_file_holds_all_that_was_chosen_and_no_formula(deeds: None, admin: Browser) -> None:
    page = (await admin.get("/admin/audit?actor=孙七&before=100")).text
    (path,) = re.findall(r'href="(/admin/audit\.csv[^"]*)"', page)
    response = await admin.get(path)
    assert "attachment" in response.headers["content-disposition"]
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 122
    assert lines[0] == "编号,时间,谁,经由,做了什么,对象,详情"
    assert ",孙七,telegram,更改称呼,'=1+1," in lines[1]


async def test_the_json_comes_page_by_page(deeds: None, reviewer: Browser) -> None:
    seen, before = [], ""
    while True:
        page = (await reviewer.get(f"/api/admin/audit?actor=孙七&limit=50{before}")).json()
        seen += page["lines"]
        if page["before"] is None:
            break
        before = f"&before={page['before']}"
    assert len(seen) == 121
    assert seen[1]["detail"] == {"before": "staff", "after": "admin"}
    assert datetime.fromisoformat(seen[0]["at"]).utcoffset() == timedelta(0)


async def test_every_action_that_is_recorded_has_a_name(admin: Browser, desk: Desk) -> None:
    (me,) = desk.store.people.named("张三")
    await admin.submit(f"/admin/people/{me.id}/name", name="张三丰")
    await admin.submit(f"/admin/people/{me.id}/link")
    await admin.submit("/sign-out")
    recorded = {row.action for row in desk.store.audit.select()}
    assert {"link.make", "sign_in", "person.name", "sign_out"} <= recorded <= set(ACTIONS)


def test_details_are_told_in_words() -> None:
    assert in_words({}) == ""
    assert in_words({"before": "staff", "after": "blocked", "person": None}) == "原来：使用者；改为：已停用"
    assert in_words({"fields": ["title", "issuer"], "sessions": 2}) == "项目：标题、发布机关；浏览器数：2"
    assert in_words({"lost": 1, "unknown": "甲"}) == "失去答案的问题：1；unknown：甲"
