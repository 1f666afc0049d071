"""What is said of another region, or of none, is never taken for what was asked without saying so."""

import pytest

from retrieval.answer import Fallback
from retrieval.answerer import Answerer
from retrieval.fallback import without_regions
from retrieval.suggestions import within

from .conftest import Home

PROVINCE = """---
title: 湖南省推动社会组织宣传的做法
---
湖南省通过广播和报纸宣传社会组织参与帮扶的事迹。湖南省于2018年6月召开推进会，共有300家社会组织参加。
"""
RULES = """---
title: 社会组织信用管理办法
issuer: 民政部
document_type: 办法
---
社会组织应当每年向登记机关报送信用信息。
"""
NEWS = """---
title: 一则报道
---
湖北省组织志愿者宣传社会组织参与帮扶的事迹。
"""


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(province=PROVINCE, rules=RULES, news=NEWS)


def test_where_nothing_is_said_of_a_city_its_province_answers_and_says_so(answerer: Answerer) -> None:
    answer = answerer.answer("长沙市怎样宣传社会组织参与帮扶的事迹？")
    assert answer.fallback == Fallback("长沙市", "湖南省")
    assert answer.region == "湖南省长沙市"
    assert answer.snippets[0].text.startswith("湖南省通过广播")
    assert all("湖北" not in snippet.text for snippet in answer.snippets)


def test_a_county_falls_back_past_its_city_to_its_province(answerer: Answerer) -> None:
    answer = answerer.answer("浏阳市怎样宣传社会组织参与帮扶的事迹？")
    assert answer.fallback == Fallback("浏阳市", "湖南省")


def test_a_province_answers_for_its_city_before_the_nation_does(home: Home) -> None:
    own = "---\ntitle: 湖南省社会组织信用办法\n---\n湖南省的社会组织应当每季度向登记机关报送信用信息。\n"
    answer = home.answerer(rules=RULES, own=own).answer("长沙市的社会组织要怎样报送信用信息？")
    assert answer.fallback == Fallback("长沙市", "湖南省")
    assert answer.snippets[0].citation.document == "own"


def test_rules_of_the_whole_nation_answer_for_any_region_and_say_so(answerer: Answerer) -> None:
    answer = answerer.answer("贵阳市的社会组织每年要报送什么信用信息？")
    assert answer.fallback == Fallback("贵阳市", "全国")
    assert answer.snippets[0].applies_to == "全国"


def test_what_is_said_of_the_region_itself_is_no_fallback(answerer: Answerer) -> None:
    answer = answerer.answer("湖南省怎样宣传社会组织参与帮扶的事迹？")
    assert answer.snippets
    assert answer.fallback is None
    assert answer.snippets[0].applies_to is None


@pytest.mark.parametrize(
    "question", ["长沙市有多少家社会组织参加推进会？", "长沙市什么时候召开推进会，有哪些社会组织参加？"]
)
def test_facts_of_a_province_are_none_of_its_cities(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert (answer.reason, answer.available) == ("region_not_covered", ("湖南",))


def test_a_region_of_which_nothing_is_said_is_refused_with_the_regions_there_are(answerer: Answerer) -> None:
    answer = answerer.answer("青海省怎样宣传社会组织参与帮扶的事迹？")
    assert answer.reason == "region_not_covered"
    assert set(answer.available) == {"湖南", "湖北"}
    assert "湖南怎样宣传社会组织参与帮扶的事迹？" in answer.suggestions


def test_what_is_answered_of_other_regions_is_lacking_of_the_one_asked_for(
    bundled_answerer: Answerer,
) -> None:
    answer = bundled_answerer.answer("贵州有多少贫困村？")
    assert (answer.reason, answer.available) == ("region_not_covered", ("江西", "黑龙江"))


def test_a_suggested_year_takes_the_place_of_all_recent_years(home: Home) -> None:
    answer = home.answerer(news="---\ntitle: 通报\n---\n2016年，民政部门投入3亿元支持养老。\n").answer(
        "民政部门近三年投入多少支持养老？"
    )
    assert (answer.reason, answer.suggestions[0]) == ("year_not_covered", "民政部门2016年投入多少支持养老？")


def test_without_its_region_a_question_is_answered_from_all(answerer: Answerer) -> None:
    question = "青海省怎样宣传社会组织参与帮扶的事迹？"
    answer = answerer.answer(question, any_region=True)
    assert (answer.region, answer.region_dropped) == (None, "青海省")
    assert (answer.question, answer.understood) == (question, "怎样宣传社会组织参与帮扶的事迹？")
    assert {snippet.citation.document for snippet in answer.snippets} >= {"province", "news"}


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("在湖南开展了哪些活动", "开展了哪些活动"),
        ("遂川、莲花两县的经费", "经费"),
        ("江西省遂川县2017年底的贫困发生率", "2017年底的贫困发生率"),
        ("川渝两省市怎么合作", "怎么合作"),
        ("湖南和湖北的做法", "做法"),
        ("《湖南省办法》在湖南怎么执行", "《湖南省办法》怎么执行"),
        ("全国有多少社会组织", "全国有多少社会组织"),
        ("湖南", "湖南"),
    ],
)
def test_a_question_of_no_region_reads_well(question: str, left: str) -> None:
    assert without_regions(question) == left


def test_a_list_is_asked_for_by_its_number_and_not_by_a_time_or_the_number_of_its_article(home: Home) -> None:
    law = (
        "---\ntitle: 社会组织检查办法\n---\n"
        "第三条 登记机关应当在七个工作日内作出以下决定：\n（一）退还；\n（二）移送。\n\n"
        "第四条  社会组织应当遵守三个原则：\n（一）自愿；\n（二）公开；\n（三）诚信。\n"
    )
    edition = home.answerer(law=law).opened()[0]
    asked = [each.question for each in within(0, edition.index, edition.shelf)]
    assert asked == ["社会组织应当遵守哪三个原则？"]
