"""A child process that parses one file after another, within limits of memory and time."""

import json
import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import UnreadableFile
from ..limits import Limits
from ..problems import Problem
from .loaded import Loaded, from_json, to_json

GRACE = 2  # seconds beyond the limit after which a child ends itself: its parent may have been killed
ANSWER = 40  # characters of JSON for each code point that a text may have; real documents have 5 to 13
ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.append(sys.argv[1]); from knowledge.loaders.child import serve; serve()"
_REMEDY = "文件可能已损坏或过于复杂：请用原来的软件打开、另存，或拆成几份后重新添加"


class Child:
    """Parses files until it is stopped. A file that makes it crash, hang or grow ends only the child."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        command = [sys.executable, "-P", "-c", _START, str(ROOT)]
        self._process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
        )

    def load(self, path: Path, file: str) -> Loaded:
        """What the file's loader gives. Raises UnreadableFile; the child may have ended then."""
        late = threading.Event()
        alarm = threading.Timer(self._limits.seconds, self._end, [late])
        alarm.start()
        try:
            answer = self._ask({"path": str(path.absolute()), "file": file, "limits": asdict(self._limits)})
        finally:
            alarm.cancel()
        if answer is None:
            self.stop()
            problem = f"{self._limits.seconds:g} 秒内没有读完" if late.is_set() else "读取时程序出错中止"
            raise UnreadableFile(file, problem, _REMEDY)
        if refused := answer.get("refused"):
            raise UnreadableFile(refused["file"], refused["problem"], refused["remedy"], refused["line"])
        return from_json(answer)

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any] | None:
        """The child's answer; None where it ended without one."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            return None
        try:
            print(json.dumps(request), file=requests, flush=True)
            answer: dict[str, Any] = json.loads(answers.readline())
        except (OSError, ValueError):
            return None
        return answer

    def _end(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def serve() -> None:
    """Answer each request that comes in, a line of JSON each, until there are no more. For the child only."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a parser prints is no answer
    for line in sys.stdin:
        request = json.loads(line)
        limits = Limits(**request["limits"])
        _confine(limits)
        signal.alarm(math.ceil(limits.seconds) + GRACE)
        print(_answer(Path(request["path"]), request["file"], limits), file=answers, flush=True)
        signal.alarm(0)


def _answer(path: Path, file: str, limits: Limits) -> str:
    from .formats import parsed, translated

    try:
        with translated(file):
            answer = json.dumps(to_json(parsed(path, file, limits)))
            if len(answer) > ANSWER * max(limits.text, 100_000):
                raise UnreadableFile(file, "标题或段落过多", "请拆成几份后重新添加")
            return answer
    except UnreadableFile as error:
        return json.dumps({"refused": asdict(Problem.of(error))})


def _confine(limits: Limits) -> None:
    """No more memory and no core dumps. Where the system knows no such limits, only time is limited."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    except (ImportError, OSError, ValueError):
        return
