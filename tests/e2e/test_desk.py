"""The desk as admins use it: the real process, looked at with a real browser."""

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from bot.store.audit import Actor
from tests.e2e.browser import Service
from tests.e2e.desk import PHONE, OpenDesk, desk_of, findings, link, sign_in

PATHS = (
    "/admin",
    "/admin/gaps",
    "/admin/answers",
    "/admin/answers/new",
    "/admin/words",
    "/admin/log",
    "/admin/people",
    "/admin/people/1",
    "/admin/audit",
    "/admin/library",
    "/admin/library/tushu",
    "/admin/library/editions/1",
    "/admin/gate",
    "/admin/try?q=免费按摩服务的经费由谁筹集",
)


def test_an_admin_signs_in_with_a_link_and_out_again(open_desk: OpenDesk, desk_service: Service) -> None:
    page = open_desk("/admin", role=None)
    expect(page.get_by_role("heading", name="请先登录")).to_be_visible()
    address = link(desk_service)
    sign_in(page, address)
    expect(page.get_by_role("navigation", name="管理台")).to_be_visible()
    page.get_by_text("张三").first.click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="请先登录")).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("已经用过")).to_be_visible()


@pytest.mark.parametrize("path", PATHS)
def test_everyone_can_use_every_page(open_desk: OpenDesk, path: str) -> None:
    page = open_desk(path)
    assert findings(page) == []
    page.set_viewport_size(PHONE["viewport"])
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def test_everyone_can_sign_in(open_desk: OpenDesk, desk_service: Service) -> None:
    page = open_desk("/sign-in", role=None)
    assert findings(page) == []
    page.goto(link(desk_service))
    assert findings(page) == []


def test_the_account_menu_opens_and_closes(open_desk: OpenDesk) -> None:
    page = open_desk("/admin/audit", phone=True)
    menu = page.locator(".account-menu")
    page.locator(".account summary").click()
    expect(menu).to_be_visible()
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.locator(".account summary").click()
    page.get_by_role("heading", name="操作记录").click()
    expect(menu).to_be_hidden()


def test_the_colours_that_were_chosen_hold_for_the_chat_as_well(open_desk: OpenDesk) -> None:
    page = open_desk("/admin/audit")
    light = background(page)
    page.locator(".account summary").click()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = background(page)
    page.get_by_text("张三").first.click()
    page.get_by_role("link", name="去提问").click()
    expect(page.get_by_label("您的问题")).to_be_visible()
    assert (background(page), light != dark) == (dark, True)


def background(page: Page) -> str:
    """The colour that the page stands on, once its styles are there."""
    page.wait_for_load_state()
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_without_a_script_all_of_it_works(open_desk: OpenDesk, desk_service: Service) -> None:
    person = desk_of(desk_service).store.people.add("赵六", "staff", Actor("命令行", "cli"))
    page = open_desk("/admin/people", java_script_enabled=False)
    page.get_by_role("link", name="赵六").click()
    page.get_by_label("角色").select_option("reviewer")
    page.get_by_role("button", name="更改角色").click()
    expect(page.get_by_role("status")).to_have_text("“赵六”现在是审阅员。")
    page.get_by_role("button", name="生成登录链接").click()
    assert f"{desk_service.address}/sign-in/" in page.get_by_label("登录链接").input_value()
    expect(page.get_by_role("button", name="复制")).to_be_hidden()
    page.goto(f"{desk_service.address}/admin/people/{person.id}")
    expect(page.get_by_label("登录链接")).to_have_count(0)
    page.locator(".account summary").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="请先登录")).to_be_visible()


def test_a_link_is_copied_with_one_press(open_desk: OpenDesk) -> None:
    page = open_desk("/admin/people", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("称呼").fill("孙七")
    page.get_by_role("button", name="生成登录链接").click()
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("登录链接").input_value()


def test_files_are_sent_with_a_bar_and_looked_at_before_they_count(open_desk: OpenDesk) -> None:
    page = open_desk("/admin/library")
    file: FilePayload = {
        "name": "路灯.md",
        "mimeType": "text/markdown",
        "buffer": "# 路灯管护\n\n路灯由村委会管护。".encode(),
    }

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/admin/library/upload", slowly)
    page.locator("#files").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_label("上传进度")).to_be_visible()
    expect(page.get_by_text("路灯.md").first).to_be_visible()
    assert "/admin/library/upload/" in page.url
    assert findings(page) == []
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_role("status")).to_contain_text("已取消")
