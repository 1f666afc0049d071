"""What is in the outbox reaches its chat once."""

from pathlib import Path

from bot.desk.desk import Desk
from bot.store.outbox import Letter, Outbox
from tests.bot.telegram.conftest import Serving, desk_for
from tests.e2e.telegram_server import Fault, TelegramServer

LETTER = Letter("k", 100, ("<b>第一</b>部分", "第二部分"), ((("原文 1", "o:7:1"),),))


def outbox_of(desk: Desk) -> Outbox:
    return Outbox(desk.store.engine)


def test_a_letter_arrives_in_its_parts_with_its_buttons(
    server: TelegramServer, serving: Serving, tmp_path: Path
) -> None:
    outbox = outbox_of(desk_for(server, tmp_path))
    outbox.put([LETTER])
    with serving():
        first, second = server.replies(100, 2)
        outbox.put([LETTER])
    assert (first["text"], second["text"]) == ("第一部分", "第二部分")
    assert second["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "o:7:1"
    assert len(server.standing(100)) == 2
    assert outbox.waiting() == 0


def test_a_part_that_did_not_reach_telegram_is_sent_again_and_no_other(
    server: TelegramServer, serving: Serving, tmp_path: Path
) -> None:
    outbox_of(desk_for(server, tmp_path)).put([LETTER])
    server.faults.append(Fault("sendMessage", status=502, times=2))
    with serving():
        texts = [message["text"] for message in server.replies(100, 2, timeout=15)]
    assert texts == ["第一部分", "第二部分"]


def test_whoever_has_blocked_the_bot_is_written_to_no_more(
    server: TelegramServer, serving: Serving, tmp_path: Path
) -> None:
    outbox = outbox_of(desk_for(server, tmp_path))
    blocked = "Forbidden: bot was blocked by the user"
    server.faults.append(Fault("sendMessage", status=403, times=9, chat=100, description=blocked))
    outbox.put([LETTER, Letter("other", 200, ("给别人",))])
    with serving():
        server.replies(200)
        server.say("问", chat=300)
        server.replies(300)
    assert outbox.waiting() == 0
    assert server.failed.count("sendMessage") == 1
