"""Questions about documents themselves: titles, numbers, issuers, dates, versions."""

import pytest

from retrieval.answerer import Answerer
from retrieval.documents import asked_documents

from .conftest import Home

NOTICE = """---
title: 某部办公厅关于做好志愿服务记录工作的通知
issuer: 某部办公厅
published: 2017-03-08
number: 某办发〔2017〕12号
document_type: 通知
---
某部办公厅关于做好志愿服务记录工作的通知

某办发〔2017〕12号

各省民政厅：

志愿服务时间以小时计量，由组织志愿服务活动的单位记录。各地要按照《志愿服务条例》的要求做好衔接，参照某办发〔2015〕3号执行。
"""
OLD = """---
title: 志愿者管理办法
issuer: 某部
published: 2012-05-01
effective: 2012-06-01
document_type: 办法
---
（2012年5月1日某部令第5号公布 自2012年6月1日起施行）

第一条 志愿者应当年满十八周岁。

第二条 本办法自2012年6月1日起施行。
"""
NEW = OLD.replace("2012", "2020").replace("第5号", "第9号").replace("十八", "十六")


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(notice=NOTICE, old=OLD, new=NEW)


@pytest.mark.parametrize(
    "question",
    [
        "某办发〔2017〕12号是什么文件",
        "某办发[2017]12号",
        "某办发(2017)12号的全称是什么？",
        "某办发【2017】12 号讲了什么",
        "某办发2017年12号是什么",
        "《某部办公厅关于做好志愿服务记录工作的通知》是谁发的",
        "《关于做好志愿服务记录工作的通知》文号是多少",
    ],
)
def test_a_document_is_told_in_full_however_it_is_named(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert [each.document for each in answer.documents] == ["notice"]
    known = answer.documents[0]
    assert (known.number, known.issuer, known.published) == ("某办发〔2017〕12号", "某部办公厅", "2017-03-08")
    first = answer.snippets[0]
    assert first.text == "某部办公厅关于做好志愿服务记录工作的通知\n某办发〔2017〕12号"


@pytest.mark.parametrize("question", ["志愿者管理办法有哪些版本", "《志愿者管理办法》有几个版本？"])
def test_the_versions_of_a_document_are_listed_the_latest_first(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert [(each.document, each.effective) for each in answer.documents] == [
        ("new", "2020-06-01"),
        ("old", "2012-06-01"),
    ]
    assert answer.documents[0].validity is None
    assert "替代" in (answer.documents[1].validity or "")
    assert [each.citation.document for each in answer.snippets] == ["new", "old"]


def test_when_a_law_was_issued_is_quoted_from_the_version_in_force(answerer: Answerer) -> None:
    answer = answerer.answer("志愿者管理办法是什么时候公布的")
    assert answer.snippets[0].citation.document == "new"
    assert "2020年5月1日某部令第9号公布" in answer.snippets[0].text
    assert len(answer.documents) == 2


def test_what_a_named_document_says_is_quoted_from_it_alone(answerer: Answerer) -> None:
    answer = answerer.answer("《志愿者管理办法》要求志愿者年满多少周岁")
    assert {each.citation.document for each in answer.snippets} == {"new"}
    assert answer.documents == ()


@pytest.mark.parametrize(
    "question",
    ["《志愿服务评估办法》有哪些要求", "某办发〔2017〕13号是什么文件", "志愿服务评估办法是谁制定的"],
)
def test_a_document_that_is_not_there_is_not_confused_with_another(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).reason == "document_not_in_library"


@pytest.mark.parametrize(
    ("question", "name"),
    [("《志愿服务条例》有什么要求", "志愿服务条例"), ("某办发〔2015〕3号是什么文件", "某办发〔2015〕3号")],
)
def test_a_document_that_is_but_mentioned_is_said_to_be(answerer: Answerer, question: str, name: str) -> None:
    answer = answerer.answer(question)
    assert answer.mentioned == (name,)
    assert name in answer.snippets[0].text
    assert answer.documents == ()


def test_which_document_lays_something_down_is_told_with_its_title(answerer: Answerer) -> None:
    answer = answerer.answer("哪个文件规定志愿服务时间以小时计量？")
    assert [each.title for each in answer.documents] == ["某部办公厅关于做好志愿服务记录工作的通知"]
    assert "小时" in answer.snippets[0].text


def test_a_question_without_a_document_names_none(answerer: Answerer) -> None:
    shelf = answerer.opened()[0].shelf
    for question in ("谁制定的政策", "志愿者什么时候参加", "社会组织有哪些文件", "培训班是哪一年开始的"):
        assert asked_documents(question, shelf).held == ()
        assert asked_documents(question, shelf).absent == ()
