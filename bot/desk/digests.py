"""Subscribers are told of the documents that a new edition brings, each chat in one letter.

A document is new where its id is, unless it has the text of one that is gone: then its file was renamed.
Those that changed are left out: most changes are corrections, and a new version of a rule is a new document.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.desk import access
from bot.desk.desk import Desk
from bot.desk.digestletter import written
from bot.desk.library.entry import Entry, entries, latest_first
from bot.desk.library.facets import FACETS
from bot.store.errors import StoreError
from bot.store.outbox import Letter
from bot.store.subscriptions import Wanted
from knowledge.difference import difference
from knowledge.editions import Editions
from knowledge.errors import KnowledgeError
from knowledge.shelf import Shelf

if TYPE_CHECKING:
    from retrieval.answerer import Answerer
    from retrieval.edition import Edition

ALL: Wanted = ("all", "")
UNREADABLE = (OSError, EOFError, LookupError, TypeError, ValueError)
"""What reading an edition raises that another version of fupin wrote, or that is broken."""
PERIOD = 2.0
"""Seconds between two looks at the edition; a look costs a fraction of a millisecond."""
_log = logging.getLogger(__name__)


async def keep_telling(desk: Desk, answerer: "Answerer", stop: asyncio.Event) -> None:
    """Tell of each new edition until `stop`. What fails is tried again."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(tell, desk, answerer)
        except (StoreError, KnowledgeError) as error:
            _log.warning("新文件暂时没有通知出去，稍后再试。%s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PERIOD)


def tell(desk: Desk, answerer: "Answerer") -> int:
    """Put into the outbox what subscribers have to be told of the edition that answers; how many letters.

    The first edition that is ever seen is not told of, nor is one that was gone back to.
    Raises StoreError and EditionDamaged.
    """
    edition, mark = answerer.opened()[0], desk.store.subscriptions.mark()
    kept = Editions(desk.settings.home)
    if mark is None or mark > max(kept.numbers(), default=0):  # the library was begun anew
        desk.store.subscriptions.move_mark(mark, edition.number)
        return 0
    if edition.number <= mark:
        return 0
    letters = list(_letters(desk, edition, _new(kept, mark, edition)))
    return len(letters) if desk.store.subscriptions.move_mark(mark, edition.number, letters) else 0


def _letters(desk: Desk, edition: "Edition", new: Sequence[Entry]) -> Iterator[Letter]:
    """One for each chat that wants to hear of any of the new documents, and may."""
    if not new:
        return
    for chat, wanted in desk.store.subscriptions.by_chat().items():
        theirs = [entry for entry in new if _is_wanted(entry, wanted)]
        if theirs and _may_hear(desk, chat):
            parts, buttons = written(edition, theirs)
            yield Letter(f"digest {edition.number} to {chat}", chat, parts, buttons)


def _is_wanted(entry: Entry, wanted: frozenset[Wanted]) -> bool:
    listed = {(facet, value) for facet in FACETS for value in entry.facets[facet]}
    return ALL in wanted or not wanted.isdisjoint(listed)


def _may_hear(desk: Desk, chat: int) -> bool:
    """A private chat's id is that of the person; a group's, which is negative, stands for all in it."""
    return chat < 0 or access.role(desk, chat) not in (None, "blocked")


def _new(kept: Editions, mark: int, edition: "Edition") -> list[Entry]:
    """The documents that are new since the edition that was told of last, or the next best one."""
    for number in _earlier(kept, mark, edition.number):
        try:
            kept.manifest(number)
            return _added(Shelf(kept.path(number)), edition.shelf)
        except (KnowledgeError, *UNREADABLE) as error:
            _log.warning("第 %s 版资料库读不了，新文件改与别的一版比较。%s", number, error)
    return []


def _earlier(kept: Editions, mark: int, now: int) -> Sequence[int]:
    """What is kept of the editions that were told of, newest first, and then those since, oldest first."""
    numbers = kept.numbers()
    told = [each for each in numbers if each <= mark]
    return [*reversed(told), *(each for each in numbers if mark < each < now)]


def _added(before: Shelf, after: Shelf) -> list[Entry]:
    found = difference(before, after)
    gone = {before.text(before.number(id)) for id, _ in found.removed}
    added = {id for id, _ in found.added}
    new = (each for each in entries(after) if each.id in added)
    return latest_first(each for each in new if not gone or after.text(each.number) not in gone)
