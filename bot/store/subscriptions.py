"""Which chats want to hear of new documents, and up to which edition they have heard."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import Engine, Insert, Update, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from bot.store.database import session_on
from bot.store.outbox import Letter, row_of
from bot.store.tables import Chore, OutboxRow, Subscription

Wanted: TypeAlias = tuple[str, str]
"""What a chat subscribed to: "column" or "region" and its value, or "all" and ""."""
_OURS = "digests"


class Subscriptions:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, chat: int) -> frozenset[Wanted]:
        wanted = select(col(Subscription.kind), col(Subscription.value)).where(col(Subscription.chat) == chat)
        with session_on(self._engine) as session:
            return frozenset((kind, value) for kind, value in session.execute(wanted))

    def by_chat(self) -> dict[int, frozenset[Wanted]]:
        """Every chat that subscribed to anything, with all that it did."""
        found: defaultdict[int, set[Wanted]] = defaultdict(set)
        every = select(col(Subscription.chat), col(Subscription.kind), col(Subscription.value))
        with session_on(self._engine) as session:
            for chat, kind, value in session.execute(every):
                found[chat].add((kind, value))
        return {chat: frozenset(wanted) for chat, wanted in found.items()}

    def subscribe(self, chat: int, wanted: Wanted) -> None:
        """Changes nothing where the chat has done so before."""
        kind, value = wanted
        with session_on(self._engine) as session:
            session.add(Subscription(chat=chat, kind=kind, value=value, at=datetime.now(UTC)))
            try:
                session.commit()
            except IntegrityError:
                session.rollback()

    def cancel(self, chat: int, wanted: Wanted | None = None) -> None:
        """End one subscription of a chat, or all of them."""
        ending = delete(Subscription).where(col(Subscription.chat) == chat)
        if wanted is not None:
            kind, value = wanted
            ending = ending.where(col(Subscription.kind) == kind, col(Subscription.value) == value)
        with session_on(self._engine) as session:
            session.execute(ending)
            session.commit()

    def mark(self) -> int | None:
        """The newest edition whose new documents were told of; None where that was never noted."""
        with session_on(self._engine) as session:
            chore = session.get(Chore, _OURS)
            return chore.position if chore else None

    def move_mark(self, before: int | None, edition: int, letters: Iterable[Letter] = ()) -> bool:
        """Note the edition, and put the letters that tell of it into the outbox, in one transaction.

        False, and nothing done, where the mark is not at `before` any more: another process has told of it.
        Letters whose key is in the outbox already are left out.
        """
        with session_on(self._engine) as session:
            try:
                moved = session.execute(_moving(before, edition))
            except IntegrityError:
                return False
            if moved.rowcount != 1:  # type: ignore[attr-defined]  # a statement that changes rows has it
                return False
            told = {letter.key: letter for letter in letters}
            known = select(col(OutboxRow.key)).where(col(OutboxRow.key).in_(told))
            for key in session.execute(known).scalars().all():
                del told[key]
            session.add_all(map(row_of, told.values()))
            session.commit()
        return True


def _moving(before: int | None, edition: int) -> Insert | Update:
    """What moves the mark from `before` only; the row is locked until the transaction ends."""
    if before is None:
        return insert(Chore).values(name=_OURS, position=edition)
    at = update(Chore).where(col(Chore.name) == _OURS, col(Chore.position) == before)
    return at.values(position=edition).execution_options(synchronize_session=False)
