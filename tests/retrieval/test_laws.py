"""Laws: an article is quoted exactly, and what is in force today comes first."""

from datetime import date

import pytest

from retrieval.answerer import Answerer

from .conftest import Home

OLD = """---
title: 互助条例
published: 2016-03-16
---
## 第一章 总则

第一条 为了规范互助活动，制定本条例。

第二条 互助组织的负责人每届任期三年。

（一）可以连任一次；

（二）不得兼任其他职务。

## 第二章 附则

第三条 本条例自2016年9月1日起施行。
"""
NEW = (
    OLD.replace("2016-03-16", "2023-12-29")
    .replace("任期三年", "任期五年")
    .replace("2016年9月1日", "2024年3月1日")
)
TODAY = date(2025, 1, 1)


@pytest.fixture
def answerer(home: Home) -> Answerer:
    return home.answerer(old=OLD, new=NEW)


@pytest.mark.parametrize("question", ["互助条例第二条", "互助条例第2条规定了什么？"])
def test_an_article_is_quoted_whole_and_alone(answerer: Answerer, question: str) -> None:
    snippets = answerer.answer(question, today=TODAY).snippets
    assert [(s.kind, s.citation.document) for s in snippets] == [("article", "new")]
    assert snippets[0].text == (
        "第二条 互助组织的负责人每届任期五年。\n（一）可以连任一次；\n（二）不得兼任其他职务。"
    )
    assert snippets[0].citation.validity is None


def test_an_article_that_there_is_not_is_refused(answerer: Answerer) -> None:
    assert answerer.answer("互助条例第八十条", today=TODAY).reason == "not_in_library"


def test_an_earlier_version_is_quoted_when_its_year_is_named_and_says_that_it_was_replaced(
    answerer: Answerer,
) -> None:
    first = answerer.answer("2016年互助条例第二条", today=TODAY).snippets[0]
    assert first.citation.document == "old"
    assert first.citation.validity == "已被《互助条例》（2023-12-29）替代"


def test_answers_come_from_what_is_in_force_on_the_day(answerer: Answerer) -> None:
    question = "互助组织的负责人任期几年？"
    assert [s.citation.document for s in answerer.answer(question, today=TODAY).snippets] == ["new"]
    assert [s.citation.document for s in answerer.answer(question, today=date(2023, 1, 1)).snippets] == [
        "old"
    ]


LONG = """---
title: 中华人民共和国登记管理条例
published: 2020-01-01
---
第一条 为了登记，制定本条例。

第二条 申请人应当提交材料。

材料包括：

（一）申请书；

（二）章程。

登记机关应当受理。

第二条之一 申请人可以委托他人。

第三条 条款三。

第四条 条款四。

某某部

2020年1月1日
"""


@pytest.fixture
def laws(home: Home) -> Answerer:
    notice = "---\ntitle: 关于印发《档案互助办法》的通知\n---\n现予印发。\n\n第一条 档案应当互助。\n"
    return home.answerer(old=OLD, new=NEW, rules=LONG, notice=notice)


@pytest.mark.parametrize(
    ("question", "starts"),
    [
        ("登记管理条例第二条之一", ["第二条之一"]),
        ("登记管理条例第三条和第四条", ["第三条", "第四条"]),
        ("登记管理条例第二条至第四条", ["第二条 ", "第三条", "第四条"]),
        ("登记管理条例第三、四条", ["第三条", "第四条"]),
        ("登记条例第 3 条", ["第三条"]),
        ("登记管理条例3条", ["第三条"]),
        ("请问登记管理条例第三条讲了什么", ["第三条"]),
        ("我们按照登记管理条例第三条办理吗", ["第三条"]),
        ("《登记管理条例》第三条", ["第三条"]),
        ("档案互助办法第一条", ["第一条"]),
        ("互助办法里的第一条", ["第一条"]),
        ("咨询一下2020年公布的登记管理条例第三条", ["第三条"]),
    ],
)
def test_exactly_the_articles_that_are_named_are_quoted(
    laws: Answerer, question: str, starts: list[str]
) -> None:
    snippets = laws.answer(question, today=TODAY).snippets
    assert len(snippets) == len(starts)
    for snippet, start in zip(snippets, starts, strict=True):
        assert snippet.kind == "article"
        assert snippet.text.startswith(start)
        assert snippet.text.endswith("。")


