"""Every table, a module for each noun. Times are UTC. A change needs a migration in migrations/versions/."""

from bot.store.tables.columns import LARGEST_ID
from bot.store.tables.conversations import ConversationEnd
from bot.store.tables.delivery import (
    AnswerWish,
    ChatMenu,
    DialogueRow,
    GivenAnswer,
    InboxRow,
    Occasion,
    OutboxRow,
    Shorthand,
    Subscription,
)
from bot.store.tables.gaps import Gap, GapAsking, GapEvent, GapInbox, GapQuestion, GapTerm, HandedIn
from bot.store.tables.log import QueryLogDay, QueryLogDocument, QueryLogRow, QueryLogText
from bot.store.tables.people import AuditRow, Invite, Person, SignInLink, WebSession
from bot.store.tables.statistics import (
    AskedQuestion,
    Chore,
    DocumentCount,
    FacetCount,
    LatencyCount,
    OutcomeCount,
    PassageCount,
    QuestionCount,
)

__all__ = [
    "LARGEST_ID",
    "AnswerWish",
    "AskedQuestion",
    "AuditRow",
    "ChatMenu",
    "Chore",
    "ConversationEnd",
    "DialogueRow",
    "DocumentCount",
    "FacetCount",
    "Gap",
    "GapAsking",
    "GapEvent",
    "GapInbox",
    "GapQuestion",
    "GapTerm",
    "GivenAnswer",
    "HandedIn",
    "InboxRow",
    "Invite",
    "LatencyCount",
    "Occasion",
    "OutboxRow",
    "OutcomeCount",
    "PassageCount",
    "Person",
    "QueryLogDay",
    "QueryLogDocument",
    "QueryLogRow",
    "QueryLogText",
    "QuestionCount",
    "Shorthand",
    "SignInLink",
    "Subscription",
    "WebSession",
]
