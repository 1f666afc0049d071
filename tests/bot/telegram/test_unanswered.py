"""What can be done about an answer, and about having none: say why, ask on, hand in, wait for an answer."""

import time
from collections.abc import Callable

import pytest

from bot import messages
from bot.desk import access, gaps, gapsheet, wishes
from bot.desk.handing_in import LONGEST_NOTE
from bot.store.audit import Actor
from bot.store.tables import QueryLogRow
from bot.telegram.answering import further, phrases
from bot.telegram.buttons import keyboard
from retrieval.answer import Answer, Citation, Snippet
from retrieval.reload import reload
from tests.bot.telegram.chats import Chat, buttons, labels
from tests.bot.telegram.conftest import Place
from tests.e2e.telegram_server import Call, Fault

ANSWERABLE = "免费按摩服务每户每月几次？"
REFUSED = "图书室的管理员工资多少？"
OF_ANOTHER_YEAR, OF_OURS = "2025年图书室藏书多少册？", "2018年图书室藏书多少册？"
WAGES = "---\ntitle: 管理员工资办法\npublished: 2020-01-02\n---\n\n图书室的管理员工资为每月八百元。\n"
ME = Actor("张三", "web")
SIZE = {"width": 1, "height": 1, "is_animated": False, "is_video": False}


def row(place: Place, number: int = 0) -> QueryLogRow:
    """The last row of the log, or one before it."""
    return place.desk.store.log.select()[number]


def history(place: Place, log_id: int | None = None) -> list[str]:
    """That of the gap that a row of the log belongs to."""
    gaps.take_in(place.desk, place.assistant.answerer)
    gap = place.desk.store.gaps.of_row(log_id or row(place).id or 0)
    assert gap is not None
    return [gapsheet.event_name(event) for event in gaps.whole(place.desk, gap).events]


def add_document(place: Place) -> None:
    """What another process does: a new edition, which answers."""
    home = place.desk.settings.home
    (home / "sources" / "工资.md").write_text(WAGES, "utf-8")
    reload(home, home.parent / "none")


def tend(place: Place) -> int:
    """What is done beside the answering; how many letters are new."""
    gaps.refresh(place.desk, place.assistant.answerer)
    return wishes.fulfil(place.desk, place.assistant.answerer)


def changes(chat: Chat, label: str) -> list[str]:
    """Press a button, and wait for others to be shown; their labels."""
    before = len(edits(chat))
    chat.touches(label)
    chat.server.wait_for("editMessageReplyMarkup", before + 1)
    return labels(chat.last)


def edits(chat: Chat) -> list[Call]:
    return [call for call in chat.server.calls if call.method == "editMessageReplyMarkup"]


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 8
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# 没用, and why


def test_no_use_asks_why_and_the_reason_can_be_changed(place: Place) -> None:
    chat = place.chat()
    chat.says(ANSWERABLE)
    before = labels(chat.last)
    assert not set(before) & set(phrases.REASONS.values())
    assert {"✅ 👎 没用", *phrases.REASONS.values()} <= set(changes(chat, messages.USELESS))
    assert chat.alert() == phrases.WHY
    assert "✅ 过时" in changes(chat, "过时")
    assert chat.alert() == messages.THANKS
    assert (row(place).vote, row(place).vote_reason) == ("down", "outdated")
    assert {"过时", "✅ 有误", "✅ 👎 没用"} <= set(changes(chat, "有误"))
    assert row(place).vote_reason == "wrong"
    assert [label.removeprefix("✅ ") for label in changes(chat, messages.USEFUL)] == before
    assert (row(place).vote, row(place).vote_reason) == ("up", None)


def test_a_reason_for_a_row_of_another_chat_is_not_kept(place: Place) -> None:
    place.chat().says(ANSWERABLE)
    id = row(place).id
    other = place.chat(200)
    answer = other.says(ANSWERABLE)
    place.server.press(answer, f"vr:{id}:w")
    place.server.wait_for("answerCallbackQuery")
    assert other.alert() == messages.ROW_GONE
    assert row(place, 1).vote_reason is None


# Questions to press


