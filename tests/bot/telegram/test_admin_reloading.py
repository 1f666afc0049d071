"""/reload: the library follows its files, in one message that tells how far it is and what came of it."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from bot.assistant import Assistant
from bot.store.audit import Actor
from bot.telegram import build
from bot.telegram.admin import progress, reloading
from bot.telegram.admin.guard import NOT_YOURS
from knowledge.editions import Editions
from retrieval.answerer import Answerer
from tests.bot.telegram.chats import Chat, labels
from tests.bot.telegram.conftest import ADMIN, Place, desk_for, served
from tests.e2e.telegram_server import Fields, TelegramServer

NEW = "---\ntitle: 图书管理员补贴办法\npublished: 2019-03-05\n---\n\n贫困村图书室的管理员每月补贴八百元。\n"
PAY, MASSAGE = "贫困村图书室的管理员每月补贴多少元？", "免费按摩服务每户每月几次？"
BEGINS = "正在更新资料库"


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.02)


def sources(place: Place) -> Path:
    return place.desk.settings.home / "sources"


def until(found: Callable[[], bool], seconds: float = 15) -> None:
    end = monotonic() + seconds
    while not found():
        assert monotonic() < end, "it does not come about"
        sleep(0.02)


def reloaded(chat: Chat) -> Fields:
    """The message of a reload as it stands in the end."""
    number = chat.says("/reload")["message_id"]
    return ended(chat, number)


def ended(chat: Chat, number: int) -> Fields:
    def message() -> Fields:
        return next(each for each in chat.messages if each["message_id"] == number)

    until(lambda: not message()["text"].startswith(BEGINS))
    return message()


def test_a_new_file_is_taken_in_and_told_of_in_one_message(place: Place) -> None:
    chat, staff = place.chat(ADMIN), place.chat(7)
    place.assistant.ask(PAY, asker="telegram:7", conversation=None, channel="telegram")
    (sources(place) / "补贴.md").write_text(NEW, "utf-8")
    (sources(place) / "坏.pdf").write_bytes(b"no pdf")
    told = reloaded(chat)["text"]
    assert "第 2 版资料库已启用" in told
    assert "新增文件（1）：\n• 图书管理员补贴办法" in told
    assert "需要注意（1）：\n• 坏.pdf" in told
    assert len(chat.messages) == 1
    shown = [call.fields["text"] for call in place.server.wait_for("editMessageText")]
    assert any("读取文件" in text for text in shown)
    assert "八百元" in staff.says(PAY)["text"]
    [row] = place.desk.store.audit.select(action="gate.publish")
    assert (row.via, row.target) == ("telegram", "2")
    assert "文件没有变化" in reloaded(chat)["text"]


def test_nobody_waits_for_a_reload(place: Place) -> None:
    chat = place.chat(ADMIN)
    with Editions(place.desk.settings.home).lock():
        running = chat.says("/reload")
        assert "另一个进程正在更新" in ended(chat, running["message_id"])["text"]
        assert "不超过两次" in chat.says(MASSAGE)["text"]


def test_an_edition_that_loses_answers_waits_for_an_admin(place: Place) -> None:
    chat = place.chat(ADMIN)
    place.desk.settings.__dict__["gate_lost_percent"] = 100
    chat.says(MASSAGE)
    (sources(place) / "按摩.md").unlink()
    waiting = reloaded(chat)
    assert "还没有启用" in waiting["text"]
    assert f"会失去答案的问题（1）：\n• {MASSAGE}" in waiting["text"]
    assert labels(waiting) == ["启用", "放弃"]
    assert "不超过两次" in place.chat(7).says(MASSAGE)["text"]
    assert "第 2 版资料库已启用" in chat.presses("启用", waiting)["text"]
    assert "不超过两次" not in place.chat(7).says(MASSAGE)["text"]
    until(lambda: labels(next(m for m in chat.messages if m["message_id"] == waiting["message_id"])) == [])


def test_an_edition_that_waits_can_be_dropped(place: Place) -> None:
    chat = place.chat(ADMIN)
    chat.says(MASSAGE)
    (sources(place) / "按摩.md").unlink()
    waiting = reloaded(chat)
    assert "FUPIN_GATE_LOST_PERCENT" in waiting["text"]
    assert labels(waiting) == ["放弃"]
    assert "已放弃" in chat.presses("放弃", waiting)["text"]
    assert Editions(place.desk.settings.home).candidate() is None


def test_what_another_admin_has_decided_is_told_as_it_is(place: Place) -> None:
    chat, other = place.chat(ADMIN), place.chat(901)
    place.desk.store.people.add("李四", "admin", Actor("张三", "cli"), "telegram", "901")
    place.desk.settings.__dict__["gate_lost_percent"] = 100
    chat.says(MASSAGE)
    (sources(place) / "按摩.md").unlink()
    first, same = reloaded(chat), reloaded(other)
    chat.presses("放弃", first)
    (sources(place) / "补贴.md").write_text(NEW, "utf-8")
    sleep(1)  # an edition's time is in whole seconds
    second = reloaded(chat)
    assert "第 2 版已不是等着启用的那一版" in other.presses("启用", same)["text"]
    assert place.assistant.edition == 1
    assert "第 2 版资料库已启用" in chat.presses("启用", second)["text"]
    assert "第 2 版资料库已启用" in chat.presses("放弃", second)["text"]
    assert len(place.desk.store.audit.select(action="gate.publish")) == 1


def test_a_reload_that_was_cut_short_is_taken_up_again_in_the_same_message(
    server: TelegramServer, small_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, begun = tmp_path / "home", threading.Event()
    shutil.copytree(small_library, home)
    desk = desk_for(server, home, library=tmp_path / "none", admins=[ADMIN])
    assistant, chat = Assistant(Answerer(home), desk.store.log), Chat(server, ADMIN)
    (home / "sources" / "补贴.md").write_text(NEW, "utf-8")

    def endless(*given: object) -> None:
        begun.set()
        threading.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(reloading, "renew", endless)
        with served(build(assistant, desk), drain=0.05):
            message = chat.says("/reload")
            assert begun.wait(8)
            assert "不超过两次" in chat.says(MASSAGE)["text"]
    with served(build(assistant, desk)):
        assert "第 2 版资料库已启用" in ended(chat, message["message_id"])["text"]
    assert len(chat.messages) == 2


def test_only_admins_reload(place: Place) -> None:
    by = Actor("张三", "cli")
    place.desk.store.people.add("李四", "reviewer", by, "telegram", "8")
    for chat in (place.chat(7), place.chat(8)):
        assert chat.says("/reload")["text"] == NOT_YOURS["admin"]
    assert place.desk.store.audit.select(action="gate.publish") == []
