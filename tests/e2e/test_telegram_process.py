"""Staff on Telegram, the real program behind it: from the question to the row in the database."""

import re
import signal
import sqlite3
import time
from contextlib import closing
from typing import Any
from urllib.request import urlopen

import pytest

from tests.e2e.conftest import Start
from tests.e2e.running import Fupin
from tests.e2e.telegram_server import TOKEN, Fault, Fields, TelegramServer

QUESTION = "免费按摩服务的经费由谁筹集？"
QUOTED = "免费按摩服务的经费由社会组织自行筹集，筹集情况每季度向社会公布一次。"
ALLOWED = "100,200,300,400"


@pytest.fixture(scope="module")
def fupin(start: Start) -> Fupin:
    """The running program; the users 100, 200, 300 and 400 may ask."""
    return start(FUPIN_TELEGRAM_ALLOWED=ALLOWED)


pytestmark = pytest.mark.usefixtures("fupin")


def sent(telegram: TelegramServer, chat: int, already: int = 0, count: int = 1) -> list[Fields]:
    """The next messages in a chat after those that were there already."""
    return telegram.replies(chat, already + count, timeout=30)[already:]


def ask(telegram: TelegramServer, chat: int = 100, question: str = QUESTION) -> Fields:
    already = len(telegram.standing(chat))
    telegram.say(question, chat=chat)
    return sent(telegram, chat, already)[0]


def button(message: Fields, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(each["callback_data"]) for row in rows for each in row if label in each["text"])


def rows(fupin: Fupin, columns: str) -> list[Any]:
    with closing(sqlite3.connect(fupin.home / "fupin.db")) as database:
        return database.execute(f"select {columns} from query_log order by id").fetchall()  # noqa: S608


def test_a_question_is_answered_with_a_citation_and_logged(telegram: TelegramServer, fupin: Fupin) -> None:
    answer = ask(telegram)
    assert QUOTED in answer["text"]
    assert "[1] 按摩师下乡服务办法 · 某市民政局 · 2019-03-05 · 第二章 经费" in answer["text"]
    assert ("telegram", QUESTION, "answered") in rows(fupin, "channel, question, status")


def test_metrics_tell_of_questions_and_of_what_waits(telegram: TelegramServer, fupin: Fupin) -> None:
    ask(telegram)
    address = re.search(r"http://127\.0\.0\.1:\d+/", fupin.says())
    assert address
    with urlopen(f"{address[0]}metrics") as response:  # noqa: S310
        lines = response.read().decode().splitlines()
    assert "fupin_outbox_waiting 0.0" in lines
    assert any(line.startswith("fupin_inbox_waiting ") for line in lines)
    assert 'fupin_questions_total{channel="telegram",reason="",status="answered"} ' in "\n".join(lines)


def test_the_source_is_shown_verbatim_with_the_quoted_words_bold(telegram: TelegramServer) -> None:
    answer = ask(telegram)
    already = len(telegram.standing(100))
    telegram.press(answer, button(answer, "原文 1"))
    [passage] = sent(telegram, 100, already)
    assert QUOTED in passage["text"]
    assert "每户每月不超过两次。" in passage["text"]
    bold = [e for e in passage["entities"] if e["type"] == "bold"]
    assert len(bold) >= 2


def test_a_vote_is_in_the_database(telegram: TelegramServer, fupin: Fupin) -> None:
    answer = ask(telegram)
    pressed = button(answer, "没用")
    query = telegram.press(answer, pressed)
    telegram.wait_for("answerCallbackQuery", where=lambda fields: fields["callback_query_id"] == query)
    assert (int(pressed.split(":")[1]), "down") in rows(fupin, "id, vote")


def test_who_is_not_allowed_is_refused_by_id_and_not_logged(telegram: TelegramServer, fupin: Fupin) -> None:
    before = len(rows(fupin, "id"))
    telegram.say(QUESTION, chat=666)
    assert "666" in sent(telegram, 666)[0]["text"]
    assert len(rows(fupin, "id")) == before


def test_a_greeting_and_a_question_without_an_answer_get_a_polite_line(telegram: TelegramServer) -> None:
    assert "扶贫政策问答助手" in ask(telegram, question="你好")["text"]
    assert "抱歉" in ask(telegram, question="火星基地的燃料补贴标准是多少？")["text"]


def test_answers_keep_the_order_of_a_chat_while_chats_do_not_wait(telegram: TelegramServer) -> None:
    telegram.faults.append(Fault("sendMessage", chat=200, delay=1.5))
    questions = [QUESTION, "贫困村图书室藏书不少于多少册？", QUESTION]
    for question in questions:
        telegram.say(question, chat=200)
    ask(telegram, chat=300)
    assert telegram.standing(200) == []
    answers = [message["text"] for message in sent(telegram, 200, count=3)]
    assert ["三千册" in answer for answer in answers] == [False, True, False]


@pytest.mark.parametrize("status", [429, 502])
def test_an_answer_that_telegram_refuses_at_first_arrives(telegram: TelegramServer, status: Any) -> None:
    telegram.faults.append(Fault("sendMessage", status=status, chat=400))
    assert QUOTED in ask(telegram, chat=400)["text"]


def test_a_stop_answers_what_was_asked_and_exits_well(
    telegram: TelegramServer, start: Start, fupin: Fupin
) -> None:
    """The last test of the shared process: buttons, a restart and the log are looked at as well."""
    answer = ask(telegram)
    already = len(telegram.standing(100))
    telegram.faults.append(Fault("sendMessage", chat=100, delay=0.1, times=10))
    for _ in range(10):
        telegram.say(QUESTION, chat=100)
    telegram.wait_until_taken()
    assert fupin.end() == 0
    assert len(telegram.standing(100)) == already + 10

    for secret in (TOKEN, QUESTION, "用户100"):
        assert secret not in fupin.says()
    assert "Traceback" not in fupin.says()

    again = start(home=fupin.home, FUPIN_TELEGRAM_ALLOWED=ALLOWED)
    telegram.press(answer, button(answer, "原文 1"))
    [passage] = sent(telegram, 100, already + 10)
    assert QUOTED in passage["text"]
    assert again.end() == 0


def test_the_program_waits_for_a_server_that_is_away_at_its_start(start: Start) -> None:
    with TelegramServer() as away:
        away.say(QUESTION)
        away.go_away()
        fupin = start(FUPIN_TELEGRAM_API_URL=away.url)
        while "暂时连不上 Telegram" not in fupin.says():
            assert fupin.process.poll() is None
            time.sleep(0.1)
        away.come_back()
        assert QUOTED in away.replies(100, timeout=30)[0]["text"]
        assert fupin.end(signal.SIGINT) == 0


def test_a_wrong_token_ends_the_start_with_one_clear_line(start: Start) -> None:
    fupin = start(FUPIN_TELEGRAM_TOKEN="123456789:wrong-but-well-formed")
    assert fupin.process.wait(30) == 1
    assert fupin.says().count("Telegram 不认这个机器人令牌") == 1
    assert "Traceback" not in fupin.says()
    assert "wrong-but-well-formed" not in fupin.says()
