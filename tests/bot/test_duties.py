"""What waits for an admin is on the overview and under the figures in the terminal."""

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.desk import curated
from bot.desk.desk import Desk
from bot.desk.duties import duties
from knowledge.curated.answer import CuratedAnswer
from retrieval.answerer import Answerer
from retrieval.reload import reload, rollback
from tests.bot.desk import Browser
from tests.bot.gated import BY, NEW, PAY, gated, write

TODAY = date(2026, 7, 1)
GAP = "1 个缺口待处理"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Edition 1 answers; one question is a gap."""
    return gated(tmp_path)


def waiting(desk: Desk) -> list[tuple[str, str]]:
    edition = Answerer(desk.settings.home).opened()[0]
    return [(duty.what, duty.path) for duty in duties(desk, edition, TODAY)]


def test_a_gap_waits(desk: Desk) -> None:
    assert waiting(desk) == [(GAP, "/admin/gaps")]


def test_an_answer_waits_to_be_published_and_later_to_be_looked_at_again(desk: Desk) -> None:
    curated.save(desk, CuratedAnswer(curated.NEW, PAY, "每月八百元。", review="2026-06-30"), BY)
    assert ("1 份本机构答复需要复核", "/admin/answers") in waiting(desk)
    assert ("1 处答复的改动尚未启用", "/admin/gate") in waiting(desk)
    reload(desk.settings.home, desk.settings.library)
    assert ("1 份本机构答复需要复核", "/admin/answers") in waiting(desk)
    assert "1 处答复的改动尚未启用" not in dict(waiting(desk))


def test_an_edition_waits_to_be_published_and_a_rollback_is_not_forgotten(desk: Desk) -> None:
    write(desk, "补贴.md", NEW)
    reload(desk.settings.home, desk.settings.library, candidate=True)
    assert ("第 2 版资料库等待启用", "/admin/gate") in waiting(desk)
    reload(desk.settings.home, desk.settings.library)
    rollback(desk.settings.home, 1)
    assert ("资料库已退回旧版，自动更新已暂停", "/admin/gate") in waiting(desk)


async def test_it_stands_on_the_overview(desk: Desk) -> None:
    browser = Browser(Assistant(Answerer(desk.settings.home), desk.store.log), desk)
    async with browser.client:
        page = (await (await browser.sign_in()).get("/admin")).text
    assert f'<a href="/admin/gaps">{GAP}</a>' in page
