"""Which questions of the log are gaps, and of what kind."""

from typing import Literal, get_args

from bot.store.tables import QueryLogRow
from retrieval.answer import WEAK

Kind = Literal[
    "not_in_library",
    "region_not_covered",
    "year_not_covered",
    "document_not_in_library",
    "weak",
    "voted_down",
    "off_topic",
]
State = Literal["open", "answered", "ignored", "merged"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)
OFF_TOPIC: Kind = "off_topic"


def kind_of(row: QueryLogRow) -> Kind | None:
    """What kind of gap a row is; None if it is none."""
    return kind(row.channel, row.status, row.reason, row.evidence, row.vote)


def kind(
    channel: str, status: str, reason: str | None, evidence: float | None, vote: str | None
) -> Kind | None:
    """The same by the row's columns. What is asked on the command line is no gap."""
    if channel == "cli":
        return None
    if status == "unanswered":
        return next((each for each in KINDS if each == reason), None)
    if status != "answered" or vote == "up":
        return None
    return "voted_down" if vote == "down" else "weak" if is_weak(evidence) else None


def is_weak(evidence: float | None) -> bool:
    """Whether an answer rests on thin evidence."""
    return evidence is not None and evidence < WEAK
