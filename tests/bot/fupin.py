"""Runs the real command fupin, in a process of its own or within the test."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from bot.cli import app, main

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "bot"]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The test's own environment, and nothing of a .env file: fupin runs in a folder without one."""
    home.mkdir(parents=True, exist_ok=True)
    return os.environ | {"PYTHONPATH": str(ROOT), "FUPIN_HOME": str(home)} | settings


def fupin(
    home: Path, *arguments: str, given: bytes | str = b"", **settings: str
) -> "subprocess.CompletedProcess[str]":
    """Its exit status and what it wrote. UTF-8; line ends as they are."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=given.encode() if isinstance(given, str) else given,
        env=environment(home, **settings),
        cwd=home,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


class Command:
    """Runs the command line within the test, which is quicker than a process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: str) -> Done:
        self.monkeypatch.setattr(sys, "argv", ["fupin", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *self.capsys.readouterr())


def every_command() -> dict[str, list[str]]:
    """The name of each command ("" is fupin itself) -> its options and arguments, as they are typed."""
    found: dict[str, list[str]] = {}

    def walk(name: str, command: Any) -> None:
        found[name] = [option for each in command.params for option in each.opts]
        for part, below in getattr(command, "commands", {}).items():
            walk(f"{name} {part}".strip(), below)

    walk("", typer.main.get_command(app))
    return found
