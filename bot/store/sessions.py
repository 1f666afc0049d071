"""Browsers that are signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, delete, func, select

from bot.store import tokens
from bot.store.audit import Actor, entry
from bot.store.database import session_on
from bot.store.people import Role
from bot.store.tables import Person, WebSession

IDLE = timedelta(hours=12)
"""A session that was not used for so long has ended: the next working day begins with a new link."""

LONGEST = timedelta(days=7)
"""A session ends after so long, used or not."""

_NOTED_EACH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever a browser is signed in as, with the role of this moment; `csrf` belongs in its forms."""

    id: int
    name: str
    role: Role
    csrf: str

    @property
    def actor(self) -> Actor:
        return Actor(self.name, "web", self.id)


class Sessions:
    """Thread-safe. Every method raises StoreError."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine, self._key = engine, key

    def begin(self, person_id: int) -> str:
        """The token of a new session; sessions that have ended are cleared away."""
        token, now = tokens.new("session", self._key), datetime.now(UTC)
        with session_on(self._engine) as session:
            over = (col(WebSession.expires_at) < now) | (col(WebSession.seen_at) < now - IDLE)
            session.exec(delete(WebSession).where(over))
            session.add(
                WebSession(
                    hash=self._hash(token), person_id=person_id, at=now, seen_at=now, expires_at=now + LONGEST
                )
            )
            session.commit()
        return token

    def signed_in(self, token: str) -> SignedIn | None:
        """Whose session it is; None where there is none, it has ended, or the person is blocked."""
        if not tokens.genuine(token, "session", self._key):
            return None
        now = datetime.now(UTC)
        wanted = (
            select(WebSession, Person)
            .join(Person)
            .where(
                WebSession.hash == self._hash(token),
                WebSession.expires_at > now,
                WebSession.seen_at > now - IDLE,
                Person.role != "blocked",
            )
        )
        with session_on(self._engine) as session:
            found = session.exec(wanted).first()
            if found is None:
                return None
            kept, person = found
            if now - kept.seen_at > _NOTED_EACH or person.seen_at is None:
                kept.seen_at = person.seen_at = now
                session.commit()
            csrf = tokens.derived(token, "csrf", self._key)
            return SignedIn(person.id or 0, person.name, person.role, csrf)  # type: ignore[arg-type]

    def end(self, token: str, by: Actor) -> None:
        with session_on(self._engine) as session:
            session.exec(delete(WebSession).where(col(WebSession.hash) == self._hash(token)))
            session.add(entry(by, "sign_out", by.name))
            session.commit()

    def end_all(self, person_id: int, by: Actor) -> int:
        """Sign the person out everywhere; in how many browsers that was."""
        with session_on(self._engine) as session:
            ended = session.exec(delete(WebSession).where(col(WebSession.person_id) == person_id)).rowcount
            person = session.get(Person, person_id)
            if person is not None:
                session.add(entry(by, "person.sign_out", person.name, person=person_id, sessions=ended))
            session.commit()
            return ended

    def count(self) -> dict[int, int]:
        """In how many browsers each person is signed in; nobody is left out who is in one."""
        now = datetime.now(UTC)
        alive = (col(WebSession.expires_at) > now) & (col(WebSession.seen_at) > now - IDLE)
        wanted = select(WebSession.person_id, func.count()).where(alive).group_by(col(WebSession.person_id))
        with session_on(self._engine) as session:
            return dict(session.exec(wanted).all())

    def _hash(self, token: str) -> str:
        return tokens.hashed(token, "session", self._key)
