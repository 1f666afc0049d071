"""What the library does not answer is refused; questions of another field are told from those of its own."""

import pytest

from retrieval.answerer import Answerer

from .conftest import Home


@pytest.mark.parametrize(
    "question",
    [
        "台风什么时候登陆",
        "可乐鸡翅要炖多久",
        "黄金价格今天多少",
        "医保卡余额怎么查",
        "住房公积金能取多少",
        "个人所得税专项附加扣除有哪些",
        "增值税发票怎么开",
        "产假多少天",
        "电动车怎么上牌",
        "养老金什么时候上调",
    ],
)
def test_questions_of_another_field_are_off_topic(bundled_answerer: Answerer, question: str) -> None:
    assert bundled_answerer.answer(question).reason == "off_topic"


@pytest.mark.parametrize(
    "question",
    [
        "脱贫户的医疗费用怎么报销",
        "农村低保标准是多少",
        "慈善信托受托人有哪些",
        "社会团体换届怎么备案",
        "志愿者保险谁来买",
        "残疾证怎么办",
        "返贫了怎么办",
        "基金会理事最多几个人",
        "特困人员供养标准怎么定",
    ],
)
def test_questions_of_the_field_are_never_off_topic(bundled_answerer: Answerer, question: str) -> None:
    assert bundled_answerer.answer(question).reason == "not_in_library"


@pytest.mark.parametrize("question", ["慈善信托怎么备案", "今天天气怎么样"])
def test_an_empty_library_says_that_it_is_empty(home: Home, question: str) -> None:
    answer = home.answerer().answer(question)
    assert (answer.reason, answer.library_empty) == ("not_in_library", True)


def test_a_library_with_a_document_is_not_empty(bundled_answerer: Answerer) -> None:
    assert not bundled_answerer.answer("慈善信托怎么备案").library_empty


SCHOOLS = """---
title: 丁县教育帮扶情况
---
丁县组织志愿者走访困难学生家庭，慰问学生300人。

丁县资助困难学生，帮助他们完成学业。
"""


def test_a_figure_is_refused_where_none_of_its_unit_is_given(home: Home) -> None:
    answerer = home.answerer(schools=SCHOOLS)
    assert "300人" in answerer.answer("丁县慰问了多少名困难学生").snippets[0].text
    assert answerer.answer("丁县资助困难学生多少钱").reason == "not_in_library"


def test_a_passage_that_lacks_the_weightiest_word_is_no_answer(bundled_answerer: Answerer) -> None:
    assert bundled_answerer.answer("慈善组织认定的条件是什么").reason == "not_in_library"
