"""Questions without an answer, which their askers may hand in to the admins with a note."""

from bot.desk.desk import Desk
from bot.desk.masking import mask
from bot.store.gaps.kinds import kind_of
from bot.store.tables import QueryLogRow

LONGEST_NOTE = 200  # code points


def unanswered(desk: Desk, log_id: int, conversation: str) -> QueryLogRow:
    """A row of the log that is a gap. Raises LookupError where the conversation has none, and StoreError."""
    row = desk.store.log.row(log_id)
    if row is None or not desk.store.log.belongs(row, conversation):
        raise LookupError(f"no question {log_id} in this conversation")
    if row.status != "unanswered" or kind_of(row) is None:
        raise LookupError(f"question {log_id} is no gap")
    return row


def hand_in(desk: Desk, log_id: int, note: str, conversation: str) -> bool:
    """Let a question, with what its asker wants to add, stand in the history of its gap.

    False where that changes nothing; what was handed in without a note can get one. Numbers of people are
    masked as they are in questions. Raises LookupError where the conversation has no such question, and
    StoreError.
    """
    unanswered(desk, log_id, conversation)
    return desk.store.gaps.hand_in(log_id, mask(" ".join(note.split()))[:LONGEST_NOTE])


def is_handed_in(desk: Desk, log_id: int, conversation: str) -> bool:
    """Whether that was done. Raises as `hand_in` does."""
    unanswered(desk, log_id, conversation)
    return desk.store.gaps.is_handed_in(log_id)
