"""A question of the web page is asked on Telegram by its link."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from bot.store.audit import Actor
from bot.web import build
from tests.bot.standin import client
from tests.bot.telegram.conftest import Place
from tests.e2e.telegram_server import USERNAME

MASSAGE = "免费按摩服务每户每月几次？"


async def asked(place: Place, question: str, **others: Any) -> dict[str, Any]:
    """What the API gives where the bot runs beside the page."""
    async with client(build(place.assistant, place.desk, bot=place.front.username)) as visitor:
        response = await visitor.post("/api/ask", json={"question": question} | others)
    value: dict[str, Any] = response.json()
    return value


def parameter(link: str) -> str:
    """What the link hands to /start."""
    address = urlsplit(link)
    assert (address.netloc, address.path) == ("t.me", f"/{USERNAME}")
    [start] = parse_qs(address.query)["start"]
    assert len(start) <= 64
    return start


async def test_the_link_of_an_answer_asks_the_question_on_telegram(place: Place) -> None:
    start = parameter((await asked(place, MASSAGE))["telegram"])
    answer = place.chat().says(f"/start {start}")
    assert answer["text"].startswith(f"您问：{MASSAGE}")
    assert "不超过两次" in answer["text"]
    newest = place.desk.store.log.select()[0]
    assert (newest.channel, newest.question) == ("telegram", MASSAGE)


async def test_a_follow_up_is_whole_in_its_link_and_numbers_are_masked(place: Place) -> None:
    page = "web:" + "0" * 32
    await asked(place, MASSAGE, conversation=page)
    link = (await asked(place, "我的电话13812345678，那图书室呢？", conversation=page))["telegram"]
    understood = place.desk.store.log.select()[0].understood
    assert "138****5678" in understood
    assert understood in place.chat().says(f"/start {parameter(link)}")["text"]


async def test_a_link_without_its_question_says_so_kindly(place: Place) -> None:
    start = parameter((await asked(place, MASSAGE))["telegram"])
    place.desk.store.retention.prune(datetime.now(UTC) + timedelta(days=1))
    chat = place.chat()
    for each in (start, "q_", "q_zz", "q_" + "f" * 60):
        assert "找不到了" in chat.says(f"/start {each}")["text"]
    assert place.desk.store.log.select() == []


async def test_who_may_not_ask_may_not_ask_by_a_link(place: Place) -> None:
    start = parameter((await asked(place, MASSAGE))["telegram"])
    place.desk.store.people.add("李四", "blocked", Actor("张三", "web"), "telegram", "300")
    assert "停用" in place.chat(300).says(f"/start {start}")["text"]


async def test_small_talk_has_no_link_and_without_a_bot_nothing_has(place: Place) -> None:
    assert (await asked(place, "你好"))["telegram"] is None
    async with client(build(place.assistant, place.desk)) as visitor:
        alone = await visitor.get(f"/?q={quote(MASSAGE)}")
    async with client(build(place.assistant, place.desk, bot=place.front.username)) as visitor:
        beside = await visitor.get(f"/?q={quote(MASSAGE)}")
    assert f"https://t.me/{USERNAME}?start=q_" not in alone.text
    assert f"https://t.me/{USERNAME}?start=q_" in beside.text
