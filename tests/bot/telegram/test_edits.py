"""A question that is changed is answered anew, where the answer stands."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session

from bot.store.tables import GivenAnswer
from tests.bot.telegram.chats import Chat, buttons
from tests.bot.telegram.conftest import Place, ServedBot, Serving, StandIn
from tests.e2e.telegram_server import USERNAME, Fault, Fields, TelegramServer

MASSAGE, BOOKS = "免费按摩服务每户每月几次？", "贫困村图书室藏书多少册？"


def edits(place: Place, question: Fields, text: str) -> int:
    """Change a question, and wait for it to be worked off; how many calls about a chat that took."""
    before = len(place.server.calls)
    place.server.edit(question, text)
    worked_off(place)
    return len([call for call in place.server.calls[before:] if "chat_id" in call.fields])


def worked_off(place: Place) -> None:
    """Return once nothing is left of what was sent."""
    place.server.wait_until_taken()
    while place.front.queue.waiting():
        time.sleep(0.01)


def asks(place: Place, chat: Chat, text: str) -> tuple[Fields, Fields]:
    """The question's message and the answer's."""
    question = chat.server.say(text, chat.id, chat.user)
    worked_off(place)
    return question, chat.last


def test_the_answer_changes_in_place_with_its_buttons(place: Place) -> None:
    chat = place.chat()
    question, answer = asks(place, chat, MASSAGE)
    edits(place, question, BOOKS)
    [changed] = chat.messages
    assert changed["message_id"] == answer["message_id"]
    assert "三千册" in changed["text"]
    newest, oldest = place.desk.store.log.select()
    assert (newest.question, oldest.question) == (BOOKS, MASSAGE)
    assert newest.key != oldest.key
    assert any(data == f"o:{newest.id}:1" for _, data in buttons(changed))
    edits(place, question, MASSAGE)
    assert "不超过两次" in chat.last["text"]
    assert len(chat.messages) == 1


def test_the_same_words_are_not_answered_again(place: Place) -> None:
    chat = place.chat()
    question, _ = asks(place, chat, MASSAGE)
    assert edits(place, question, MASSAGE) == 0
    assert len(place.desk.store.log.select()) == 1


def test_what_was_no_question_is_no_question_when_it_is_changed(place: Place) -> None:
    chat = place.chat()
    command, _ = asks(place, chat, "/help")
    assert edits(place, command, MASSAGE) == 0
    question, _ = asks(place, chat, MASSAGE)
    assert edits(place, question, "/help") == 0
    assert len(place.desk.store.log.select()) == 1


def test_ask_can_be_changed_in_a_group_and_talk_among_people_is_left_alone(place: Place) -> None:
    group = place.chat(-500, user=5)
    question, answer = asks(place, group, f"/ask {MASSAGE}")
    edits(place, question, f"/ask {BOOKS}")
    assert "三千册" in group.last["text"]
    talk = group.server.say("大家好", chat=-500, user=5)
    assert edits(place, talk, f"@{USERNAME} {BOOKS}") == 0
    assert [message["message_id"] for message in group.messages] == [answer["message_id"]]


def test_an_answer_of_days_ago_stays_and_a_new_one_is_sent(place: Place) -> None:
    chat = place.chat()
    question, _ = asks(place, chat, MASSAGE)
    with Session(place.desk.store.engine) as session:
        session.execute(update(GivenAnswer).values(at=datetime.now(UTC) - timedelta(hours=49)))
        session.commit()
    edits(place, question, BOOKS)
    old, new = chat.messages
    assert "不超过两次" in old["text"]
    assert "三千册" in new["text"]
    edits(place, question, MASSAGE)
    assert "不超过两次" in chat.last["text"]
    assert len(chat.messages) == 2


def test_an_answer_that_cannot_be_changed_is_sent_anew(place: Place) -> None:
    chat = place.chat()
    question, _ = asks(place, chat, MASSAGE)
    place.server.faults.append(Fault("editMessageText", 400, description="message can't be edited"))
    place.server.faults.append(Fault("deleteMessage", 400, description="message can't be deleted"))
    edits(place, question, BOOKS)
    old, new = chat.messages
    assert old["text"] == "（已更新）"
    assert "三千册" in new["text"]


class TestAnswersOfSeveralParts:
    """The stand-in answers in two parts where its text is long."""

    LONG, SHORT = "这是很长的一句话。" * 600, "原文说：{question}。"

    @pytest.fixture(autouse=True)
    def serves(self, bot: ServedBot, assistant: StandIn) -> None:
        assistant.text = self.LONG

    def edited(self, server: TelegramServer, question: Fields, text: str, count: int) -> list[Fields]:
        """The messages that stand once the question is changed and another one is answered."""
        server.edit(question, text)
        server.say("/help")
        server.wait_for("sendMessage", count, where=lambda fields: "资料库里找出" in fields["text"])
        return [message for message in server.standing(100) if "资料库里找出" not in message["text"]]

    def test_parts_that_the_new_answer_lacks_go_and_those_it_has_more_are_sent(
        self, server: TelegramServer, assistant: StandIn
    ) -> None:
        question = server.say("问")
        first, last = server.replies(100, 2)
        assistant.text = self.SHORT
        [short] = self.edited(server, question, "再问", 1)
        assert short["message_id"] == first["message_id"]
        assert "原文说：再问。" in short["text"]
        assert short["reply_markup"] == last["reply_markup"]
        assistant.text = self.LONG
        first, last = self.edited(server, question, "又问", 2)
        assert first["message_id"] == short["message_id"]
        assert "reply_markup" not in first
        assert "reply_markup" in last
        assert (first["text"] + last["text"]).count("这是很长的一句话。") == 600
        assistant.text = self.SHORT
        assert len(self.edited(server, question, "还问", 3)) == 1

    def test_a_part_that_cannot_be_deleted_says_that_there_is_something_newer(
        self, server: TelegramServer, assistant: StandIn
    ) -> None:
        question = server.say("问")
        server.replies(100, 2)
        assistant.text = self.SHORT
        server.faults.append(Fault("deleteMessage", 400, description="message can't be deleted"))
        first, last = self.edited(server, question, "再问", 1)
        assert "原文说：再问。" in first["text"]
        assert last["text"] == "（已更新）"
        assert "reply_markup" not in last

    @pytest.mark.parametrize("method", ["editMessageText", "sendMessage", "deleteMessage"])
    def test_a_change_that_was_cut_short_is_worked_off_again(
        self, server: TelegramServer, assistant: StandIn, serving: Serving, bot: ServedBot, method: str
    ) -> None:
        longer = method == "sendMessage"
        assistant.text = self.SHORT if longer else self.LONG
        question = server.say("问")
        server.replies(100, 1 if longer else 2)
        bot.stop()
        bot.ended()
        assistant.text = self.LONG * 2 if longer else self.SHORT
        if longer:
            server.faults.append(Fault(method))  # the second part goes out, the third does not
        server.faults.append(Fault(method, delay=30))
        server.edit(question, "再问")
        with serving(drain=0.2):
            deadline = time.monotonic() + 5
            while server.faults[-1].times and time.monotonic() < deadline:
                time.sleep(0.01)
        with serving():
            left = self.edited(server, question, "再问", 1)
        assert len(left) == (3 if longer else 1)
        assert ("原文说：再问。" in left[0]["text"]) is not longer
