"""A backup holds all of an installation, and brings it back elsewhere: answers, log and people."""

import io
import json
import sqlite3
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.desk import backup as backups
from bot.desk.errors import DeskError
from bot.settings import Settings
from bot.store import database, key
from tests.bot.fupin import fupin

QUESTIONS = ["社会组织在脱贫攻坚中发挥哪些作用？", "火星上有多少人？", "互联网募捐平台募集了多少善款？"]


def answers(home: Path, library: Path) -> list[dict[str, object]]:
    asked = fupin(home, "ask", "--json", "-", given="\n".join(QUESTIONS), FUPIN_LIBRARY=str(library))
    lines = [json.loads(line) for line in asked.stdout.splitlines()]
    return [{name: line[name] for name in ("status", "reason", "snippets", "edition")} for line in lines]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    roles = "社会组织在脱贫攻坚中发挥三方面作用：一是筹集善款，二是提供服务，三是传递信息。"
    (folder / "作用.md").write_text(f"---\ntitle: 社会组织作用说明\n---\n\n{roles}\n", "utf-8")
    return folder


def test_a_restored_home_answers_as_before_and_knows_its_log(tmp_path: Path, library: Path) -> None:
    home, again, file = tmp_path / "home", tmp_path / "again", tmp_path / "b.tar.gz"
    added = tmp_path / "善款.txt"
    added.write_text("互联网募捐平台情况\n\n截至2018年9月，互联网募捐平台募集善款超过10亿元。\n", "utf-8")
    assert fupin(home, "kb", "add", str(added), FUPIN_LIBRARY=str(library)).returncode == 0
    before = answers(home, library)
    done = fupin(home, "backup", str(file), FUPIN_LIBRARY=str(library), FUPIN_WEB_PORT="8123")
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    restored = fupin(again, "restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert "FUPIN_WEB_PORT=8123" in restored.stderr
    assert answers(again, library) == before
    assert (again / "sources" / "善款.txt").read_bytes() == added.read_bytes()
    assert (again / "key").read_bytes() == (home / "key").read_bytes()
    assert [path.name for path in again.glob("restoring-*")] == []
    with closing(sqlite3.connect(again / "fupin.db")) as copy:
        assert copy.execute("select count(*) from query_log").fetchone() == (2 * len(QUESTIONS),)


@pytest.fixture
def whole(home: Path, tmp_path: Path) -> Path:
    """A backup of an empty home."""
    key.load(home)
    database.connect(home).dispose()
    backups.backup(Settings(home=home), tmp_path / "whole.tar.gz")
    return tmp_path / "whole.tar.gz"


def test_a_backup_never_overwrites_a_file_and_a_restore_never_a_home(whole: Path, home: Path) -> None:
    size = whole.stat().st_size
    with pytest.raises(DeskError, match="已经存在"):
        backups.backup(Settings(home=home), whole)
    assert whole.stat().st_size == size
    with pytest.raises(DeskError, match="FUPIN_HOME"):
        backups.restore(Settings(home=home), whole)


def test_a_backup_that_cannot_be_written_leaves_nothing(home: Path, tmp_path: Path) -> None:
    key.load(home)
    database.connect(home).dispose()
    with pytest.raises(DeskError, match="备份写不进"):
        backups.backup(Settings(home=home), tmp_path / "nowhere" / "b.tar.gz")
    assert not (tmp_path / "nowhere").exists()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def replace_with_text(file: Path) -> None:
    file.write_text("不是压缩包", "utf-8")


def add_member(name: str, kind: bytes = tarfile.REGTYPE) -> Callable[[Path], None]:
    def add(file: Path) -> None:
        with tarfile.open(file, "w:gz") as archive:
            member = tarfile.TarInfo(name)
            member.type, member.linkname, member.size = (
                kind,
                "/etc/passwd",
                1 if kind == tarfile.REGTYPE else 0,
            )
            archive.addfile(member, io.BytesIO(b"x") if member.size else None)

    return add


@pytest.mark.parametrize(
    "spoil",
    [
        cut,
        replace_with_text,
        Path.unlink,
        add_member("../outside"),
        add_member("/outside"),
        add_member("home/../../outside"),
        add_member("elsewhere/file"),
        add_member("home/key", tarfile.SYMTYPE),
        add_member("home/key", tarfile.LNKTYPE),
        add_member("home/key", tarfile.FIFOTYPE),
    ],
)
def test_what_is_no_whole_backup_is_refused_by_name_and_leaves_the_home_empty(
    whole: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(whole)
    again = tmp_path / "again"
    with pytest.raises(DeskError, match=r"whole\.tar\.gz"):
        backups.restore(Settings(home=again), whole)
    assert not again.exists() or list(again.iterdir()) == []
    assert not (tmp_path / "outside").exists()


def test_a_backup_of_one_kind_of_database_is_not_restored_into_another(whole: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "again", database_url="postgresql://fupin@127.0.0.1:9/fupin")
    with pytest.raises(Exception, match="SQLite"):
        backups.restore(settings, whole)
    assert list((tmp_path / "again").iterdir()) == []


def test_a_postgresql_database_comes_along(postgresql: str, home: Path, tmp_path: Path) -> None:
    settings = Settings(home=home, database_url=postgresql)
    key.load(home)
    engine = database.connect(home, postgresql)
    _sow(engine)
    backups.backup(settings, tmp_path / "b.tar.gz")
    _clear(engine)
    backups.restore(Settings(home=tmp_path / "again", database_url=postgresql), tmp_path / "b.tar.gz")
    with engine.begin() as connection:
        assert connection.execute(text("SELECT name FROM person")).scalar() == "张三"
    _clear(engine)
    engine.dispose()


def _sow(engine: Engine) -> None:
    row = (
        "INSERT INTO person (channel, name, role, created_by, at) VALUES ('web', '张三', 'admin', '', now())"
    )
    with engine.begin() as connection:
        connection.execute(text(row))


def _clear(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
