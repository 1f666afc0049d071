"""What somebody has asked in a conversation, newest first."""

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import col, or_, select

from bot.store.database import session_on
from bot.store.key import pseudonym
from bot.store.tables import LARGEST_ID, QueryLogRow

_NO_QUESTIONS = ("empty", "too_long")


class History:
    """Thread-safe. Every method raises StoreError. `asker` and `conversation` are names as in QueryLog."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine, self._key = engine, key

    def page(self, asker: str, conversation: str, before: int, limit: int) -> Sequence[QueryLogRow]:
        """Rows with ids below `before`, 0 for the newest; small talk and what was no question left out."""
        wanted = (
            select(QueryLogRow)
            .where(
                QueryLogRow.asker == pseudonym(asker, self._key),
                QueryLogRow.conversation == pseudonym(conversation, self._key),
                col(QueryLogRow.id) < min(before or LARGEST_ID, LARGEST_ID),
                QueryLogRow.status != "smalltalk",
                or_(col(QueryLogRow.reason).is_(None), col(QueryLogRow.reason).not_in(_NO_QUESTIONS)),
            )
            .order_by(col(QueryLogRow.id).desc())
            .limit(limit)
        )
        with session_on(self._engine) as session:
            return session.exec(wanted).all()

    def row(self, id: int, asker: str, conversation: str) -> QueryLogRow | None:
        """One of them; None where it is somebody else's, or gone."""
        found = self.page(asker, conversation, id + 1, 1)
        return found[0] if found and found[0].id == id else None
