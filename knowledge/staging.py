"""Changes to sources/ that happen whole or not at all, at whatever moment the process dies.

    FUPIN_HOME/staging/
        new-0.md, new-1.txt, …   files on their way into sources/
        old-0, old-1, …          what they replace, and what is removed
        journal.json             the change that is being made; while it stands, it can be undone

A change is settled when its journal is gone. Whoever finds a journal of a process that died undoes it.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from .durable import replace_text, sync_file, sync_folder
from .errors import NotWritten, UnreadableFile, reason_of

STAGING = "staging"  # the folder of a home
CHUNK = 1 << 20


class Staging:
    """Changes the files of `target`, and keeps in `folder` what it takes to undo that.

    Both are on one file system. To be called by one process at a time.
    """

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder, self.target = folder, target
        self._journal = folder / "journal.json"
        self._numbers = count()

    @contextmanager
    def change(self) -> Iterator[None]:
        """A change that is settled at the end of the body, or undone where that raises.

        Raises NotWritten for what the file system refuses.
        """
        try:
            self.undo()
            self.folder.mkdir(parents=True, exist_ok=True)
            self.target.mkdir(parents=True, exist_ok=True)
            yield
            self.settle()
        except BaseException as error:
            with suppress(OSError):  # then the next change, or the next start, undoes it
                self.undo()
            if isinstance(error, OSError):
                raise NotWritten(error) from error
            raise

    def copy(self, path: Path, name: str) -> Path:
        """Copy a file in, whole and on the disk. Raises UnreadableFile and, for a full disk, OSError."""
        copied = self.folder / f"new-{next(self._numbers)}{Path(name).suffix}"
        with copied.open("wb") as copy:
            for chunk in _chunks(path, name):
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        return copied

    def apply(self, changes: Mapping[str, Path | None]) -> None:
        """Let each name in `target` be its staged file; None removes it. Once in a change."""
        steps = [{"name": name, "old": self._keep(name)} for name in changes]
        sync_folder(self.folder)
        replace_text(self._journal, json.dumps(steps))
        for name, staged in changes.items():
            if staged is None:
                (self.target / name).unlink(missing_ok=True)
            else:
                staged.replace(self.target / name)
        sync_folder(self.target)

    def _keep(self, name: str) -> str | None:
        """Keep what has this name now under another one; returns that, None where nothing has it."""
        current = self.target / name
        if not current.exists():
            return None
        kept = self.folder / f"old-{next(self._numbers)}"
        try:
            os.link(current, kept)
        except OSError:  # a file system without hard links
            shutil.copy2(current, kept)
            sync_file(kept)
        return kept.name

    @property
    def pending(self) -> bool:
        """Whether a change has been made and not been settled."""
        return self._journal.exists()

    def undo(self) -> None:
        """Put back what an unsettled change has replaced or removed, take out what it has added."""
        if self.pending:
            for step in json.loads(self._journal.read_text(encoding="utf-8")):
                self._put_back(step["name"], step["old"])
            sync_folder(self.target)
        self.settle()

    def _put_back(self, name: str, old: str | None) -> None:
        if old is None:
            (self.target / name).unlink(missing_ok=True)
        elif (self.folder / old).exists():  # else an undo that was cut short has put it back
            (self.folder / old).replace(self.target / name)

    def settle(self) -> None:
        """Let the change stand, and forget how to undo it."""
        if self.pending:
            self._journal.unlink()
            with suppress(OSError):  # settled all the same: only a power cut could bring the journal back
                sync_folder(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)


def _chunks(path: Path, name: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise UnreadableFile(name, f"无法读取（{reason_of(error)}）", "请检查文件和权限") from error
