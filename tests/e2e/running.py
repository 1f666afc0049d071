"""The real program in a process of its own, against a Bot API server on loopback."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[2]
START = 60.0  # seconds that a first start may take on a busy machine
DOCUMENTS = {
    "tuina.md": """\
---
title: 按摩师下乡服务办法
issuer: 某市民政局
published: "2019-03-05"
---

## 第一章 服务对象

社会组织可以为贫困村的老年人提供免费按摩服务，每户每月不超过两次。

## 第二章 经费

免费按摩服务的经费由社会组织自行筹集，筹集情况每季度向社会公布一次。
""",
    "tushu.md": """\
---
title: 乡村图书室捐建指南
issuer: 某省文化厅
published: "2020-07-01"
---

## 捐建要求

慈善组织捐建贫困村图书室，藏书应当不少于三千册，并配备一名管理员。
""",
}


@dataclass
class Fupin:
    """`python -m bot run` in a process of its own. `printed` is a file with all that it writes."""

    home: Path
    printed: Path
    process: subprocess.Popen[bytes]

    def says(self) -> str:
        return self.printed.read_text("utf-8")

    def end(self, by: signal.Signals = signal.SIGTERM, timeout: float = 20) -> int:
        """Send the signal and wait; the exit status."""
        self.process.send_signal(by)
        return self.process.wait(timeout)


def built(folder: Path) -> tuple[Path, Path]:
    """A library of two documents and a FUPIN_HOME with their edition, in `folder`."""
    library, home = folder / "library", folder / "home"
    library.mkdir()
    for name, text in DOCUMENTS.items():
        (library / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "bot", "ask", "你好"]
    environment = _environment(FUPIN_HOME=str(home), FUPIN_LIBRARY=str(library))
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=START)
    return library, home


def started(home: Path, telegram: TelegramServer, library: Path, settings: dict[str, str]) -> Fupin:
    environment = _environment(
        FUPIN_HOME=str(home),
        FUPIN_LIBRARY=str(library),
        FUPIN_WEB_PORT="0",
        FUPIN_TELEGRAM_TOKEN=TOKEN,
        FUPIN_TELEGRAM_API_URL=telegram.url,
    )
    printed = home.parent / "printed.txt"
    with printed.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=environment | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Fupin(home, printed, process)


@contextmanager
def ended(fupin: Fupin) -> Iterator[Fupin]:
    """Leaves no process behind."""
    try:
        yield fupin
    finally:
        if fupin.process.poll() is None:
            fupin.process.kill()
        fupin.process.wait(10)


def _environment(**settings: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FUPIN_")}
    return inherited | settings
