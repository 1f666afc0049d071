"""The gate's page: build, look, publish or drop, for admins; reviewers look."""

import asyncio
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.desk import gate
from bot.desk.desk import Desk
from retrieval.answerer import Answerer
from tests.bot.desk import Browser, said
from tests.bot.gated import LIBRARY, NEW, PAY, gated, write


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return gated(tmp_path)


@pytest.fixture
def assistant(desk: Desk) -> Assistant:
    return Assistant(Answerer(desk.settings.home), desk.store.log)


async def prepared(admin: Browser) -> str:
    """The page once the candidate is built."""
    assert "已开始" in said(await admin.submit("/admin/gate/prepare"))
    for _ in range(300):
        page = await admin.get("/admin/gate")
        if "正在生成" not in page.text:
            return page.text
        await asyncio.sleep(0.1)
    raise AssertionError("the work does not end")


async def test_an_admin_sees_what_changes_and_publishes_it(admin: Browser, desk: Desk) -> None:
    write(desk, "补贴.md", NEW)
    page = await prepared(admin)
    assert "补上的缺口（1）" in page
    assert PAY in page
    assert "八百元" in page
    assert "启用第 2 版" in page
    assert "已启用" in said(await admin.submit("/admin/gate/publish", number=2))
    assert "现在用的是第 2 版" in (await admin.get("/admin/gate")).text
    assert desk.store.audit.select(action="gate.publish")[0].actor == "张三"


async def test_too_great_a_loss_leaves_no_button_and_no_way_around(admin: Browser, desk: Desk) -> None:
    (desk.settings.home / "sources" / "图书.md").unlink()
    page = await prepared(admin)
    assert LIBRARY in page
    assert "FUPIN_GATE_LOST_PERCENT" in page
    assert "启用第 2 版" not in page
    assert "不能发布" in said(await admin.submit("/admin/gate/publish", number=2))
    assert "已放弃" in said(await admin.submit("/admin/gate/drop"))
    assert gate.candidate(desk) is None


async def test_nothing_to_publish_is_said(admin: Browser) -> None:
    assert "没有要发布的" in await prepared(admin)
    assert "重新生成" in said(await admin.submit("/admin/gate/publish", number=7))


async def test_a_reviewer_looks_and_cannot_publish(reviewer: Browser, desk: Desk) -> None:
    write(desk, "补贴.md", NEW)
    gate.prepare(desk)
    page = (await reviewer.get("/admin/gate")).text
    assert "补上的缺口（1）" in page
    assert "启用第 2 版" not in page
    assert (await reviewer.submit("/admin/gate/publish", number=2)).status_code == 403
    told = (await reviewer.get("/api/admin/gate")).json()
    assert (told["candidate"], told["filled"][0]["question"], told["blocked"]) == (2, PAY, None)
