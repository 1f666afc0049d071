"""One-time links to the web pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, update

from bot.store import tokens
from bot.store.audit import Actor, entry
from bot.store.database import translated_errors
from bot.store.tables import Person, SignInLink

LIFE = timedelta(minutes=10)
KEPT = timedelta(days=1)
"""How long a link that is past its time is remembered, so that its page can say why it does not work."""


class Links:
    """Thread-safe; of several that use one link at once, one gets in. Every method raises StoreError."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine, self._key = engine, key

    def make(self, name: str, role: str, by: Actor, person_id: int | None = None) -> str:
        """The token of a new link for a person, or for one who becomes one by using it."""
        token, now = tokens.new("link", self._key), datetime.now(UTC)
        with self._session() as session:
            session.exec(delete(SignInLink).where(col(SignInLink.expires_at) < now - KEPT))
            session.add(
                SignInLink(
                    hash=self._hash(token),
                    person_id=person_id,
                    name=name,
                    role=role,
                    made_by=by.name,
                    expires_at=now + LIFE,
                )
            )
            session.add(entry(by, "link.make", name, role=role, person=person_id))
            session.commit()
        return token

    def find(self, token: str) -> SignInLink | None:
        """The link as it is kept, used up or not; None where there never was one, or long ago."""
        if not tokens.genuine(token, "link", self._key):
            return None
        with self._session() as session:
            return session.get(SignInLink, self._hash(token))

    def use(self, token: str) -> Person | None:
        """Whom the link lets in, and it lets in nobody again. None where it does not (any more)."""
        if not tokens.genuine(token, "link", self._key):
            return None
        with self._session() as session:
            if not self._take(session, token):
                return None
            link = session.get_one(SignInLink, self._hash(token))
            person = session.get(Person, link.person_id) if link.person_id else _newcomer(session, link)
            if person is None or person.role == "blocked":
                return None
            link.person_id = person.id
            session.add(entry(Actor(person.name, "web", person.id), "sign_in", person.name))
            session.commit()
            return person

    def _take(self, session: Session, token: str) -> bool:
        """Mark the link as used, in one statement that finds it unused."""
        now = datetime.now(UTC)
        unused = update(SignInLink).where(
            col(SignInLink.hash) == self._hash(token),
            col(SignInLink.used_at).is_(None),
            col(SignInLink.expires_at) > now,
        )
        return session.exec(unused.values(used_at=now)).rowcount == 1

    def _hash(self, token: str) -> str:
        return tokens.hashed(token, "link", self._key)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with translated_errors(), Session(self._engine, expire_on_commit=False) as session:
            yield session


def _newcomer(session: Session, link: SignInLink) -> Person:
    person = Person(
        channel="web", name=link.name, role=link.role, created_by=link.made_by, at=datetime.now(UTC)
    )
    session.add(person)
    session.flush()
    return person
