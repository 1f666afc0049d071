import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from bot import messages
from bot.web.rendering import context_path, origin, paragraphs, restated
from knowledge.errors import EditionDamaged
from retrieval.answer import Citation, Fallback
from tests.bot.standin import ANSWERED, ARTICLE, GREETED, QUESTION, UNANSWERED, StandIn, visiting

STATIC = Path(__file__).parents[2] / "bot" / "web" / "static"
ATTACK = '<script>alert(1)</script><img src=x onerror="alert(2)">'


async def page(assistant: StandIn, path: str) -> str:
    async with visiting(assistant) as visitor:
        response = await visitor.get(path)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return shown(response.text)


def shown(html: str) -> str:
    """The page without the blank forms that the script fills in."""
    return re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)


async def test_the_empty_page_offers_examples_and_no_answer() -> None:
    html = await page(StandIn(), "/")
    for example in messages.EXAMPLES:
        assert f'name="q" value="{example}"' in html
    assert 'class="turn"' not in html


async def test_without_a_script_the_form_gets_the_answer_with_marks_and_citations() -> None:
    html = await page(StandIn(), f"/?q={quote(QUESTION)}")
    assert "第二条 <mark>县级民政部门受理</mark>申请" in html
    assert '<span class="number" data-part="number">[1]</span>' in html
    assert "某县民政局 · 某民〔2019〕8号 · 2019-05-06" in html
    assert "第一章 总则 › 第一节 受理" in html
    assert 'href="/context?document=banfa&amp;start=20&amp;end=44&amp;edition=3"' in html
    assert "更多 <span data-text>1</span> 条原文" in html
    assert "办理通知" in html


async def test_without_a_script_a_follow_up_stays_in_the_conversation() -> None:
    assistant = StandIn()
    async with visiting(assistant) as visitor:
        first = await visitor.get(f"/?q={quote(QUESTION)}")
        found = re.search(r'name="c" id="conversation" value="([^"]+)"', first.text)
        assert found
        await visitor.get("/", params={"q": "那云南呢？", "c": found[1]})
    assert assistant.asked[0].conversation == assistant.asked[1].conversation == found[1]
    assert {asked.channel for asked in assistant.asked} == {"web"}


async def test_a_conversation_that_is_not_the_pages_is_not_taken_up() -> None:
    assistant = StandIn()
    await page(assistant, f"/?q={quote(QUESTION)}&c=telegram:5")
    assert str(assistant.asked[0].conversation).startswith("web:")


async def test_a_visitor_keeps_one_opaque_cookie() -> None:
    async with visiting(StandIn()) as visitor:
        cookie = (await visitor.get("/")).headers["set-cookie"]
        again = await visitor.get("/")
    assert re.match(r"fupin_visitor=[0-9a-f]{32};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_another_sites_link_fills_in_a_question_but_does_not_ask_it(site: str) -> None:
    assistant = StandIn()
    async with visiting(assistant) as visitor:
        response = await visitor.get(f"/?q={quote(QUESTION)}", headers={"Sec-Fetch-Site": site})
    assert f">{QUESTION}</textarea>" in response.text
    assert not assistant.asked


async def test_the_pages_own_form_asks() -> None:
    assistant = StandIn()
    async with visiting(assistant) as visitor:
        await visitor.get(f"/?q={quote(QUESTION)}", headers={"Sec-Fetch-Site": "same-origin"})
    assert [asked.question for asked in assistant.asked] == [QUESTION]


async def test_the_page_says_what_is_recorded() -> None:
    assert messages.PRIVACY in await page(StandIn(), "/")


async def test_a_refusal_is_kind_and_suggests() -> None:
    html = await page(StandIn(UNANSWERED), "/?q=x")
    assert messages.reason_text(replace(UNANSWERED, suggestions=())) in html
    assert f'<button class="choice" name="q" value="{QUESTION}">' in html
    assert "<blockquote" not in html


async def test_a_greeting_is_answered_on_the_page() -> None:
    html = await page(StandIn(GREETED), f"/?q={quote('你好')}")
    assert messages.smalltalk_text("你好") in html


async def test_the_page_says_how_a_question_was_understood_only_if_it_differs() -> None:
    same = replace(ANSWERED, understood="申请 由谁受理")
    other = replace(ANSWERED, understood="某县的申请由谁受理？")
    assert "理解为" not in await page(StandIn(same), f"/?q={quote(QUESTION)}")
    assert "某县的申请由谁受理？" in await page(StandIn(other), f"/?q={quote(QUESTION)}")


async def test_conflicts_excerpts_and_validity_are_pointed_out() -> None:
    citation = replace(ARTICLE.citation, spans=((0, 3), (20, 44)), validity="已失效")
    snippet = replace(ARTICLE, citation=citation, items=9, excerpt=True)
    answer = replace(ANSWERED, conflict=True, snippets=(snippet,), mentioned=("某规划",))
    html = await page(StandIn(answer), f"/?q={quote(QUESTION)}")
    for words in ("来源不一致", "共 9 项", "节选", "没有《某规划》的全文", "已失效", "条文"):
        assert words in html


async def test_the_region_is_shown_on_a_button_that_drops_it() -> None:
    assistant = StandIn()
    html = await page(assistant, f"/?q={quote(QUESTION)}")
    assert "按〔某县〕检索</span> <span" in html
    await page(assistant, f"/?q={quote(QUESTION)}&no_region=true")
    assert [asked.any_region for asked in assistant.asked] == [False, True]


async def test_what_is_said_of_another_region_or_time_is_pointed_out() -> None:
    snippet = replace(ARTICLE, as_of="2017年底", applies_to="未写明地区")
    answer = replace(ANSWERED, snippets=(snippet,), fallback=Fallback("某县", "某省"))
    html = await page(StandIn(answer), f"/?q={quote(QUESTION)}")
    assert "资料库里没有某县的内容，以下是某省的。" in html
    assert "时间：2017年底；原文未写明地区" in html


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "file:///etc/passwd", "/relative", None])
async def test_only_a_web_address_becomes_a_link(uri: str | None) -> None:
    snippet = replace(ARTICLE, citation=replace(ARTICLE.citation, uri=uri))
    html = await page(StandIn(replace(ANSWERED, snippets=(snippet,))), f"/?q={quote(QUESTION)}")
    assert "原文网页" not in html


