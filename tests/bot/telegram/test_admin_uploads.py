"""A document that an admin sends to the chat is looked at, shown, and added on confirmation."""

import io
import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.desk import curated
from bot.desk.library import uploads
from bot.desk.library.originals import original
from bot.store.audit import Actor
from bot.telegram import build
from bot.telegram.admin import uploads_words
from knowledge.curated.answer import CuratedAnswer
from knowledge.editions import Editions
from knowledge.limits import MEGABYTE
from retrieval.answerer import Answerer
from tests.bot.telegram.chats import Chat, labels
from tests.bot.telegram.conftest import ADMIN, TEXTS, Place, desk_for, served
from tests.e2e.telegram_server import Fault, TelegramServer

NEW = (
    "---\ntitle: 村级便利店办法\nissuer: 某县商务局\nnumber: 某商发〔2020〕9号\npublished: 2020-05-06\n"
    "regions: [云南]\n---\n\n村级便利店每天营业不少于十小时。\n"
)
ASKED = "村级便利店每天营业多久？"


@pytest.fixture
def admin(place: Place) -> Chat:
    return place.chat(ADMIN)


def waiting(place: Place) -> list[Path]:
    """The folders of what was sent and is neither added nor forgotten."""
    folder = place.desk.settings.home / "uploads"
    return list(folder.iterdir()) if folder.is_dir() else []


def until(admin: Chat, true: Callable[[str], bool]) -> str:
    """The last message, once it says what it shall."""
    deadline = time.monotonic() + 20
    while not true(admin.last["text"]):
        assert time.monotonic() < deadline, admin.last["text"]
        time.sleep(0.05)
    return str(admin.last["text"])


def added(admin: Chat) -> str:
    """What is said once the document under the last message has been added."""
    admin.touches("收入资料库")
    return until(admin, lambda text: "✅" in text)


def test_a_document_is_shown_as_it_was_recognised_and_added_on_confirmation(
    place: Place, admin: Chat
) -> None:
    preview = admin.sends_file("便利店.md", NEW.encode())
    for known in ("标题：村级便利店办法", "发布机关：某县商务局", "文号：某商发〔2020〕9号"):
        assert known in preview["text"]
    assert "每天营业不少于十小时" in preview["text"]
    assert labels(preview) == ["收入资料库", "取消"]
    assert "不少于十小时" not in place.chat().says(ASKED)["text"]

    said = added(admin)
    assert "已收入 便利店.md" in said
    assert "共 3 份文件" in said
    assert labels(admin.last) == []
    assert "不少于十小时" in place.chat().says(ASKED)["text"]
    assert waiting(place) == []
    [line] = place.desk.store.audit.select(action="library.add")
    assert (line.target, line.via) == ("便利店.md", "telegram")
    admin.touches("收入资料库", preview)
    assert "已经处理过" in admin.alert()


def test_answers_of_ones_own_are_not_counted_as_documents(place: Place, admin: Chat) -> None:
    answer = CuratedAnswer(curated.NEW, ASKED, "每天十二小时。")
    curated.save(place.desk, answer, Actor("张三", "cli"))
    admin.sends_file("便利店.md", NEW.encode())
    assert "共 3 份文件" in added(admin)


def test_a_text_without_a_title_is_called_by_its_file(admin: Chat) -> None:
    preview = admin.sends_file("营业时间.txt", "便利店每天营业不少于十小时。\n".encode())
    assert "标题：没有认出来，用文件名“营业时间”代替" in preview["text"]


def test_a_document_waits_for_its_confirmation_through_a_restart(
    server: TelegramServer, small_library: Path, tmp_path: Path
) -> None:
    shutil.copytree(small_library, tmp_path / "home")
    desk = desk_for(server, tmp_path / "home", library=tmp_path / "none", admins=[ADMIN])
    assistant, admin = Assistant(Answerer(tmp_path / "home"), desk.store.log), Chat(server, ADMIN)
    with served(build(assistant, desk)):
        admin.sends_file("便利店.md", NEW.encode())
    with served(build(assistant, desk)):
        assert "已收入 便利店.md" in added(admin)


def test_what_came_of_it_is_told_though_telegram_was_away_meanwhile(
    server: TelegramServer, small_library: Path, tmp_path: Path
) -> None:
    shutil.copytree(small_library, tmp_path / "home")
    desk = desk_for(server, tmp_path / "home", library=tmp_path / "none", admins=[ADMIN])
    assistant, admin = Assistant(Answerer(tmp_path / "home"), desk.store.log), Chat(server, ADMIN)
    with served(build(assistant, desk), drain=0.05):
        admin.sends_file("便利店.md", NEW.encode())
        server.faults = [Fault("editMessageText", status=503, times=1000)]
        admin.touches("收入资料库")
        deadline = time.monotonic() + 20
        while assistant.answerer.opened()[0].number < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    server.faults = []
    with served(build(assistant, desk)):
        assert "已收入 便利店.md" in until(admin, lambda text: "✅" in text)
    assert labels(admin.last) == []


def test_a_button_of_what_is_not_kept_any_more_is_taken_away(place: Place, admin: Chat) -> None:
    preview = admin.sends_file("便利店.md", NEW.encode())
    shutil.rmtree(waiting(place)[0])
    assert labels(admin.touches("取消", preview)) == []
    assert "请重新发送" in admin.alert()


