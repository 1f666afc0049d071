"""What the bot waits for from somebody: in the database, as no conversation lives in a process's memory."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from bot.store.database import session_on
from bot.store.tables import DialogueRow

LIFE = timedelta(hours=1)
"""How long the bot waits for the next step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is waited for, such as "note", and what is known so far (JSON)."""

    kind: str
    content: dict[str, Any] = field(default_factory=dict)


class Dialogues:
    """One dialogue for each person in each chat. Thread-safe; every method raises StoreError.

    `by` names the update that is worked off (bot.telegram.attempt.key). After a crash an update is worked off
    again: it then finds the step that it found the first time, and going on from there changes nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def at(self, chat: int, person: int, by: str | None) -> Step | None:
        """Where the dialogue stands; None where nothing is waited for (any more)."""
        with session_on(self._engine) as session:
            row = session.get(DialogueRow, (chat, person))
        if row is None:
            return None
        step = row.before if by and row.reached_by == by else _open(row)
        return Step(**step) if step else None

    def go(self, chat: int, person: int, by: str | None, step: Step | None) -> None:
        """Wait for this step from now on; None ends the dialogue."""
        now = datetime.now(UTC)
        with session_on(self._engine) as session:
            row = session.get(DialogueRow, (chat, person)) or DialogueRow(chat=chat, person=person, at=now)
            if not by or row.reached_by != by:
                row.before, row.reached_by = _open(row), by
            row.step, row.at = asdict(step) if step else None, now
            session.add(row)
            session.commit()


def _open(row: DialogueRow) -> dict[str, Any] | None:
    """The step that is waited for, unless that was too long ago."""
    return row.step if row.at > datetime.now(UTC) - LIFE else None
