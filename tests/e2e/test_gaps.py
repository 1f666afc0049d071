"""From a refused question to an answer of the organisation's own, in a real browser on the real process."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Service
from tests.e2e.desk import OpenDesk, desk_of, findings

QUESTION = "志愿者的交通费由谁报销？"
OTHER = "志愿者交通费谁来报销"
PATIENCE = 60_000  # milliseconds in which a small library is built on a busy machine
ANSWER = "由办公室报销，每月一次。\n请先填报销单。"


def ask(page: Page, question: str) -> None:
    """Ask on the chat page, as staff do."""
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last.locator(".reply .waiting")).to_have_count(0)


def test_a_refused_question_becomes_a_gap_and_gets_an_answer_of_our_own(
    open_desk: OpenDesk, desk_service: Service
) -> None:
    chat = open_desk("/", role=None)
    ask(chat, QUESTION)
    expect(chat.locator(".turn").last).not_to_contain_text("原文摘录")
    ask(chat, OTHER)

    desk = open_desk("/admin/gaps", role="reviewer")
    show_all(desk)
    desk.get_by_role("link", name=QUESTION).click()
    expect(desk.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(desk.get_by_text(OTHER)).to_be_visible()
    desk.get_by_role("link", name="写一份答复").click()

    desk.get_by_label("答复", exact=True).fill(ANSWER)
    desk.get_by_label("在资料库里找").fill("社会组织 按摩服务 经费")
    desk.get_by_role("button", name="查找原文").click()
    desk.get_by_role("checkbox", name="自行筹集").first.check()
    desk.get_by_role("button", name="预览").click()
    preview = desk.locator(".preview")
    expect(preview).to_contain_text("本机构答复 · 李四")
    expect(preview).to_contain_text("自行筹集")
    expect(preview.get_by_text(f"✓ 会得到这份答复：{OTHER}")).to_be_visible()
    assert findings(desk) == []
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("status")).to_contain_text("已保存答复")

    gate = open_desk("/admin/gate")
    gate.get_by_role("button", name="生成新的一版并核对").click()
    expect(gate.get_by_text("补上的缺口（1）")).to_be_visible(timeout=PATIENCE)
    expect(gate.locator("main")).to_contain_text("由办公室报销，每月一次。")
    gate.get_by_role("button", name="启用第").click()
    expect(gate.get_by_text("已启用")).to_be_visible(timeout=PATIENCE)
    next_one = open_desk("/", role=None)
    ask(next_one, "请问志愿者的交通费由谁来报销？")
    first = next_one.locator(".turn").last.locator(".snippet").first
    expect(first).to_contain_text("由办公室报销，每月一次。")
    expect(first).to_contain_text("本机构答复 · 李四")
    first.locator("a.citation").click()
    expect(next_one.locator("#sheet-body")).to_contain_text("请先填报销单。")

    open_until(desk, f"{desk_service.address}/admin/gaps?state=answered&kind=", QUESTION)
    desk.goto(f"{desk_service.address}/admin/answers")
    expect(desk.get_by_role("row", name=QUESTION)).to_contain_text("在用")


def open_until(page: Page, address: str, link: str) -> None:
    """Look again and again, as gaps are closed a moment after an edition answers."""
    for _ in range(30):
        page.goto(address)
        if page.get_by_role("link", name=link).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{link} did not come up on {address}")


def show_all(page: Page) -> None:
    """Off-topic gaps, too, where the small library takes the question for one of those."""
    if not page.get_by_role("link", name=QUESTION).count():
        page.get_by_label("类别").select_option("off_topic")
        page.get_by_role("button", name="筛选").click()


@pytest.fixture
def gap(desk_service: Service) -> int:
    """A gap on the desk of the running service."""
    store = desk_of(desk_service).store
    found = [*store.gaps.page(), *store.gaps.page(kind="off_topic"), *store.gaps.page("answered")]
    return found[0].id or 0


@pytest.mark.parametrize(
    "path",
    ["/admin/gaps", "/admin/gaps/{gap}", "/admin/answers", "/admin/answers/new?gap={gap}", "/admin/words"],
)
def test_everyone_can_use_the_pages_of_gaps_and_answers(open_desk: OpenDesk, gap: int, path: str) -> None:
    page = open_desk(path.format(gap=gap), role="reviewer")
    for each in page.locator("details.task > summary").all():
        each.click()
    assert findings(page) == []


def test_a_gap_is_split_merged_and_ignored_without_a_script(open_desk: OpenDesk, gap: int) -> None:
    page = open_desk(f"/admin/gaps/{gap}", java_script_enabled=False)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="拆成另一个缺口").click()
    expect(page.get_by_role("status")).to_contain_text(f"已从缺口 {gap} 拆出")
    page.get_by_text("和另一个缺口是一回事").click()
    page.get_by_label("并入缺口").fill(str(gap))
    page.get_by_role("button", name="合并").click()
    expect(page.get_by_role("status")).to_contain_text("已并到这里")
    page.get_by_text("不打算回答：忽略").click()
    page.get_by_label("原因").fill("试一试")
    page.get_by_role("button", name="忽略").click()
    expect(page.get_by_text("已忽略：试一试")).to_be_visible()
    page.get_by_role("button", name="重新待处理").click()
    expect(page.get_by_text("重新列为待处理。")).to_be_visible()
