"""People, links and sessions as the store keeps them, and the rules of the desk about them."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.desk import people
from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.settings import Settings
from bot.store import tokens
from bot.store.audit import Actor
from bot.store.people import ROLES, may
from bot.store.store import Store
from bot.store.tables import AuditRow

BY = Actor("命令行", "cli")
KEY = b"k" * 32


def told(store: Store) -> list[tuple[str, str]]:
    """(action, target) of every line of the audit, oldest first."""
    return [(row.action, row.target) for row in reversed(store.audit.select())]


def test_of_many_that_use_one_link_at_once_one_gets_in(engine: Engine, home: Path) -> None:
    store = Store(home)
    store.engine = engine
    token = store.links.make("张三", "admin", BY)
    start, let_in = threading.Barrier(8), []

    def use() -> None:
        start.wait()
        let_in.append(store.links.use(token))

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([person for person in let_in if person is not None]) == 1
    assert len(let_in) == 8
    assert len(store.people.select()) == 1
    assert told(store) == [("link.make", "张三"), ("sign_in", "张三")]


def test_a_link_for_somebody_known_makes_nobody_new(store: Store) -> None:
    known = store.people.add("张三", "reviewer", BY)
    person = store.links.use(store.links.make("张三", "reviewer", BY, known.id))
    assert person is not None
    assert person.id == known.id


def test_another_key_makes_every_link_and_session_void(store: Store) -> None:
    link = store.links.make("张三", "admin", BY)
    session = store.sessions.begin(store.people.add("李四", "admin", BY).id or 0)
    store.key = b"another key of this length......"
    assert store.links.find(link) is None
    assert store.links.use(link) is None
    assert store.sessions.signed_in(session) is None


def test_a_token_is_good_for_its_own_purpose_alone() -> None:
    token = tokens.new("link", KEY)
    assert tokens.genuine(token, "link", KEY)
    assert not tokens.genuine(token, "session", KEY)
    assert not tokens.genuine(token, "link", b"x" * 32)
    assert not tokens.genuine(f"{token[:-1]}{'0' if token[-1] != '0' else '1'}", "link", KEY)
    assert tokens.hashed(token, "link", KEY) != tokens.hashed(token, "session", KEY)
    assert tokens.new("link", KEY) != token


def test_roles_stand_above_each_other() -> None:
    assert [[may(role, least) for least in ROLES[:3]] for role in ROLES] == [
        [True, True, True],
        [False, True, True],
        [False, False, True],
        [False, False, False],
    ]


def test_a_change_and_its_line_in_the_audit_are_one(store: Store) -> None:
    person = store.people.add("张三", "staff", BY)
    store.people.set_role(person.id or 0, "reviewer", BY)
    store.people.set_role(person.id or 0, "reviewer", BY)
    store.people.set_name(person.id or 0, "张三丰", BY)
    rows = list(reversed(store.audit.select()))
    assert [row.action for row in rows] == ["person.add", "person.role", "person.name"]
    assert rows[1].detail == {"person": person.id, "before": "staff", "after": "reviewer"}
    assert {(row.actor, row.via) for row in rows} == {("命令行", "cli")}


def test_sessions_that_have_ended_are_cleared_away(store: Store) -> None:
    person = store.people.add("张三", "staff", BY).id or 0
    sessions = [store.sessions.begin(person) for _ in range(3)]
    assert store.sessions.count() == {person: 3}
    store.sessions.end(sessions[0], Actor("张三", "web", person))
    assert store.sessions.count() == {person: 2}
    assert store.sessions.end_all(person, BY) == 2
    assert store.sessions.count() == {}


def desk(store: Store, **settings: str) -> Desk:
    return Desk(Settings(**settings), store)  # type: ignore[arg-type]


def test_the_last_admin_stays_one(store: Store) -> None:
    first = store.people.add("张三", "admin", BY).id or 0
    with pytest.raises(DeskError, match="唯一的管理员"):
        people.change_role(desk(store), first, "blocked", BY)
    store.people.add("李四", "admin", BY)
    assert people.change_role(desk(store), first, "staff", BY).role == "staff"


@pytest.mark.parametrize("name", ["", "  ", "长" * 51, "换\n行", "控\x00制", "隐\u202e形"])
def test_what_is_no_name_is_refused(store: Store, name: str) -> None:
    person = store.people.add("张三", "admin", BY).id or 0
    with pytest.raises(DeskError, match="称呼"):
        people.rename(desk(store), person, name, BY)
    with pytest.raises(DeskError, match="称呼"):
        people.link_for_newcomer(desk(store), name, "staff", BY)


@pytest.mark.parametrize("id", [0, -1, 99, 2**63, 10**30])
def test_nobody_is_not_there(store: Store, id: int) -> None:
    with pytest.raises(NotThere):
        people.change_role(desk(store), id, "staff", BY)


def test_a_name_without_a_person_makes_a_newcomer_and_with_one_lets_in_that_one(store: Store) -> None:
    link = people.link_for_name(desk(store), "张三", "reviewer", BY)
    first = store.links.use(link.rpartition("/")[2])
    again = store.links.use(people.link_for_name(desk(store), "张三", "reviewer", BY).rpartition("/")[2])
    assert first is not None
    assert again is not None
    assert (first.id, first.role) == (again.id, "reviewer")
    with pytest.raises(DeskError, match="现在是审阅员"):
        people.link_for_name(desk(store), "张三", "admin", BY)
    with pytest.raises(DeskError, match="已经有人叫"):
        people.link_for_newcomer(desk(store), "张三", "reviewer", BY)
    store.people.add("张三", "reviewer", BY)
    with pytest.raises(DeskError, match="有 2 个人"):
        people.link_for_name(desk(store), "张三", "reviewer", BY)


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "http://127.0.0.1:8036"),
        ({"web_port": "9000"}, "http://127.0.0.1:9000"),
        ({"web_host": "::1"}, "http://[::1]:8036"),
        ({"web_host": "0.0.0.0"}, "http://127.0.0.1:8036"),  # noqa: S104
        ({"web_host": "::", "web_tls_cert": "c", "web_tls_key": "k"}, "https://[::1]:8036"),
        ({"web_url": "https://fupin.example/"}, "https://fupin.example"),
        ({"web_port": "0", "web_url": "https://fupin.example"}, "https://fupin.example"),
    ],
)
def test_a_link_leads_to_where_the_pages_are(settings: dict[str, str], address: str) -> None:
    assert people.address(Settings(**settings)) == address  # type: ignore[arg-type]


def test_on_a_port_that_nobody_knows_there_is_no_link() -> None:
    with pytest.raises(DeskError, match="FUPIN_WEB_URL"):
        people.address(Settings(web_port=0))


def test_the_audit_is_selected_newest_first_by_actor_action_and_page(store: Store) -> None:
    for number in range(5):
        store.audit.record(Actor("张三", "web", 1), "sign_in", f"第{number}次")
    store.audit.record(BY, "link.make", "李四", role="admin")

    def targets(**wanted: object) -> list[str]:
        return [row.target for row in store.audit.select(**wanted)]  # type: ignore[arg-type]

    assert targets()[:2] == ["李四", "第4次"]
    assert targets(actor="命令行") == targets(action="link.make") == ["李四"]
    rows = store.audit.select(actor="张三", limit=2)
    assert [row.target for row in rows] == ["第4次", "第3次"]
    assert targets(actor="张三", before=rows[-1].id, limit=2) == ["第2次", "第1次"]
    at = rows[0].at
    assert targets(since=at)[-1] == "第4次"
    assert targets(until=at)[0] == "第3次"
    assert sorted(store.audit.actors()) == ["命令行", "张三"]


def test_a_line_of_the_audit_stands_by_itself(store: Store) -> None:
    person = store.people.add("张三", "admin", BY)
    store.audit.record(Actor(person.name, "web", person.id), "sign_in", person.name)
    store.people.set_name(person.id or 0, "改名了", BY)
    row: AuditRow = store.audit.select(action="sign_in")[0]
    assert (row.actor, row.person_id, row.at.tzinfo is not None) == ("张三", person.id, True)
