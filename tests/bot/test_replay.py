"""A logged question gives the same words again, or it is said why not."""

import json
import shutil
from pathlib import Path

import pytest

from tests.bot.fupin import Command

LAW = "# 互助办法\n\n互助会每年召开两次会议。\n"
QUESTION = "互助会每年召开几次会议？"


@pytest.fixture
def asked(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command line on a home whose log has one answered question; its document is law.md."""
    (tmp_path / "library").mkdir()
    (tmp_path / "law.md").write_text(LAW, encoding="utf-8")
    monkeypatch.setenv("FUPIN_HOME", str(home))
    monkeypatch.setenv("FUPIN_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    command = Command(monkeypatch, capsys)
    assert command("kb", "add", "law.md").status == 0
    assert command("ask", QUESTION).status == 0
    return command


def test_the_same_edition_gives_the_same_words(asked: Command) -> None:
    done = asked("replay", "1")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("#1  相同")


def test_a_later_edition_does_not_matter(asked: Command, tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text(LAW.replace("两次", "三次"), encoding="utf-8")
    asked("kb", "add", "law.md")
    assert "三次" in asked("ask", QUESTION).out
    assert asked("replay", "1").out.startswith("#1  相同")


def test_an_edition_that_is_kept_no_longer_is_named(asked: Command, home: Path, tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text(LAW.replace("两次", "三次"), encoding="utf-8")
    asked("kb", "add", "law.md")
    edition = json.loads(asked("log", "--json").out)[0]["edition"]
    shutil.rmtree(home / "editions" / str(edition))
    done = asked("replay", "1")
    assert done.status == 1
    assert f"第 {edition} 版资料库已不再保留" in done.out


def test_a_row_that_there_is_not_is_wrong_usage(asked: Command) -> None:
    done = asked("replay", "99")
    assert done.status == 2
    assert "99" in done.err
