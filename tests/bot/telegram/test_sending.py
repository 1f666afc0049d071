"""Faults while a reply goes out: what is made again, what is not, and what the user is told."""

import time
from typing import Any

import pytest

from bot import messages
from tests.bot.telegram.conftest import StandIn
from tests.e2e.telegram_server import Fault, TelegramServer

pytestmark = pytest.mark.usefixtures("bot")


def texts(server: TelegramServer, count: int = 1) -> list[str]:
    return [message["text"] for message in server.replies(100, count, timeout=12)]


@pytest.mark.filterwarnings("ignore:.*retry_after.*timedelta")  # PTB warns of its own next version
@pytest.mark.parametrize("status", [429, 500, "page"])
def test_a_reply_that_telegram_could_not_take_is_sent_again_once(
    server: TelegramServer, status: Any, assistant: StandIn
) -> None:
    server.faults.append(Fault("sendMessage", status=status))
    server.say("问")
    assert "原文说：问。" in texts(server)[0]
    assert len(assistant.asked) == 1
    assert server.failed == ["sendMessage"]


def test_a_reply_goes_out_once_telegram_is_back(server: TelegramServer, assistant: StandIn) -> None:
    assistant.seconds["问"] = 0.6
    server.say("问")
    server.wait_for("sendChatAction")
    server.go_away()
    time.sleep(0.5)
    server.come_back()
    assert "原文说：问。" in texts(server)[0]


def test_a_reply_that_may_have_arrived_is_not_doubled(server: TelegramServer) -> None:
    server.faults.append(Fault("sendMessage", drop="after"))
    server.say("问")
    answer, apology = texts(server, 2)
    assert "原文说：问。" in answer
    assert apology == messages.PERHAPS_LOST


def test_answering_a_button_is_harmless_and_made_again_after_a_drop(server: TelegramServer) -> None:
    server.say("问")
    [answer] = server.replies(100)
    server.faults.append(Fault("answerCallbackQuery", drop="after"))
    server.press(answer, "v:7:u")
    server.wait_for("answerCallbackQuery", 2)
    server.wait_for("editMessageReplyMarkup")


@pytest.mark.filterwarnings("ignore:.*retry_after.*timedelta")
@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendChatAction", status=500, times=9),
        Fault("sendChatAction", status=429, retry_after=30, times=9),
        Fault("sendChatAction", status=403, times=9),
        Fault("sendChatAction", drop="before", times=9),
        Fault("sendChatAction", delay=10, times=9),
    ],
    ids=["500", "429", "403", "drop", "slow"],
)
def test_a_failing_typing_action_costs_neither_the_answer_nor_much_time(
    server: TelegramServer, assistant: StandIn, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    assistant.seconds["问"] = 0.5
    server.faults.append(fault)
    started = time.monotonic()
    server.say("问")
    assert "原文说：问。" in texts(server)[0]
    assert time.monotonic() - started < 6
    assert ("typing action failed" in caplog.text) is not bool(fault.delay)


def test_html_that_telegram_refuses_goes_out_as_plain_text(
    server: TelegramServer, assistant: StandIn
) -> None:
    assistant.text = "a<b & {question}"
    refusal = "Bad Request: can't parse entities: Unsupported start tag"
    server.faults.append(Fault("sendMessage", status=400, description=refusal))
    server.say("问")
    [answer] = server.replies(100)
    assert "a<b & 问\n[1] 关于动员社会力量的意见" in answer["text"]
    assert answer["entities"] == []
    assert len(answer["reply_markup"]["inline_keyboard"]) == 3


def test_a_question_deleted_meanwhile_is_answered_all_the_same(server: TelegramServer) -> None:
    server.say("问")
    server.replies(100)
    [sent] = server.wait_for("sendMessage")
    assert sent.fields["reply_parameters"]["allow_sending_without_reply"] is True


def test_a_handler_that_fails_is_logged_and_the_user_told(
    server: TelegramServer, assistant: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.error = RuntimeError("disk on fire")
    server.say("我的秘密问题")
    assert texts(server) == [messages.FAILED]
    assert "disk on fire" in caplog.text
    assert "我的秘密问题" not in caplog.text


def test_a_button_whose_handler_fails_is_answered(
    server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(StandIn, "vote", broken)
    server.say("问")
    server.press(server.replies(100)[0], "v:7:u")
    assert server.wait_for("answerCallbackQuery")[0].fields["text"] == messages.FAILED


def test_a_user_who_blocked_the_bot_is_not_written_to_again(
    server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.append(Fault("sendMessage", status=403, description="Forbidden: bot was blocked"))
    server.say("一")
    server.say("二")
    [answer] = server.replies(100)
    assert "二" in answer["text"]
    assert "bot was blocked" in caplog.text
