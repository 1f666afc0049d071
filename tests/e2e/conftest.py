"""The real program against a Bot API server on loopback."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.browser import Service, chromium, served
from tests.e2e.desk import OpenDesk, opening
from tests.e2e.running import Fupin, built, ended, started
from tests.e2e.telegram_server import TelegramServer

Start = Callable[..., Fupin]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One browser for the tests of a module: while it runs, this process can run no other event loop."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def desk_service(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The running program over a small library, for the tests of one module."""
    home = tmp_path_factory.mktemp("desk") / "home"
    shutil.copytree(built_home, home)
    with served(home, built_home.parent / "library") as service:
        yield service


@pytest.fixture
def open_desk(chrome: Browser, desk_service: Service) -> Iterator[OpenDesk]:
    """Opens pages of the desk, signed in; every complaint of the browser fails the test."""
    with opening(chrome, desk_service) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def telegram() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A FUPIN_HOME with an edition of two documents, to be copied."""
    return built(tmp_path_factory.mktemp("built"))[1]


@pytest.fixture(scope="module")
def start(
    built_home: Path, telegram: TelegramServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Start]:
    """Starts the program on a home of its own (or on a given one); ends it after the tests."""
    with ExitStack() as stack:

        def start(home: Path | None = None, **settings: str) -> Fupin:
            if home is None:
                home = tmp_path_factory.mktemp("fupin") / "home"
                shutil.copytree(built_home, home)
            return stack.enter_context(
                ended(started(home, telegram, built_home.parent / "library", settings))
            )

        yield start
