"""Trying a question as JSON: on one edition or on two, with the reasons; nothing is logged."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.store.logfilter import LogFilter
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.desk import Browser
from tests.bot.gated import LIBRARY, TEXTS, desk_in, write


@pytest.fixture
def desk(gated_folder: Path, tmp_path: Path) -> Desk:
    """Edition 1 says three thousand, edition 2, which answers, five thousand."""
    copytree(gated_folder, tmp_path, dirs_exist_ok=True)
    desk = desk_in(tmp_path)
    write(desk, "图书.md", TEXTS["图书.md"].replace("三千", "五千"))
    reload(desk.settings.home, desk.settings.library)
    return desk


@pytest.fixture
def assistant(desk: Desk) -> Assistant:
    return Assistant(Answerer(desk.settings.home), desk.store.log)


async def tried(browser: Browser, **wanted: Any) -> Any:
    response = await browser.get("/api/admin/try", params=wanted)
    assert response.status_code == 200, response.text
    return response.json()["answers"]


async def test_the_edition_that_answers_is_tried_explained_and_not_logged(
    reviewer: Browser, desk: Desk
) -> None:
    before = len(list(desk.store.log.search.each(LogFilter())))
    (found,) = await tried(reviewer, q=LIBRARY)
    assert (found["edition"], found["problem"]) == (2, None)
    assert "五千册" in found["answer"]["snippets"][0]["text"]
    assert found["answer"]["log_id"] is None
    assert "藏书" in [each["term"] for each in found["why"]["terms"]]
    assert found["why"]["runs"][0]["document"] == "图书"
    assert found["why"]["decision"]["reason"] is None
    assert len(list(desk.store.log.search.each(LogFilter()))) == before


async def test_two_editions_are_tried_side_by_side(reviewer: Browser) -> None:
    one, other = await tried(reviewer, q=LIBRARY, edition=1, other=2)
    assert "三千册" in one["answer"]["snippets"][0]["text"]
    assert "五千册" in other["answer"]["snippets"][0]["text"]
    assert len(await tried(reviewer, q=LIBRARY, edition=1, other=1)) == 1


async def test_an_edition_that_is_not_kept_is_said_beside_the_other(reviewer: Browser) -> None:
    missing, other = await tried(reviewer, q=LIBRARY, edition=9, other=2)
    assert (missing["answer"], missing["why"]) == (None, None)
    assert "第 9 版资料库不完整" in missing["problem"]
    assert other["answer"]["status"] == "answered"


async def test_without_words_there_is_nothing_to_try(reviewer: Browser) -> None:
    assert (await reviewer.get("/api/admin/try?q=")).status_code == 422
    (found,) = await tried(reviewer, q=" ")
    assert found["answer"]["reason"] == "empty"
