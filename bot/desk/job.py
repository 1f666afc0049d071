"""A long piece of work that an admin starts on a page, and looks at while it goes on."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.desk.errors import DeskError
from bot.errors import BotError
from knowledge.errors import KnowledgeError

Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], str]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """How far the work is. `said` is its outcome in a sentence once it has ended, and `failed` its kind."""

    title: str
    step: str = ""
    done: int = 0
    total: int = 0
    said: str | None = None
    failed: bool = False

    @property
    def runs(self) -> bool:
        return self.said is None


class Job:
    """One piece of work at a time in this process; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: State | None = None

    @property
    def state(self) -> State | None:
        """The work that goes on, or the last one as it ended; None where there was none."""
        return self._state

    def start(self, title: str, work: Work) -> State:
        """Begin in a thread of its own. Raises DeskError while another piece of work goes on."""
        with self._lock:
            if self._state is not None and self._state.runs:
                raise DeskError(f"正在{self._state.title}，请等它完成。")
            self._state = begun = State(title)
        threading.Thread(target=self._do, args=(work,), name="desk job", daemon=True).start()
        return begun

    def seen(self) -> None:
        """The outcome has been looked at."""
        with self._lock:
            if self._state is not None and not self._state.runs:
                self._state = None

    def _do(self, work: Work) -> None:
        try:
            said, failed = work(self._progress), False
        except (BotError, KnowledgeError) as error:
            said, failed = str(error), True
        except Exception:
            _log.exception("a job of the desk failed")
            said, failed = "出了意料之外的错，没有完成。详情见程序日志。", True
        with self._lock:
            if self._state is not None:
                self._state = replace(self._state, said=said, failed=failed)

    def _progress(self, step: str, done: int, total: int) -> None:
        with self._lock:
            if self._state is not None:
                self._state = replace(self._state, step=step, done=done, total=total)
