"""What the bot has asked for is no question, until a command ends the waiting."""

from bot.store.dialogues import Step
from tests.bot.telegram.chats import buttons
from tests.bot.telegram.conftest import Place


def test_a_question_is_answered_from_the_library(place: Place) -> None:
    answer = place.chat().says("免费按摩服务每户每月几次？")
    assert "不超过两次" in answer["text"]
    assert any(label.startswith("原文 1") for label, _ in buttons(answer))


def test_a_command_ends_the_waiting(place: Place) -> None:
    chat, dialogues = place.chat(), place.desk.store.dialogues
    assert "没有正在填写" in chat.says("/cancel")["text"]
    dialogues.go(100, 100, None, Step("nobody's"))
    assert "不超过两次" in chat.says("免费按摩服务每户每月几次？")["text"]
