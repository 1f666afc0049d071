"""What chats subscribed to, and how far they have been told."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.store.outbox import Letter, Outbox
from bot.store.store import Store
from bot.store.subscriptions import Subscriptions

ALL, REGION = ("all", ""), ("region", "湖南省")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def subscriptions(store: Store) -> Subscriptions:
    return store.subscriptions


def test_what_is_subscribed_to_twice_is_cancelled_once(subscriptions: Subscriptions) -> None:
    for chat, wanted in ((1, ALL), (1, REGION), (1, REGION), (-2, REGION)):
        subscriptions.subscribe(chat, wanted)
    assert subscriptions.by_chat() == {1: {ALL, REGION}, -2: {REGION}}
    subscriptions.cancel(1, REGION)
    assert subscriptions.of(1) == {ALL}
    subscriptions.cancel(-2)
    assert subscriptions.by_chat() == {1: {ALL}}


def test_the_mark_and_the_letters_go_together(store: Store, subscriptions: Subscriptions) -> None:
    assert subscriptions.mark() is None
    assert subscriptions.move_mark(None, 4)
    assert not subscriptions.move_mark(None, 5)
    outbox = Outbox(store.engine)
    outbox.put([Letter("digest 5 to 1", 1, ["旧"])])
    letters = [Letter(f"digest 5 to {chat}", chat, ["新"]) for chat in (1, 2)]
    assert subscriptions.move_mark(4, 5, letters)
    assert not subscriptions.move_mark(4, 6, [Letter("digest 6 to 3", 3, ["新"])])
    assert subscriptions.mark() == 5
    assert [letter.chat for letter in outbox.claim(9)] == [1, 2]


def test_of_many_who_move_the_mark_at_once_one_does(store: Store, subscriptions: Subscriptions) -> None:
    subscriptions.move_mark(None, 1)
    letters = [Letter(f"digest 2 to {chat}", chat, ["新"]) for chat in range(20)]
    with ThreadPoolExecutor(4) as pool:
        moved = list(pool.map(lambda _: subscriptions.move_mark(1, 2, letters), range(8)))
    assert sum(moved) == 1
    assert Outbox(store.engine).waiting() == 20