def test_a_suggestion_is_asked_as_if_typed_and_the_reply_says_what_was_asked(place: Place) -> None:
    group = place.chat(-5, user=100)
    refused = group.says(f"/ask {OF_ANOTHER_YEAR}")
    answer = group.presses(OF_OURS)
    assert answer["text"].startswith(phrases.asked(OF_OURS))
    assert "不少于三千册" in answer["text"]
    assert any(label.startswith("原文 1") for label in labels(answer))
    sent = place.server.wait_for("sendMessage", 2)[1].fields
    assert sent["reply_parameters"]["message_id"] == refused["message_id"]
    asked = row(place)
    assert (asked.question, asked.channel) == (OF_OURS, "telegram")
    assert asked.conversation == row(place, 1).conversation
    assert asked.asker == row(place, 1).asker
    assert asked.key, "what is pressed is logged once, however often the press is worked off"


def test_who_presses_too_fast_is_told_so_and_asks_nothing(place: Place) -> None:
    chat, most = place.chat(), place.desk.settings.asks_per_minute
    chat.says(OF_ANOTHER_YEAR)
    for _ in range(most - 1):
        place.assistant.ask("问", asker="telegram:100", conversation=None, channel="telegram")
    chat.touches(OF_OURS)
    assert chat.alert() == messages.TOO_FAST
    assert len(chat.messages) == 1


@pytest.mark.parametrize("data", ["sg:{id}:2", "sg:99:1", "hi:99", "hn:99", "wi:99:1"])
def test_what_is_gone_gets_a_polite_alert(place: Place, data: str) -> None:
    chat = place.chat()
    refused = chat.says(OF_ANOTHER_YEAR)
    place.server.press(refused, data.format(id=row(place).id))
    place.server.wait_for("answerCallbackQuery")
    assert chat.alert() == messages.ROW_GONE


def test_questions_of_another_chat_can_be_neither_asked_nor_handed_in(place: Place) -> None:
    place.chat().says(OF_ANOTHER_YEAR)
    id, other = row(place).id, place.chat(200)
    refused = other.says(OF_ANOTHER_YEAR)
    for number, data in enumerate((f"sg:{id}:1", f"hi:{id}", f"hn:{id}", f"wi:{id}:1"), 1):
        place.server.press(refused, data)
        place.server.wait_for("answerCallbackQuery", number)
        assert other.alert() == messages.ROW_GONE
    assert len(other.messages) == 1


# 提交给管理员


def test_a_question_is_handed_in_with_a_note_which_is_no_question(place: Place) -> None:
    chat = place.chat()
    chat.says(REFUSED)
    prompt = chat.presses(phrases.HAND_IN)
    assert labels(prompt) == [phrases.WITHOUT_NOTE]
    assert chat.says("写年报用，联系 13812345678")["text"] == phrases.HANDED_IN_WITH_NOTE
    assert [each.question for each in place.desk.store.log.select()] == [REFUSED]
    assert history(place) == ["第一次被问到", "提交给管理员：写年报用，联系 138****5678"]
    assert ANSWERABLE[:4] in chat.says(ANSWERABLE)["text"]


def test_a_question_is_handed_in_without_a_note_and_pressing_again_does_nothing(place: Place) -> None:
    chat = place.chat()
    refused = chat.says("今天天气怎么样")
    prompt = chat.presses(phrases.HAND_IN)
    chat.touches(phrases.HAND_IN, refused)
    assert chat.alert() == phrases.NOTE_IS_WAITED_FOR
    place.server.press(prompt, next(data for _, data in buttons(prompt)))
    place.server.press(prompt, next(data for _, data in buttons(prompt)))
    place.server.wait_for("editMessageText")
    place.server.wait_for("answerCallbackQuery", 4)
    assert (chat.last["text"], labels(chat.last)) == (phrases.HANDED_IN, [])
    chat.touches(phrases.HAND_IN, refused)
    assert chat.alert() == phrases.HANDED_IN_BEFORE
    assert history(place) == ["第一次被问到", "提交给管理员"]
    assert "不超过两次" in chat.says(ANSWERABLE)["text"]


def test_a_note_has_words_and_not_too_many(place: Place) -> None:
    chat = place.chat()
    chat.says(REFUSED)
    chat.presses(phrases.HAND_IN)
    assert "201 字" in chat.says("长" * (LONGEST_NOTE + 1))["text"]
    before = len(chat.messages)
    place.server.send(100, sticker={"file_id": "a", "file_unique_id": "a", "type": "regular"} | SIZE)
    assert place.server.arrived(100, before + 1)[-1]["text"] == phrases.NOTE_IS_TEXT
    assert chat.says("长" * LONGEST_NOTE)["text"] == phrases.HANDED_IN_WITH_NOTE
    assert history(place)[1].endswith("长" * LONGEST_NOTE)


