"""Trying a question on any edition, or side by side on two, with the reasons; nothing is logged."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.store.logfilter import LogFilter
from bot.store.logsearch import LogSearch
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.desk import Browser
from tests.bot.gated import LIBRARY, TEXTS, gated, write


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Edition 1 says three thousand, edition 2, which answers, five thousand."""
    desk = gated(tmp_path)
    write(desk, "图书.md", TEXTS["图书.md"].replace("三千", "五千"))
    reload(desk.settings.home, desk.settings.library)
    return desk


@pytest.fixture
def assistant(desk: Desk) -> Assistant:
    return Assistant(Answerer(desk.settings.home), desk.store.log)


async def test_a_question_is_answered_and_explained_and_not_logged(reviewer: Browser, desk: Desk) -> None:
    log = LogSearch(desk.store.engine)
    before = len(list(log.each(LogFilter())))
    page = (await reviewer.get("/admin/try", params={"q": LIBRARY})).text
    assert "五千册" in page
    assert "三千册" not in page
    assert "藏书" in page
    assert "为什么这样回答" in page
    assert len(list(log.each(LogFilter()))) == before


async def test_two_editions_answer_side_by_side(reviewer: Browser) -> None:
    page = (await reviewer.get("/admin/try", params={"q": LIBRARY, "edition": 2, "other": 1})).text
    assert "五千册" in page
    assert "三千册" in page


async def test_an_edition_that_is_not_kept_is_said(reviewer: Browser) -> None:
    page = await reviewer.get("/admin/try", params={"q": LIBRARY, "edition": 9})
    assert page.status_code == 200
    assert "第 9 版资料库不完整" in page.text


async def test_without_a_question_there_is_the_form_alone(reviewer: Browser) -> None:
    page = (await reviewer.get("/admin/try")).text
    assert "第 2 版（正在使用）" in page
    assert "为什么这样回答" not in page
