"""The desk as admins use it: the real process, looked at with a real browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Service
from tests.e2e.desk import OpenDesk, findings, link, sign_in

PATHS = ("/admin/people", "/admin/audit")


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
    assert findings(open_desk(path)) == []
