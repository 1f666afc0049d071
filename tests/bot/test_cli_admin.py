"""fupin admin on the command line."""

import json
import re
from pathlib import Path

import pytest

from bot.store.store import Store
from tests.bot.desk import TERMINAL
from tests.bot.fupin import Command


@pytest.fixture
def fupin(
    home: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    monkeypatch.chdir(home)
    monkeypatch.setenv("FUPIN_HOME", str(home))
    return Command(monkeypatch, capsys)


def test_a_link_is_one_line_that_lets_in_whom_it_says(fupin: Command, store: Store) -> None:
    done = fupin("admin", "link", "--role", "reviewer", "--name", "李四")
    found = re.fullmatch(r"http://127\.0\.0\.1:8036/sign-in/([0-9a-f]{72})\n", done.out)
    assert found
    assert "10 分钟" in done.err
    person = store.links.use(found[1])
    assert person is not None
    assert (person.name, person.role) == ("李四", "reviewer")
    assert fupin("admin", "link").status == 0


def test_a_link_leads_to_the_public_address(fupin: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_WEB_URL", "https://fupin.example")
    assert fupin("admin", "link").out.startswith("https://fupin.example/sign-in/")


def test_people_are_listed_and_change_roles(fupin: Command, store: Store) -> None:
    store.links.use(fupin("admin", "link", "--name", "张三").out.strip().rpartition("/")[2])
    store.sessions.begin(1)
    assert "张三" in fupin("admin", "people").out
    assert [each["role"] for each in json.loads(fupin("admin", "people", "--json").out)] == ["admin"]
    refused = fupin("admin", "role", "1", "blocked")
    assert (refused.status, refused.out, "唯一的管理员" in refused.err) == (1, "", True)
    assert fupin("admin", "logout", "1").out == "已在 1 个浏览器里退出登录。\n"
    store.people.add("李四", "staff", TERMINAL)
    assert fupin("admin", "role", "2", "admin").out == "“李四”现在是管理员。\n"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("link", "--role", "king"), 2, "admin、reviewer、staff"),
        (("link", "--name", ""), 0, ""),
        (("link", "--name", "换\n行"), 1, "称呼"),
        (("role", "99", "staff"), 1, "没有编号为 99 的人员。"),
        (("role", "1", "king"), 2, "blocked"),
        (("logout", "99"), 1, "没有编号为 99 的人员。"),
        (("audit", "--action", "fly"), 2, "person.role"),
        (("audit", "--since", "昨天"), 2, "--since"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    fupin: Command, words: tuple[str, ...], status: int, said: str
) -> None:
    done = fupin("admin", *words)
    assert (done.status, said in done.err, done.err.count("\n")) == (status, True, 1)


def test_the_audit_is_read_as_lines_csv_and_json(fupin: Command) -> None:
    fupin("admin", "link", "--name", "张三")
    fupin("admin", "link", "--name", "李四")
    lines = fupin("admin", "audit").out.splitlines()
    assert [line.split()[-2] for line in lines] == ["李四", "张三"]
    assert "生成登录链接" in lines[0]
    assert len(fupin("admin", "audit", "--limit", "1").out.splitlines()) == 1
    assert fupin("admin", "audit", "--csv").out.splitlines()[1].split(",")[5] == "李四"
    assert json.loads(fupin("admin", "audit", "--json", "--action", "link.make").out)[1]["target"] == "张三"
    assert fupin("admin", "audit", "--until", "2001-01-01").err == "没有符合条件的操作记录。\n"
