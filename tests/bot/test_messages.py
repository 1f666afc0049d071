"""What the bot says: an Answer as Telegram's HTML, and a sentence for everything else."""

import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import messages
from bot.markup import LIMIT, Run, emphasised, parts
from knowledge.document import Span
from retrieval.answer import Answer, Citation, Reason, Snippet
from tests.e2e import telegram_html

# Letters, HTML's own characters, emoji of two and more code points, marks for right-to-left writing
PIECES = [
    "政策",
    "。",
    "！",
    "？",
    "；",
    "\n",
    " ",
    "<",
    ">",
    "&",
    '"',
    "'",
    "/",
    "a",
    "1",
    "&amp;",
    "<b>",
    "</b>",
]
PIECES += ["😀", "👨\u200d👩\u200d👧", "\u202e", "\u200f", "שלום", "e\u0301"]
AWKWARD = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)
CITATION = Citation(
    document="d1",
    title="关于动员社会力量的意见",
    issuer="某部",
    source="某报",
    published="2018-10-30",
    number="某发〔2018〕1号",
    section=("二、主要任务", "（一）分工"),
)


def answer(*texts: str, highlights: tuple[Span, ...] = (), citation: Citation = CITATION) -> Answer:
    snippets = tuple(Snippet(text, "sentence", highlights, 1.0, citation) for text in texts)
    return Answer("怎么做？", "怎么做？", "answered", snippets=snippets, edition=1, log_id=7)


def refusal(reason: Reason, log_id: int | None = 7, suggestions: tuple[str, ...] = ()) -> Answer:
    return Answer("问", "问", "unanswered", reason, log_id=log_id, suggestions=suggestions)


def shown(part: str) -> str:
    return telegram_html.read(part)[0]


def entities(part: str, type: str) -> list[str]:
    """The texts of a part's entities of this type."""
    text, found = telegram_html.read(part)
    units = text.encode("utf-16-le")
    return [
        units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in found
        if e["type"] == type
    ]


def test_an_answer_shows_each_snippet_as_a_quote_with_its_numbered_citation() -> None:
    [part] = messages.answer_html(answer("各级要分工负责。", "社会组织可以参与。"))
    assert entities(part, "blockquote") == ["各级要分工负责。", "社会组织可以参与。"]
    assert (
        "[1] 关于动员社会力量的意见（某发〔2018〕1号） · 某部 · 2018-10-30 · 二、主要任务 › （一）分工"
        in part
    )
    assert "[2] 关于动员社会力量的意见" in part
    assert shown(part).startswith("找到 2 段原文：")


def test_matched_words_are_bold_inside_the_quote() -> None:
    [part] = messages.answer_html(answer("各级要分工负责。", highlights=((3, 7), (5, 6), (0, 2))))
    assert "<blockquote><b>各级</b>要<b>分工负责</b>。</blockquote>" in part


def test_the_title_links_to_the_source_only_where_it_has_a_web_address() -> None:
    linked = Citation("d", "题", uri='https://example.org/?a=1&b="2"')
    assert (
        '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">题</a>'
        in messages.answer_html(answer("文。", citation=linked))[0]
    )
    assert (
        "<a" not in messages.answer_html(answer("文。", citation=Citation("d", "题", uri="本地文件.docx")))[0]
    )


def test_an_endless_web_address_does_not_use_up_the_message() -> None:
    endless = Citation("d", "题", uri="https://example.org/" + "x" * 5000)
    assert shown("".join(messages.answer_html(answer("文。", citation=endless)))).endswith("[1] 题")


def test_what_is_unknown_is_left_out_of_a_citation() -> None:
    assert messages.citation_line(Citation("d", "题")) == "题"
    assert (
        messages.citation_line(Citation("d", "题", source="某报", validity="已失效")) == "题 · 某报 · 已失效"
    )


def test_three_snippets_stand_in_a_message_and_it_says_how_many_there_are() -> None:
    [part] = messages.answer_html(answer("一。", "二。", "三。", "四。"))
    assert entities(part, "blockquote") == ["一。", "二。", "三。"]
    assert shown(part).startswith("找到 4 段原文，先看前 3 段：")
    assert list(messages.shown(answer("一。", "二。", "三。", "四。"), 3)) == [3]


def test_contradictions_and_articles_are_shown_together() -> None:
    many = answer(*"一二三四五")
    article = replace(many.snippets[0], kind="article")
    assert len(messages.shown(replace(many, conflict=True))) == 5
    assert len(messages.shown(replace(many, snippets=(article,) * 4))) == 4


def test_what_is_not_in_force_has_a_badge_of_its_own() -> None:
    [part] = messages.answer_html(answer("文。", citation=replace(CITATION, validity="已失效")))
    assert shown(part).endswith("\n⚠️ 已失效")
    assert entities(part, "bold") == ["⚠️ 已失效"]


def test_documents_that_contradict_each_other_are_pointed_out() -> None:
    assert "来源不一致" not in messages.status_line(answer("文。"))
    assert "来源不一致" in messages.status_line(Answer("问", "问", "answered", conflict=True))


