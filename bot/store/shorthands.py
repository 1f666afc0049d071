"""Short keys for what does not fit into the data of a button, so that old buttons work after a restart."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from bot.store.database import session_on
from bot.store.tables import Shorthand

DIGITS = 20
"""Hexadecimal digits of a key: 80 bits, so that two contents never meet."""


class Shorthands:
    """Thread-safe; the same content has the same key, always. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def key(self, content: dict[str, Any]) -> str:
        """A key of 20 ASCII characters for content that JSON can hold."""
        key = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:DIGITS]
        with session_on(self._engine) as session:
            if session.get(Shorthand, key) is None:
                session.add(Shorthand(key=key, content=content, at=datetime.now(UTC)))
                try:
                    session.commit()
                except IntegrityError:  # another thread had the same thought
                    session.rollback()
        return key

    def content(self, key: str) -> dict[str, Any] | None:
        """What a key stands for; None where nobody has made it."""
        with session_on(self._engine) as session:
            found = session.get(Shorthand, key)
            return found.content if found else None
