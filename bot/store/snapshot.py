"""The whole database in one file, and back: taken while the program runs, and consistent."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from bot.store.database import translated_errors
from bot.store.errors import StoreError

SQLITE, POSTGRESQL = "fupin.db", "fupin.pgdump"
"""The file's name tells which database it is of."""


def take(home: Path, url: str | None, folder: Path) -> Path:
    """Write the database into a file in `folder`. Raises StoreError."""
    if url:
        target = folder / POSTGRESQL
        _run("pg_dump", "--format=custom", "--no-owner", "--file", str(target), "--dbname", _libpq(url))
        return target
    target = folder / SQLITE
    with (
        translated_errors(),
        closing(sqlite3.connect(f"{(home / SQLITE).as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return target


def put_back(file: Path, home: Path, url: str | None) -> None:
    """Make the file the database of `home`, or that at `url`, which has to be empty.

    Raises StoreError and OSError.
    """
    if (file.name == POSTGRESQL) != bool(url):
        kind = "PostgreSQL，请设置 FUPIN_DATABASE_URL" if not url else "SQLite，请不要设置 FUPIN_DATABASE_URL"
        raise StoreError(f"备份里的数据库是 {kind}，再恢复一次。")
    if url:
        whole = ("--no-owner", "--exit-on-error", "--single-transaction")
        _run("pg_restore", *whole, "--dbname", _libpq(url), str(file))
    else:
        file.rename(home / SQLITE)


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise StoreError(f"没有找到 {program}。请先安装 PostgreSQL 的客户端程序（postgresql-client）。")
    done = subprocess.run([path, *arguments], capture_output=True, check=False)  # noqa: S603  # our own words
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise StoreError(f"{program} 没有成功：{said}")


def _libpq(url: str) -> str:
    """The address as PostgreSQL's own programs write it."""
    return f"postgresql://{url.partition('://')[2]}"
