"""What is no text, and texts that say little: a fitting word, and nothing breaks."""

from typing import Any

import pytest

from bot.messages import TEXT_ONLY
from bot.telegram.asker.words import NO_CODE, NO_TEXT, only_words
from tests.bot.telegram.conftest import Place, ServedBot, Serving, StandIn
from tests.e2e.telegram_server import USERNAME, Fields, TelegramServer

GROUP = -500
PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
FILE = {"file_id": "f", "file_unique_id": "f"}
CLIP = FILE | {"duration": 3}
FRAME = CLIP | {"width": 1, "height": 1}
PLACE = {"latitude": 39.9, "longitude": 116.4}
STICKER = FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
POLL = {
    "id": "1",
    "question": "选哪个？",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "别人", "date": 1}}


@pytest.fixture
def told(server: TelegramServer, bot: ServedBot) -> Any:
    """Sends something that is no text; what the bot says to it."""

    def told(chat: int = 100, **content: Any) -> str:
        before = len(server.standing(chat))
        server.send(chat, 5, **content)
        return str(server.arrived(chat, before + 1)[-1]["text"])

    return told


def test_what_is_no_text_gets_a_word_that_fits(server: TelegramServer, told: Any, assistant: StandIn) -> None:
    sent: dict[str, dict[str, Any]] = {
        "voice": {"voice": CLIP},
        "audio": {"audio": CLIP},
        "video_note": {"video_note": CLIP | {"length": 1}},
        "photo": {"photo": PHOTO},
        "video": {"video": FRAME},
        "animation": {"animation": FRAME, "document": FILE},
        "sticker": {"sticker": STICKER},
        "dice": {"dice": {"value": 3, "emoji": "🎲"}},
        "location": {"location": PLACE},
        "venue": {"venue": {"location": PLACE, "title": "村", "address": "路"}, "location": PLACE},
        "contact": {"contact": {"phone_number": "1", "first_name": "甲"}},
        "poll": {"poll": POLL},
    }
    for kind, content in sent.items():
        assert told(**content) == NO_TEXT[kind]
        assert told(**content, **FORWARDED) == NO_TEXT[kind]
    own = server.message(GROUP, text="回答") | {"from": server.bot}
    assert told(GROUP, document=FILE, reply_to_message=own) == NO_TEXT["document"]
    assert {*sent, "document"} == set(NO_TEXT)
    assert told(story={"chat": {"id": 1, "type": "private"}, "id": 1}) == TEXT_ONLY
    assert assistant.asked == []


def test_words_under_a_picture_or_file_are_asked_and_the_rest_is_not_read(
    told: Any, assistant: StandIn
) -> None:
    answer = told(photo=PHOTO, caption="免费按摩几次？")
    assert answer.startswith(only_words("photo"))
    assert "原文说：免费按摩几次？。" in answer
    assert told(document=FILE, caption="几次？").startswith(only_words("document"))
    assert [each["question"] for each in assistant.asked] == ["免费按摩几次？", "几次？"]


def test_in_a_group_words_under_a_picture_are_asked_where_they_are_meant_for_the_bot(
    server: TelegramServer, told: Any, assistant: StandIn
) -> None:
    server.send(GROUP, 5, photo=PHOTO, caption="合影")
    server.send(GROUP, 5, voice=CLIP)
    mention = [{"type": "mention", "offset": 0, "length": len(USERNAME) + 1}]
    told(GROUP, photo=PHOTO, caption=f"@{USERNAME} 几次？", caption_entities=mention)
    assert [each["question"] for each in assistant.asked] == ["几次？"]
    assert len(server.standing(GROUP)) == 1


@pytest.mark.parametrize("caption", [None, "图上写的是几次？"])
def test_an_album_gets_one_word_from_all_processes(
    server: TelegramServer, serving: Serving, bot: ServedBot, assistant: StandIn, caption: str | None
) -> None:
    def send(number: int, **others: Any) -> None:
        server.send(100, media_group_id="7", photo=[PHOTO[0] | {"file_id": str(number)}], **others)

    send(1, **({"caption": caption} if caption else {}))
    server.replies(100)
    bot.stop()
    bot.ended()
    send(2)
    send(3)
    with serving():
        server.say("最后一问")
        server.wait_for("sendMessage", where=lambda fields: "最后一问" in fields["text"])
    assert len(server.standing(100)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("👍🎉", "有问题随时问我"),
        ("……？！", "没看懂"),
        ("\u200b\u200e", "没看懂"),
        ("扶" * 4096, "太长"),
        ("👨‍👩‍👧‍👦" * 100, "没看懂"),
        ("\u202e<b>&amp;</b> *x* [y](z) `", ""),
    ],
)
def test_texts_that_say_little_or_too_much_get_a_sensible_word(place: Place, text: str, said: str) -> None:
    answer: Fields = place.chat().says(text)
    assert said in answer["text"]


def test_join_without_a_code_is_told_what_it_lacks(told: Any) -> None:
    assert told(text="/join", entities=[{"type": "bot_command", "offset": 0, "length": 5}]) == NO_CODE
