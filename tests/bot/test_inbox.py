"""The inbox on real databases: nothing is lost, nothing comes twice, a place keeps its order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, col

from bot.store.inbox import KEPT, Inbox
from bot.store.tables import InboxRow

BOT = 2**40


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine, BOT, "one")


@pytest.fixture
def other(engine: Engine) -> Inbox:
    """The same inbox as another process sees it."""
    return Inbox(engine, BOT, "other")


def put(inbox: Inbox, *ids: int, place: int | None = None) -> None:
    for id in ids:
        assert inbox.put(id, id if place is None else place, {"update_id": id})


def claimed(inbox: Inbox, limit: int = 10) -> list[int]:
    return [each.update_id for each in inbox.claim(limit)]


def set_back(engine: Engine, **changed: Any) -> None:
    with Session(engine) as session:
        session.execute(update(InboxRow).where(col(InboxRow.bot) == BOT).values(**changed))
        session.commit()


def test_updates_are_claimed_once_oldest_first_and_no_more_than_asked_for(inbox: Inbox, other: Inbox) -> None:
    put(inbox, 5, 3, 4)
    assert claimed(inbox, 2) == [3, 4]
    assert claimed(other) == [5]
    assert claimed(inbox) == claimed(inbox, 0) == []


def test_an_update_that_comes_again_is_not_worked_off_again(inbox: Inbox) -> None:
    put(inbox, 3)
    assert claimed(inbox) == [3]
    assert not inbox.put(3, 3, {"update_id": 3})
    inbox.finish(3)
    assert not inbox.put(3, 3, {"update_id": 3})
    assert claimed(inbox) == []


def test_a_place_waits_for_its_earlier_updates_in_every_process(inbox: Inbox, other: Inbox) -> None:
    put(inbox, 3, 4, place=100)
    put(inbox, 5, place=200)
    assert claimed(inbox) == [3, 5]
    assert claimed(other) == []
    inbox.finish(3)
    assert claimed(other) == [4]


def test_what_a_dead_process_has_begun_goes_to_another(engine: Engine, inbox: Inbox, other: Inbox) -> None:
    put(inbox, 3, 4)
    assert claimed(inbox, 1) == [3]
    inbox.progress(3, 2)
    inbox.renew()
    assert claimed(other) == [4]
    set_back(engine, claimed_until=datetime.now(UTC) - timedelta(seconds=1))
    [third, _] = other.claim(10)
    assert (third.update_id, third.sent, third.attempts) == (3, 2, 2)


def test_a_claim_that_is_renewed_lasts(engine: Engine, inbox: Inbox, other: Inbox) -> None:
    put(inbox, 3)
    assert claimed(inbox) == [3]
    set_back(engine, claimed_until=datetime.now(UTC) - timedelta(seconds=1))
    inbox.renew()
    assert claimed(other) == []


def test_claims_are_given_back(inbox: Inbox, other: Inbox) -> None:
    put(inbox, 3)
    assert claimed(inbox) == [3]
    other.release()
    assert claimed(other) == []
    inbox.release()
    assert claimed(other) == [3]
    inbox.release(everyone=True)
    assert claimed(inbox) == [3]


def test_what_is_put_off_waits_and_so_does_what_comes_after_it(engine: Engine, inbox: Inbox) -> None:
    put(inbox, 3, 4, place=100)
    assert claimed(inbox) == [3]
    inbox.postpone(3, 60)
    assert claimed(inbox) == []
    assert inbox.waiting() == 2
    set_back(engine, due_at=datetime.now(UTC) - timedelta(seconds=1))
    assert claimed(inbox) == [3]


def test_a_finished_update_loses_its_content_and_is_forgotten_in_the_end(
    engine: Engine, inbox: Inbox
) -> None:
    put(inbox, 3)
    claimed(inbox)
    inbox.finish(3)
    with Session(engine) as session:
        assert session.get_one(InboxRow, (BOT, 3)).content is None
    inbox.prune()
    assert not inbox.put(3, 3, {})
    set_back(engine, finished_at=datetime.now(UTC) - KEPT - timedelta(minutes=1))
    inbox.prune()
    assert inbox.put(3, 3, {})


def test_bots_do_not_see_each_other(engine: Engine, inbox: Inbox) -> None:
    put(inbox, 3)
    assert claimed(Inbox(engine, BOT + 1, "one")) == []


def test_half_a_surrogate_pair_stops_nothing(inbox: Inbox) -> None:
    assert inbox.put(1, 100, {"text": "\ud83d 问"})
    [claimed] = inbox.claim(1)
    assert claimed.content == {"text": "\ufffd 问"}
