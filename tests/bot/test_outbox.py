"""The outbox on real databases: a letter is sent once, by one process, and known for long."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session

from bot.store.outbox import KEPT, Letter, Outbox
from bot.store.tables import OutboxRow

LETTER = Letter("gap 1 to 100", 100, ("第一部分", "第二部分"), ((("原文 1", "o:1:1"),),))


@pytest.fixture
def outbox(engine: Engine) -> Outbox:
    return Outbox(engine, "one")


@pytest.fixture
def other(engine: Engine) -> Outbox:
    return Outbox(engine, "other")


def set_back(engine: Engine, **changed: Any) -> None:
    with Session(engine) as session:
        session.execute(update(OutboxRow).values(**changed))
        session.commit()


def test_a_letter_is_there_once_and_claimed_once(outbox: Outbox, other: Outbox) -> None:
    assert outbox.put([LETTER]) == 1
    assert other.put([LETTER, LETTER]) == 0
    [claimed] = outbox.claim(5)
    assert (claimed.chat, list(claimed.parts)) == (100, ["第一部分", "第二部分"])
    assert [[tuple(button) for button in row] for row in claimed.buttons] == [[("原文 1", "o:1:1")]]
    assert other.claim(5) == []


def test_a_letter_that_went_out_is_not_sent_again_though_it_is_put_again(
    engine: Engine, outbox: Outbox
) -> None:
    outbox.put([LETTER])
    [claimed] = outbox.claim(5)
    outbox.finish(claimed.id)
    assert outbox.waiting() == 0
    assert outbox.put([LETTER]) == 0
    set_back(engine, finished_at=datetime.now(UTC) - KEPT - timedelta(minutes=1))
    outbox.prune()
    assert outbox.put([LETTER]) == 1


def test_another_process_goes_on_where_a_dead_one_stopped(
    engine: Engine, outbox: Outbox, other: Outbox
) -> None:
    outbox.put([LETTER])
    [claimed] = outbox.claim(5)
    outbox.progress(claimed.id, 1)
    set_back(engine, claimed_until=datetime.now(UTC) - timedelta(seconds=1))
    [again] = other.claim(5)
    assert (again.sent, again.attempts) == (1, 2)


def test_a_claim_that_is_renewed_lasts_and_one_that_is_given_back_does_not(
    engine: Engine, outbox: Outbox, other: Outbox
) -> None:
    outbox.put([LETTER])
    outbox.claim(5)
    set_back(engine, claimed_until=datetime.now(UTC) - timedelta(seconds=1))
    outbox.renew()
    assert other.claim(5) == []
    outbox.release()
    assert len(other.claim(5)) == 1


def test_a_letter_that_is_put_off_waits(outbox: Outbox) -> None:
    outbox.put([LETTER])
    [claimed] = outbox.claim(5)
    outbox.postpone(claimed.id, 60)
    assert outbox.claim(5) == []
    assert outbox.waiting() == 1
