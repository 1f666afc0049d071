"""Who may come in on Telegram: roles, invites, refusals, and how fast one may ask."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, update

from bot import messages
from bot.desk import access
from bot.desk.desk import Desk
from bot.store.audit import Actor
from bot.store.tables import Invite
from tests.bot.telegram.conftest import ServedBot, Serving, StandIn, desk_for
from tests.e2e.telegram_server import TelegramServer

ADMIN = Actor("张三", "cli")
QUESTION = "怎么参与？"


@pytest.fixture
def desk(server: TelegramServer, tmp_path: Path) -> Desk:
    """The desk of the bot that serves, as the command line opens it."""
    return desk_for(server, tmp_path)


@pytest.fixture
def bot(serving: Serving) -> Iterator[ServedBot]:
    with serving(telegram_invited_only=True, admins=frozenset({1}), asks_per_minute=3) as bot:
        yield bot


pytestmark = pytest.mark.usefixtures("bot")


def told(server: TelegramServer, text: str, user: int, count: int = 1) -> list[str]:
    """What somebody has been told after saying this, all in all `count` messages."""
    server.say(text, chat=user, user=user)
    return [message["text"] for message in server.replies(user, count)]


def test_strangers_are_refused_told_how_to_get_in_and_kept_in_the_audit(
    server: TelegramServer, desk: Desk, assistant: StandIn
) -> None:
    [refusal] = told(server, QUESTION, 6)
    assert "编号 6" in refusal
    assert "/join" in refusal
    assert [row.actor for row in desk.store.audit.select(action="access.refuse")] == ["telegram:6"]
    assert assistant.asked == []


def test_a_stranger_who_goes_on_costs_nothing(server: TelegramServer, desk: Desk) -> None:
    for _ in range(access.REFUSALS):
        desk.store.audit.record(Actor("telegram:6", "telegram"), "access.refuse", "6")
    server.say(QUESTION, chat=6, user=6)
    told(server, QUESTION, 7)
    assert server.standing(6) == []
    assert len(desk.store.audit.select(actor="telegram:6")) == access.REFUSALS


@pytest.mark.parametrize("form", ["/join {}", "/start i_{}", "/join {} "])
def test_an_invite_lets_one_person_in_and_then_nobody(server: TelegramServer, desk: Desk, form: str) -> None:
    code = access.invite(desk, "staff", ADMIN)
    assert "欢迎" in told(server, form.format(code), 6)[0]
    assert "原文说" in told(server, QUESTION, 6, 2)[1]
    assert "邀请码" in told(server, form.format(code), 7)[0]
    person = desk.store.people.on_telegram(6)
    assert person is not None
    assert (person.role, person.created_by) == ("staff", "张三")


def test_a_code_may_be_typed_in_capitals_and_groups(server: TelegramServer, desk: Desk) -> None:
    code = access.invite(desk, "staff", ADMIN).upper()
    assert "欢迎" in told(server, f"/join {code[:4]}-{code[4:8]} {code[8:]}", 6)[0]


def test_an_invite_that_has_expired_lets_nobody_in(server: TelegramServer, desk: Desk) -> None:
    code = access.invite(desk, "staff", ADMIN)
    with Session(desk.store.engine) as session:
        session.exec(update(Invite).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
        session.commit()
    assert "过期" in told(server, f"/join {code}", 6)[0]


def test_whoever_is_blocked_can_neither_ask_nor_join_again(
    server: TelegramServer, desk: Desk, assistant: StandIn
) -> None:
    person = access.join(desk, access.invite(desk, "staff", ADMIN), 6, "小王")
    desk.store.people.set_role(person.id or 0, "blocked", ADMIN)
    assert told(server, QUESTION, 6) == [messages.BLOCKED]
    assert "邀请码" in told(server, f"/join {access.invite(desk, 'admin', ADMIN)}", 6, 2)[1]
    assert assistant.asked == []


def test_an_invite_gives_somebody_known_its_role(server: TelegramServer, desk: Desk) -> None:
    access.join(desk, access.invite(desk, "staff", ADMIN), 6, "小王")
    told(server, f"/join {access.invite(desk, 'reviewer', ADMIN)}", 6)
    assert access.role(desk, 6) == "reviewer"


def test_admins_of_the_settings_need_no_invite(server: TelegramServer) -> None:
    assert "原文说" in told(server, QUESTION, 1)[0]


def test_whoever_asks_too_fast_is_asked_to_wait_and_others_are_not(
    server: TelegramServer, serving: Serving, desk: Desk
) -> None:
    from tests.bot.test_store import ANSWERED

    def logged(user: int) -> Any:
        return desk.store.log.record(
            ANSWERED, asker=f"telegram:{user}", conversation=None, channel="telegram"
        )

    for _ in range(3):
        logged(1)
    assert told(server, QUESTION, 1) == [messages.TOO_FAST]
    access.join(desk, access.invite(desk, "staff", ADMIN), 6, "小王")
    logged(6)
    assert "原文说" in told(server, QUESTION, 6)[0]


def test_what_had_to_wait_is_nobodys_hurry(server: TelegramServer, serving: Serving, desk: Desk) -> None:
    from tests.bot.test_store import ANSWERED

    for _ in range(3):
        desk.store.log.record(ANSWERED, asker="telegram:1", conversation=None, channel="telegram")
    server.say(QUESTION, 1, date=int(time.time()) - 90)
    assert "原文说" in server.replies(1)[0]["text"]
