"""How the bot stands up to many questions, beside a trivial echo bot in the same run.

    python -m tests.e2e.load [--minutes 10] [--rate 30]

Both bots are processes of their own against a Bot API server on loopback. Printed are the time from a message
to its reply, memory at the start and at the end, replies a second when all messages are there at once, and
what was lost.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.running import ROOT, built, ended, started
from tests.e2e.telegram_server import TOKEN, Call, TelegramServer

QUESTION = "免费按摩服务的经费由谁筹集？"
CHATS = 200
AT_ONCE = 3000  # messages that are there at once, for the throughput
PATIENCE = 60.0  # seconds without a reply after which the rest counts as lost

ECHO = """\
import sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text("<b>" + update.message.text + "</b>", parse_mode="HTML")

token, server = sys.argv[1:]
builder = ApplicationBuilder().token(token).base_url(server + "/bot").concurrent_updates(16)
application = builder.build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """`delays` are in ms from the message to its reply, ascending; memory in MB; `per_second` replies."""

    delays: list[float]
    lost: int
    memory: tuple[float, float]
    per_second: float

    def delay(self, share: float) -> float:
        return self.delays[min(int(share * len(self.delays)), len(self.delays) - 1)]


def measured(server: TelegramServer, process: int, rate: float, seconds: float) -> Measured:
    """Messages at an even pace, then many at once."""
    _answered(server, 50, 0.02)  # whatever is loaded with the first question
    before = _memory(process)
    delays, lost = _answered(server, round(rate * seconds), 1 / rate)
    after = _memory(process)
    started = time.monotonic()
    at_once, lost_at_once = _answered(server, AT_ONCE, 0)
    took = time.monotonic() - started
    return Measured(sorted(delays), lost + lost_at_once, (before, after), len(at_once) / took)


def _answered(server: TelegramServer, count: int, pause: float) -> tuple[list[float], int]:
    """Send messages, one each `pause` seconds; the delays of the replies in ms, and how many never came."""
    first = len(server.calls)
    sent: dict[int, float] = {}
    begun = time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, begun + number * pause - time.monotonic()))
        at = time.monotonic()
        sent[server.say(QUESTION, chat=1000 + number % CHATS)["message_id"]] = at
    replies = _replies(server, first, count)
    # an answer refers to its message, the echo does not: the n-th reply in a chat is to its n-th message
    chats: dict[int, list[float]] = {}
    for number, at in enumerate(sent.values()):
        chats.setdefault(1000 + number % CHATS, []).append(at)
    delays = [(call.at - chats[call.fields["chat_id"]].pop(0)) * 1000 for call in replies]
    return delays, count - len(replies)


def _replies(server: TelegramServer, first: int, count: int) -> list[Call]:
    seen, since = -1, time.monotonic()
    while True:
        found = [call for call in server.calls[first:] if call.method == "sendMessage"]
        if len(found) > seen:
            seen, since = len(found), time.monotonic()
        if len(found) >= count or time.monotonic() - since > PATIENCE:
            return found
        time.sleep(0.1)


def _memory(process: int) -> float:
    """Resident memory in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _fupin(folder: Path, measure: Callable[[TelegramServer, int], Measured]) -> Measured:
    library, home = built(folder)
    unlimited = {"FUPIN_TELEGRAM_RATE": "1000", "FUPIN_ASKS_PER_MINUTE": "1000"}
    with TelegramServer() as server, ended(started(home, server, library, unlimited)) as fupin:
        server.wait_for("setMyCommands", timeout=60)
        return measure(server, fupin.process.pid)


def _echo(measure: Callable[[TelegramServer, int], Measured]) -> Measured:
    with ExitStack() as stack:
        server = stack.enter_context(TelegramServer())
        command = [sys.executable, "-c", ECHO, TOKEN, server.url]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        stack.callback(process.wait, 10)
        stack.callback(process.kill)
        return measure(server, process.pid)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=30, help="messages a second")
    given = parser.parse_args()

    def measure(server: TelegramServer, process: int) -> Measured:
        return measured(server, process, given.rate, given.minutes * 60)

    with TemporaryDirectory(prefix="fupin-load-") as folder:
        both = {"echo": _echo(measure), "fupin": _fupin(Path(folder), measure)}
    for name, each in both.items():
        print(
            f"{name:6} p50 {each.delay(0.5):7.1f} ms  p99 {each.delay(0.99):7.1f} ms  lost {each.lost}  "
            f"memory {each.memory[0]:.0f} -> {each.memory[1]:.0f} MB  {each.per_second:.0f} replies/s at once"
        )
    print(
        f"fupin p99 - echo p99: {both['fupin'].delay(0.99) - both['echo'].delay(0.99):.1f} ms; "
        f"throughput fupin / echo: {both['fupin'].per_second / both['echo'].per_second:.2f}"
    )
    return 1 if both["fupin"].lost else 0


if __name__ == "__main__":
    sys.exit(main())
