"""Questions of one chat are answered in order; chats do not wait for each other."""

import pytest

from bot.telegram.inbox import AT_ONCE
from tests.bot.telegram.conftest import StandIn
from tests.e2e.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")


def test_a_slow_question_is_answered_before_the_next_of_its_chat(
    server: TelegramServer, assistant: StandIn
) -> None:
    assistant.seconds["一"] = 0.3
    for question in ("一", "二", "三"):
        server.say(question)
    answered = [message["text"] for message in server.replies(100, 3)]
    assert ["一" in answered[0], "二" in answered[1], "三" in answered[2]] == [True] * 3


def test_a_slow_question_holds_up_no_other_chat(server: TelegramServer, assistant: StandIn) -> None:
    assistant.seconds["慢"] = 0.7
    server.say("慢")
    server.say("快", chat=200)
    server.replies(200)
    assert server.standing(100) == []


def test_a_chat_with_more_questions_than_places_holds_up_no_other(
    server: TelegramServer, assistant: StandIn
) -> None:
    assistant.seconds["慢"] = 0.05
    for _ in range(AT_ONCE + 4):
        server.say("慢")
    server.say("快", chat=200)
    server.replies(200)
    assert len(server.standing(100)) < 5
