"""Who, when, where: the sentence with that kind of answer comes first."""

import pytest

from retrieval.answerer import Answerer

from .conftest import Home

REPORT = """---
title: 甲县志愿服务培训
published: 2019-04-20
---
志愿服务培训得到各方支持，陈晓明局长表示，志愿服务培训今后还要继续开展，志愿服务要形成长效机制。

2019年4月8日至10日，志愿服务培训在甲县会议中心举行，共有60名志愿者参加。

甲县民政局局长陈晓明介绍了培训安排，团县委书记周兰讲授急救知识。

志愿服务培训的目的是提高志愿者的服务能力，志愿服务培训受到欢迎。
"""


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(report=REPORT)


@pytest.mark.parametrize("question", ["陈晓明是谁？", "陈晓明担任什么职务", "陈晓明是什么职务呢"])
def test_the_whole_post_of_a_person_comes_first(answerer: Answerer, question: str) -> None:
    assert "甲县民政局局长陈晓明" in answerer.answer(question).snippets[0].text


@pytest.mark.parametrize("question", ["志愿服务培训是什么时候举行的", "志愿服务培训哪天举行"])
def test_when_is_answered_with_a_date(answerer: Answerer, question: str) -> None:
    assert "2019年4月8日" in answerer.answer(question).snippets[0].text


@pytest.mark.parametrize("question", ["志愿服务培训在哪里举行", "志愿服务培训的地点是什么地方"])
def test_where_is_answered_with_a_place(answerer: Answerer, question: str) -> None:
    assert "甲县会议中心" in answerer.answer(question).snippets[0].text


def test_who_is_answered_with_an_office(answerer: Answerer) -> None:
    assert "周兰" in answerer.answer("谁讲授急救知识").snippets[0].text
