"""The buttons under an answer."""

import pytest

from bot import messages
from bot.telegram.buttons import keyboard
from retrieval.answer import Answer, Snippet
from tests.bot.telegram.conftest import PLACE, StandIn
from tests.e2e.telegram_server import Fields, TelegramServer

served = pytest.mark.usefixtures("bot")


def asked(server: TelegramServer, chat: int = 100) -> Fields:
    """The bot's answer to a question in this chat."""
    server.say("问", chat=chat)
    return server.replies(chat)[-1]


def labels(message: Fields) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


def alert(server: TelegramServer) -> str:
    [call] = server.wait_for("answerCallbackQuery")
    assert call.fields["show_alert"] == "true"
    return str(call.fields["text"])


@served
def test_a_vote_is_kept_thanked_for_and_shown_on_the_keyboard(
    server: TelegramServer, assistant: StandIn
) -> None:
    server.press(asked(server), "v:7:u")
    server.wait_for("editMessageReplyMarkup")
    assert assistant.votes == [(7, "up", "telegram:100")]
    assert server.wait_for("answerCallbackQuery")[0].fields["text"] == messages.THANKS
    ticked = ["原文 1", "复制引用", "✅ " + messages.USEFUL, messages.USELESS]
    assert labels(server.standing(100)[0]) == ticked


@served
def test_a_vote_can_be_changed(server: TelegramServer, assistant: StandIn) -> None:
    server.press(asked(server), "v:7:u")
    server.wait_for("editMessageReplyMarkup")
    server.press(server.standing(100)[0], "v:7:d")
    server.wait_for("editMessageReplyMarkup", 2)
    assert [vote for _, vote, _ in assistant.votes] == ["up", "down"]
    assert labels(server.standing(100)[0])[2:4] == [messages.USEFUL, "✅ " + messages.USELESS]


@served
def test_the_same_vote_twice_does_no_harm(server: TelegramServer, caplog: pytest.LogCaptureFixture) -> None:
    answer = asked(server)
    server.press(answer, "v:7:u")
    server.press(answer, "v:7:u")
    server.say("再问")
    server.replies(100, 2)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@served
@pytest.mark.parametrize("data", ["o:8:1", "mo:8:3", "ci:8:0", "v:8:u", "o:999999999999999999:1"])
def test_a_row_or_snippet_that_is_gone_gets_a_polite_alert(server: TelegramServer, data: str) -> None:
    server.press(asked(server), data)
    assert alert(server) == messages.ROW_GONE


@served
@pytest.mark.parametrize("data", ["o:7:1", "mo:7:3", "ci:7:0", "v:7:u"])
def test_a_row_of_another_chat_stays_closed(server: TelegramServer, data: str) -> None:
    server.press(asked(server, chat=200), data, user=100)
    assert alert(server) == messages.ROW_GONE
    assert len(server.standing(200)) == 1


@served
@pytest.mark.parametrize(
    "data", ["x", "o:7", "o:7:0", "mo:7", "rd:7:1", "v:7:x", "o:-1:1", "o:99999999999999999999:1", "v:7:u\n"]
)
def test_a_button_that_the_bot_does_not_know_gets_a_polite_alert(server: TelegramServer, data: str) -> None:
    server.press(asked(server), data)
    assert alert(server) == messages.BUTTON_OLD


@served
def test_what_is_left_of_a_very_old_message_can_still_be_voted_on(
    server: TelegramServer, assistant: StandIn
) -> None:
    """Telegram gives only chat and number of a message that the bot can no longer see."""
    answer = asked(server)
    server.press({"message_id": answer["message_id"], "chat": answer["chat"], "date": 0}, "v:7:u")
    assert server.wait_for("answerCallbackQuery")[0].fields["text"] == messages.THANKS
    assert assistant.votes == [(7, "up", "telegram:100")]


def test_button_data_stays_below_what_telegram_allows() -> None:
    snippets = (Snippet("文", "sentence", (), 1.0, PLACE),) * 5
    rows = keyboard(Answer("问", "问", "answered", snippets=snippets, log_id=2**62))
    assert rows is not None
    buttons = [button for row in rows.inline_keyboard for button in row]
    assert len(buttons) == 7
    assert all(len(str(button.callback_data).encode()) <= 64 for button in buttons)


@served
def test_the_region_button_asks_the_whole_question_again_of_no_region(
    server: TelegramServer, assistant: StandIn
) -> None:
    assistant.region = "湖南省"
    answer = asked(server)
    assert labels(answer)[-1] == "按〔湖南省〕检索 ✕"
    server.press(answer, "r:7")
    again = server.replies(100, 2)[1]
    assert "不限地区" in again["text"]
    assert not any("湖南省" in label for label in labels(again))
    assert assistant.asked[-1]["question"] == "湖南的整个问题"
    assert assistant.asked[-1]["any_region"] is True
    server.wait_for("answerCallbackQuery")


@served
def test_the_region_of_an_answer_that_is_gone_cannot_be_dropped(
    server: TelegramServer, assistant: StandIn
) -> None:
    assistant.region = "湖南省"
    server.press(asked(server), "r:8")
    assert alert(server) == messages.ROW_GONE


def test_a_refusal_for_its_region_has_the_button_that_drops_it() -> None:
    refused = Answer("问", "问", "unanswered", "region_not_covered", region="云南省", log_id=7)
    shown = keyboard(refused)
    assert shown is not None
    assert shown.inline_keyboard[0][0].callback_data == "r:7"


def test_smalltalk_and_what_is_no_question_have_no_buttons() -> None:
    assert keyboard(Answer("你好", "你好", "smalltalk", log_id=7)) is None
    assert keyboard(Answer("问", "问", "unanswered", "too_long", log_id=7)) is None
