import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import UnknownDocument
from retrieval.answer import ELLIPSIS, Answer
from retrieval.answerer import Answerer

from .conftest import Home

WATER = """---
title: 甲县饮水工程情况
published: 2018-05-01
---
## 进展

甲县2017年建成饮水工程12处，受益3400人。乙县2017年建成饮水工程7处，受益900人。

## 措施

甲县从三个方面保障供水：一是落实管护责任；二是筹集维修资金；三是公开水质检测结果。这些措施自2018年1月起实行。
"""
SCHOOL = """---
title: 丙市教育扶贫办法
issuer: 丙市教育局
---
丙市教育局印发《丙市教育扶贫办法》，免除贫困家庭学生的住宿费。
"""


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(water=WATER, school=SCHOOL)


def verbatim(answerer: Answerer, answer: Answer) -> Iterator[bool]:
    shelf = answerer.opened()[0].shelf
    for snippet in answer.snippets:
        text = shelf.text(shelf.number(snippet.citation.document))
        yield snippet.text == ELLIPSIS.join(text[start:end] for start, end in snippet.citation.spans)


def test_a_question_gets_the_sentence_that_answers_with_its_citation(answerer: Answerer) -> None:
    answer = answerer.answer("甲县建成了多少处饮水工程？")
    assert answer.status == "answered"
    first = answer.snippets[0]
    assert "12处" in first.text
    assert first.citation.document == "water"
    assert first.citation.title == "甲县饮水工程情况"
    assert first.citation.published == "2018-05-01"
    assert first.citation.section == ("进展",)
    assert all(verbatim(answerer, answer))


def test_highlights_are_words_of_the_question(answerer: Answerer) -> None:
    first = answerer.answer("甲县建成了多少处饮水工程？").snippets[0]
    marked = {first.text[start:end] for start, end in first.highlights}
    assert any("饮水工程" in mark for mark in marked)
    assert "受益" not in marked


def test_a_word_is_marked_whole_though_part_of_it_could_be_a_stop_word(home: Home) -> None:
    first = home.answerer(one="# 情况\n\n甲县有社会组织40家。\n").answer("甲县有多少家社会组织").snippets[0]
    assert any("社会组织" in first.text[start:end] for start, end in first.highlights)


def test_a_list_that_is_asked_for_is_shown_whole(answerer: Answerer) -> None:
    first = answerer.answer("甲县从哪几个方面保障供水？").snippets[0]
    assert first.kind == "list"
    assert first.text == "甲县从三个方面保障供水：一是落实管护责任；二是筹集维修资金；三是公开水质检测结果。"


