"""Questions by a short key, as long as they are in the log; see counting.name_questions."""

import re

from sqlalchemy import Engine

from bot.store.counting import question_id
from bot.store.database import session_on
from bot.store.tables import AskedQuestion

_KEY = re.compile(r"[0-9a-f]{1,16}")


def key_of(understood: str) -> str:
    """16 hexadecimal digits at most, the same for the same letters; nobody can guess one of a question."""
    return f"{question_id(understood):x}"


class Questions:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def text(self, key: str) -> str | None:
        """What was asked, as it was understood; None where nobody has, or all who did are forgotten."""
        if not _KEY.fullmatch(key) or int(key, 16) >= 2**63:
            return None
        with session_on(self._engine) as session:
            found = session.get(AskedQuestion, int(key, 16))
            return found.text if found else None
