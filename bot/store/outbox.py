"""The outbox: messages that people get without having asked just now, kept until they went out."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from bot.store.claims import LEASE, is_open, unclaimed
from bot.store.database import translated_errors
from bot.store.tables import OutboxRow

KEPT = timedelta(days=90)
"""How long a finished message is known by its key."""

_CLAIMED = (
    col(OutboxRow.id),
    col(OutboxRow.chat),
    col(OutboxRow.content),
    col(OutboxRow.sent),
    col(OutboxRow.attempts),
)
Button = tuple[str, str]
"""A label and the data that pressing it brings."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to a chat: parts of Telegram HTML, and rows of buttons under the last one.

    `key` names it for ever, such as "gap 12 edition 7 to 345": what has it already is not sent again.
    """

    key: str
    chat: int
    parts: Sequence[str]
    buttons: Sequence[Sequence[Button]] = ()


@dataclass(frozen=True, slots=True)
class ClaimedLetter:
    """A message to send. `sent` of its parts went out in earlier attempts."""

    id: int
    chat: int
    parts: Sequence[str]
    buttons: Sequence[Sequence[Button]]
    sent: int
    attempts: int


def row_of(letter: Letter) -> OutboxRow:
    """The letter as it is put into the table; it is due at once."""
    content = asdict(letter)
    key, chat, now = content.pop("key"), content.pop("chat"), datetime.now(UTC)
    return OutboxRow(key=key, chat=chat, at=now, due_at=now, content=content)


class Outbox:
    """Thread-safe; several processes, each with a `worker` name of its own, may send from it.

    Every method raises StoreError.
    """

    def __init__(self, engine: Engine, worker: str = "") -> None:
        self._engine, self._worker = engine, worker

    def put(self, letters: Iterable[Letter]) -> int:
        """Commit the letters; those whose key is there already are left out. How many are new."""
        return sum([self._put(letter) for letter in letters])

    def _put(self, letter: Letter) -> bool:
        with self._session() as session:
            session.add(row_of(letter))
            try:
                session.commit()
            except IntegrityError:
                return False
        return True

    def claim(self, limit: int) -> list[ClaimedLetter]:
        """Take up to `limit` letters that are due and that nobody sends, oldest first."""
        now = datetime.now(UTC)
        free = (
            select(col(OutboxRow.id))
            .where(is_open(OutboxRow), col(OutboxRow.due_at) <= now, unclaimed(OutboxRow, now))
            .order_by(col(OutboxRow.id))
            .limit(limit)
        )
        claiming = (
            update(OutboxRow)
            .where(col(OutboxRow.id).in_(free), unclaimed(OutboxRow, now))
            .values(worker=self._worker, claimed_until=now + LEASE, attempts=col(OutboxRow.attempts) + 1)
            .returning(*_CLAIMED)
            .execution_options(synchronize_session=False)
        )
        with self._session() as session:
            rows = session.execute(claiming).all()
            session.commit()
        claimed = [
            ClaimedLetter(id, chat, content["parts"], content["buttons"], sent, attempts)
            for id, chat, content, sent, attempts in rows
        ]
        return sorted(claimed, key=lambda each: each.id)

    def renew(self) -> None:
        """Hold on to what this process has claimed."""
        self._change(col(OutboxRow.worker) == self._worker, claimed_until=datetime.now(UTC) + LEASE)

    def release(self) -> None:
        """Give back what this process has claimed and not sent."""
        self._change(col(OutboxRow.worker) == self._worker, worker=None, claimed_until=None)

    def progress(self, id: int, sent: int) -> None:
        """Remember how many parts of a letter went out."""
        self._change(col(OutboxRow.id) == id, sent=sent)

    def finish(self, id: int, failure: str | None = None) -> None:
        """The letter went out, or never will, because of `failure`; its content is forgotten."""
        self._change(
            col(OutboxRow.id) == id,
            finished_at=datetime.now(UTC),
            content=None,
            worker=None,
            failure=failure,
        )

    def postpone(self, id: int, seconds: float) -> None:
        """Leave the letter for later."""
        due = datetime.now(UTC) + timedelta(seconds=seconds)
        self._change(col(OutboxRow.id) == id, due_at=due, worker=None, claimed_until=None)

    def waiting(self) -> int:
        """How many letters have not gone out yet."""
        with self._session() as session:
            return int(session.execute(select(func.count()).where(is_open(OutboxRow))).scalar_one())

    def prune(self) -> None:
        """Forget letters that went out long ago."""
        with self._session() as session:
            session.execute(delete(OutboxRow).where(col(OutboxRow.finished_at) < datetime.now(UTC) - KEPT))
            session.commit()

    def _change(self, which: Any, **values: Any) -> None:
        with self._session() as session:
            session.execute(
                update(OutboxRow)
                .where(is_open(OutboxRow), which)
                .values(**values)
                .execution_options(synchronize_session=False)
            )
            session.commit()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with translated_errors(), Session(self._engine) as session:
            yield session
