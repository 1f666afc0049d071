"""One process at a time changes what lies under FUPIN_HOME."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import NotWritten, ReloadRunning


@contextmanager
def exclusive(file: Path, wait: bool = True) -> Iterator[None]:
    """Hold the lock `file`; the system lets go of it when the process ends, however it ends.

    Not to be taken twice by one thread. Raises ReloadRunning where another holds it and `wait` is False, and
    NotWritten where the file cannot be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        opened = file.open("a")
    except OSError as error:
        raise NotWritten(error) from error
    with opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise ReloadRunning("另一个进程正在更新资料库，请稍后再试。") from error
        yield
