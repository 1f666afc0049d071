"""Quotations for any chat, while somebody types."""

import time
from typing import Any

import pytest

from bot.store.audit import Actor
from bot.telegram.asker import inline
from bot.telegram.asker.words import COME_IN, NOTHING_FOUND, TYPE_ON, TYPE_SLOWLY
from tests.bot.telegram.conftest import Place
from tests.e2e import telegram_html
from tests.e2e.telegram_server import Fault, Fields

MASSAGE = "免费按摩服务每户每月几次"


def types(place: Place, text: str, user: int = 100) -> Fields:
    """What the bot shows somebody who has typed this."""
    query = place.server.ask_inline(text, user)
    [call] = place.server.wait_for(
        "answerInlineQuery", where=lambda fields: fields["inline_query_id"] == query
    )
    return call.fields


def button(shown: Fields) -> Any:
    assert shown["results"] == []
    assert shown["button"]["start_parameter"] == "inline"
    return shown["button"]["text"]


def test_quotations_can_be_chosen_and_are_sent_with_their_citation(place: Place) -> None:
    shown = types(place, MASSAGE)
    [card, *_] = shown["results"]
    assert card["title"] == "按摩师下乡办法"
    assert card["description"] == "免费按摩服务每户每月不超过两次。"
    sent = card["input_message_content"]
    text, entities = telegram_html.read(sent["message_text"])
    assert text.startswith("免费按摩服务每户每月不超过两次。\n——按摩师下乡办法（某民发〔2019〕3号）")
    assert {"blockquote", "bold"} <= {entity["type"] for entity in entities}
    assert sent["parse_mode"] == "HTML"
    assert "button" not in shown
    assert shown["is_personal"] in (True, "true")
    again = types(place, f" {MASSAGE}？")["results"]
    assert [each["id"] for each in again] == [each["id"] for each in shown["results"]]


def test_nothing_of_it_is_logged_or_kept(place: Place) -> None:
    types(place, MASSAGE)
    types(place, "海底捞怎么加盟")
    assert place.desk.store.log.select() == []
    assert place.front.queue.waiting() == 0
    with place.desk.store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM inbox").scalar() == 0


@pytest.mark.parametrize("text", ["", " ", "扶"])
def test_too_few_characters_cost_no_search_and_get_an_example(
    place: Place, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.assistant.answerer, "answer", None)
    assert button(types(place, text)) == TYPE_ON


def test_what_has_no_answer_leads_to_the_private_chat(place: Place) -> None:
    assert button(types(place, "海底捞怎么加盟")) == NOTHING_FOUND
    assert button(types(place, "你好")) == NOTHING_FOUND
    assert "请直接用一句话提问" in place.chat().says("/start inline")["text"]


def test_who_types_too_fast_waits_and_others_do_not(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "KEYSTROKES", 1)
    for _ in range(place.desk.settings.asks_per_minute):
        assert types(place, MASSAGE)["results"]
    assert button(types(place, MASSAGE)) == TYPE_SLOWLY
    assert types(place, MASSAGE, user=200)["results"]


def test_blocked_people_are_shown_nothing(place: Place) -> None:
    place.desk.store.people.add("李四", "blocked", Actor("张三", "web"), "telegram", "300")
    assert button(types(place, MASSAGE, user=300)) == COME_IN


def test_a_query_that_is_too_old_troubles_nobody(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    place.server.faults.append(Fault("answerInlineQuery", 400, description="query is too old"))
    place.server.ask_inline(MASSAGE)
    while not place.server.failed:
        time.sleep(0.01)
    assert types(place, MASSAGE)["results"]
    assert "ERROR" not in {record.levelname for record in caplog.records}
