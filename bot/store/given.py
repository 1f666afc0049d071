"""Which of the bot's messages answer which message of somebody's, so that they can be changed with it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, delete

from bot.store.database import session_on
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
        row = GivenAnswer(
            chat=chat,
            question=question,
            messages=list(given.messages),
            log_id=given.log_id,
            asked=given.asked,
            at=given.at,
        )
        with session_on(self._engine) as session:
            session.exec(delete(GivenAnswer).where(col(GivenAnswer.at) < datetime.now(UTC) - KEPT))
            session.merge(row)
            session.commit()

    def hashed(self, text: str) -> str:
        """What tells one text from another, and nothing else of it."""
        return pseudonym(f"asked:{text}", self._key)
