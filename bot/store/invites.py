"""Invites: codes with which people come in by themselves, each once and for a while."""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, delete, select, update

from bot.store import tokens
from bot.store.audit import Actor, entry
from bot.store.database import session_on
from bot.store.people import Role
from bot.store.tables import Invite, Person

LIFE = timedelta(days=7)
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What a code is made of: nothing that can be mistaken for something else when it is typed."""

LENGTH = 12
"""Letters of a code: 59 bits."""


class Invites:
    """Thread-safe; of several who use one code at once, one gets in. Every method raises StoreError."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine, self._key = engine, key

    def make(self, role: Role, by: Actor) -> str:
        """The code of a new invite."""
        code, now = "".join(secrets.choice(LETTERS) for _ in range(LENGTH)), datetime.now(UTC)
        with session_on(self._engine) as session:
            session.exec(delete(Invite).where(col(Invite.expires_at) < now))
            session.add(
                Invite(hash=self._hash(code), role=role, made_by=by.name, at=now, expires_at=now + LIFE)
            )
            session.add(entry(by, "invite.make", role=role))
            session.commit()
        return code

    def open(self, code: str) -> Role | None:
        """The role that the code gives; None where it lets nobody in (any more)."""
        with session_on(self._engine) as session:
            found = session.exec(select(Invite).where(*self._open(code))).first()
            return found.role if found else None  # type: ignore[return-value]  # the column holds a Role

    def use(self, code: str, user: int, name: str) -> Person | None:
        """The Telegram user as a person with the invite's role; None where the code lets nobody in.

        Whoever is a person already gets the role of the invite, unless blocked. Who used the code before is
        let in by it as what they are now.
        """
        using = update(Invite).where(*self._open(code)).values(used_at=datetime.now(UTC))
        with session_on(self._engine) as session:
            taken = session.exec(using).rowcount == 1
            invite, person = session.get(Invite, self._hash(code)), _known(session, user)
            if invite is None or (person and person.role == "blocked"):
                return None
            if not taken:
                return person if person and person.id == invite.used_by else None
            person = person or _newcomer(user, name, invite)
            person.role = invite.role
            session.add(person)
            session.flush()
            invite.used_by = person.id
            by = Actor(person.name, "telegram", person.id)
            session.add(entry(by, "invite.use", person.name, role=invite.role, person=person.id))
            session.commit()
            return person

    def _open(self, code: str) -> tuple[ColumnElement[bool], ...]:
        """What holds for the invite while it lets somebody in."""
        return (
            col(Invite.hash) == self._hash(code),
            col(Invite.used_at).is_(None),
            col(Invite.expires_at) > datetime.now(UTC),
        )

    def _hash(self, code: str) -> str:
        return tokens.hashed(code, "invite", self._key)


def _known(session: Session, user: int) -> Person | None:
    wanted = select(Person).where(Person.channel == "telegram", Person.external == str(user))
    return session.exec(wanted).first()


def _newcomer(user: int, name: str, invite: Invite) -> Person:
    return Person(
        channel="telegram",
        external=str(user),
        name=name,
        role=invite.role,
        created_by=invite.made_by,
        at=datetime.now(UTC),
    )
