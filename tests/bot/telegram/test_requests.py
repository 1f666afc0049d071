"""What becomes of a call, and whether polling is alive."""

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.telegram.requests import CallRequest, Dropped, NotSent, PollRefused, PollRequest, ServerFailed
from tests.e2e.telegram_server import TOKEN, Fault, TelegramServer


@pytest.fixture
async def calls() -> AsyncIterator[CallRequest]:
    async with CallRequest() as request:
        yield request


@pytest.fixture
async def polls() -> AsyncIterator[PollRequest]:
    async with PollRequest() as request:
        yield request


def method(server: TelegramServer, name: str) -> dict[str, Any]:
    return {"url": f"{server.url}/bot{TOKEN}/{name}", "method": "POST"}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("getMe", status=500), ServerFailed),
        (Fault("getMe", status="page"), ServerFailed),
        (Fault("getMe", drop="before"), Dropped),
        (Fault("getMe", drop="after"), Dropped),
    ],
)
async def test_a_failed_call_says_what_became_of_it(
    server: TelegramServer, calls: CallRequest, fault: Fault, error: type[NetworkError]
) -> None:
    server.faults.append(fault)
    with pytest.raises(error):
        await calls.do_request(**method(server, "getMe"))


async def test_a_silence_counts_as_dropped(server: TelegramServer, calls: CallRequest) -> None:
    server.faults.append(Fault("getMe", delay=1))
    with pytest.raises(Dropped):
        await calls.do_request(**method(server, "getMe"), read_timeout=0.1)


async def test_a_refused_connection_was_not_sent(server: TelegramServer, calls: CallRequest) -> None:
    server.go_away()
    with pytest.raises(NotSent):
        await calls.do_request(**method(server, "getMe"))


@pytest.mark.parametrize("status", [401, 404])
async def test_refusals_are_counted_from_the_first_until_an_answer(
    server: TelegramServer, polls: PollRequest, status: Any
) -> None:
    server.faults.append(Fault("getUpdates", status=status, times=2))
    began = time.monotonic()
    for _ in range(2):
        with pytest.raises(PollRefused):
            await polls.do_request(**method(server, "getUpdates"))
    assert began < (polls.refused_since or 0) < polls.heard
    await polls.do_request(**method(server, "getUpdates"))
    assert polls.refused_since is None
