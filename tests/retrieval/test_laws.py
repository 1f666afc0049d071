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
    assert first.citation.validity == "已被2023-12-29《互助条例》替代"


def test_answers_come_from_what_is_in_force_on_the_day(answerer: Answerer) -> None:
    question = "互助组织的负责人任期几年？"
    assert [s.citation.document for s in answerer.answer(question, today=TODAY).snippets] == ["new"]
    assert [s.citation.document for s in answerer.answer(question, today=date(2023, 1, 1)).snippets] == [
        "old"
    ]
