"""What staff send, in private and in groups, and what they get."""

from typing import Any

import pytest

from bot import messages
from tests.bot.telegram.conftest import ServedBot, Serving, StandIn
from tests.e2e.telegram_server import TOKEN, USERNAME, TelegramServer

pytestmark = pytest.mark.usefixtures("bot")
GROUP = -500


def texts(server: TelegramServer, chat: int = 100, count: int = 1) -> list[str]:
    return [message["text"] for message in server.replies(chat, count)]


def answered(server: TelegramServer, chat: int) -> list[str]:
    """What stands in a chat once a question asked last is answered; chats are answered in order."""
    server.say("/ask 最后一问", chat=chat)
    server.wait_for("sendMessage", where=lambda fields: "最后一问" in fields["text"])
    return [message["text"] for message in server.standing(chat)]


@pytest.mark.parametrize("command", ["/start", "/help", "/start 任意", f"/help@{USERNAME}"])
def test_start_and_help_say_what_it_can_do(server: TelegramServer, command: str) -> None:
    server.say(command)
    assert texts(server) == [messages.welcome()]


@pytest.mark.parametrize("chat", [100, GROUP])
def test_new_begins_the_conversation_of_the_chat_anew(
    server: TelegramServer, assistant: StandIn, chat: int
) -> None:
    server.say("/new", chat=chat)
    assert texts(server, chat) == [messages.BEGUN_ANEW]
    assert assistant.begun_anew == [f"telegram:{chat}"]
    assert assistant.asked == []


def test_a_question_is_answered_with_a_cited_quotation(server: TelegramServer, assistant: StandIn) -> None:
    asked = server.say("怎么参与扶贫？", user=5)
    [reply] = server.replies(100)
    assert "原文说：怎么参与扶贫？。" in reply["text"]
    assert "[1] 关于动员社会力量的意见 · 某部 · 2018-10-30 · 二、任务" in reply["text"]
    assert {"blockquote", "bold"} <= {entity["type"] for entity in reply["entities"]}
    [sent] = server.wait_for("sendMessage")
    assert sent.fields["reply_parameters"]["message_id"] == asked["message_id"]
    assert sent.fields["link_preview_options"] == {"is_disabled": True}
    assert assistant.asked == [
        {
            "question": "怎么参与扶贫？",
            "asker": "telegram:5",
            "conversation": "telegram:100",
            "channel": "telegram",
            "key": f"telegram:{TOKEN.partition(':')[0]}:1",
        }
    ]


def test_the_answer_has_buttons_for_its_sources_and_for_votes(server: TelegramServer) -> None:
    server.say("问")
    [reply] = server.replies(100)
    rows = reply["reply_markup"]["inline_keyboard"]
    shown = [[(button["text"], button["callback_data"]) for button in row] for row in rows]
    assert shown == [
        [("原文 1", "o:7:1")],
        [("复制引用", "ci:7:0")],
        [("👍 有用", "v:7:u"), ("👎 没用", "v:7:d")],
    ]


def test_typing_is_shown_before_an_answer_that_takes_long(server: TelegramServer, assistant: StandIn) -> None:
    server.say("问")
    server.replies(100)
    assert "sendChatAction" not in [call.method for call in server.calls]
    assistant.seconds["慢"] = 0.5
    server.say("慢")
    server.replies(100, 2)
    methods = [call.method for call in server.calls]
    assert methods.index("sendMessage") < methods.index("sendChatAction")
    assert methods[-1] == "sendMessage"


def test_an_answer_that_was_not_logged_has_no_buttons(server: TelegramServer, assistant: StandIn) -> None:
    assistant.log_id = None
    server.say("问")
    assert "reply_markup" not in server.replies(100)[0]


def test_a_long_answer_comes_in_parts_with_the_buttons_under_the_last(
    server: TelegramServer, assistant: StandIn
) -> None:
    assistant.text = "这是很长的一句话。" * 600
    server.say("问")
    first, last = server.replies(100, 2)
    assert "reply_markup" not in first
    assert "reply_markup" in last
    assert (first["text"] + last["text"]).count("这是很长的一句话。") == 600
    assert ["reply_parameters" in call.fields for call in server.wait_for("sendMessage", 2)] == [True, False]


def test_an_unknown_command_points_to_help(server: TelegramServer) -> None:
    server.say("/policy")
    assert texts(server) == [messages.UNKNOWN_COMMAND]


