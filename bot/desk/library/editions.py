"""The editions that are kept, and the way back to one of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.desk.desk import Desk
from bot.store.audit import Actor
from knowledge.difference import Difference, difference
from knowledge.editions import Editions
from knowledge.errors import EditionDamaged
from knowledge.shelf import Shelf
from retrieval import reload as reloading


def editions(desk: Desk) -> Iterator[Mapping[str, Any]]:
    """The editions that are kept, newest first, with their counts where they are whole."""
    kept = Editions(desk.settings.home)
    current, waiting = kept.current(), kept.candidate()
    for number in reversed(kept.numbers()):
        try:
            manifest = kept.manifest(number)
        except EditionDamaged:
            manifest = {}
        told = {name: manifest.get(name) for name in ("documents", "passages")}
        told["built"] = datetime.fromisoformat(manifest["built"]) if manifest else None
        yield {"number": number, "current": number == current, "candidate": number == waiting, **told}


def compared(desk: Desk, before: int, after: int) -> Difference:
    """What became other from one edition to another, though an older fupin may have built them.

    Raises UnknownEdition and EditionDamaged.
    """
    kept = Editions(desk.settings.home)
    return difference(_shelf(kept, before), _shelf(kept, after))


def before(desk: Desk, number: int) -> int:
    """The edition before this one that is kept; itself where there is none."""
    return max((n for n in Editions(desk.settings.home).numbers() if n < number), default=number)


def _shelf(kept: Editions, number: int) -> Shelf:
    """Its documents alone."""
    kept.refuse_unknown(number)
    kept.manifest(number)
    try:
        return Shelf(kept.path(number))
    except (OSError, ValueError) as error:
        raise kept.damaged(number) from error


def rollback(desk: Desk, number: int, by: Actor) -> None:
    """Let an earlier edition answer. Raises KnowledgeError."""
    reloading.rollback(desk.settings.home, number)
    desk.store.audit.record(by, "library.rollback", str(number))
