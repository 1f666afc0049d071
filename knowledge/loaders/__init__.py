"""Files -> documents: one loader for each format, chosen by the file's suffix.

A loader is a function `load(path, file, limits) -> Loaded`; it raises UnreadableFile. Its module, and the
parser in it, is imported only when a file of its format is met.
"""

from pathlib import Path

from ..limits import Limits
from .formats import is_supported, refuse_unsupported
from .loaded import Loaded
from .reader import Reader

__all__ = ["Limits", "Loaded", "Reader", "is_supported", "load", "refuse_unsupported"]


def load(path: Path, file: str, limits: Limits | None = None) -> Loaded:
    """The documents of one file. `file` is its name in the library. Raises UnreadableFile.

    Who has many files to read opens a Reader, which starts a child process once and not for each of them.
    """
    with Reader(limits) as reader:
        return reader.load(path, file)
