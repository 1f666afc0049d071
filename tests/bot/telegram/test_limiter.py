"""Which calls are made again after they failed, and which are not worth it."""

import pytest
from telegram.error import NetworkError

from bot.telegram.limiter import PatientLimiter, safe_again
from bot.telegram.requests import Dropped, NotSent, ServerFailed


class Failing:
    """A call that fails as often as it is made; `made` counts."""

    def __init__(self, error: NetworkError) -> None:
        self.error, self.made = error, 0

    async def __call__(self) -> None:
        self.made += 1
        raise self.error


async def times_made(error: NetworkError, endpoint: str) -> int:
    call = Failing(error)
    with pytest.raises(type(error)):
        await PatientLimiter(pauses=(0, 0)).process_request(call, (), {}, endpoint, {"chat_id": 1}, None)
    return call.made


async def test_a_message_is_tried_again_after_each_pause() -> None:
    assert await times_made(ServerFailed("HTTP 500"), "sendMessage") == 3
    assert await times_made(NotSent("refused"), "sendMessage") == 3


async def test_typing_and_the_first_calls_are_left_to_fail() -> None:
    for endpoint in ("sendChatAction", "getMe", "deleteWebhook"):
        assert await times_made(ServerFailed("HTTP 500"), endpoint) == 1


@pytest.mark.parametrize(
    ("error", "endpoint", "again"),
    [
        (NotSent("refused"), "sendMessage", True),
        (ServerFailed("HTTP 500"), "sendMessage", True),
        (Dropped("cut"), "sendMessage", False),
        (Dropped("cut"), "sendDocument", False),
        (Dropped("cut"), "editMessageReplyMarkup", True),
        (Dropped("cut"), "answerCallbackQuery", True),
        (NetworkError("Bad Request"), "sendMessage", False),
    ],
)
def test_a_call_is_made_again_only_where_that_cannot_double_anything(
    error: NetworkError, endpoint: str, again: bool
) -> None:
    assert safe_again(error, endpoint) is again
