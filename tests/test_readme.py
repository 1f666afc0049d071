"""The READMEs say what is true: commands, settings, links, formats, the shape of an answer."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from bot import settings
from knowledge.loaders.formats import FORMATS
from retrieval.answer import Answer, Citation, Reason, Snippet
from tests.bot.fupin import every_command

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
BOTH = pytest.mark.parametrize("name", [ENGLISH, CHINESE])
ALL = pytest.mark.parametrize("name", [ENGLISH, CHINESE, "CHANGELOG.md"])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> Iterator[list[str]]:
    """Every fupin command that is shown, in blocks and in sentences, as its words."""
    for shown in re.findall(
        r"^ {4}(?:docker (?:run|exec) .* )?(fupin .*)|`(fupin [^`]*)`", text, re.MULTILINE
    ):
        yield shlex.split("".join(shown), comments=True)[1:]


def table(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without their backquotes."""
    lines = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
    return [[cell.strip("`") for cell in row] for row in rows[2:]]


@ALL
def test_every_command_that_is_shown_exists_with_its_options(name: str) -> None:
    known, shown = every_command(), list(commands(read(name)))
    assert len(shown) > 3
    for words in shown:
        command = max(
            (each for each in known if each == " ".join(words[: len(each.split())])),
            key=len,
        )
        assert command, words
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= {*known[command], "--help"}, words
        rest = words[len(command.split()) :]
        has_parts = any(each.startswith(f"{command} ") for each in known)
        assert not has_parts or not rest or rest[0] in known[command], words


@BOTH
def test_every_option_that_is_named_alone_exists(name: str) -> None:
    named = set(re.findall(r"`(--[-\w]+)[^`]*`", read(name)))
    assert named <= {option for options in every_command().values() for option in options} | {"--help"}


@BOTH
def test_every_make_target_that_is_shown_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    shown = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", read(name), re.MULTILINE))
    assert {"run", "test"} <= shown <= targets


def test_the_chinese_settings_are_those_of_the_program() -> None:
    described = [[each.name, each.default, each.meaning] for each in settings.describe()]
    assert table(read(CHINESE), "设置") == described


def test_the_english_settings_are_those_of_the_program() -> None:
    rows = table(read(ENGLISH), "Settings")
    assert [row[0] for row in rows] == [each.name for each in settings.describe()]
    for row, each in zip(rows, settings.describe(), strict=True):
        expected = {"不设置": "not set"}.get(each.default, each.default)
        assert row[1] == expected or not expected.isascii()


@BOTH
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"FUPIN_[A-Z_]+", read(name)))
    assert named == {each.name for each in settings.describe()}


@ALL
def test_links_and_pictures_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", read(name))
    assert targets
    for target in targets:
        path, _, anchor = target.partition("#")
        if target.startswith("https://"):
            continue
        assert (ROOT / (path or name)).is_file(), target
        assert not anchor or anchor in map(
            anchor_of, re.findall(r"^#+ (.*)", read(path or name), re.MULTILINE)
        )


def anchor_of(heading: str) -> str:
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))


@BOTH
def test_every_path_of_the_project_that_is_named_exists(name: str) -> None:
    for path in re.findall(r"\b((?:tests|docs|knowledge|bot|retrieval)/[\w./-]*)", read(name)):
        assert (ROOT / path).exists(), path


@BOTH
def test_exactly_the_formats_that_are_read_are_named(name: str) -> None:
    named = set(re.findall(r"`(\.[a-z]+)`", read(name).partition("library.toml")[0])) - {".env"}
    assert named == set(FORMATS)


def test_the_answer_shown_has_the_fields_of_an_answer() -> None:
    block = re.search(r"```json\n(.*?)```", read(ENGLISH), re.DOTALL)
    assert block
    answer = json.loads(block[1])
    snippet = answer["snippets"][0]
    for value, kind in ((answer, Answer), (snippet, Snippet), (snippet["citation"], Citation)):
        assert set(value) == {field.name for field in fields(kind)}
    ((start, end),) = snippet["citation"]["spans"]
    assert len(snippet["text"]) == end - start


def test_every_reason_for_having_no_answer_is_named() -> None:
    for reason in get_args(Reason):
        assert f"`{reason}`" in read(ENGLISH)


@BOTH
def test_what_run_prints_is_shown_as_it_is_printed(name: str) -> None:
    printed = read("bot/serving.py").replace('"\n            "', "")
    for line in re.findall(r"^ {4}(Telegram .*。)$", read(name), re.MULTILINE):
        assert f'"{line}"' in printed


def test_the_picture_is_small_enough_for_a_slow_line() -> None:
    assert (ROOT / "docs" / "answer.png").stat().st_size < 150_000
