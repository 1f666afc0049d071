"""The folder watch: when files of the library change, the library is reloaded in a process of its own."""

import asyncio
import logging
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from knowledge.errors import KnowledgeError
from knowledge.folder import BUNDLED
from knowledge.limits import Limits
from retrieval.apart import ReloadApart
from retrieval.reload import Reload

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

    What changed while nobody watched is taken in first. After a rollback nothing is reloaded until somebody
    does so explicitly; that is logged, too.
    """
    folders = [home / "sources", library or BUNDLED]
    folders[0].mkdir(parents=True, exist_ok=True)
    watched = [folder for folder in folders if folder.is_dir()]
    changes = awatch(*watched, watch_filter=_LibraryFiles(), debounce=SETTLING, stop_event=stop)
    try:
        seen = asyncio.ensure_future(anext(changes, None))  # watching begins now, before the first look
        await _reload(home, library, keep, limits, stop)
        while await seen:
            seen = asyncio.ensure_future(anext(changes, None))
            await _reload(home, library, keep, limits, stop)
    except (OSError, RuntimeError) as error:
        _log.error("无法留意资料文件夹的变化（%s）；文件有变化时请执行 fupin kb reload。", error)
        await stop.wait()


async def _reload(
    home: Path, library: Path | None, keep: int, limits: Limits | None, stop: asyncio.Event
) -> None:
    """One reload, after any other that is under way; `stop` breaks it off."""
    with ReloadApart(home, library, automatic=True, keep=keep, wait=True, limits=limits) as running:
        stopping = asyncio.create_task(_end(running, stop))
        try:
            done = await asyncio.to_thread(running.result)
        except KnowledgeError as error:
            if not stop.is_set():
                _log.error("文件有变化，但资料库没有更新成：%s", error)
            return
        finally:
            stopping.cancel()
    _tell(done)


async def _end(running: ReloadApart, stop: asyncio.Event) -> None:
    await stop.wait()
    running.stop()


def _tell(done: Reload) -> None:
    if done.paused:
        _log.warning("此前回到了第 %d 版资料库，自动更新已暂停；执行 fupin kb reload 后恢复。", done.edition)
    elif done.built:
        _log.info("文件有变化，已自动更新到第 %d 版资料库。", done.edition)
    for problem in done.problems if done.built else ():
        _log.warning("%s", problem)
