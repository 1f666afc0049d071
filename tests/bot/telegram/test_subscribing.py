"""Subscriptions, and the one message that a new edition brings to whoever has one."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import NoReturn

import pytest

from bot.desk import digests
from bot.desk.desk import Desk
from bot.desk.digestletter import LISTED
from bot.store import subscriptions
from bot.store.audit import Actor
from bot.store.outbox import Letter
from bot.store.store import Store
from bot.telegram import outbox
from knowledge.editions import Editions
from retrieval import reload as reloading
from retrieval.answerer import Answerer
from tests.bot.telegram.chats import Chat, labels
from tests.bot.telegram.conftest import Place

ANSWER = "---\nquestion: 甲是什么\nauthor: 张三\ndate: 2020-01-01\n---\n\n甲是甲办法。\n"
RELOAD = "import sys, pathlib, retrieval.reload as r; r.reload(*map(pathlib.Path, sys.argv[1:]))"
REGION, COLUMN, ALL = ("region", "湖南省"), ("column", "政策文件"), ("all", "")


@pytest.fixture(autouse=True)
def prompt_sending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters go out without a second's wait."""
    monkeypatch.setattr(outbox, "LOOK", 0.02)


def add(place: Place, name: str, **known: str) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in {"title": name, **known}.items())
    path = place.desk.settings.home / "sources" / f"{name}.md"
    path.write_text(f"---\n{front}---\n\n{name}说：每天供应两餐。\n", "utf-8")


def reload(place: Place) -> int:
    return reloading.reload(place.desk.settings.home, place.desk.settings.library, keep=2).edition


def tell(place: Place) -> int:
    return digests.tell(place.desk, place.assistant.answerer)


def test_columns_and_regions_are_chosen_in_place(place: Place) -> None:
    chat = place.chat()
    first = chat.says("/subscribe")
    assert labels(first) == ["▫️ 全部新文件", "▫️ 政策文件", "▫️ 工作指南", "▫️ 湖南省"]
    assert "现在没有订阅" in first["text"]
    chat.touches("▫️ 湖南省")
    both = chat.touches("▫️ 政策文件")
    assert "已订阅：政策文件、湖南省。" in both["text"]
    assert place.desk.store.subscriptions.of(100) == {REGION, COLUMN}
    chat.touches("✅ 湖南省")
    assert place.desk.store.subscriptions.of(100) == {COLUMN}
    chat.touches("▫️ 全部新文件")
    assert labels(chat.touches("取消全部"))[0] == "▫️ 全部新文件"
    assert place.desk.store.subscriptions.of(100) == frozenset()


def test_a_group_subscribes_for_itself_and_many_options_take_pages(place: Place) -> None:
    provinces = (
        "云南, 贵州, 四川, 广西, 河南, 河北, 湖北, 广东, 江西, 山西, 陕西, 甘肃, 青海, 海南, 福建, 浙江, 江苏"
    )
    add(place, "各省", regions=f"[{provinces}]")
    reload(place)
    group = Chat(place.server, -5, 100)
    assert len(labels(group.says("/subscribe"))) == 21
    assert "第 2/2 页" in group.touches("下一页")["text"]
    group.touches("▫️ 青海省")
    assert place.desk.store.subscriptions.by_chat() == {-5: {("region", "青海省")}}
    assert "✅ 青海省" in labels(group.last)


def test_what_the_library_has_no_more_can_still_be_cancelled(place: Place) -> None:
    place.desk.store.subscriptions.subscribe(100, ("column", "旧栏目"))
    chat = place.chat()
    chat.says("/subscribe")
    chat.touches("✅ 旧栏目")
    assert "▫️ 旧栏目" not in labels(chat.last)
    assert place.desk.store.subscriptions.of(100) == frozenset()


