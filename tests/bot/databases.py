"""A new database of each kind: SQLite always, PostgreSQL where a server and its driver are installed."""

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, text

from bot.store import database


def postgresql_missing() -> str | None:
    if importlib.util.find_spec("psycopg") is None:
        return "the driver psycopg is not installed"
    return None if shutil.which("initdb") and shutil.which("pg_ctl") else "no PostgreSQL server is installed"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, reachable through a socket file alone."""
    if missing := postgresql_missing():
        pytest.skip(missing)
    with TemporaryDirectory(prefix="fupin-pg-") as folder:
        server = Server(Path(folder))
        server.start()
        yield f"postgresql://fupin@/postgres?host={folder}"
        server.stop()


class Server:
    """A throw-away PostgreSQL server; root has to run it as somebody else."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.user = "nobody" if os.getuid() == 0 else None
        if self.user:
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)

    def start(self) -> None:
        self.run("initdb", "-D", self.data, "-U", "fupin", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self.run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def run(self, *command: str | Path) -> None:
        subprocess.run(command, user=self.user, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, home: Path) -> Iterator[Engine]:
    """A new database with its schema."""
    url = None
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")
    engine = database.connect(home, url)
    yield engine
    if url:
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
