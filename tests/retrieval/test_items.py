"""Lists as answers: whole and in order, or the items that are asked for."""

import pytest

from retrieval.answerer import Answerer
from retrieval.items import asked_items, counts

from .conftest import Home

PLAN = """---
title: 甲县消费帮扶行动
---
甲县开展消费帮扶，应围绕五个方面：一是摸清农产品底数；二是办好产销对接会；三是培训直播人员；四是建设冷链仓库；五是公开采购信息。

申请设立帮扶专柜，应当符合下列条件：

（一）有固定的经营场所。场所面积不少于二十平方米。

（二）有专人负责。

（三）商品来自帮扶村。

甲县农业局负责解释。
"""


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(plan=PLAN)


@pytest.mark.parametrize(
    ("question", "quoted", "picked"),
    [
        ("甲县消费帮扶五个方面的第二项是什么", "二是办好产销对接会；", (2,)),
        ("甲县消费帮扶的第3个方面是什么", "三是培训直播人员；", (3,)),
        ("甲县消费帮扶五个方面，最后一项是什么", "五是公开采购信息。", (5,)),
        ("甲县消费帮扶五个方面的倒数第二项", "四是建设冷链仓库；", (4,)),
        ("甲县消费帮扶五个方面的前两项是什么", "一是摸清农产品底数；二是办好产销对接会；", (1, 2)),
        ("甲县消费帮扶五个方面的后两项是什么", "四是建设冷链仓库；五是公开采购信息。", (4, 5)),
        (
            "甲县消费帮扶五个方面的第二到第四项",
            "二是办好产销对接会；三是培训直播人员；四是建设冷链仓库；",
            (2, 3, 4),
        ),
        ("甲县消费帮扶五个方面的第一项和第三项", "一是摸清农产品底数；……三是培训直播人员；", (1, 3)),
    ],
)
def test_the_items_asked_for_are_quoted_alone(
    answerer: Answerer, question: str, quoted: str, picked: tuple[int, ...]
) -> None:
    first = answerer.answer(question).snippets[0]
    assert (first.text, first.picked, first.out_of, first.items) == (quoted, picked, 5, None)


def test_an_item_that_there_is_none_of_gets_the_whole_list(answerer: Answerer) -> None:
    first = answerer.answer("甲县消费帮扶五个方面的第七项是什么").snippets[0]
    assert (first.items, first.picked) == (5, ())


@pytest.mark.parametrize(
    "question",
    [
        "甲县消费帮扶围绕哪五个方面",
        "甲县消费帮扶的五个方面是什么",
        "甲县开展消费帮扶围绕五个方面，具体内容是什么",
        "甲县消费帮扶分别围绕几个方面",
    ],
)
def test_a_list_is_whole_however_it_is_asked_for(answerer: Answerer, question: str) -> None:
    first = answerer.answer(question).snippets[0]
    assert (first.kind, first.items, first.excerpt) == ("list", 5, False)
    assert first.text.endswith("五是公开采购信息。")


@pytest.mark.parametrize("question", ["申请设立帮扶专柜应当符合哪些条件", "设立帮扶专柜应当符合什么条件"])
def test_a_list_over_several_paragraphs_is_whole(answerer: Answerer, question: str) -> None:
    first = answerer.answer(question).snippets[0]
    assert (first.kind, first.items) == ("list", 3)
    assert "不少于二十平方米" in first.text
    assert first.text.endswith("（三）商品来自帮扶村。")


def test_a_list_of_another_length_is_not_taken_for_the_one_asked_for(home: Home) -> None:
    answerer = home.answerer(
        one="# 要求\n\n乙县提出三点要求：一是突出两个重点，即抓产业、抓就业；二是严格考核；三是加强宣传。\n"
    )
    assert answerer.answer("乙县突出的两个重点是什么").snippets[0].kind == "sentence"
    assert answerer.answer("乙县提出的三点要求是什么").snippets[0].items == 3


def test_a_list_that_lacks_items_does_not_claim_to_be_whole(home: Home) -> None:
    answerer = home.answerer(one="# 要求\n\n丙县提出四点要求：一是抓产业；二是抓就业；三是抓教育。\n")
    first = answerer.answer("丙县提出哪四点要求").snippets[0]
    assert "三是抓教育" in first.text
    assert first.items is None


@pytest.mark.parametrize(
    "question", ["前三个月的募捐", "第三季度", "第二批", "前两个县", "目前三项工作", "慈善法第二十三条"]
)
def test_periods_and_articles_are_no_items(question: str) -> None:
    assert asked_items(question) is None


def test_how_many_items_a_list_has_is_understood() -> None:
    assert counts("八个方面的重点") == {8}
    assert counts("30项措施和两条建议") == {30, 2}
    assert counts("第二十三条") == set()
