"""The chat page as people use it: the real process, looked at with a real browser."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browser import Service, chromium, contrasts, served
from tests.e2e.desk import desk_of

LOANS = """\
---
title: 扶贫小额信贷贴息办法
issuer: 某县扶贫办公室
published: "2019-05-06"
number: 某扶办〔2019〕8号
uri: https://example.org/loans
---

## 第一章 总则

为了帮助贫困户发展产业，制定本办法。

## 第二章 受理

扶贫小额信贷的贴息申请由乡镇扶贫工作站受理，十五个工作日内答复。

贴息期限不超过三年，逾期的贷款不予贴息。
"""
SCHOOLS = """\
---
title: 社会组织教育扶贫工作通知
issuer: 某省民政厅
published: "2020-02-03"
---

## 工作要求

社会组织开展教育扶贫，可以资助贫困学生，也可以培训乡村教师。

扶贫小额信贷的贴息申请，社会组织可以协助贫困户填写。
"""
QUESTION = "扶贫小额信贷的贴息申请由谁受理？"
QUOTED = "扶贫小额信贷的贴息申请由乡镇扶贫工作站受理，十五个工作日内答复。"
ATTACK = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
PHONE = {"viewport": {"width": 360, "height": 720}, "is_mobile": True, "has_touch": True}
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The running program over a library of two documents."""
    folder = tmp_path_factory.mktemp("service")
    library = folder / "library"
    library.mkdir()
    (library / "loans.md").write_text(LOANS, "utf-8")
    (library / "schools.md").write_text(SCHOOLS, "utf-8")
    with served(folder / "home", library) as service:
        yield service


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, service: Service) -> Iterator[Visit]:
    """Opens the page in a browser profile of its own; every complaint of the browser fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str = "/", **profile: Any) -> Page:
        context = browser.new_context(locale="zh-CN", reduced_motion="reduce", **profile)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(service.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in complaints if "ERR_CONNECTION_REFUSED" not in text] == []


def ask(page: Page, question: str = QUESTION) -> None:
    """Type a question and wait until something stands below it."""
    turns = page.locator(".turn").count()
    page.get_by_label("您的问题").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)
    expect(page.locator(".turn").last.locator(".waiting")).to_have_count(0)


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_a_question_typed_on_the_keyboard_is_answered_with_marks_and_a_citation(visit: Visit) -> None:
    page = visit()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    expect(turn.get_by_role("heading")).to_contain_text(QUESTION)
    first = turn.locator(".snippet").first
    expect(first.locator("blockquote")).to_contain_text(QUOTED)
    expect(first.locator("mark").first).to_be_visible()
    expect(first.get_by_role("link").first).to_contain_text("[1]")
    expect(first.get_by_role("link").first).to_contain_text("扶贫小额信贷贴息办法")
    expect(first).to_contain_text("某县扶贫办公室")
    expect(first).to_contain_text("2019-05-06")
    expect(page.get_by_label("您的问题")).to_be_focused()
    expect(page.get_by_label("您的问题")).to_have_value("")
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")


def test_a_citation_opens_its_passage_and_esc_gives_the_focus_back(visit: Visit) -> None:
    page = visit()
    ask(page)
    link = page.locator(".citation").first
    link.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="扶贫小额信贷贴息办法")
    expect(sheet).to_be_visible()
    expect(sheet.locator(".section")).to_have_text("第二章 受理")
    expect(sheet.locator("mark").first).to_contain_text("贴息申请")
    expect(sheet.locator(".running")).to_contain_text("贴息期限不超过三年")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(link).to_be_focused()


def test_the_sheet_closes_on_its_button_and_on_a_click_beside_it(visit: Visit) -> None:
    page = visit()
    ask(page)
    sheet = page.get_by_role("dialog")
    page.locator(".citation").first.click()
    page.get_by_label("关闭").click()
    expect(sheet).to_be_hidden()
    page.locator(".citation").first.click()
    expect(sheet).to_be_visible()
    page.mouse.click(5, 300)
    expect(sheet).to_be_hidden()


def test_the_other_quotations_are_one_key_away(visit: Visit) -> None:
    page = visit()
    ask(page)
    other = page.locator(".snippet").nth(1)
    expect(other).to_be_hidden()
    page.locator(".more > summary").focus()
    page.keyboard.press("Enter")
    expect(other).to_be_visible()
    expect(other).to_contain_text("[2]")


def test_shift_enter_and_the_enter_of_an_input_method_do_not_send(visit: Visit) -> None:
    page = visit()
    box = page.get_by_label("您的问题")
    box.fill("甲")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("乙")
    expect(box).to_have_value("甲\n乙")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(page.locator(".turn")).to_have_count(0)
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": False})
    expect(page.locator(".turn")).to_have_count(1)


def test_an_example_asks_itself(visit: Visit) -> None:
    page = visit()
    example = page.locator("#welcome .choice").first
    words = example.inner_text()
    example.click()
    expect(page.locator(".turn").get_by_role("heading")).to_contain_text(words)
    expect(page.locator("#welcome")).to_be_hidden()


def test_a_refusal_says_why(visit: Visit) -> None:
    page = visit()
    ask(page, "火星上的陨石坑有多深？")
    expect(page.locator(".message")).to_contain_text("抱歉")
    expect(page.locator(".turn .snippet")).to_have_count(0)


@pytest.mark.parametrize("scripted", [True, False])
def test_the_region_of_a_question_is_dropped_on_a_press(visit: Visit, scripted: bool) -> None:
    page = visit(java_script_enabled=scripted)
    page.get_by_label("您的问题").fill("北京市的" + QUESTION)
    page.get_by_role("button", name="提问").click()
    expect(page.locator(".message").last).to_contain_text("没有北京市的内容")
    page.get_by_role("button", name="按〔北京市〕检索").click()
    last = page.locator(".turn").last
    expect(last.locator("blockquote").first).to_contain_text(QUOTED)
    expect(last.locator(".message")).to_contain_text("没有限定在北京市")


def test_when_the_service_is_gone_the_page_says_so_and_tries_again(visit: Visit, service: Service) -> None:
    page = visit()
    service.stop()
    try:
        ask(page)
        expect(page.locator(".failure")).to_contain_text("没有连上问答服务")
    finally:
        service.start()
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".turn blockquote").first).to_contain_text(QUOTED)
    expect(page.locator(".turn")).to_have_count(1)


@pytest.mark.parametrize("profile", [PHONE, {"viewport": {"width": 320, "height": 568}}])
def test_nothing_sticks_out_sideways_on_a_phone(visit: Visit, profile: dict[str, Any]) -> None:
    page = visit(**profile)
    assert not scrolls_sideways(page)
    ask(page)
    page.locator(".more > summary").click()
    assert not scrolls_sideways(page)
    page.locator(".citation").first.click()
    expect(page.locator(".passage")).to_be_visible()
    assert not scrolls_sideways(page)
    page.keyboard.press("Escape")
    ask(page, "https://example.org/" + "x" * 150)
    assert not scrolls_sideways(page)
    page.goto(page.url + "docs")
    assert not scrolls_sideways(page)


def test_html_in_a_question_stays_text(visit: Visit) -> None:
    page = visit()
    ask(page, ATTACK)
    expect(page.locator(".asked").last).to_contain_text(ATTACK)
    page.reload()
    expect(page.locator(".asked").last).to_contain_text(ATTACK)
    assert page.title() == "扶贫政策问答"


def test_no_request_leaves_this_machine(visit: Visit, service: Service) -> None:
    page = visit("/docs")
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(service.address)
    ask(page)
    page.locator(".citation").first.click()
    expect(page.locator(".passage")).to_be_visible()
    page.goto(service.address + "/docs")
    assert hosts == {"127.0.0.1"}


def test_without_javascript_the_form_is_answered_and_a_citation_is_a_page(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_label("您的问题").fill(QUESTION)
    page.get_by_role("button", name="提问").click()
    expect(page.locator(".turn blockquote").first).to_contain_text(QUOTED)
    expect(page.get_by_text("复制引文").first).to_be_hidden()
    page.locator(".more > summary").click()
    expect(page.locator(".snippet").nth(1)).to_be_visible()
    page.locator(".citation").first.click()
    expect(page.get_by_role("heading")).to_have_text("扶贫小额信贷贴息办法")
    expect(page.locator(".running mark").first).to_be_visible()


def test_an_answer_looks_the_same_from_the_server_and_from_the_script(visit: Visit) -> None:
    page = visit()
    for question in (QUESTION, "火星上的陨石坑有多深？", "你好"):
        ask(page, question)
        scripted = page.locator(".turn").last.inner_text()
        rendered = visit(f"/?q={question}").locator(".turn").inner_text()
        assert re.sub(r"\s+", " ", scripted) == re.sub(r"\s+", " ", rendered)


def test_a_reload_keeps_what_was_said_until_a_new_conversation(visit: Visit) -> None:
    page = visit()
    ask(page)
    page.reload()
    expect(page.locator(".turn blockquote").first).to_contain_text(QUOTED)
    before = page.evaluate("sessionStorage.conversation")
    page.get_by_text("新对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#welcome")).to_be_visible()
    assert page.evaluate("sessionStorage.conversation") != before
    page.reload()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_citation_is_copied_with_its_words(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page)
    page.get_by_role("button", name="复制引文").first.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert QUOTED in copied
    assert "——《扶贫小额信贷贴息办法》" in copied


def test_a_vote_is_taken_and_thanked_for(visit: Visit) -> None:
    page = visit()
    ask(page)
    useful = page.get_by_role("button", name="有用")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".votes .outcome")).to_contain_text("谢谢")


def test_whoever_finds_an_answer_no_use_may_say_why(visit: Visit, service: Service) -> None:
    page = visit()
    ask(page, QUESTION)
    expect(page.get_by_role("button", name="过时")).to_be_hidden()
    page.get_by_role("button", name="没用").click()
    outdated = page.get_by_role("button", name="过时")
    outdated.click()
    expect(outdated).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="没用")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="有误")).to_have_attribute("aria-pressed", "false")
    assert desk_of(service).store.log.select(limit=1)[0].vote_reason == "outdated"
    page.get_by_role("button", name="有用").click()
    expect(outdated).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_easy_to_read(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    shown = contrasts(page)
    ask(page, "火星上的陨石坑有多深？")
    ask(page)
    page.locator(".more > summary").click()
    shown += contrasts(page)
    page.locator(".citation").first.click()
    expect(page.locator(".passage")).to_be_visible()
    shown += contrasts(page)
    assert len(shown) > 60
    assert {text: contrast for text, contrast in shown if contrast < 4.5} == {}
