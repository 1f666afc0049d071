"""Where conversations begin anew."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from bot.store.tables.columns import UtcDateTime


class ConversationEnd(SQLModel, table=True):
    """What was asked in a conversation (a keyed hash, as in the query log) until then is no context for what
    comes after.
    """

    __tablename__ = "conversation_end"

    conversation: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False, index=True))
