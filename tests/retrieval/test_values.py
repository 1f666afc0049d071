import pytest

from retrieval import values
from retrieval.answerer import Answerer

from .conftest import Home

REPORT = """---
title: 甲县帮扶情况
published: 2018-11-02
---
甲县共有八十万个合作社参与，结对帮扶二十家企业。

2018年9月5日，甲县召开推进会。

今年以来，甲县发放补助1.5万元，其中三成的钱用于危房改造。去年底，甲县贫困发生率降至百分之三点一七。
"""


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("二十家", "=20"),
        ("80万个", "=800000"),
        ("一万五", "=15000"),
        ("1,300家", "=1300"),
        ("三十五点四亿元", "=3540000000"),
        ("百分之三十", "=30%"),
        ("三成", "=30%"),
        ("10月30日", "=10-30"),
        ("十月三十号", "=10-30"),
        ("9 月 5 日", "=9-5"),
    ],
)
def test_a_value_has_one_term_however_it_is_written(written: str, term: str) -> None:
    assert values.held(written) == (term,)
    assert [piece.term for piece in values.pieces(written) if piece.term] == [term]


@pytest.mark.parametrize(
    "written", ["20家", "3.17%", "一个", "两县", "十三五", "第250号", "三区三州", "0831-2777"]
)
def test_what_its_words_say_already_or_what_is_no_quantity_has_none(written: str) -> None:
    assert values.held(written) == ()


@pytest.mark.parametrize(("word", "terms"), [("20", ("=20",)), ("=20", ("20",)), ("9.5", ("=9-5", "=9.5"))])
def test_digits_and_terms_stand_for_each_other(word: str, terms: tuple[str, ...]) -> None:
    assert values.alike(word) == terms


@pytest.mark.parametrize("written", ["16年", "二〇一六年", "２０１６年", "2016年"])
def test_a_year_is_looked_up_in_four_digits(written: str, home: Home) -> None:
    answerer = home.answerer(one="# 情况\n\n甲县2016年建成水厂3座。甲县2017年建成水厂5座。\n")
    first = answerer.answer(f"{written}甲县建成几座水厂").snippets[0]
    assert "2016年建成水厂3座" in first.text


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(report=REPORT)


@pytest.mark.parametrize(
    ("question", "said", "marked"),
    [
        ("哪里有800000个合作社", "八十万个合作社", "八十万个"),
        ("20家企业由谁结对帮扶", "二十家企业", "二十家"),
        ("9.5甲县开了什么会", "9月5日", "2018年9月5日"),
        ("九月五号甲县召开什么会", "9月5日", "2018年9月5日"),
        ("甲县发放15000元补助", "1.5万元", "1.5万元"),
        ("甲县30%的补助用于什么", "三成", "三成"),
        ("哪里贫困发生率降至3.17%", "百分之三点一七", "百分之三点一七"),
    ],
)
def test_other_ways_of_writing_a_value_find_it_and_mark_it(
    answerer: Answerer, question: str, said: str, marked: str
) -> None:
    first = answerer.answer(question).snippets[0]
    assert said in first.text
    assert any(marked in first.text[start:end] for start, end in first.highlights)


def test_last_year_in_a_document_is_the_one_before_it_was_published(answerer: Answerer) -> None:
    assert answerer.answer("甲县2017年底贫困发生率是多少").status == "answered"
    assert answerer.answer("甲县2016年底贫困发生率是多少").reason == "year_not_covered"
