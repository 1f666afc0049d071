"""The gate as JSON: build, look, publish or drop, for admins; reviewers look."""

import asyncio
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.desk import gate
from bot.desk.desk import Desk
from retrieval.answerer import Answerer
from tests.bot.desk import Browser
from tests.bot.gated import LIBRARY, NEW, PAY, TEXTS, desk_in, write

API = "/api/admin/gate"


@pytest.fixture
def desk(gated_folder: Path, tmp_path: Path) -> Desk:
    copytree(gated_folder, tmp_path, dirs_exist_ok=True)
    return desk_in(tmp_path)


@pytest.fixture
def answerer(desk: Desk) -> Answerer:
    return Answerer(desk.settings.home)


@pytest.fixture
def assistant(desk: Desk, answerer: Answerer) -> Assistant:
    return Assistant(answerer, desk.store.log)


async def prepared(admin: Browser) -> Any:
    """The gate once the candidate is built."""
    begun = await admin.send("POST", f"{API}/prepare")
    assert (begun.status_code, begun.json()["runs"]) == (202, True)
    for _ in range(300):
        found = (await admin.get(API)).json()
        if not found["job"]["runs"]:
            return found
        assert found["candidate"] is None
        await asyncio.sleep(0.1)
    raise AssertionError("the work does not end")


async def test_an_admin_sees_what_changes_and_publishes_it(admin: Browser, answerer: Answerer) -> None:
    before = (await admin.get(API)).json()
    assert (before["base"], before["candidate"], before["job"]) == (1, None, None)
    write(admin.desk, "补贴.md", NEW)
    write(admin.desk, "图书.md", TEXTS["图书.md"].replace("三千", "五千"))
    found = await prepared(admin)
    assert (found["candidate"], found["asked"], found["lost_share"], found["blocked"]) == (2, 2, 0, None)
    (filled,) = found["filled"]
    assert (filled["question"], filled["askers"]) == (PAY, 1)
    assert "八百元" in filled["answer"]["snippets"][0]["text"]
    (changed,) = found["changed"]
    assert (changed["question"], changed["golden"]) == (LIBRARY, False)
    assert "三千" in changed["before"]["snippets"][0]["text"]
    assert "五千" in changed["after"]["snippets"][0]["text"]
    assert answerer.edition == 1

    published = await admin.send("POST", f"{API}/publish", number=2)
    counts = {"edition": 2, "filled": 1, "lost": 0, "changed": 1, "gained": 0}
    assert (published.json(), answerer.edition) == (counts, 2)
    assert "八百元" in answerer.answer(PAY).snippets[0].text
    assert (await admin.send("POST", f"{API}/publish", number=2)).status_code == 409


async def test_too_great_a_loss_is_told_and_cannot_be_published(admin: Browser, answerer: Answerer) -> None:
    (admin.desk.settings.home / "sources" / "图书.md").unlink()
    found = await prepared(admin)
    (lost,) = found["lost"]
    assert (lost["question"], lost["after"]["status"], found["lost_share"]) == (LIBRARY, "unanswered", 0.5)
    assert "FUPIN_GATE_LOST_PERCENT" in found["blocked"]
    refused = await admin.send("POST", f"{API}/publish", number=2)
    assert (refused.status_code, refused.json()["detail"]) == (409, found["blocked"])
    assert (await admin.send("POST", f"{API}/drop")).json() == {"dropped": True}
    assert (await admin.send("POST", f"{API}/drop")).status_code == 409
    assert (gate.candidate(admin.desk), answerer.edition) == (None, 1)


async def test_files_that_have_not_changed_make_no_candidate(admin: Browser) -> None:
    found = await prepared(admin)
    assert (found["candidate"], "没有要发布的" in found["job"]["said"]) == (None, True)


async def test_a_reviewer_looks_and_changes_nothing(reviewer: Browser, desk: Desk) -> None:
    write(desk, "补贴.md", NEW)
    gate.prepare(desk)
    assert (await reviewer.get(API)).json()["candidate"] == 2
    for name in ("prepare", "publish", "drop"):
        assert (await reviewer.send("POST", f"{API}/{name}", number=2)).status_code == 403
    assert gate.candidate(desk) == 2
