"""The log of the process holds no token."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot import process_log

HALF = "AAExampleOfTheSecretHalf_0123456789"
TOKEN = f"123456:{HALF}"


@pytest.fixture
def as_json() -> bool:
    return False


@pytest.fixture
def written(as_json: bool) -> Iterator[io.StringIO]:
    """What goes to standard error while the process log is configured; afterwards all is as before."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    process_log.configure(SecretStr(TOKEN), as_json)
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield stream
    root.handlers[:], root.level = before, level


def raise_with_token() -> None:
    raise ValueError(f"no connection to https://example.org/bot{TOKEN}/getMe")


@pytest.mark.parametrize("address", [f"/bot{TOKEN}/getMe", f"/bot{TOKEN.replace(':', '%3A')}/getMe", TOKEN])
def test_the_token_is_taken_out_of_messages_and_arguments(written: io.StringIO, address: str) -> None:
    log = logging.getLogger("somebody.elses")
    log.info(f"asked {address}")
    log.info("asked %s with %d", address, 5)
    log.warning("asked %(where)s", {"where": address})
    log.error(ValueError(address))
    assert HALF not in written.getvalue()
    assert written.getvalue().count(process_log.REDACTED) == 4
    assert "with 5" in written.getvalue()


def test_the_token_is_taken_out_of_tracebacks_and_stacks(written: io.StringIO) -> None:
    try:
        raise_with_token()
    except ValueError:
        logging.getLogger("app").exception("failed", stack_info=True)
    assert "ValueError: no connection to https://example.org/bot" in written.getvalue()
    assert "raise_with_token" in written.getvalue()
    assert HALF not in written.getvalue()


def test_libraries_that_log_addresses_are_kept_quiet(written: io.StringIO) -> None:
    for name in ("httpx", "httpcore.connection", "uvicorn.access"):
        logging.getLogger(name).info("POST https://api.telegram.org/")
    assert written.getvalue() == ""
    logging.getLogger("bot.app").info("ours")
    assert "ours" in written.getvalue()


def test_a_short_token_spares_ordinary_words() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "a TEST of 1:TEST", (), None)
    process_log.Redaction("1:TEST").filter(record)
    assert record.getMessage() == f"a TEST of {process_log.REDACTED}"


@pytest.mark.parametrize("as_json", [True])
def test_on_request_each_line_is_a_json_object_without_the_token(written: io.StringIO) -> None:
    logging.getLogger("app").info("第 %s 版", 3)
    try:
        raise_with_token()
    except ValueError:
        logging.getLogger("app").exception("failed\nfor good")
    first, second = map(json.loads, written.getvalue().splitlines())
    assert (first["level"], first["logger"], first["message"]) == ("INFO", "app", "第 3 版")
    assert first["at"].endswith("+00:00")
    assert "raise_with_token" in second["exception"]
    assert HALF not in written.getvalue()
