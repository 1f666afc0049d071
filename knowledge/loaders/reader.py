"""Reads one file after another, those with intricate parsers in a child process."""

from pathlib import Path
from types import TracebackType
from typing import Self

from ..limits import Limits
from .child import Child
from .formats import format_of, parsed, refuse_too_large, translated
from .loaded import Loaded, checked

SMALL = 32_000  # bytes; reading a larger text may take quadratic time, where somebody meant it to


class Reader:
    """Loads files; to be used in a with statement, by one thread at a time.

    A file that makes its parser hang, crash or grow is refused, and the next one is read as ever.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child process, if there is one. Another one starts when it is needed."""
        if self._child:
            self._child.stop()
        self._child = None

    def load(self, path: Path, file: str) -> Loaded:
        """The documents of one file. `file` is its name in the library. Raises UnreadableFile."""
        format = format_of(file)
        if format.archive:
            return self._unpacked(path, file)
        if not format.isolated and _is_small(path):
            return checked(parsed(path, file, self.limits), file)
        if self._child is None or not self._child.alive:
            self.close()
            self._child = Child(self.limits)
        return checked(self._child.load(path, file), file)

    def _unpacked(self, path: Path, file: str) -> Loaded:
        from . import archive

        self.refuse_too_large(path, file)
        with translated(file):
            return archive.load(path, file, self)

    def refuse_too_large(self, path: Path, file: str) -> None:
        """Raises UnreadableFile for a file that `load` would refuse for its size, without opening it."""
        with translated(file):
            refuse_too_large(path, file, self.limits)


def _is_small(path: Path) -> bool:
    try:
        return path.stat().st_size <= SMALL
    except OSError:
        return True