def test_who_changes_his_mind_hands_nothing_in(place: Place) -> None:
    chat = place.chat()
    chat.says(REFUSED)
    chat.presses(phrases.HAND_IN)
    assert chat.says("/cancel")["text"] == messages.CANCELLED
    assert history(place) == ["第一次被问到"]


def test_in_a_group_the_note_is_a_reply_to_the_bot(place: Place) -> None:
    group = place.chat(-5, user=100)
    group.says(f"/ask {REFUSED}")
    prompt = group.presses(phrases.HAND_IN)
    assert "回复这条消息" in prompt["text"]
    place.server.say("大家午饭吃什么", -5, 100)
    place.server.say("急用", -5, 100, reply_to_message=prompt)
    assert place.server.arrived(-5, 3)[-1]["text"] == phrases.HANDED_IN_WITH_NOTE
    assert history(place)[1] == "提交给管理员：急用"


# 有答案时通知我


def test_whoever_waits_is_sent_the_answer_once_and_can_ask_it_again(place: Place) -> None:
    chat = place.chat()
    chat.says(REFUSED)
    assert phrases.WISHED in changes(chat, phrases.WISH)
    assert chat.alert() == phrases.WISH_KEPT
    assert tend(place) == 0
    add_document(place)
    assert tend(place) == 1
    assert tend(place) == 0
    notice = place.server.arrived(100, 2)[-1]
    assert notice["text"].startswith(f"您问过“{REFUSED}”，现在有答案了：")
    assert "每月八百元" in notice["text"]
    assert "管理员工资办法" in notice["text"]
    again = chat.presses("🔄 再问一次")
    assert again["text"].startswith(phrases.asked(REFUSED))
    assert any(label.startswith("原文 1") for label in labels(again))


def test_a_wish_can_be_taken_back(place: Place) -> None:
    chat = place.chat()
    chat.says(REFUSED)
    changes(chat, phrases.WISH)
    assert phrases.WISH in changes(chat, phrases.WISHED)
    assert chat.alert() == phrases.WISH_WITHDRAWN
    add_document(place)
    assert tend(place) == 0


def test_everyone_who_asked_and_waits_is_told_but_for_who_is_blocked(place: Place) -> None:
    for chat in (place.chat(100), place.chat(200), place.chat(-5, user=300)):
        chat.says(f"/ask {REFUSED}")
        chat.touches(phrases.WISH)
    person = access.join(place.desk, access.invite(place.desk, "staff", ME), 200, "小王")
    place.desk.store.people.set_role(person.id or 0, "blocked", ME)
    add_document(place)
    assert tend(place) == 2
    for each in (100, -5):
        assert "每月八百元" in place.server.arrived(each, 2)[-1]["text"]
    assert len(place.chat(200).messages) == 1


def test_whoever_blocks_the_bot_waits_for_nothing_any_more(place: Place) -> None:
    chats = [place.chat(100), place.chat(200)]
    for chat in chats:
        chat.says(REFUSED)
        chat.touches(phrases.WISH)
        place.desk.store.subscriptions.subscribe(chat.id, ("all", ""))
    place.server.block(100)
    forbidden = "Forbidden: bot was blocked by the user"
    place.server.faults.append(Fault("sendMessage", status=403, chat=200, description=forbidden))
    until(lambda: list(place.desk.store.subscriptions.by_chat()) == [200])
    add_document(place)
    assert tend(place) == 1
    until(lambda: place.desk.store.subscriptions.by_chat() == {})
    assert place.server.failed == ["sendMessage"]


# The rows of buttons


def test_an_answer_has_its_votes_and_a_refusal_has_what_helps() -> None:
    said = Snippet("文", "sentence", (), 1.0, Citation("d", "题"))
    good = Answer("问", "问", "answered", snippets=(said,), suggestions=("长" * 60,), log_id=2**62)
    rows = keyboard(good)
    assert rows is not None
    every = [button for row in rows.inline_keyboard for button in row]
    assert every[-1].text == "长" * (further.LONGEST_QUESTION - 1) + "…"
    none = keyboard(Answer("问", "问", "unanswered", "off_topic", log_id=2**62))
    assert none is not None
    every += [button for row in none.inline_keyboard for button in row]
    assert [each.text for each in every[-2:]] == [phrases.HAND_IN, phrases.WISH]
    assert all(len(str(each.callback_data).encode()) <= 64 for each in every)
    assert further.onward(Answer("问", "问", "unanswered", "empty", log_id=7)) == []
