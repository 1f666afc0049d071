"""The query log and the overview in a real browser: read, searched, starred, compared."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from retrieval.answerer import Answerer
from tests.bot.made_up_log import fill
from tests.e2e.browser import Service
from tests.e2e.desk import PHONE, OpenDesk, desk_of, findings

LONG = "https://example.org/" + "a" * 150
"""What no line can be broken in."""


@pytest.fixture(scope="module")
def asked(desk_service: Service) -> int:
    """Made-up questions, a long one, and one whose answer is another today; returns its id."""
    log = desk_of(desk_service).store.log
    fill(log, 80)
    answer = Answerer(desk_service.home).answer("社会组织开展按摩服务的经费从哪里来？")
    assert answer.snippets
    first, *_ = answer.snippets
    earlier = replace(first, text="从前的第一句。" + first.text[:-1] + "，另有规定的除外。")
    gone = replace(first, citation=replace(first.citation, document="gone"), text="已经没有的一段。")
    log.record(replace(answer, question=LONG), asker="a", conversation="c", channel="web")
    changed = replace(answer, snippets=(earlier, gone))
    return log.record(changed, asker="a", conversation="c", channel="web")


@pytest.mark.parametrize(
    "path",
    ["/admin", "/admin?since=2026-01-01&until=2026-12-31", "/admin/log", "/admin/log?channel=web&vote=down"],
)
def test_everyone_can_use_the_lists(open_desk: OpenDesk, asked: int, path: str) -> None:
    page = open_desk(path, role="reviewer")
    assert findings(page) == []
    page.set_viewport_size(PHONE["viewport"])
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def test_everyone_can_see_what_is_different_today(open_desk: OpenDesk, asked: int) -> None:
    page = open_desk(f"/admin/log/{asked}", role="reviewer")
    expect(page.get_by_text("已经没有的一段。")).to_be_attached()
    page.get_by_role("link", name="今天重答").click()
    expect(page.get_by_role("status")).to_contain_text("今天的回答与当时不同")
    expect(page.locator("del").first).to_be_visible()
    expect(page.locator(".pair.gone")).to_contain_text("没有这一段")
    assert findings(page) == []
    page.set_viewport_size(PHONE["viewport"])
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def test_rows_are_found_and_starred_without_scripts(open_desk: OpenDesk, asked: int) -> None:
    page = open_desk("/admin/log", role="reviewer", java_script_enabled=False, phone=True)
    page.get_by_label("问题里有").fill("example.org")
    page.get_by_text("更多条件").click()
    page.get_by_label("渠道").select_option("网页")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_label("渠道")).to_have_value("web")
    page.get_by_role("link", name="example.org").click()
    page.get_by_role("button", name="加星标").click()
    expect(page.get_by_role("status")).to_contain_text("已加星标")
    page.get_by_role("link", name="问答记录", exact=True).click()
    expect(page.get_by_title("有星标").first).to_be_visible()


def test_a_file_comes_with_what_was_chosen(open_desk: OpenDesk, asked: int) -> None:
    page = open_desk("/admin/log?status=smalltalk", role="reviewer")
    with page.expect_download() as coming:
        page.get_by_role("link", name="导出 CSV").click()
    text = coming.value.path().read_text("utf-8-sig")
    assert text.startswith("编号,时间,")
    assert "寒暄" in text
    assert "已答" not in text
