from datetime import date

import pytest

from retrieval.relative import in_years, without_recent

from .conftest import Home

TODAY = date(2019, 3, 5)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("去年底有多少人", "2018年底有多少人"),
        ("今年上半年募捐了多少", "2019年上半年募捐了多少"),
        ("上半年募捐了多少", "2019年上半年募捐了多少"),
        ("2018年上半年募捐了多少", "2018年上半年募捐了多少"),
        ("上个月发布了什么", "2019年2月发布了什么"),
        ("近三年投入多少", "近三年（2017—2019年）投入多少"),
        ("最近2年来投入多少", "最近2年来（2018—2019年）投入多少"),
        ("《今年工作要点》怎么说", "《今年工作要点》怎么说"),
        ("近年来投入多少", "近年来投入多少"),
        ("往年投入多少", "往年投入多少"),
    ],
)
def test_relative_years_are_those_of_the_day_of_asking(question: str, meant: str) -> None:
    assert in_years(question, TODAY) == meant
    assert in_years(meant, date(2025, 1, 1)) == meant


def test_recent_years_are_taken_out_again() -> None:
    assert without_recent("近三年（2017—2019年）投入多少") == ("近三年投入多少", range(2017, 2020))
    assert without_recent("方案（2017—2019年）投入多少") == ("方案（2017—2019年）投入多少", range(0))


WATER = """---
title: 甲县饮水工程情况
published: 2018-05-01
---
2017年，甲县建成饮水工程12处。
"""


def test_last_year_is_answered_only_from_that_year(home: Home) -> None:
    answerer = home.answerer(water=WATER)
    question = "甲县去年建成多少处饮水工程"
    answer = answerer.answer(question, today=date(2018, 8, 1))
    assert (answer.status, answer.understood) == ("answered", "甲县2017年建成多少处饮水工程")
    refused = answerer.answer(question, today=date(2020, 8, 1))
    assert (refused.reason, refused.available) == ("year_not_covered", ("2017年",))


def test_recent_years_are_answered_from_any_of_them(home: Home) -> None:
    answerer = home.answerer(water=WATER)
    question = "甲县近两年建成多少处饮水工程"
    assert answerer.answer(question, today=date(2018, 8, 1)).status == "answered"
    assert answerer.answer(question, today=date(2020, 8, 1)).reason == "year_not_covered"


def test_the_same_words_in_a_document_count_as_the_recent_years(home: Home) -> None:
    answerer = home.answerer(water=WATER + "\n甲县近两年共投入资金30万元。\n")
    answer = answerer.answer("甲县这两年投入多少资金", today=date(2020, 8, 1))
    assert "30万元" in answer.snippets[0].text


def test_a_figure_says_of_when_it_is(home: Home) -> None:
    answerer = home.answerer(
        report="# 进展\n\n截至2017年底，乙县有合作社35家。这些合作社共有社员900人。\n", water=WATER
    )
    assert answerer.answer("乙县有多少家合作社").snippets[0].as_of == "2017年底"
    assert answerer.answer("合作社共有社员多少人").snippets[0].as_of == "2017年底"
