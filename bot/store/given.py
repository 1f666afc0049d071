"""Which of the bot's messages answer which message of somebody's, so that they can be changed with it."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import Engine, Table, bindparam, delete, insert, update

from bot.store.database import session_on, translated_errors
from bot.store.key import pseudonym
from bot.store.tables import GivenAnswer

KEPT = timedelta(days=7)
"""Telegram lets people change what they wrote for two days."""


@dataclass(frozen=True, slots=True)
class Given:
    """The ids of the bot's messages, in order; `log_id` is None where the answer is not in the log.

    `asked` is what they answer, see `GivenAnswers.hashed`; "" where not all of them are as they shall be.
    """

    messages: tuple[int, ...]
    log_id: int | None
    asked: str
    at: datetime


_ROW = cast(Table, GivenAnswer.__table__)  # type: ignore[attr-defined]
_ADD = insert(_ROW)
_CHANGE = update(_ROW).where(_ROW.c.chat == bindparam("of"), _ROW.c.question == bindparam("to"))
_PRUNE = delete(_ROW).where(_ROW.c.at < bindparam("old"))


class GivenAnswers:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine, self._key = engine, key

    def of(self, chat: int, question: int) -> Given | None:
        """What answers the message `question` of a chat; None where nothing does, or too long ago."""
        with session_on(self._engine) as session:
            row = session.get(GivenAnswer, (chat, question))
        return Given(tuple(row.messages), row.log_id, row.asked, row.at) if row else None

    def put(self, chat: int, question: int, given: Given) -> None:
        """Keep it in place of what was kept for that message."""
        row = {"chat": chat, "question": question} | asdict(given)
        with translated_errors(), self._engine.begin() as connection:
            if not connection.execute(_CHANGE, {"of": chat, "to": question} | row).rowcount:
                connection.execute(_ADD, row)

    def prune(self) -> None:
        """Forget what can be changed no longer."""
        with translated_errors(), self._engine.begin() as connection:
            connection.execute(_PRUNE, {"old": datetime.now(UTC) - KEPT})

    def hashed(self, text: str) -> str:
        """What tells one text from another, and nothing else of it."""
        return pseudonym(f"asked:{text}", self._key)
