"""Figures, years, regions and conflicts: answered for what was asked, or refused with what there is."""

import pytest

from retrieval.answerer import Answerer

from .conftest import Home

REPORT = """---
title: 江西省定点扶贫进展
published: 2018-05-01
---
## 遂川县

截至2017年底，遂川县贫困发生率降至3.17%。截至2015年底，遂川县贫困发生率为9.02%。

## 莲花县

截至2017年底，莲花县贫困发生率降至2.84%。

## 表扬

民政部门通报表扬18家社会组织的脱贫攻坚事迹。
"""
OTHER = """---
title: 另一份报道
published: 2018-06-01
---
民政部门对19家社会组织的脱贫攻坚事迹通报表扬。

湖南省从两个方面宣传：一是公开信息；二是推广典型。
"""


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(report=REPORT, other=OTHER)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("2017年底遂川县的贫困发生率是多少？", "3.17%"),
        ("二〇一五年底遂川县的贫困发生率是多少？", "9.02%"),
        ("莲花县2017年贫困发生率是多少？", "2.84%"),
    ],
)
def test_the_figure_is_that_of_the_region_and_year(answerer: Answerer, question: str, figure: str) -> None:
    first = answerer.answer(question).snippets[0]
    marked = [first.text[start:end] for start, end in first.highlights]
    assert any(figure in mark for mark in marked)


def test_another_year_is_refused_with_the_years_there_are(answerer: Answerer) -> None:
    answer = answerer.answer("2016年底遂川县的贫困发生率是多少？")
    assert answer.reason == "year_not_covered"
    assert "2017年底遂川县的贫困发生率是多少？" in answer.suggestions


def test_another_region_is_refused_with_the_regions_there_are(answerer: Answerer) -> None:
    answer = answerer.answer("于都县的贫困发生率是多少？")
    assert (answer.reason, answer.region) == ("region_not_covered", "江西省赣州市于都县")
    assert "遂川县的贫困发生率是多少？" in answer.suggestions


def test_every_suggestion_has_an_answer(answerer: Answerer) -> None:
    suggested = answerer.answer("于都县的贫困发生率是多少？").suggestions
    assert suggested
    assert all(answerer.answer(question).status == "answered" for question in suggested)


def test_two_documents_that_give_different_figures_are_both_shown_as_a_conflict(answerer: Answerer) -> None:
    answer = answerer.answer("通报表扬了多少家社会组织的脱贫攻坚事迹？")
    assert answer.conflict
    assert [snippet.citation.document for snippet in answer.snippets[:2]] in (
        ["report", "other"], ["other", "report"],
    )  # fmt: skip


def test_figures_of_different_years_are_no_conflict(answerer: Answerer) -> None:
    assert not answerer.answer("遂川县贫困发生率是多少？").conflict


def test_the_region_that_was_used_is_named(answerer: Answerer) -> None:
    answer = answerer.answer("湖南从哪几个方面宣传？")
    assert answer.region == "湖南省"
    assert answer.snippets[0].kind == "list"


def test_a_figure_of_a_county_is_none_of_its_province(home: Home) -> None:
    answerer = home.answerer(one="# 进展\n\n截至2017年底，江西省遂川县贫困发生率降至3.17%。\n")
    assert answerer.answer("江西省遂川县的贫困发生率是多少？").status == "answered"
    refused = answerer.answer("江西省的贫困发生率是多少？")
    assert refused.reason == "region_not_covered"
    assert refused.suggestions == ("遂川县的贫困发生率是多少？",)


def test_a_figure_of_a_table_has_the_unit_of_its_column(home: Home) -> None:
    rows = "| 捐赠方 | 品名 | 折算金额（万元） |\n|---|---|---|\n| 甲县红十字会 | 口服液 | 110.00 |\n"
    answer = home.answerer(table=f"# 捐赠物资\n\n{rows}").answer("甲县红十字会捐赠的口服液折算多少万元？")
    first = answer.snippets[0]
    assert "110.00" in [first.text[start:end] for start, end in first.highlights]


def test_which_years_are_asked_for_is_no_question_for_a_figure(home: Home) -> None:
    text = "# 对口帮扶\n\n2016-2020年，三级医院对口帮扶贫困县的县级医院。\n"
    assert home.answerer(plan=text).answer("三级医院对口帮扶贫困县的县级医院在哪几年？").snippets


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("截至2017年底，遂川县贫困发生率降至3.17%。", "截至2017年底，莲花县贫困发生率降至2.84%。"),
        ("截至2017年底，甲地贫困发生率降至3.17%。", "截至2016年底，甲地贫困发生率为5.02%。"),
        ("甲地贫困发生率降至3.17%。", "甲地贫困发生率比全省低2.84个百分点。"),
        ("甲地贫困发生率为3.17%。", "甲地贫困发生率约为3.1702%。"),
    ],
)
def test_figures_of_other_places_times_and_things_are_no_conflict(home: Home, one: str, other: str) -> None:
    answerer = home.answerer(one=f"# 甲报告\n\n{one}\n", other=f"# 乙报告\n\n{other}\n")
    assert not answerer.answer("贫困发生率是多少？").conflict
    assert not answerer.answer("甲地贫困发生率是多少？").conflict


def test_a_conflict_needs_more_than_one_word_in_common(home: Home) -> None:
    answerer = home.answerer(
        one="# 一\n\n会议动员48家社会组织参与帮扶。\n", other="# 二\n\n平台为18家社会组织开设专栏。\n"
    )
    assert not answerer.answer("有多少家社会组织？").conflict
