"""The help of every command, as it is shown."""

import re

import pytest

from tests.bot.fupin import Command, every_command


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capsys)


@pytest.mark.parametrize("name", sorted(every_command()))
def test_help_is_chinese_and_explains_every_option(command: Command, name: str) -> None:
    done = command(*name.split(), "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"用法：fupin {name}".rstrip() + " [选项]")
    for framing in ("Usage", "Option", "Argument", "Command", "required", "Show this", "[OPTIONS]", "<"):
        assert framing not in done.out
    explained = re.findall(r"^  (\S.*?)(?:  +(.*))?$", done.out, re.MULTILINE)
    assert all(re.search("[一-鿿]", meaning) for _, meaning in explained), explained
    assert {option for flags, _ in explained for option in re.findall(r"-[-\w]+", flags)} == {
        option for option in every_command()[name] if option.startswith("-")
    } | {"-h", "--help"}


def test_a_group_lists_its_commands(command: Command) -> None:
    listed = re.findall(r"^  (\w+)", command("--help").out.partition("\n选项")[0], re.MULTILINE)
    assert listed == [name for name in every_command() if name and " " not in name]


def test_wide_characters_stay_within_the_terminal_and_none_is_lost(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = command("--help").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = command("--help").out
    for line in narrow.splitlines():
        assert sum(1 if character.isascii() else 2 for character in line) <= 60 + line.count("“") * 2
    assert "".join(narrow.split()) == "".join(wide.split())
