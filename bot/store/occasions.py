"""What is done once, though several updates call for it, such as a word about an album."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete

from bot.store.database import session_on
from bot.store.tables import Occasion

KEPT = timedelta(days=2)
"""Telegram delivers again for one day."""


class Occasions:
    """Thread-safe; several processes may share the database. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, key: str, by: str | None) -> bool:
        """Whether it is for the update `by` (bot.telegram.attempt.key) to do it: for the first one that takes
        it, however often that one is attempted.
        """
        now = datetime.now(UTC)
        with session_on(self._engine) as session:
            session.exec(delete(Occasion).where(col(Occasion.at) < now - KEPT))
            if (taken := session.get(Occasion, key)) is None:
                session.add(Occasion(key=key, by=by or "", at=now))
                try:
                    session.commit()
                except IntegrityError:  # another process was quicker
                    return False
                return True
            return by is not None and taken.by == by
