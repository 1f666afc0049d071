"""One-time links to the web pages."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, delete, select, update

from bot.store import tokens
from bot.store.audit import Actor, entry
from bot.store.database import session_on
from bot.store.tables import Person, SignInLink

LIFE = timedelta(minutes=10)


class Links:
    """Thread-safe; of several that use one link at once, one gets in. Every method raises StoreError."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine, self._key = engine, key

    def make(self, name: str, role: str, by: Actor, person_id: int | None = None) -> str:
        """The token of a new link for a person, or for one who becomes one by using it."""
        token, now = tokens.new("link", self._key), datetime.now(UTC)
        with session_on(self._engine) as session:
            session.exec(delete(SignInLink).where(col(SignInLink.expires_at) < now))
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
        """The link that still lets somebody in, without using it; None where there is none."""
        if not tokens.genuine(token, "link", self._key):
            return None
        with session_on(self._engine) as session:
            return session.exec(select(SignInLink).where(*self._open(token))).first()

    def use(self, token: str) -> Person | None:
        """Whom the link lets in, and it lets in nobody again. None where it does not (any more)."""
        if not tokens.genuine(token, "link", self._key):
            return None
        with session_on(self._engine) as session:
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
        taking = update(SignInLink).where(*self._open(token)).values(used_at=datetime.now(UTC))
        return session.exec(taking).rowcount == 1

    def _open(self, token: str) -> tuple[ColumnElement[bool], ...]:
        """What holds for the link while it lets somebody in."""
        return (
            col(SignInLink.hash) == self._hash(token),
            col(SignInLink.used_at).is_(None),
            col(SignInLink.expires_at) > datetime.now(UTC),
        )

    def _hash(self, token: str) -> str:
        return tokens.hashed(token, "link", self._key)


def _newcomer(session: Session, link: SignInLink) -> Person:
    person = Person(
        channel="web", name=link.name, role=link.role, created_by=link.made_by, at=datetime.now(UTC)
    )
    session.add(person)
    session.flush()
    return person
