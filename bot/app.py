"""The composition root: settings become the program that runs."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.desk.desk import Desk
    from bot.metrics import Metrics
    from bot.store.querylog import QueryLog


def desk(settings: Settings) -> "Desk":
    """What admins work on, the database opened and up to date. Raises StoreError."""
    from bot.desk.desk import Desk
    from bot.store.store import Store

    store = Store(settings.home, settings.database_url, ZoneInfo(settings.timezone))
    store.open()
    return Desk(settings, store)


def query_log(settings: Settings) -> "QueryLog":
    """The log of this installation, its database up to date. Raises StoreError."""
    return desk(settings).store.log


def assistant(settings: Settings) -> "Assistant":
    """The assistant, ready to answer; the first one on a new home builds the library's first edition.

    Raises StoreError and KnowledgeError.
    """
    with nothing_collected():
        return answering(desk(settings))


def answering(desk: "Desk", metrics: "Metrics | None" = None) -> "Assistant":
    """The assistant over a desk; `metrics` counts what it answers. Raises StoreError and KnowledgeError."""
    from bot.assistant import Assistant
    from retrieval.answerer import Answerer

    edition(desk.settings)
    answerer = Answerer(desk.settings.home)
    answerer.warm()
    idle = desk.settings.conversation_minutes
    if metrics is None:
        return Assistant(answerer, desk.store.log, idle_minutes=idle)
    metrics.show("edition", "The edition of the library that answers.", lambda: answerer.edition)
    return Assistant(answerer, desk.store.log, metrics.count, idle)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """For loading what stays until the end: looking for garbage in it meanwhile costs 7 % of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def edition(settings: Settings) -> int:
    """The number of the edition that answers, built first where there is none that fits this program."""
    from knowledge.editions import Editions
    from retrieval.reload import ensure

    warn_of_missing_library(settings)
    if Editions(settings.home).current() is None:
        print("第一次使用，正在建立资料库，请稍候……", file=sys.stderr, flush=True)
    return ensure(settings.home, settings.library, settings.editions_kept, settings.limits)


def warn_of_missing_library(settings: Settings) -> None:
    """A folder that is not there counts as an empty one, but it may be a slip of the pen."""
    if settings.library is not None and not settings.library.is_dir():
        print(f"注意：没有 FUPIN_LIBRARY 指定的文件夹 {settings.library}，按空文件夹处理。", file=sys.stderr)