async def test_html_in_questions_and_documents_stays_text() -> None:
    citation = replace(ARTICLE.citation, title=ATTACK, section=(ATTACK,), issuer=ATTACK, document=ATTACK)
    snippet = replace(ARTICLE, text=ATTACK, highlights=((0, 8),), citation=citation)
    answer = replace(ANSWERED, understood=ATTACK + "另", snippets=(snippet,), suggestions=(ATTACK,))
    html = await page(StandIn(answer), f"/?q={quote(ATTACK)}")
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'onerror="' not in html
    assert ATTACK in unescape(html)


async def test_a_passage_has_a_page_of_its_own() -> None:
    html = await page(StandIn(), "/context?document=banfa&start=20&end=44")
    assert "第一章 总则 › 第一节 受理" in html
    assert "<p><mark>第二条 县级民政部门受理申请，十个工作日内答复。</mark></p>" in html
    assert "（前文略）" not in html
    assert "（后文略）" in html


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 404, "没有这个页面。"),
        ("/context?document=none&start=0&end=1", 404, "资料库里没有编号为“none”的文件。"),
        ("/context?document=banfa", 422, "请求的格式不对"),
    ],
)
async def test_an_error_is_a_plain_chinese_page(path: str, status: int, words: str) -> None:
    async with visiting(StandIn()) as visitor:
        response = await visitor.get(path)
    assert response.status_code == status
    assert words in response.text
    assert "回到提问页" in response.text


@pytest.mark.parametrize("error", [RuntimeError("boom"), EditionDamaged("第 3 版资料库不完整。")])
async def test_a_failure_on_the_page_is_a_page(error: Exception) -> None:
    async with visiting(StandIn(error)) as visitor:
        response = await visitor.get("/?q=x")
    assert response.status_code >= 500
    assert "回到提问页" in response.text
    assert "boom" not in response.text
    assert response.headers["cache-control"] == "no-store"


async def test_the_first_page_is_light() -> None:
    async with visiting(StandIn()) as visitor:
        ours = (file.name for file in STATIC.iterdir() if not file.name.startswith("admin"))
        paths = ["/", *(f"/static/{name}" for name in ours)]
        sizes = [len((await visitor.get(path)).content) for path in paths]
    assert sum(sizes) < 100_000


def test_the_script_never_turns_data_into_html() -> None:
    for script in STATIC.glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", script.read_text("utf-8")
        )


@pytest.mark.parametrize(
    ("text", "spans", "lines"),
    [
        ("甲乙丙", [(1, 2)], [[("甲", False), ("乙", True), ("丙", False)]]),
        ("甲乙丙", [(0, 2), (1, 3)], [[("甲乙", True), ("丙", True)]]),
        ("甲乙", [(1, 99)], [[("甲", False), ("乙", True)]]),
        ("甲\n\n乙", [(0, 4)], [[("甲", True)], [("乙", True)]]),
        ("𠮷野", [(1, 2)], [[("𠮷", False), ("野", True)]]),
        ("", [], []),
    ],
)
def test_text_is_cut_into_lines_and_marked_words(
    text: str, spans: list[tuple[int, int]], lines: list[list[tuple[str, bool]]]
) -> None:
    assert paragraphs(text, spans) == lines


def test_an_origin_leaves_out_what_is_not_known() -> None:
    known = {"issuer": None, "source": "某报", "number": None, "published": "2020-01-01"}
    assert origin(known) == "某报 · 2020-01-01"


def test_a_passages_path_survives_any_document_name() -> None:
    citation = {"document": "甲&乙=丙 #1", "spans": [(0, 1), (5, 9)]}
    path = "/context?document=%E7%94%B2%26%E4%B9%99%3D%E4%B8%99+%231&start=0&end=1&start=5&end=9"
    assert context_path(citation, None) == path


def test_the_same_words_with_other_punctuation_are_no_restatement() -> None:
    assert not restated({"question": "ＡＢ，甲？", "understood": "ab甲"})
    assert restated({"question": "那云南呢", "understood": "云南的补助"})


def test_a_bare_citation_has_an_empty_origin() -> None:
    bare = Citation("id", "标题")
    assert origin({"issuer": bare.issuer, "source": None, "number": None, "published": None}) == ""
