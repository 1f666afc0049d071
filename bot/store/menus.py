"""Which chats have a menu of commands of their own."""

from sqlalchemy import Engine
from sqlmodel import select

from bot.store.database import session_on
from bot.store.tables import ChatMenu


class Menus:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing(self) -> dict[int, str]:
        """The fingerprint of the menu of each chat that has one of its own."""
        with session_on(self._engine) as session:
            return {each.chat: each.commands for each in session.exec(select(ChatMenu))}

    def stands(self, chat: int, commands: str | None) -> None:
        """Keep what menu a chat has now; None where that of all chats."""
        with session_on(self._engine) as session:
            row = session.get(ChatMenu, chat)
            if commands is None:
                if row is not None:
                    session.delete(row)
            else:
                session.merge(ChatMenu(chat=chat, commands=commands))
            session.commit()
