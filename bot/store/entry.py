"""What of a row of the query log is counted, and what finds it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal, get_args

from bot.store.tables import QueryLogRow

Channel = Literal["telegram", "web", "api", "cli"]
CHANNELS: tuple[str, ...] = get_args(Channel)


@dataclass(frozen=True, slots=True)
class Entry:
    """These columns of a row, as they stand there."""

    id: int
    at: datetime
    channel: str
    question: str
    understood: str
    status: str
    reason: str | None
    region: str | None
    column: str | None
    edition: int | None
    elapsed_ms: float
    vote: str | None
    vote_reason: str | None
    snippets: list[dict[str, Any]]

    @classmethod
    def of(cls, id: int, values: Mapping[str, Any]) -> "Entry":
        """From the values of a row that is being written."""
        given: dict[str, Any] = {name: values.get(name) for name in _NAMES}
        return cls(**given | {"id": id})

    @classmethod
    def from_row(cls, row: QueryLogRow) -> "Entry":
        return cls(*(getattr(row, name) for name in _NAMES))


_NAMES = tuple(field.name for field in fields(Entry))
