"""People with a role, and the browsers and links through which they come in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import Engine
from sqlmodel import col, delete, func, select

from bot.store.audit import Actor, entry
from bot.store.database import session_on
from bot.store.tables import LARGEST_ID, Person, WebSession

Role = Literal["admin", "reviewer", "staff", "blocked"]
ROLES: tuple[Role, ...] = get_args(Role)


def may(role: str, least: Role) -> bool:
    """Whether `role` may do what takes at least `least`."""
    return ROLES.index(role) <= ROLES.index(least)


class People:
    """Thread-safe. Every method raises StoreError. A change and its line in the audit are one commit."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, id: int) -> Person | None:
        if not 0 < id <= LARGEST_ID:
            return None
        with session_on(self._engine) as session:
            return session.get(Person, id)

    def named(self, name: str, channel: str = "web") -> Sequence[Person]:
        with session_on(self._engine) as session:
            return session.exec(select(Person).where(Person.name == name, Person.channel == channel)).all()

    def on_telegram(self, user: int) -> Person | None:
        """The person with this Telegram id."""
        wanted = select(Person).where(Person.channel == "telegram", Person.external == str(user))
        with session_on(self._engine) as session:
            return session.exec(wanted).first()

    def select(self, after: int = 0, limit: int | None = None) -> Sequence[Person]:
        """People whose id is above `after`, in the order in which they came."""
        wanted = select(Person).where(col(Person.id) > after).order_by(col(Person.id)).limit(limit)
        with session_on(self._engine) as session:
            return session.exec(wanted).all()

    def managing(self) -> Sequence[Person]:
        """The admins and reviewers on Telegram."""
        wanted = select(Person).where(
            Person.channel == "telegram", col(Person.role).in_(("admin", "reviewer"))
        )
        with session_on(self._engine) as session:
            return session.exec(wanted).all()

    def count(self, role: Role) -> int:
        with session_on(self._engine) as session:
            return session.exec(select(func.count()).where(Person.role == role)).one()

    def add(
        self, name: str, role: Role, by: Actor, channel: str = "web", external: str | None = None
    ) -> Person:
        with session_on(self._engine) as session:
            person = Person(
                channel=channel,
                external=external,
                name=name,
                role=role,
                created_by=by.name,
                at=datetime.now(UTC),
            )
            session.add(person)
            session.flush()
            session.add(entry(by, "person.add", name, person=person.id, role=role))
            session.commit()
            return person

    def set_role(self, id: int, role: Role, by: Actor) -> Person | None:
        """None where there is no such person. Whoever is blocked is signed out everywhere."""
        with session_on(self._engine) as session:
            person = session.get(Person, id)
            if person is None or person.role == role:
                return person
            session.add(entry(by, "person.role", person.name, person=id, before=person.role, after=role))
            person.role = role
            if role == "blocked":
                session.exec(delete(WebSession).where(col(WebSession.person_id) == id))
            session.commit()
            return person

    def set_name(self, id: int, name: str, by: Actor) -> Person | None:
        """None where there is no such person."""
        with session_on(self._engine) as session:
            person = session.get(Person, id)
            if person is None or person.name == name:
                return person
            session.add(entry(by, "person.name", name, person=id, before=person.name, after=name))
            person.name = name
            session.commit()
            return person