@pytest.mark.parametrize(
    "question", ["民法典第二条", "社会互助条例第二条", "《民法典》第二条", "互助登记法第三条", "税法第1条"]
)
def test_an_article_of_a_law_that_the_library_lacks_is_never_taken_from_another_one(
    laws: Answerer, question: str
) -> None:
    answer = laws.answer(question, today=TODAY)
    assert (answer.snippets, answer.reason) == ((), "document_not_in_library")


@pytest.mark.parametrize(
    ("place", "marked"),
    [
        ("第三款", "登记机关应当受理。"),
        ("第二款", "材料包括：\n（一）申请书；\n（二）章程。"),
        ("第二款第（二）项", "（二）章程。"),
        ("第一项", "（一）申请书；"),
    ],
)
def test_the_paragraph_or_item_that_is_asked_for_is_marked(laws: Answerer, place: str, marked: str) -> None:
    (snippet,) = laws.answer(f"登记管理条例第二条{place}", today=TODAY).snippets
    assert snippet.text.startswith("第二条 申请人应当提交材料。")
    assert any(marked in snippet.text[start:end] for start, end in snippet.highlights)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("2016版互助条例第二条", "old"),
        ("互助条例（2016年）第二条", "old"),
        ("修订前的互助条例第二条", "old"),
        ("旧《互助条例》第二条", "old"),
        ("2018年的互助条例第二条", "old"),
        ("2023年互助条例第二条", "new"),
        ("新互助条例第二条", "new"),
        ("互助条例第二条", "new"),
        ("修订前互助组织的负责人任期几年？", "old"),
    ],
)
def test_a_question_names_a_version_by_its_year_or_as_the_one_before(
    answerer: Answerer, question: str, document: str
) -> None:
    assert {s.citation.document for s in answerer.answer(question, today=TODAY).snippets} == {document}


@pytest.mark.parametrize("question", ["2012年互助条例第二条", "《互助条例》（2010年）第二条"])
def test_a_version_that_the_library_lacks_is_not_taken_for_another_one(
    answerer: Answerer, question: str
) -> None:
    answer = answerer.answer(question, today=TODAY)
    assert (answer.snippets, answer.reason) == ((), "year_not_covered")


def test_a_year_that_is_not_that_of_the_law_names_no_version(answerer: Answerer) -> None:
    (snippet,) = answerer.answer("2012年成立的组织按照互助条例第二条办吗", today=TODAY).snippets
    assert snippet.citation.document == "new"


def test_a_version_that_is_not_in_force_yet_is_quoted_when_asked_for_and_says_so(answerer: Answerer) -> None:
    early = date(2024, 1, 15)
    (now,) = answerer.answer("互助条例第二条", today=early).snippets
    (coming,) = answerer.answer("修订后的互助条例第二条", today=early).snippets
    assert (now.citation.document, now.citation.validity) == ("old", None)
    assert coming.citation.document == "new"
    assert coming.citation.validity == "尚未施行（自2024-03-01起施行）"


def test_what_came_to_its_end_without_a_successor_is_quoted_where_nothing_in_force_says_as_much(
    home: Home,
) -> None:
    ended = "---\ntitle: 高龄补贴办法\nstatus: 已废止\n---\n高龄补贴标准为每人每月二百元。\n"
    other = "---\ntitle: 养老服务补贴办法\n---\n养老服务补贴标准为每人每月八十元。\n"
    answerer = home.answerer(ended=ended, other=other)
    first, *_ = answerer.answer("高龄补贴每月多少钱？", today=TODAY).snippets
    assert (first.citation.document, first.citation.validity) == ("ended", "已废止")
    (in_force,) = answerer.answer("养老服务补贴每月多少钱？", today=TODAY).snippets
    assert in_force.citation.document == "other"
