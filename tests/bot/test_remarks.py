"""What answers say about themselves."""

from dataclasses import replace

import pytest

from bot.messages import region_label, status_line
from bot.remarks import EMPTY_LIBRARY, note, refusal, remarks
from retrieval.answer import Answer, Citation, Fallback, Held, Snippet

SNIPPET = Snippet("一是甲；二是乙。", "list", (), 1.0, Citation("d", "题"))
ANSWERED = Answer("问", "问", "answered", snippets=(SNIPPET,))
REFUSED = Answer("问", "问", "unanswered", "region_not_covered", region="云南省")


@pytest.mark.parametrize(
    ("used", "said"),
    [
        ("江西省", "资料库里没有遂川县的内容，以下是江西省的。"),
        ("全国", "资料库里没有专门说遂川县的内容，以下是适用于全国的内容。"),
        ("未写明地区", "资料库里没有写明是遂川县的内容，以下原文没有写明地区，请核对出处。"),
    ],
)
def test_a_wider_region_that_answers_is_named(used: str, said: str) -> None:
    answer = replace(ANSWERED, fallback=Fallback("遂川县", used))
    assert remarks(answer) == [said]
    assert said in status_line(answer)


def test_a_region_that_was_dropped_is_named() -> None:
    assert remarks(replace(ANSWERED, region_dropped="湖南省")) == ["按不限地区查找，没有限定在湖南省。"]


def test_a_document_that_was_asked_about_is_told_with_its_dates() -> None:
    known = Held("d", "某办法", "某发〔2018〕1号", "某部", "2018-10-30", "2019-01-01", "2023-12-31", "已失效")
    assert remarks(replace(ANSWERED, documents=(known,))) == [
        "《某办法》（某发〔2018〕1号）：某部2018-10-30发布，自2019-01-01起施行，有效期至2023-12-31，已失效。"
    ]
    assert remarks(replace(ANSWERED, documents=(Held("d", "某办法"),))) == [
        "《某办法》：没有写明发布机关和日期。"
    ]


def test_versions_of_a_document_are_listed() -> None:
    known = (Held("b", "某法", published="2020-01-02"), Held("a", "某法", published="2010-03-04"))
    assert remarks(replace(ANSWERED, documents=known)) == [
        "资料库收录了《某法》的 2 个版本：\n• 2020-01-02发布\n• 2010-03-04发布"
    ]


def test_a_number_that_is_but_mentioned_needs_no_brackets() -> None:
    said = remarks(replace(ANSWERED, mentioned=("某发〔2018〕1号",)))
    assert said == ["资料库里没有某发〔2018〕1号的全文，下面是其他文件提到它的原文。"]


def test_an_answer_of_what_was_asked_needs_no_remark() -> None:
    assert remarks(ANSWERED) == []


def test_a_refusal_names_the_regions_that_there_are() -> None:
    assert refusal(replace(REFUSED, available=("湖南", "四川"))) == [
        "抱歉，关于这个问题，资料库里没有云南省的内容，有湖南、四川的内容。可以改问这些地区，或者不限地区再查。"
    ]
    many = refusal(replace(REFUSED, available=tuple("甲乙丙丁戊己庚辛壬癸")))[0]
    assert "甲、乙、丙、丁、戊、己、庚、辛等的内容" in many


def test_a_refusal_names_the_years_that_there_are() -> None:
    refused = replace(REFUSED, reason="year_not_covered", available=("2017年底",))
    assert "有2017年底的。" in refusal(refused)[0]


@pytest.mark.parametrize("reason", ["region_not_covered", "year_not_covered"])
def test_a_refusal_without_anything_instead_is_a_whole_sentence(reason: str) -> None:
    refused = replace(REFUSED, reason=reason)  # type: ignore[arg-type]
    assert "再" in refusal(refused)[0]
    assert "有的" not in refusal(refused)[0]


def test_an_empty_library_is_told_with_how_to_fill_it() -> None:
    refused = replace(REFUSED, reason="not_in_library", library_empty=True)
    assert refusal(refused) == [EMPTY_LIBRARY]
    assert "fupin kb add" in EMPTY_LIBRARY


def test_a_note_says_when_and_where_and_how_much_of_a_list() -> None:
    assert note(SNIPPET) == ""
    assert note(replace(SNIPPET, items=2)) == "共 2 项，已全部列出"
    assert note(replace(SNIPPET, picked=(1, 3), out_of=8)) == "共 8 项，这是第 1、3 项"
    assert "节选" in note(replace(SNIPPET, items=20, excerpt=True))
    assert note(replace(SNIPPET, as_of="2017年底", applies_to="全国")) == "时间：2017年底；适用：全国"
    assert note(replace(SNIPPET, applies_to="未写明地区")) == "原文未写明地区"


def test_the_region_that_was_used_has_a_label() -> None:
    assert region_label(REFUSED) == "按〔云南省〕检索"
    assert region_label(ANSWERED) == ""
    assert len(region_label(replace(REFUSED, region="甲" * 100))) < 40
