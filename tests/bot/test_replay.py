"""A logged question gives the same words again, or it is said why not."""

import json
import shutil
from pathlib import Path

import pytest

from tests.bot.fupin import fupin

LAW = "# 互助办法\n\n互助会每年召开两次会议。\n"


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A home whose log has one answered question, and the settings that go with it."""
    home, library, source = tmp_path / "home", tmp_path / "library", tmp_path / "law.md"
    library.mkdir()
    settings = {"FUPIN_LIBRARY": str(library)}
    source.write_text(LAW, encoding="utf-8")
    assert fupin(home, "kb", "add", str(source), **settings).returncode == 0
    assert fupin(home, "ask", "互助会每年召开几次会议？", **settings).returncode == 0
    return home, settings


def test_the_same_edition_gives_the_same_words(asked: tuple[Path, dict[str, str]]) -> None:
    home, settings = asked
    done = fupin(home, "replay", "1", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("#1  相同")


def test_a_later_edition_does_not_matter(asked: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    home, settings = asked
    (tmp_path / "law.md").write_text(LAW.replace("两次", "三次"), encoding="utf-8")
    fupin(home, "kb", "add", str(tmp_path / "law.md"), **settings)
    assert "三次" in fupin(home, "ask", "互助会每年召开几次会议？", **settings).stdout
    assert fupin(home, "replay", "1", **settings).stdout.startswith("#1  相同")


def test_an_edition_that_is_kept_no_longer_is_named(
    asked: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    home, settings = asked
    (tmp_path / "law.md").write_text(LAW.replace("两次", "三次"), encoding="utf-8")
    fupin(home, "kb", "add", str(tmp_path / "law.md"), **settings)
    edition = json.loads(fupin(home, "log", "--json", **settings).stdout)[0]["edition"]
    shutil.rmtree(home / "editions" / str(edition))
    done = fupin(home, "replay", "1", **settings)
    assert done.returncode == 1
    assert f"第 {edition} 版资料库已不再保留" in done.stdout


def test_a_row_that_there_is_not_is_wrong_usage(asked: tuple[Path, dict[str, str]]) -> None:
    home, settings = asked
    done = fupin(home, "replay", "99", **settings)
    assert done.returncode == 2
    assert "99" in done.stderr