def test_a_cancelled_document_leaves_nothing(place: Place, admin: Chat) -> None:
    admin.sends_file("便利店.md", NEW.encode())
    assert len(waiting(place)) == 1
    said = admin.touches("取消")
    assert "没有收入" in said["text"]
    assert labels(said) == []
    assert waiting(place) == []


def test_what_nobody_confirms_is_forgotten_after_a_day(place: Place, admin: Chat) -> None:
    preview = admin.sends_file("便利店.md", NEW.encode())
    [folder] = waiting(place)
    yesterday = time.time() - uploads.KEPT.total_seconds() - 1
    os.utime(folder, (yesterday, yesterday))
    admin.sends_file("便利店二.md", NEW.encode())
    assert folder not in waiting(place)
    admin.touches("收入资料库", preview)
    assert "重新发送" in admin.alert()


def test_several_files_at_once_have_a_preview_each(place: Place, admin: Chat) -> None:
    for number in ("一", "二"):
        place.server.send_file(f"{number}.md", NEW.encode(), ADMIN, media_group_id="album")
    previews = place.server.arrived(ADMIN, 2)
    assert [each["text"].partition("\n")[0] for each in previews] == ["一.md", "二.md"]
    assert len(waiting(place)) == 2


def test_the_documents_of_an_archive_are_shown_and_added(admin: Chat, place: Place) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(5):
            text = NEW.replace("便利店", f"第{number}小卖部")
            archive.writestr(f"{number}.md", text)
    preview = admin.sends_file("几份.zip", packed.getvalue())
    assert "共 5 份文件" in preview["text"]
    assert "• 村级第3小卖部办法，某县商务局" in preview["text"]
    assert "共 7 份文件" in added(admin)


def test_a_file_of_a_known_name_says_whether_it_differs(admin: Chat, place: Place) -> None:
    same = admin.sends_file("图书.md", TEXTS["图书.md"].encode())
    assert "完全相同" in same["text"]
    assert labels(same) == []
    changed = admin.sends_file("图书.md", TEXTS["图书.md"].replace("五天", "六天").encode())
    assert "会替换它" in changed["text"]
    added(admin)
    assert "六天" in original(place.desk, "图书.md").read_text("utf-8")


def test_a_text_that_the_library_has_under_another_name_is_told(admin: Chat) -> None:
    copy = admin.sends_file("又一份图书.md", TEXTS["图书.md"].encode())
    assert "与资料库里的 图书.md 约 100% 的内容相同" in copy["text"]


REFUSED = (
    ("../../出逃.md", NEW.encode(), "路径符号"),
    ("..\\出逃.md", NEW.encode(), "路径符号"),
    (".隐藏.md", NEW.encode(), "隐藏文件"),
    ("空.md", b"", "空文件"),
    ("坏<b>.pdf", b"%PDF-1.7 broken", "坏<b>.pdf"),
    ("程序.exe", b"MZ", "不支持这种文件格式"),
    ("很长" * 60 + ".md", NEW.encode(), "文件名过长"),
)


def test_what_cannot_be_added_says_why_and_is_not_kept(place: Place, admin: Chat) -> None:
    for name, content, said in REFUSED:
        refused = admin.sends_file(name, content)
        assert said in refused["text"]
        assert labels(refused) == []
    assert waiting(place) == []
    assert list(place.desk.settings.home.parent.rglob("出逃.md")) == []


def test_what_is_too_large_is_not_downloaded(place: Place) -> None:
    for number, (size, said) in enumerate(((21, "Telegram 不让"), (101, "超过了 100 MB")), 1):
        large = {"file_id": "f", "file_unique_id": "f", "file_name": "大.pdf", "file_size": size * MEGABYTE}
        place.server.send(ADMIN, document=large)
        assert said in place.server.arrived(ADMIN, number)[-1]["text"]
    assert not [call for call in place.server.calls if call.method == "getFile"]


def test_a_file_that_telegram_does_not_give_is_asked_for_again(place: Place) -> None:
    document = {"file_id": "gone", "file_unique_id": "f", "file_name": "丢.md", "file_size": 10}
    place.server.send(ADMIN, document=document)
    assert place.server.arrived(ADMIN, 1)[0]["text"] == uploads_words.NOT_LOADED


def test_documents_of_others_are_declined_once_and_their_captions_are_questions(place: Place) -> None:
    chat = place.chat()
    for number in ("一", "二"):
        place.server.send_file(f"{number}.md", NEW.encode(), 100, media_group_id="album")
    place.server.send_file("三.md", NEW.encode(), 100, caption="免费按摩服务每户每月几次？")
    texts = [message["text"] for message in place.server.arrived(100, 2)]
    assert texts[0] == uploads_words.ONLY_ADMINS
    assert "不超过两次" in texts[1]
    assert waiting(place) == []
    assert len(chat.messages) == 2


def test_while_another_change_goes_on_it_can_be_tried_again(place: Place, admin: Chat) -> None:
    admin.sends_file("便利店.md", NEW.encode())
    with Editions(place.desk.settings.home).lock():
        admin.touches("收入资料库")
        until(admin, lambda text: "便利店办法" not in text)
    assert labels(admin.last) == ["再试一次", "取消"]
    admin.touches("再试一次")
    until(admin, lambda text: "✅" in text)
    assert "不少于十小时" in place.chat().says(ASKED)["text"]
