"""The inbox: every update of a bot, kept from before Telegram hears of it until it is worked off.

Its statements are built once: with every update several of them run.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.store.claims import LEASE
from bot.store.database import translated_errors
from bot.store.tables import InboxRow

KEPT = timedelta(days=2)
"""How long a finished update is known. Telegram delivers again for one day."""

_INBOX = cast(Table, InboxRow.__table__)  # type: ignore[attr-defined]
_ROW = _INBOX.c


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update to work off. `sent` messages have gone out for it in earlier attempts."""

    update_id: int
    content: dict[str, Any]
    sent: int
    attempts: int


def _mine(rows: Any) -> ColumnElement[bool]:
    return and_(rows.bot == bindparam("of_bot"), rows.finished_at.is_(None))


def _unclaimed() -> ColumnElement[bool]:
    return _ROW.claimed_until.is_(None) | (_ROW.claimed_until < bindparam("now"))


def _claim() -> Update:
    """Updates that are due and that nobody works on, oldest first, none of which has another before it."""
    earlier = _INBOX.alias("earlier").c
    blocked = exists().where(_mine(earlier), earlier.place == _ROW.place, earlier.update_id < _ROW.update_id)
    free = (
        select(_ROW.update_id)
        .where(_mine(_ROW), ~blocked, _ROW.due_at <= bindparam("now"), _unclaimed())
        .order_by(_ROW.update_id)
        .limit(bindparam("most"))
    )
    return (
        update(_INBOX)
        .where(_mine(_ROW), _ROW.update_id.in_(free), _unclaimed())
        .values(worker=bindparam("by"), claimed_until=bindparam("until"), attempts=_ROW.attempts + 1)
        .returning(_ROW.update_id, _ROW.content, _ROW.sent, _ROW.attempts)
    )


def _of_update(**values: Any) -> Update:
    return update(_INBOX).where(_mine(_ROW), _ROW.update_id == bindparam("number")).values(**values)


_PUT = insert(_INBOX)
_CLAIM = _claim()
_RENEW = (
    update(_INBOX).where(_mine(_ROW), _ROW.worker == bindparam("by")).values(claimed_until=bindparam("until"))
)
_RELEASE_ALL = update(_INBOX).where(_mine(_ROW)).values(worker=None, claimed_until=None)
_RELEASE = _RELEASE_ALL.where(_ROW.worker == bindparam("by"))
_PROGRESS = _of_update(sent=bindparam("gone"))
_FINISH = _of_update(finished_at=bindparam("now"), content=None, worker=None)
_POSTPONE = _of_update(due_at=bindparam("due"), worker=None, claimed_until=None)
_WAITING = select(func.count()).where(_mine(_ROW))
_PRUNE = delete(_INBOX).where(_ROW.bot == bindparam("of_bot"), _ROW.finished_at < bindparam("old"))


def _whole(content: dict[str, Any]) -> dict[str, Any]:
    """The content without halves of surrogate pairs, which no database takes, in their place U+FFFD."""
    text = json.dumps(content, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return cast(
            dict[str, Any],
            json.loads(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")),
        )
    return content


class Inbox:
    """The updates of one bot, as one of the processes that work them off sees them.

    Thread-safe; several processes, each with a `worker` name of its own, may share the database. Every method
    raises StoreError.
    """

    def __init__(self, engine: Engine, bot: int, worker: str) -> None:
        self._engine, self._bot, self._worker = engine, bot, worker

    def put(self, update_id: int, place: int, content: dict[str, Any]) -> bool:
        """Commit the update. False where it has come before."""
        now = datetime.now(UTC)
        row = {
            "bot": self._bot,
            "update_id": update_id,
            "place": place,
            "at": now,
            "content": _whole(content),
        }
        with translated_errors():
            try:
                with self._engine.begin() as connection:
                    connection.execute(_PUT, row | {"due_at": now, "attempts": 0, "sent": 0})
            except IntegrityError:
                return False
        return True

    def claim(self, limit: int) -> Sequence[Claimed]:
        """Take up to `limit` updates that nobody works on, oldest first, at most one of each place.

        An update waits until all that came before it in its place are finished.
        """
        if limit <= 0:
            return []
        now = datetime.now(UTC)
        with self._begun() as connection:
            values = {"now": now, "most": limit, "by": self._worker, "until": now + LEASE}
            rows = connection.execute(_CLAIM, self._given(values)).all()
        return sorted((Claimed(*row) for row in rows), key=lambda each: each.update_id)

    def renew(self) -> None:
        """Hold on to what this process has claimed."""
        self._execute(_RENEW, by=self._worker, until=datetime.now(UTC) + LEASE)

    def release(self, *, everyone: bool = False) -> None:
        """Give back what this process has claimed and not finished; or what any process has."""
        if everyone:
            self._execute(_RELEASE_ALL)
        else:
            self._execute(_RELEASE, by=self._worker)

    def progress(self, update_id: int, sent: int) -> None:
        """Remember how many messages went out for an update, so that another attempt leaves them out."""
        self._execute(_PROGRESS, number=update_id, gone=sent)

    def finish(self, update_id: int) -> None:
        """The update is worked off; its content is forgotten."""
        self._execute(_FINISH, number=update_id, now=datetime.now(UTC))

    def postpone(self, update_id: int, seconds: float) -> None:
        """Leave the update for later; those after it in its place wait as well."""
        self._execute(_POSTPONE, number=update_id, due=datetime.now(UTC) + timedelta(seconds=seconds))

    def waiting(self) -> int:
        """How many updates are not finished."""
        with self._begun() as connection:
            return int(connection.execute(_WAITING, self._given({})).scalar_one())

    def prune(self) -> None:
        """Forget updates that were finished long ago."""
        self._execute(_PRUNE, old=datetime.now(UTC) - KEPT)

    def _execute(self, statement: Executable, **values: Any) -> None:
        with self._begun() as connection:
            connection.execute(statement, self._given(values))

    def _given(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"of_bot": self._bot} | values

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with translated_errors(), self._engine.begin() as connection:
            yield connection