@contextmanager
def telling(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The job that runs beside the bot."""
    monkeypatch.setattr(digests, "PERIOD", 0.05)
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    job = digests.keep_telling(place.desk, place.assistant.answerer, stop)
    thread = Thread(target=loop.run_until_complete, args=(job,))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def test_a_reload_elsewhere_brings_one_message_to_whoever_wants_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(place)
    for chat, wanted in ((100, REGION), (100, COLUMN), (101, COLUMN), (102, ("region", "云南省")), (-5, ALL)):
        place.desk.store.subscriptions.subscribe(chat, wanted)
    known = {"issuer": "某厅", "number": "某教〔2022〕1号", "published": "2022-05-01"}
    add(place, "长沙供餐通知", regions="[湖南省长沙市]", **known)
    add(place, "供餐指南", column="工作指南", published="2022-04-01")
    settings = place.desk.settings
    command = [sys.executable, "-c", RELOAD, str(settings.home), str(settings.library)]
    with telling(place, monkeypatch):
        subprocess.run(command, check=True)
        [letter] = place.server.arrived(100, 1)
        [everything] = place.server.arrived(-5, 1)
    assert "新收录了 1 份文件" in letter["text"]
    assert "1. 长沙供餐通知（某教〔2022〕1号） · 某厅 · 2022-05-01" in letter["text"]
    assert "2. 供餐指南 · 2022-04-01" in everything["text"]
    assert labels(everything) == ["1", "2"]
    assert not [*place.server.standing(101), *place.server.standing(102)]
    assert place.chat().presses("1")["text"].startswith("长沙供餐通知")


def test_nothing_is_told_twice_after_a_rollback(place: Place) -> None:
    place.desk.store.subscriptions.subscribe(100, ALL)
    assert tell(place) == 0  # the library as it is found
    add(place, "甲")
    reload(place)
    assert [tell(place), tell(place)] == [1, 0]
    reloading.rollback(place.desk.settings.home, 1)
    assert [tell(place), place.desk.store.subscriptions.mark()] == [0, 2]
    add(place, "乙")
    reload(place)
    assert tell(place) == 1
    first, second = place.server.arrived(100, 2)
    assert "1. 甲" in first["text"]
    assert "新收录了 1 份文件" in second["text"]
    assert "1. 乙" in second["text"]


def test_where_the_last_edition_told_of_is_gone_another_one_is_compared_with(place: Place) -> None:
    place.desk.store.subscriptions.subscribe(100, ALL)
    tell(place)
    for name in "甲乙":
        add(place, name)
        reload(place)
    assert Editions(place.desk.settings.home).numbers() == [2, 3]
    assert tell(place) == 1
    assert "1. 乙" in place.server.arrived(100, 1)[0]["text"]


def test_an_edition_that_cannot_be_read_any_more_stops_nothing(place: Place) -> None:
    place.desk.store.subscriptions.subscribe(100, ALL)
    tell(place)
    old = Editions(place.desk.settings.home).path(1) / "documents.jsonl"
    add(place, "甲")
    reload(place)
    old.write_bytes(b"x" * old.stat().st_size)
    assert [tell(place), place.desk.store.subscriptions.mark()] == [0, 2]


def test_a_library_begun_anew_is_not_told_of(place: Place) -> None:
    kept = place.desk.store.subscriptions
    kept.subscribe(100, ALL)
    kept.move_mark(None, 40)
    assert [tell(place), kept.mark()] == [0, 1]


def test_renamed_files_and_answers_of_the_organisation_are_no_news(place: Place) -> None:
    place.desk.store.subscriptions.subscribe(100, ALL)
    tell(place)
    sources = place.desk.settings.home / "sources"
    (sources / "图书.md").rename(sources / "图书室.md")
    (sources / "answers").mkdir()
    (sources / "answers" / "甲.md").write_text(ANSWER, "utf-8")
    reload(place)
    assert [tell(place), place.desk.store.subscriptions.mark()] == [0, 2]


def test_who_may_not_come_in_is_told_of_nothing(place: Place) -> None:
    for chat in (100, 101):
        place.desk.store.subscriptions.subscribe(chat, ALL)
    tell(place)
    place.desk.store.people.add("某人", "blocked", Actor("admin", "web"), "telegram", "100")
    add(place, "甲")
    reload(place)
    assert tell(place) == 1
    place.server.arrived(101, 1)
    assert not place.server.standing(100)


def test_a_long_digest_is_one_message_with_a_hint(place: Place) -> None:
    place.desk.store.subscriptions.subscribe(100, ALL)
    tell(place)
    for number in range(LISTED + 5):
        add(place, f"甲{number}", title=f'"{number} {"<&>" * 60}"')
    reload(place)
    assert tell(place) == 1
    [letter] = place.server.arrived(100, 1)
    assert "新收录了 25 份文件" in letter["text"]
    assert "等 25 份" in letter["text"]
    assert "/docs" in letter["text"]
    assert labels(letter) == ["1", "2", "3", "4", "5"]


def test_of_several_who_tell_at_once_one_does(place: Place) -> None:
    for chat in range(100, 110):
        place.desk.store.subscriptions.subscribe(chat, ALL)
    tell(place)
    add(place, "甲")
    reload(place)
    home, together = place.desk.settings.home, Barrier(4)

    def one(_: int) -> int:
        """A database connection and an opened edition of its own, as another process has them."""
        desk, answerer = Desk(place.desk.settings, Store(home)), Answerer(home)
        desk.store.open()
        answerer.opened()
        together.wait()
        return digests.tell(desk, answerer)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [0, 0, 0, 10]
    for chat in range(100, 110):
        assert len(place.server.arrived(chat, 1)) == 1


def test_killed_before_the_mark_has_moved_it_goes_on(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for chat in (100, 101):
        place.desk.store.subscriptions.subscribe(chat, ALL)
    tell(place)
    add(place, "甲")
    reload(place)
    with monkeypatch.context() as patch:
        patch.setattr(subscriptions, "row_of", killed)
        with pytest.raises(KeyboardInterrupt):
            tell(place)
    assert not place.server.standing(100)
    assert tell(place) == 2
    for chat in (100, 101):
        assert len(place.server.arrived(chat, 1)) == 1


def killed(letter: Letter) -> NoReturn:
    raise KeyboardInterrupt
