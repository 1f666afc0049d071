"""Backup: everything of an installation in one file, and back into an empty FUPIN_HOME.

fupin-backup.json    what the file is: format, version, edition, settings
home/key             stands for people in the log
home/sources/…       the documents
home/editions/…      the edition that answers
home/fupin.db        the database, or fupin.pgdump where it is PostgreSQL's
"""

import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from bot.desk.errors import DeskError
from bot.settings import Settings
from bot.store import snapshot
from bot.store.version import package_version
from knowledge.editions import Editions
from knowledge.errors import reason_of

FORMAT = 1
ABOUT = "fupin-backup.json"
_PRIVATE = 0o600
_SECRET = frozenset({"database_url", "telegram_token", "telegram_proxy", "home"})
"""Settings that are no business of a file that is carried about, or of another machine."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds. `settings` are those that differ from the defaults, but for secrets."""

    at: str
    version: str
    edition: int | None
    settings: dict[str, Any]


def backup(settings: Settings, file: Path) -> Contents:
    """Write all of FUPIN_HOME that cannot be made again into `file`, while the program may be running.

    The library is held still meanwhile. Raises DeskError where the file is there already or cannot be
    written, StoreError and KnowledgeError.
    """
    if file.exists():
        raise DeskError(f"{file} 已经存在。请换一个文件名，或先把它移走。")
    editions = Editions(settings.home)
    with _draft(file) as draft, editions.lock(), tempfile.TemporaryDirectory(prefix="fupin-") as folder:
        contents = Contents(
            datetime.now(UTC).isoformat(timespec="seconds"),
            package_version(),
            editions.current(),
            _telling(settings),
        )
        database = snapshot.take(settings.home, settings.database_url, Path(folder))
        with tarfile.open(draft, "w:gz") as archive:
            _add_about(archive, contents)
            for path, name in _parts(settings.home, editions):
                archive.add(path, f"home/{name}")
            archive.add(database, f"home/{database.name}")
    return contents


def restore(settings: Settings, file: Path) -> Contents:
    """Make FUPIN_HOME what it was when `file` was written; it has to be empty, and stays so on failure.

    Raises DeskError where it is not, or where the file is no backup, and StoreError.
    """
    home = settings.home
    if home.is_dir() and any(home.iterdir()):
        raise DeskError(f"{home} 里已有内容。备份只能恢复到空文件夹：请用 FUPIN_HOME 指定另一个文件夹。")
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _emptied_on_failure(home), tempfile.TemporaryDirectory(prefix="restoring-", dir=home) as folder:
            contents = _unpacked(file, Path(folder))
            _put_back(Path(folder) / "home", settings)
    except OSError as error:
        raise DeskError(f"备份没有恢复到 {home}（{reason_of(error)}）。请检查磁盘空间和权限。") from error
    return contents


@contextmanager
def _emptied_on_failure(home: Path) -> Iterator[None]:
    """`home` was empty before."""
    try:
        yield
    except BaseException:
        for left in home.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        raise


def _parts(home: Path, editions: Editions) -> Iterator[tuple[Path, str]]:
    current = editions.current()
    names = ["key", "sources", "editions/current", "editions/paused"]
    names += [f"editions/{current}"] if current is not None else []
    yield from ((home / name, name) for name in names if (home / name).exists())


def _telling(settings: Settings) -> dict[str, Any]:
    chosen = settings.model_dump(mode="json", exclude_defaults=True, exclude=set(_SECRET))
    return {f"FUPIN_{name.upper()}": value for name, value in chosen.items()}


def _add_about(archive: tarfile.TarFile, contents: Contents) -> None:
    values = {"format": FORMAT, "at": contents.at, "version": contents.version}
    values |= {"edition": contents.edition, "settings": contents.settings}
    text = json.dumps(values, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(ABOUT)
    member.size = len(text)
    archive.addfile(member, io.BytesIO(text))


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """A file beside `file`, for this user's eyes alone, that takes its name once it is whole."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.touch(mode=_PRIVATE, exist_ok=False)
        yield draft
        draft.rename(file)
    except OSError as error:
        raise DeskError(f"备份写不进 {file}（{reason_of(error)}）。请检查文件夹、磁盘空间和权限。") from error
    finally:
        draft.unlink(missing_ok=True)


def _unpacked(file: Path, folder: Path) -> Contents:
    """All of the backup in `folder`. Raises DeskError for what is none, or was cut short or tampered with."""
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter=_ours)  # noqa: S202  # the filter is strict
        about = json.loads((folder / ABOUT).read_bytes())
        if about["format"] != FORMAT:
            raise DeskError(f"{file} 是另一个版本的 fupin（{about['version']}）备份的，请用那个版本恢复。")
        return Contents(about["at"], about["version"], about["edition"], about["settings"])
    except FileNotFoundError as error:
        missing = f"没有 {file} 这个文件。" if not file.exists() else f"{file} 不是 fupin 的备份。"
        raise DeskError(missing) from error
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise DeskError(f"{file} 不是 fupin 的备份，或者不完整、被改动过。") from error


def _ours(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo:
    """Plain files and folders where a backup has them; anything else is no backup of ours."""
    parts = PurePosixPath(member.name).parts
    if not (member.isreg() or member.isdir()) or (parts[0] != "home" and member.name != ABOUT):
        raise tarfile.FilterError(f"{member.name!r} does not belong into a backup")
    safe = tarfile.data_filter(member, folder)
    assert safe is not None  # noqa: S101  # the filter changes or raises, it leaves nothing out
    return safe


def _put_back(unpacked: Path, settings: Settings) -> None:
    databases = [unpacked / name for name in (snapshot.SQLITE, snapshot.POSTGRESQL)]
    for part in sorted(unpacked.iterdir()):
        if part in databases:
            snapshot.put_back(part, settings.home, settings.database_url)
        else:
            part.rename(settings.home / part.name)
    (settings.home / "key").chmod(_PRIVATE)
