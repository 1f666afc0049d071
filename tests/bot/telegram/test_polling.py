"""Start, outages and stop: no question is lost, and a bot that cannot go on says so."""

import logging
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Update

from bot import messages
from bot.telegram import PollingDied, ProxyUnusable, TokenRejected, conflict, polling
from bot.telegram.inbox import InboxQueue
from tests.bot.telegram.conftest import Serving, StandIn, front_for
from tests.e2e.telegram_server import TOKEN, Fault, TelegramServer


def test_questions_asked_while_the_bot_was_away_are_answered(
    server: TelegramServer, serving: Serving
) -> None:
    server.say("问")
    with serving():
        assert "原文说：问。" in server.replies(100)[0]["text"]


def test_no_question_is_answered_twice_after_a_restart(
    server: TelegramServer, serving: Serving, assistant: StandIn
) -> None:
    with serving():
        server.say("问")
        server.replies(100)
    with serving():
        server.say("再问")
        server.replies(100, 2)
    assert [asked["question"] for asked in assistant.asked] == ["问", "再问"]


def test_what_was_received_before_the_stop_is_answered(
    server: TelegramServer, serving: Serving, assistant: StandIn
) -> None:
    assistant.seconds["问"] = 0.1
    with serving(drain=60) as bot:
        for number in range(10):
            server.say("问", chat=100 + number % 2)
        server.wait_until_taken()
        bot.stop()
        assert bot.ended(60) is None
    assert len(server.standing(100)) == len(server.standing(101)) == 5


def test_a_stop_does_not_wait_for_ever_for_answers(
    server: TelegramServer, serving: Serving, assistant: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.seconds["问"] = 1
    with serving(drain=0.1) as bot:
        server.say("问")
        server.wait_for("sendChatAction")
        bot.stop()
        assert bot.ended() is None
    assert messages.NOT_DRAINED in caplog.text


def test_the_bot_waits_for_a_server_that_is_away_at_start(server: TelegramServer, serving: Serving) -> None:
    server.say("问")
    server.go_away()
    with serving():
        time.sleep(0.3)
        server.come_back()
        assert "原文说：问。" in server.replies(100)[0]["text"]


def test_a_first_call_that_fails_is_made_again(server: TelegramServer, serving: Serving) -> None:
    server.faults.append(Fault("deleteWebhook", status=502))
    with serving():
        server.say("问")
        server.replies(100)


def test_a_bot_that_waits_for_its_server_can_be_stopped(server: TelegramServer, serving: Serving) -> None:
    server.go_away()
    with serving() as bot:
        time.sleep(0.3)
        bot.stop()
        assert bot.ended(3) is None


@pytest.mark.filterwarnings("ignore:.*retry_after.*timedelta")  # PTB warns of its own next version
def test_a_stop_does_not_wait_for_the_pause_after_a_failed_poll(
    server: TelegramServer, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "HANG_UP", 0.5)
    server.faults.append(Fault("getUpdates", status=429, retry_after=30))
    with serving() as bot:
        server.wait_for("setMyCommands")
        while "getUpdates" not in server.failed:
            time.sleep(0.01)
        bot.stop()
        assert bot.ended(5) is None


def test_a_bot_that_lost_its_server_can_be_stopped(server: TelegramServer, serving: Serving) -> None:
    with serving() as bot:
        server.wait_for("setMyCommands")
        server.go_away()
        bot.stop()
        assert bot.ended(5) is None


@pytest.mark.parametrize("status", [401, 500])
def test_a_poll_that_fails_in_passing_does_not_end_polling(
    server: TelegramServer, serving: Serving, status: Any
) -> None:
    with serving():
        server.wait_for("setMyCommands")
        server.faults.append(Fault("getUpdates", status=status))
        server.say("问")
        server.replies(100, timeout=10)


def test_polling_that_is_refused_for_long_ends_the_bot(server: TelegramServer, serving: Serving) -> None:
    with serving(watchdog={"refusal": 0.5}) as bot:
        server.wait_for("setMyCommands")
        server.faults.append(Fault("getUpdates", status=401, times=10**6))
        server.say("问")  # ends the poll under way
        assert isinstance(bot.ended(), PollingDied)
        assert str(bot.failure) == messages.POLLING_REFUSED
        bot.failure = None


def test_polling_that_has_ended_silently_ends_the_bot(
    server: TelegramServer, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = InboxQueue.put

    async def fail(queue: InboxQueue, item: object) -> None:
        if isinstance(item, Update):
            raise OSError("such as nobody thought of")
        await put(queue, item)

    with serving(watchdog={"silence": 1}) as bot:
        monkeypatch.setattr(InboxQueue, "put", fail)  # it ends polling without a word
        server.say("问")
        assert isinstance(bot.ended(), PollingDied)
        assert str(bot.failure) == messages.POLLING_SILENT
        bot.failure = None


def test_polling_that_goes_on_does_not_end_the_bot(server: TelegramServer, serving: Serving) -> None:
    with serving(watchdog={"silence": 1.5}) as bot:
        for number in range(1, 6):
            server.say("问")
            server.replies(100, number)
            time.sleep(0.4)
        assert bot.failure is None


def test_a_token_that_telegram_does_not_know_ends_the_start_with_one_line(
    server: TelegramServer, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "987654321:wrong"
    with serving(telegram_token=SecretStr(wrong)) as bot:
        assert isinstance(bot.ended(), TokenRejected)
        assert str(bot.failure) == messages.TOKEN_REJECTED
        bot.failure = None
    assert "\n" not in messages.TOKEN_REJECTED
    assert wrong not in caplog.text


def test_a_missing_token_is_said(server: TelegramServer, tmp_path: Path) -> None:
    with pytest.raises(TokenRejected, match="FUPIN_TELEGRAM_TOKEN"):
        front_for(server, StandIn(), tmp_path, telegram_token=None)


def test_a_proxy_that_needs_a_missing_package_is_said(
    server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ProxyUnusable, match="FUPIN_TELEGRAM_PROXY"):
        front_for(server, StandIn(), tmp_path, telegram_proxy="socks5://127.0.0.1:1080")


def test_the_token_is_in_no_log_line(
    server: TelegramServer, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.faults += [
        Fault("getMe", status=500),
        Fault("getUpdates", drop="before"),
        Fault("sendMessage", "page"),
    ]
    with serving():
        server.say("问")
        server.replies(100, timeout=10)
    assert caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text


def test_a_second_program_with_the_same_token_is_logged_and_the_admins_told(
    server: TelegramServer,
    serving: Serving,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conflict, "PASSING", 2)  # a third takes seconds
    with serving(admins=frozenset({1})):
        server.wait_for("setMyCommands")
        server.faults.append(Fault("getUpdates", status=409, times=3))
        server.say("问")
        assert server.replies(1, timeout=10)[0]["text"] == messages.TWO_INSTANCES
    assert caplog.text.count(messages.TWO_INSTANCES) == 1
