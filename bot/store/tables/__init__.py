"""Every table, a module for each noun. Times are UTC. A change needs a migration in migrations/versions/."""

from bot.store.tables.columns import LARGEST_ID
from bot.store.tables.gaps import Gap, GapAsking, GapEvent, GapInbox, GapQuestion, GapTerm
from bot.store.tables.log import QueryLogRow
from bot.store.tables.people import AuditRow, Invite, Person, SignInLink, WebSession

__all__ = [
    "LARGEST_ID",
    "AuditRow",
    "Gap",
    "GapAsking",
    "GapEvent",
    "GapInbox",
    "GapQuestion",
    "GapTerm",
    "Invite",
    "Person",
    "QueryLogRow",
    "SignInLink",
    "WebSession",
]
