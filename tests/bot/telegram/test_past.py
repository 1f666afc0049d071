"""/history, /forget and /privacy: what somebody asked is theirs to see again, and to have deleted."""

import pytest

from bot import messages
from bot.telegram.asker.history import PAGE
from tests.bot.telegram.chats import Chat, buttons, labels
from tests.bot.telegram.conftest import Place

MASSAGE, BOOKS = "免费按摩服务每户每月几次？", "贫困村图书室藏书多少册？"


def asks(chat: Chat, *questions: str) -> None:
    for question in questions:
        chat.says(question)


def test_the_answers_to_ones_own_questions_can_be_seen_again(place: Place) -> None:
    chat = place.chat()
    asks(chat, MASSAGE, "你好", "<b>海底捞</b>怎么加盟？", BOOKS)
    shown = chat.says("/history")
    first, second, third = shown["text"].splitlines()[1:]
    assert first.startswith("1. 20")
    assert first.endswith(BOOKS)
    assert second.endswith("<b>海底捞</b>怎么加盟？（没有答案）")
    assert third.endswith(MASSAGE)
    assert labels(shown) == ["1", "2", "3"]
    again = chat.presses("3", shown)
    assert again["text"].startswith("您在 20")
    assert MASSAGE in again["text"]
    assert "第 1 版资料库" in again["text"]
    assert "不超过两次" in again["text"]
    row = place.desk.store.log.select()[-1]
    assert f"v:{row.id}:u" in [data for _, data in buttons(again)]
    assert len(place.desk.store.log.select()) == 4


def test_pages_are_turned_in_place(place: Place) -> None:
    chat = place.chat()
    asks(chat, *[f"{BOOKS}第{number}问" for number in range(PAGE + 1)])
    newest = chat.says("/history")
    assert "第0问" not in newest["text"]
    older = chat.touches("更早的", newest)
    assert "第0问" in older["text"]
    assert labels(older) == ["1", "⏮ 最新的"]
    assert chat.touches("⏮", older)["text"] == newest["text"]
    assert len(chat.messages) == PAGE + 2


def test_nobody_sees_what_others_asked(place: Place) -> None:
    mine, others, group = place.chat(), place.chat(200), place.chat(-500, user=100)
    asks(mine, MASSAGE)
    group.says(f"/ask {BOOKS}")
    assert "还没有您问过的问题" in others.says("/history")["text"]
    assert "私聊" in group.says("/history")["text"]
    shown = mine.says("/history")
    assert BOOKS not in shown["text"]
    place.server.press(shown, next(data for _, data in buttons(shown)), user=200)
    place.server.wait_for("answerCallbackQuery")
    assert "找不到" in mine.alert()


def test_who_is_forgotten_has_confirmed_it(place: Place) -> None:
    chat, other = place.chat(), place.chat(200)
    asks(other, MASSAGE)
    asks(chat, MASSAGE, BOOKS)
    place.chat(-500, user=100).says(f"/ask {BOOKS}")
    asked = chat.says("/forget")
    assert "全部 3 个问题" in asked["text"]
    kept = chat.touches("不删了", asked)
    assert "什么也没有删除" in kept["text"]
    assert labels(kept) == []
    assert len(place.desk.store.log.select()) == 4
    asked = chat.says("/forget")
    gone = chat.touches("确认删除这 3 条", asked)
    assert "已删除您的 3 条" in gone["text"]
    assert labels(gone) == []
    assert [row.question for row in place.desk.store.log.select()] == [MASSAGE]
    [told] = place.desk.store.audit.select(action="log.forget")
    assert (told.target, told.detail) == ("", {"rows": 3})
    assert "没有您的问答记录" in chat.says("/forget")["text"]
    assert "还没有您问过的问题" in chat.says("/history")["text"]


def test_old_buttons_of_forgotten_answers_say_so_kindly(place: Place) -> None:
    chat = place.chat()
    answer = chat.says(MASSAGE)
    listed = chat.says("/history")
    chat.touches("确认", chat.says("/forget"))
    chat.touches("👍", answer)
    assert chat.alert() == messages.ROW_GONE
    chat.touches("1", listed)
    assert "找不到" in chat.alert()


def test_forgetting_is_for_private_chats(place: Place) -> None:
    group = place.chat(-500, user=100)
    group.says(f"/ask {BOOKS}")
    assert "私聊" in group.says("/forget")["text"]
    assert len(place.desk.store.log.select()) == 1


@pytest.mark.parametrize("chat", [100, -500])
def test_what_is_kept_is_told_anywhere(place: Place, chat: int) -> None:
    told = place.chat(chat, user=100).says("/privacy")["text"]
    assert "365 天" in told
    assert "/forget" in told