def test_how_a_follow_up_was_understood_is_said_but_not_mere_punctuation() -> None:
    rewritten = Answer("那云南呢？", "云南的搬迁对象有哪些", "answered")
    assert "理解为：云南的搬迁对象有哪些" in messages.status_line(rewritten)
    assert "理解为" not in messages.status_line(Answer("ＡＢ 怎么做？", "ab怎么做", "answered"))


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_has_a_sentence_of_its_own(reason: Reason) -> None:
    others = {messages.reason_text(refusal(other)) for other in get_args(Reason) if other != reason}
    text = messages.reason_text(refusal(reason))
    assert re.search("[一-龥]", text)
    assert "{" not in text
    assert text not in others


def test_a_region_that_is_not_covered_is_named() -> None:
    named = Answer("问", "问", "unanswered", "region_not_covered", region="云南省")
    assert "云南省" in messages.reason_text(named)


def test_only_a_gap_that_was_logged_is_said_to_be_noted() -> None:
    assert "记下" in messages.reason_text(refusal("not_in_library"))
    assert "记下" not in messages.reason_text(refusal("not_in_library", log_id=None))
    assert "记下" not in messages.reason_text(refusal("off_topic"))


def test_suggestions_are_listed_under_a_refusal_and_under_an_answer() -> None:
    refused = messages.reason_text(refusal("not_in_library", suggestions=("甲？", "乙？")))
    assert refused.endswith("• 甲？\n• 乙？")
    answered = Answer("问", "问", "answered", snippets=answer("文。").snippets, suggestions=("丙？",))
    assert shown(messages.answer_html(answered)[-1]).endswith("• 丙？")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("你好", "您好"),
        ("早上好！", "您好"),
        ("谢谢你", "不客气"),
        ("ＴＨＡＮＫＳ", "不客气"),
        ("再见", "再见"),
        ("好的。", "好的"),
        ("收到", "好的"),
        ("你是谁？", "我是扶贫政策问答助手"),
        ("你能做什么", "您问一个政策问题"),
        ("怎么用？", "您问一个政策问题"),
    ],
)
def test_smalltalk_is_answered_in_kind(said: str, expected: str) -> None:
    assert messages.smalltalk_text(said).startswith(expected)
    assert messages.answer_html(Answer(said, said, "smalltalk")) == [messages.smalltalk_text(said)]


def test_the_welcome_gives_three_examples_and_says_that_questions_are_logged() -> None:
    welcome = messages.welcome()
    assert len(messages.EXAMPLES) == 3
    assert all(question in welcome for question in messages.EXAMPLES)
    assert "记录" in welcome


def test_the_welcome_names_each_command_that_is_of_use_then() -> None:
    others = ("start", "help", "join", "cancel")
    told = re.findall("/([a-z]+)", messages.welcome())
    assert {*messages.COMMANDS} - {*others} == {*told}


def test_a_refused_user_is_told_the_id_that_the_admin_needs() -> None:
    assert "4711" in messages.not_allowed(4711)


def whole(sent: list[str]) -> str:
    return "".join(map(shown, sent))


@given(AWKWARD, st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=5))
@settings(deadline=None, max_examples=60)
def test_whatever_the_text_nothing_of_it_is_lost_or_taken_for_markup(text: str, spans: list[Span]) -> None:
    sent = messages.answer_html(answer(text, highlights=tuple(spans)))
    assert text in whole(sent)
    assert all(telegram_html.units(part) <= LIMIT for part in sent)


@given(
    AWKWARD, st.integers(0, 400), st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=3)
)
@example(text="&", offset=0, spans=[])
@example(text="😀", offset=1, spans=[(1, 9999)])
@settings(deadline=None, max_examples=25)
def test_ten_thousand_characters_are_cut_into_parts_that_fit(
    text: str, offset: int, spans: list[Span]
) -> None:
    long = ("政" * offset + ((text + "。") * 10_000))[:10_000]
    sent = messages.answer_html(answer(long, highlights=tuple(spans)))
    assert len(sent) > 1
    assert long in whole(sent)
    assert all(telegram_html.units(part) <= LIMIT for part in sent)


def test_a_long_text_is_cut_where_a_sentence_ends() -> None:
    sent = messages.answer_html(answer("这是第一句话，它说了很多。" * 600))
    assert len(sent) > 1
    assert all(shown(part).endswith("。") for part in sent[:-1])


def test_several_long_snippets_are_cut_between_them() -> None:
    sent = messages.answer_html(answer(*["一句很长的话，" * 200 + "完。"] * 5))
    assert len(sent) > 1
    assert all(shown(part).rstrip().endswith("（一）分工") for part in sent)


def test_a_text_without_sentence_ends_is_cut_all_the_same() -> None:
    sent = parts([Run("字" * 9000)])
    assert [len(part) for part in sent] == [4096, 4096, 808]


def test_a_part_that_would_be_blank_is_not_sent() -> None:
    assert parts([Run("\n" * 5000), Run("完")]) == [
        part for part in parts([Run("\n" * 5000 + "完")]) if "完" in part
    ]
    assert parts([Run(" ")]) == []


def test_overlapping_spans_make_one_bold_text() -> None:
    assert parts(emphasised("abcd", [(1, 2), (0, 99)])) == ["<b>abcd</b>"]


def test_documents_that_are_only_mentioned_are_named() -> None:
    found = replace(answer("文。"), mentioned=("某规划",))
    assert "没有《某规划》的全文" in messages.status_line(found)
