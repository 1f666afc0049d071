"""Who wants to hear when a question that got no answer has one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from bot.store.database import session_on
from bot.store.tables import AnswerWish, Gap, GapAsking, HandedIn, QueryLogRow


@dataclass(frozen=True, slots=True)
class Wish:
    """That the question of a log row be answered, made by a person (Telegram's id) in a chat."""

    log_id: int
    chat: int
    person: int
    at: datetime
    question: str

    @property
    def name(self) -> str:
        """The same for this wish, always, and no other's: a wish that is made again is another one."""
        return f"answer to {self.log_id} for {self.chat} since {self.at:%Y%m%dT%H%M%S.%f}"


class Wishes:
    """Thread-safe; several processes may share the database. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(self, log_id: int, chat: int, person: int) -> None:
        """Keep the wish; one that is there already stays as it is."""
        with session_on(self._engine) as session:
            session.add(AnswerWish(log_id=log_id, chat=chat, person=person, at=datetime.now(UTC)))
            try:
                session.commit()
            except IntegrityError:
                session.rollback()

    def withdraw(self, log_id: int, chat: int) -> None:
        """Forget the wish, if there is one."""
        with session_on(self._engine) as session:
            session.execute(
                delete(AnswerWish).where(col(AnswerWish.log_id) == log_id, col(AnswerWish.chat) == chat)
            )
            session.commit()

    def answerable(self, edition: int) -> Sequence[Wish]:
        """The wishes whose gap is answered by this edition or an earlier one, oldest first."""
        columns = (AnswerWish.log_id, AnswerWish.chat, AnswerWish.person, AnswerWish.at)
        wanted = (
            select(*map(col, columns), col(QueryLogRow.understood))
            .join(QueryLogRow, col(QueryLogRow.id) == col(AnswerWish.log_id))
            .join(GapAsking, col(GapAsking.log_id) == col(AnswerWish.log_id))
            .join(Gap, col(Gap.id) == col(GapAsking.gap_id))
            .where(col(Gap.state) == "answered", col(Gap.edition) <= edition)
            .order_by(col(AnswerWish.at))
        )
        with session_on(self._engine) as session:
            return [Wish(*row) for row in session.execute(wanted)]

    def fulfil(self, wish: Wish) -> None:
        """The wish is done with; one that was made again since stays."""
        ours = (
            col(AnswerWish.log_id) == wish.log_id,
            col(AnswerWish.chat) == wish.chat,
            col(AnswerWish.at) == wish.at,
        )
        with session_on(self._engine) as session:
            session.execute(delete(AnswerWish).where(*ours))
            session.commit()

    def leave(self, chat: int) -> None:
        """Forget all wishes of a chat."""
        with session_on(self._engine) as session:
            session.execute(delete(AnswerWish).where(col(AnswerWish.chat) == chat))
            session.commit()


def forget_rows(connection: Connection, log_ids: Collection[int] | Select[Any]) -> None:
    """Within a transaction that forgets rows of the log, or who asked them: nobody waits for their answer any
    more, and what was written when they were handed in goes.
    """
    for table in (AnswerWish, HandedIn):
        connection.execute(delete(table).where(col(table.log_id).in_(log_ids)))
