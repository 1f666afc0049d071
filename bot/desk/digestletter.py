"""What subscribers read of the documents that are new: one message, with buttons that open the first few."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.desk.library.entry import OPEN, Entry
from bot.markup import Run, parts
from bot.store.outbox import Button
from retrieval.reloading import today

if TYPE_CHECKING:
    from retrieval.edition import Edition

LISTED = 20
"""Documents that are listed; of more their number is told."""
OPENED = 5
"""Documents that have a button."""


def written(edition: "Edition", new: Sequence[Entry]) -> tuple[list[str], list[list[Button]]]:
    """The one part of the message, in Telegram's HTML, and its buttons. At least one document is new."""
    for listed in range(min(LISTED, len(new)), 0, -1):
        text = parts(_runs(edition, new, listed))
        if len(text) == 1:
            break
    opening = [(str(number), OPEN.format(key=each.key)) for number, each in enumerate(new[:OPENED], 1)]
    return text[:1], [opening]


def _runs(edition: "Edition", new: Sequence[Entry], listed: int) -> Iterator[Run]:
    yield Run(f"📬 资料库更新：订阅的栏目和地区新收录了 {len(new)} 份文件。\n", bold=True)
    for number, entry in enumerate(new[:listed], 1):
        yield Run(f"\n{number}. {entry.line(edition.standing(entry.number, today()))}")
    yield Run(f"\n……等 {len(new)} 份" if listed < len(new) else "")
    yield Run("\n\n点数字查看文件，发送 /docs 查看全部文件，发送 /subscribe 更改订阅。")
