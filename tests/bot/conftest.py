"""Fixtures for tests of the desk, named for the state they give."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store.store import Store
from tests.bot.databases import engine, postgresql
from tests.bot.desk import Browser
from tests.bot.gated import gated
from tests.bot.standin import StandIn

__all__ = ["engine", "postgresql"]


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an empty database, to be copied: making one takes a third of a second."""
    home = tmp_path_factory.mktemp("new") / "home"
    store = Store(home)
    store.open()
    store.engine.dispose()
    return home


@pytest.fixture(scope="session")
def gated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small library and questions that were asked of it, to be copied."""
    folder = tmp_path_factory.mktemp("gated")
    gated(folder).store.engine.dispose()
    return folder


@pytest.fixture
def store(home: Path, new_home: Path) -> Iterator[Store]:
    """An empty store in FUPIN_HOME."""
    shutil.copytree(new_home, home)
    store = Store(home)
    yield store
    store.engine.dispose()


@pytest.fixture
def desk(home: Path, store: Store) -> Desk:
    """A desk over an empty store."""
    return Desk(Settings(home=home), store)


@pytest.fixture
def assistant() -> Assistant:
    """Whoever answers in the pages; a test module that needs real answers overrides this fixture."""
    return StandIn()


@pytest.fixture
async def stranger(assistant: Assistant, desk: Desk) -> AsyncIterator[Browser]:
    """A browser in which nobody is signed in."""
    browser = Browser(assistant, desk)
    async with browser.client:
        yield browser


@pytest.fixture
async def admin(assistant: Assistant, desk: Desk) -> AsyncIterator[Browser]:
    """A browser in which the admin 张三 is signed in."""
    browser = Browser(assistant, desk)
    async with browser.client:
        yield await browser.sign_in("admin", "张三")


@pytest.fixture
async def reviewer(assistant: Assistant, desk: Desk) -> AsyncIterator[Browser]:
    """A browser in which the reviewer 李四 is signed in."""
    browser = Browser(assistant, desk)
    async with browser.client:
        yield await browser.sign_in("reviewer", "李四")