def test_what_telegram_itself_reports_in_a_chat_is_no_question(server: TelegramServer) -> None:
    server.send(new_chat_title="新名字")
    assert len(answered(server, 100)) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"@{USERNAME} 怎么参与？",
        f"怎么参与？ @{USERNAME.upper()}",
        "/ask 怎么参与？",
        f"/ask@{USERNAME} 怎么参与？",
    ],
)
def test_in_a_group_a_mention_or_command_asks(server: TelegramServer, assistant: StandIn, text: str) -> None:
    server.say(text, chat=GROUP, user=5)
    server.replies(GROUP)
    [asked] = assistant.asked
    assert asked["question"] == "怎么参与？"
    assert (asked["asker"], asked["conversation"]) == ("telegram:5", f"telegram:{GROUP}")


def test_in_a_group_a_reply_to_the_bot_asks(server: TelegramServer, assistant: StandIn) -> None:
    own = server.message(GROUP, text="回答") | {"from": server.bot}
    server.say("那云南呢？", chat=GROUP, user=5, reply_to_message=own)
    server.replies(GROUP)
    assert assistant.asked[0]["question"] == "那云南呢？"


@pytest.mark.parametrize("text", ["大家好", "/help@other_bot", "/weather", "@other_bot 怎么参与？"])
def test_in_a_group_talk_among_people_and_other_bots_is_left_alone(server: TelegramServer, text: str) -> None:
    server.say(text, chat=GROUP, user=5)
    assert len(answered(server, GROUP)) == 1


@pytest.mark.parametrize("call", [f"@{USERNAME}", "/ask"])
def test_the_bot_can_be_called_onto_somebody_elses_question(
    server: TelegramServer, assistant: StandIn, call: str
) -> None:
    question = server.message(GROUP, user=6, text="怎么参与？")
    server.say(call, chat=GROUP, user=5, reply_to_message=question)
    server.replies(GROUP)
    assert assistant.asked[0]["question"] == "怎么参与？"
    [sent] = server.wait_for("sendMessage")
    assert sent.fields["reply_parameters"]["message_id"] == question["message_id"]


def test_a_call_without_a_question_is_told_how_to_ask(server: TelegramServer, assistant: StandIn) -> None:
    server.say("/ask")
    assert texts(server) == [messages.NO_QUESTION]
    assert assistant.asked == []


def test_the_menu_of_commands_is_published(server: TelegramServer) -> None:
    call = server.wait_for("setMyCommands")[0]
    names = [command["command"] for command in call.fields["commands"]]
    assert names[:2] == ["start", "help"]
    assert {"ask", "new", "cancel"} <= set(names)


class TestWhereOnlySomeMayAsk:
    @pytest.fixture
    def bot(self, serving: Serving) -> Any:
        with serving(telegram_allowed=frozenset({5}), admins=frozenset({1})) as bot:
            yield bot

    def test_others_are_told_the_id_that_the_admin_needs(
        self, server: TelegramServer, assistant: StandIn
    ) -> None:
        server.say("怎么参与？", chat=6, user=6)
        server.say("怎么参与？", chat=6, user=6)
        assert texts(server, 6, 2) == [messages.not_allowed(6)] * 2
        assert assistant.asked == []

    def test_those_on_the_list_and_the_admins_may_ask(self, server: TelegramServer) -> None:
        server.say("怎么参与？", chat=5, user=5)
        server.say("怎么参与？", chat=1, user=1)
        assert "原文说" in texts(server, 5)[0]
        assert "原文说" in texts(server, 1)[0]

    def test_others_get_no_help_and_no_buttons_either(
        self, server: TelegramServer, assistant: StandIn
    ) -> None:
        server.say("/help", chat=6, user=6)
        assert texts(server, 6) == [messages.not_allowed(6)]
        server.press(server.standing(6)[0], "v:7:u", user=6)
        [answer] = server.wait_for("answerCallbackQuery")
        assert answer.fields["text"] == messages.not_allowed(6)
        assert assistant.votes == []

    def test_in_a_group_others_are_refused_only_where_they_meant_the_bot(
        self, server: TelegramServer
    ) -> None:
        server.say("大家好", chat=GROUP, user=6)
        asked = server.say(f"@{USERNAME} 怎么参与？", chat=GROUP, user=6)
        assert texts(server, GROUP) == [messages.not_allowed(6)]
        [sent] = server.wait_for("sendMessage")
        assert sent.fields["reply_parameters"]["message_id"] == asked["message_id"]


def test_that_anyone_may_ask_is_said_at_start(
    server: TelegramServer, serving: Serving, bot: ServedBot, caplog: pytest.LogCaptureFixture
) -> None:
    with serving():
        pass
    assert messages.ANYONE_MAY_ASK in caplog.text
