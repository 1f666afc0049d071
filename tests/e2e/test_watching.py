"""A file that changes in the watched folder is answered from, without a command and without a restart."""

import json
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browser import Service

PATIENCE = 60.0  # seconds; a reload starts a process, on a machine that may be busy


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A running program that watches its folders; its library is empty."""
    (tmp_path / "library").mkdir()
    running = Service(tmp_path / "home", tmp_path / "library", settings={"WATCH": "1"})
    running.start()
    yield running
    running.stop()


def asked(service: Service, question: str) -> dict[str, object]:
    request = urllib.request.Request(  # noqa: S310
        f"{service.address}/api/ask",
        json.dumps({"question": question}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        answer: dict[str, object] = json.load(response)
    return answer


def test_a_file_put_into_sources_is_answered_from_by_itself(service: Service) -> None:
    question = "甲县有几所敬老院？"
    assert asked(service, question)["status"] == "unanswered"
    (service.home / "sources" / "homes.md").write_text("# 甲县养老\n\n甲县有敬老院4所。\n", encoding="utf-8")
    until = time.monotonic() + PATIENCE
    while asked(service, question)["status"] == "unanswered" and time.monotonic() < until:
        time.sleep(0.5)
    assert "4所" in str(asked(service, question)["snippets"])
