"""The folder watch: when files of the library change, the library is reloaded in a process of its own."""

import asyncio
import logging
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from knowledge.errors import KnowledgeError, ReloadRunning
from knowledge.folder import BUNDLED
from knowledge.limits import Limits
from retrieval.apart import ReloadApart

SETTLING = 1500  # milliseconds without a change, after which a copy that was under way is taken to be done
_log = logging.getLogger(__name__)


class _LibraryFiles(DefaultFilter):
    """Hidden files are none of the library's: an editor's, or a copy under way."""

    def __call__(self, change: Change, path: str) -> bool:
        return not Path(path).name.startswith((".", "~$")) and super().__call__(change, path)


async def watch(
    home: Path, library: Path | None, keep: int, stop: asyncio.Event, limits: Limits | None = None
) -> None:
    """Reload whenever sources/ or the folder beside it changes, until `stop`. A failed reload is logged.

    After a rollback nothing is reloaded until somebody does so explicitly; that is logged, too.
    """
    folders = [home / "sources", library or BUNDLED]
    folders[0].mkdir(parents=True, exist_ok=True)
    watched = [folder for folder in folders if folder.is_dir()]
    async for _ in awatch(*watched, watch_filter=_LibraryFiles(), debounce=SETTLING, stop_event=stop):
        await asyncio.to_thread(_reload, home, library, keep, limits)


def _reload(home: Path, library: Path | None, keep: int, limits: Limits | None) -> None:
    try:
        with ReloadApart(home, library, automatic=True, keep=keep, limits=limits) as running:
            done = running.result()
    except ReloadRunning:
        return  # whoever is at it takes in what changed, or changes the folder again
    except KnowledgeError as error:
        _log.error("文件有变化，但资料库没有更新成：%s", error)
        return
    if done.paused:
        _log.warning("文件有变化；此前回到了旧版，自动更新已暂停，执行 fupin kb reload 后恢复。")
    elif done.built:
        _log.info("文件有变化，已自动更新到第 %d 版资料库。", done.edition)
    for problem in done.problems if done.built else ():
        _log.warning("%s", problem)