@pytest.mark.parametrize("question", ["", "   \n", "\u3000"])
def test_an_empty_question_gets_its_reason(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert (answer.status, answer.reason, answer.snippets) == ("unanswered", "empty", ())


def test_a_text_of_ten_thousand_characters_is_too_long(answerer: Answerer) -> None:
    assert answerer.answer("扶贫" * 5000).reason == "too_long"


def test_unknown_words_are_off_topic(answerer: Answerer) -> None:
    assert answerer.answer("鹌鹑蛋糕怎么烤").reason == "off_topic"


def test_a_question_that_the_library_only_touches_is_not_in_it(answerer: Answerer) -> None:
    answer = answerer.answer("甲县危房改造补贴标准和申请流程是怎样规定的")
    assert (answer.status, answer.snippets) == ("unanswered", ())


@pytest.mark.parametrize("text", ["你好", "您好！", "谢谢你", "你是谁？", "你能做什么", "hello"])
def test_small_talk_is_no_gap(answerer: Answerer, text: str) -> None:
    assert answerer.answer(text).status == "smalltalk"


def test_an_empty_library_refuses_everything(home: Home) -> None:
    answerer = home.answerer()
    assert answerer.answer("甲县建成了多少处饮水工程？").status == "unanswered"
    assert answerer.answer("").reason == "empty"


def test_traditional_characters_and_full_width_digits_find_the_same(answerer: Answerer) -> None:
    plain = answerer.answer("甲县2017年建成饮水工程多少处")
    other = answerer.answer("甲縣２０１７年建成飲水工程多少處")
    assert [s.citation for s in other.snippets] == [s.citation for s in plain.snippets]


def test_the_answer_follows_a_reload(home: Home, answerer: Answerer) -> None:
    assert answerer.answer("丁县有几所敬老院").status == "unanswered"
    home.write(home_for_the_old="# 丁县养老情况\n\n丁县有敬老院4所。\n")
    home.reload()
    answer = answerer.answer("丁县有几所敬老院")
    assert answer.edition == 2
    assert "4所" in answer.snippets[0].text


def test_the_json_is_the_contracts(answerer: Answerer) -> None:
    found = json.loads(
        json.dumps(answerer.answer("甲县建成了多少处饮水工程？").to_json(), ensure_ascii=False)
    )
    assert set(found) >= {
        "question", "understood", "status", "reason", "region", "conflict", "snippets", "suggestions",
        "edition", "log_id", "elapsed_ms",
    }  # fmt: skip
    assert set(found["snippets"][0]) >= {"text", "kind", "highlights", "score", "citation"}
    assert set(found["snippets"][0]["citation"]) >= {
        "document", "title", "issuer", "source", "published", "number", "section", "spans", "validity", "uri",
    }  # fmt: skip


def test_a_quotation_is_shown_in_its_context(answerer: Answerer) -> None:
    snippet = answerer.answer("丙市教育局免除什么费用").snippets[0]
    context = answerer.context(snippet.citation.document, snippet.citation.spans)
    start, end = context.spans[0]
    assert context.text[start:end] == snippet.text
    assert context.title == "丙市教育扶贫办法"


def test_the_context_of_an_unknown_document_is_refused(answerer: Answerer) -> None:
    with pytest.raises(UnknownDocument, match="nothing"):
        answerer.context("nothing", [(0, 3)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text("扶贫社会组织县年多少哪些0123456789《》？，%", max_size=60))
def test_whatever_is_asked_snippets_are_verbatim_and_scored(
    bundled_answerer: Answerer, question: str
) -> None:
    answer = bundled_answerer.answer(question)
    assert (answer.status == "answered") == bool(answer.snippets)
    assert (answer.status == "unanswered") == (answer.reason is not None)
    assert all(verbatim(bundled_answerer, answer))
    for snippet in answer.snippets:
        assert snippet.score > 0
        assert len(snippet.text) <= (600 if snippet.kind == "sentence" else 1500)
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.highlights)


def test_every_sentence_of_the_library_is_quoted_verbatim(bundled_answerer: Answerer) -> None:
    edition, _ = bundled_answerer.opened()
    asked = 0
    for document in edition.shelf:
        for block in document.blocks:
            answer = bundled_answerer.answer(document.text[block.start : block.end][:80])
            assert all(verbatim(bundled_answerer, answer))
            asked += 1
    assert asked > 50


def test_a_list_says_how_many_items_it_has(answerer: Answerer) -> None:
    first = answerer.answer("甲县从哪三个方面保障供水？").snippets[0]
    assert (first.kind, first.items, first.excerpt) == ("list", 3, False)


@pytest.mark.parametrize(
    "question", ["甲县保障供水的第二个方面是什么？", "甲县保障供水的三个方面，第2点是什么"]
)
def test_one_item_of_a_list_is_quoted_alone(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).snippets[0].text == "二是筹集维修资金；"


def test_a_list_too_long_to_show_gives_its_lead_in_and_every_items_first_sentence(home: Home) -> None:
    numerals = "一二三四五六七八"
    items = "；".join(f"{n}是办好第{n}件实事。" + f"这件实事要讲求实效，{n}步到位。" * 16 for n in numerals)
    answerer = home.answerer(long=f"# 己市实事\n\n己市为群众办好八件实事：{items}\n")
    first = answerer.answer("己市为群众办好哪八件实事？").snippets[0]
    assert (first.kind, first.items, first.excerpt) == ("list", 8, True)
    assert len(first.text) <= 1500
    assert all(f"{n}是办好第{n}件实事。" in first.text for n in numerals)


def test_more_snippets_than_an_answer_shows_can_be_asked_for(home: Home) -> None:
    villages = {f"v{n}": f"# 情况{n}\n\n第{n}村建成饮水工程{n}处，村民都喝上了水。\n" for n in range(1, 10)}
    answerer = home.answerer(**villages)
    question = "哪些村建成了饮水工程？"
    asked = answerer.answer(question)
    more = answerer.at(answerer.edition, date(2026, 1, 1), 8)(question)
    assert (len(asked.snippets), len(more.snippets)) == (5, 8)
    assert all(verbatim(answerer, more))
