"""Telegram delivers to the real program: a secret keeps others out, and several processes share the work."""

import http.client
import itertools
import json
import shutil
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import Start
from tests.e2e.kills import free_port
from tests.e2e.telegram_server import TelegramServer

QUESTION = "免费按摩服务的经费由谁筹集？"
QUOTED = "免费按摩服务的经费由社会组织自行筹集"


@contextmanager
def one_address_for(*ports: int) -> Iterator[str]:
    """A load balancer: each connection goes to the next of the ports."""
    turns = itertools.cycle(ports)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(("127.0.0.1", next(turns))) as behind:
                back = threading.Thread(target=_pass_on, args=(behind, self.request), daemon=True)
                back.start()
                _pass_on(self.request, behind)
                back.join()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as balancer:
        threading.Thread(target=balancer.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{balancer.server_address[1]}"
        balancer.shutdown()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def wait_until_ready(server: TelegramServer, processes: int = 1) -> None:
    server.wait_for("setMyCommands", processes, timeout=60, where=_of_groups)


def _of_groups(fields: dict[str, Any]) -> bool:
    """Each process sets this menu once, after it has connected."""
    return bool(fields["scope"]["type"] == "all_group_chats")


def test_what_telegram_delivers_is_answered_and_what_others_send_is_refused(
    telegram: TelegramServer, start: Start
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    fupin = start(FUPIN_WEB_PORT=str(port), FUPIN_TELEGRAM_WEBHOOK=address)
    wait_until_ready(telegram)
    telegram.say(QUESTION)
    assert QUOTED in telegram.replies(100, timeout=30)[0]["text"]

    path = urlsplit(telegram.webhook).path
    forged = json.dumps({"update_id": 10**9, "message": telegram.message(text=QUESTION)})
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}):
        assert posted(port, path, forged, headers) == 403
    assert posted(port, "/telegram/guessed", forged, {}) == 404
    assert len(telegram.standing(100)) == 1
    assert fupin.end() == 0


def posted(port: int, path: str, body: str, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", path, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("chat", [7001])
def test_two_processes_share_one_address_one_home_and_the_order_of_a_chat(
    built_home: Path, telegram: TelegramServer, start: Start, tmp_path: Path, chat: int
) -> None:
    shutil.copytree(built_home, tmp_path / "home")
    ports = (free_port(), free_port())
    with one_address_for(*ports) as address:
        before = len([c for c in telegram.calls if c.method == "setMyCommands" and _of_groups(c.fields)])
        both = [
            start(home=tmp_path / "home", FUPIN_WEB_PORT=str(port), FUPIN_TELEGRAM_WEBHOOK=address)
            for port in ports
        ]
        wait_until_ready(telegram, before + 2)
        for number in range(6):
            telegram.say(QUESTION if number % 2 else "贫困村图书室藏书不少于多少册？", chat=chat)
        answers = [message["text"] for message in telegram.replies(chat, 6, timeout=30)]
        assert ["三千册" in answer for answer in answers] == [True, False] * 3
        assert [fupin.end() for fupin in both] == [0, 0]
