"""The pages of the query log and the overview, their files and their JSON."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from urllib.parse import quote

import pytest

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.store import logsearch
from bot.store.store import Store
from bot.store.tables import QueryLogRow
from bot.web.admin import charts
from bot.web.admin.fields import SHOWN
from retrieval.answer import Answer, Citation, Snippet
from retrieval.answerer import Answerer
from tests.bot.desk import Browser, said
from tests.bot.gated import MASSAGE, PAY, gated
from tests.bot.made_up_log import START, fill

SINCE = f"since={START:%Y-%m-%d}"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a small library and questions that were asked of it, to be copied."""
    folder = tmp_path_factory.mktemp("used")
    gated(folder).store.engine.dispose()
    return folder


@pytest.fixture
def desk(used: Path, tmp_path: Path) -> Iterator[Desk]:
    copytree(used, tmp_path, dirs_exist_ok=True)
    store = Store(tmp_path / "home")
    yield Desk(Settings(home=tmp_path / "home", library=tmp_path / "none"), store)
    store.engine.dispose()


@pytest.fixture
def assistant(desk: Desk) -> Assistant:
    return Assistant(Answerer(desk.settings.home), desk.store.log)


@pytest.fixture
def filled(desk: Desk) -> list[QueryLogRow]:
    """60 made-up questions beside those that were asked; all rows, newest first."""
    fill(desk.store.log, 60)
    return list(desk.store.log.select())


def ids(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'<a href="/admin/log/(\d+)">', page)]


# the list


async def test_rows_stand_on_pages_newest_first(reviewer: Browser, filled: list[QueryLogRow]) -> None:
    path, seen = "/admin/log", []
    for _ in range(2):
        page = (await reviewer.get(path)).text
        seen.append(ids(page))
        older = re.search(r'href="([^"]*before=\d+)" rel="next"', page)
        path = older[1] if older else ""
    assert [len(some) for some in seen] == [SHOWN, len(filled) - SHOWN]
    assert [id for some in seen for id in some] == [row.id for row in filled]
    assert path == ""


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        ("status=unanswered", lambda row: row.status == "unanswered"),
        ("reason=off_topic", lambda row: row.reason == "off_topic"),
        ("edition=2&channel=web", lambda row: row.edition == 2 and row.channel == "web"),
        ("vote=down", lambda row: row.vote == "down"),
        ("vote_reason=outdated", lambda row: row.vote_reason == "outdated"),
        ("starred=true", lambda row: row.starred),
        ("starred=false&status=smalltalk", lambda row: not row.starred and row.status == "smalltalk"),
        (f"text={quote('贫困县')}&vote=up", lambda row: "贫困县" in row.question and row.vote == "up"),
        ("document=doc-2", lambda row: any(s["citation"]["document"] == "doc-2" for s in row.snippets)),
        ("since=2026-02-01&until=2026-02-03", lambda row: "2026-02-01" <= day(row) <= "2026-02-03"),
        ("text=&since=&status=&edition=&starred=", lambda row: True),
    ],
)
async def test_rows_are_found_by_everything_that_is_known_of_them(
    reviewer: Browser, filled: list[QueryLogRow], query: str, passes: object
) -> None:
    assert callable(passes)
    expected = [row.id for row in filled if passes(row)]
    assert expected
    assert ids((await reviewer.get(f"/admin/log?{query}")).text) == expected[:SHOWN]
    body = (await reviewer.get(f"/api/admin/log?{query}&limit=200")).json()
    assert [row["id"] for row in body["rows"]] == expected
    assert body["before"] is None


def day(row: QueryLogRow) -> str:
    return (row.at + timedelta(hours=8)).strftime("%Y-%m-%d")


async def test_a_page_for_which_few_rows_pass_leads_further_back(
    reviewer: Browser, filled: list[QueryLogRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logsearch, "ROUNDS", (0.2,))
    page = (await reviewer.get("/admin/log?status=answered&vote_reason=wrong")).text
    assert "已经查到" in page
    assert "继续往前查" in page
    body = (await reviewer.get("/api/admin/log?status=answered&vote_reason=wrong&limit=1")).json()
    assert body["before"] is not None
    assert body["searched_until"]


async def test_where_nothing_passes_that_is_said(reviewer: Browser, filled: list[QueryLogRow]) -> None:
    assert "没有符合条件" in (await reviewer.get("/admin/log?text=nobody-asked-that")).text


@pytest.mark.parametrize("query", ["status=well", "edition=x", "since=tomorrow", "before=0", "text=%00"])
async def test_a_filter_that_is_none_is_said_to_be_wrong(reviewer: Browser, query: str) -> None:
    assert (await reviewer.get(f"/admin/log?{query}")).status_code == 422
    assert (await reviewer.get(f"/api/admin/log?{query}")).status_code == 422


# files


async def test_a_file_for_spreadsheets_holds_everything_that_was_chosen(
    reviewer: Browser, filled: list[QueryLogRow], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logsearch, "BATCH", 7)
    formula = Answer(
        "=1+1", "=1+1", "answered", snippets=(Snippet("@引文", "sentence", (), 1, Citation("d", "+题")),)
    )
    desk.store.log.record(formula, asker="a", conversation=None, channel="web")
    response = await reviewer.get("/admin/log.csv?channel=web")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["content-disposition"]
    lines = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"), newline="")))
    assert len(lines) == 1 + sum(row.channel == "web" for row in filled)
    assert [lines[0][name] for name in ("问题", "引文", "出处")] == ["'=1+1", "'@引文", "'+题"]
    assert desk.store.audit.select()[0].action == "log.export"


async def test_a_file_of_json_has_a_row_a_line_with_its_passages(
    reviewer: Browser, filled: list[QueryLogRow]
) -> None:
    response = await reviewer.get("/admin/log.jsonl?starred=true")
    rows = [json.loads(line) for line in response.text.splitlines()]
    assert [row["id"] for row in rows] == [row.id for row in filled if row.starred]
    assert any(row["snippets"] for row in rows)
    assert rows[0]["at"].endswith("+08:00")


# one row


async def test_a_row_is_shown_as_it_was_given(reviewer: Browser, desk: Desk) -> None:
    citation = Citation("按摩", "按摩师下乡办法", section=("第一节",), spans=((0, 4),))
    answer = Answer(
        "谁<b>来</b>？",
        "谁来按摩？",
        "answered",
        snippets=(Snippet("逐字引文", "sentence", ((0, 2),), 1, citation),),
    )
    first = desk.store.log.record(
        Answer("先问的", "先问的", "answered"), asker="a", conversation="c", channel="web"
    )
    id = desk.store.log.record(answer, asker="a", conversation="c", channel="api")
    desk.store.log.vote(id, "down", conversation="c", reason="incomplete")
    page = (await reviewer.get(f"/admin/log/{id}")).text
    for words in (
        "谁&lt;b&gt;来",
        "谁来按摩？",
        "<mark>逐字</mark>引文",
        "按摩师下乡办法",
        "第一节",
        "没用（不完整）",
        "接口",
    ):
        assert words in page, words
    assert f'<a href="/admin/log/{first}">先问的</a>' in page
    assert 'data-action="vote"' not in page
    assert (await reviewer.get("/admin/log/9999")).status_code == 404
    assert (await reviewer.get("/api/admin/log/9999")).status_code == 404


async def test_a_row_is_asked_again_today_and_stands_beside(reviewer: Browser, desk: Desk) -> None:
    answered = next(row for row in desk.store.log.select() if row.question == MASSAGE)
    page = (await reviewer.get(f"/admin/log/{answered.id}?today=1")).text
    assert "今天的回答与当时相同" in page
    changed = dict(answered.snippets[0])
    changed["text"] = changed["text"].replace("两", "三")
    citation = Citation(**{**changed["citation"], "section": (), "spans": ()})
    other = Answer(
        MASSAGE, MASSAGE, "answered", snippets=(Snippet(changed["text"], "sentence", (), 1, citation),)
    )
    id = desk.store.log.record(other, asker="a", conversation=None, channel="web")
    page = (await reviewer.get(f"/admin/log/{id}?today=1")).text
    assert "今天的回答与当时不同" in page
    assert "<del>三</del>" in page
    assert "<ins>两</ins>" in page
    body = (await reviewer.get(f"/api/admin/log/{id}/today")).json()
    assert (body["same"], body["pairs"][0]["state"]) == (False, "changed")
    assert [body["pairs"][0]["then"][start:end] for start, end in body["pairs"][0]["only_then"]] == ["三"]
    refused = next(row for row in desk.store.log.select() if row.question == PAY)
    assert "两次都没有引文" in (await reviewer.get(f"/admin/log/{refused.id}?today=1")).text
    assert len(list(desk.store.log.select())) == 5


async def test_a_star_is_given_and_taken_and_the_audit_knows(reviewer: Browser, desk: Desk) -> None:
    response = await reviewer.submit("/admin/log/1/star", starred="true")
    assert (response.status_code, response.headers["location"]) == (303, "/admin/log/1")
    assert said(response) == "已加星标。"
    assert [row.id for row in desk.store.log.select() if row.starred] == [1]
    assert "★" in (await reviewer.get("/admin/log")).text
    body = (await reviewer.send("PUT", "/api/admin/log/1/star", starred=False)).json()
    assert body["starred"] is False
    assert [row.action for row in desk.store.audit.select(limit=2)] == ["log.unstar", "log.star"]
    assert (await reviewer.send("PUT", "/api/admin/log/77/star", starred=True)).status_code == 404


# the overview


async def test_the_desk_begins_with_the_overview(reviewer: Browser) -> None:
    page = (await reviewer.get("/admin")).text
    assert "<h1>总览</h1>" in page
    assert re.search(r"<dt>提问</dt><dd>4</dd>", page)
    assert MASSAGE.rstrip("？") in page
    assert "图书" in page


async def test_charts_have_their_words_and_their_table(reviewer: Browser, filled: list[QueryLogRow]) -> None:
    page = (await reviewer.get(f"/admin?{SINCE}&until=2026-04-01")).text
    total = sum(row.status != "smalltalk" for row in filled[:60])
    assert f'role="img" aria-label="每天的提问：共 {total}，' in page
    assert page.count('<rect class="unanswered"') > 3
    assert "用表格看每天的数字" in page
    assert f'href="/admin/log?since={START.date() + timedelta(days=2)}' in page


async def test_a_slice_of_the_overview_is_chosen_by_channel_region_and_column(
    reviewer: Browser, filled: list[QueryLogRow]
) -> None:
    query = f"{SINCE}&until=2026-04-01&channel=web&region={quote('云南')}"
    page = (await reviewer.get(f"/admin?{query}")).text
    total = sum(row.channel == "web" and row.region == "云南" for row in filled)
    assert f"<dt>提问</dt><dd>{total}</dd>" in page
    assert '<option value="云南" selected>' in page
    assert '<option value="贵州">' in page
    body = (await reviewer.get(f"/api/admin/stats?{query}")).json()
    assert (body["total"]["asked"], body["region"], body["editions"]) == (total, "云南", [])
    whole = (await reviewer.get(f"/api/admin/stats?{SINCE}&until=2026-04-01")).json()
    assert {each["name"] for each in whole["channels"]} == {"telegram", "web", "api", "cli"}


async def test_the_overview_is_a_file_with_a_line_a_day(reviewer: Browser) -> None:
    today = datetime.now(UTC).astimezone().date()
    response = await reviewer.get(f"/admin/overview.csv?since={today - timedelta(days=3)}")
    lines = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert 3 <= len(lines) <= 5
    assert sum(int(line["提问"]) for line in lines) == 4


async def test_a_period_that_ends_before_it_begins_is_said_to_be_wrong(reviewer: Browser) -> None:
    for path in ("/admin", "/api/admin/stats"):
        response = await reviewer.get(f"{path}?since=2026-02-02&until=2026-02-01")
        assert response.status_code == 409
        assert "开始的日期在结束的日期之后" in response.text


async def test_a_year_has_a_point_a_month(reviewer: Browser) -> None:
    last = date(2026, 4, 1)
    page = (await reviewer.get(f"/admin?since={last - timedelta(days=364)}&until={last}")).text
    assert "每月的提问" in page
    assert ">2025-04</span>" in page


# charts


def test_bars_stand_on_each_other_within_the_drawing() -> None:
    chart = charts.stacked(("a", "b"), [(3, 1), (0, 0), (0, 4)], ["一", "二", "三"], ["x", "y", "z"])
    assert chart.top == 5
    first, empty, last = chart.columns
    assert [(bar.name, bar.y, bar.height) for bar in first.bars] == [("a", 40, 60), ("b", 20, 20)]
    assert empty.bars == ()
    assert [bar.name for bar in last.bars] == ["b"]
    assert last.bars[0].x + last.bars[0].width <= charts.WIDTH


def test_a_line_is_broken_where_nothing_is_known() -> None:
    chart = charts.lines({"p": [1, 2, None, 2]}, ["a", "b", "c", "d"])
    ((name, path),) = chart.lines
    assert (name, chart.top, path.count("M")) == ("p", 2, 2)
    assert charts.lines({"p": []}, []).lines == (("p", ""),)


@pytest.mark.parametrize(
    ("value", "edge"),
    [(0, 1), (0.3, 1), (1, 1), (1.2, 2), (4, 5), (10, 10), (11, 20), (999, 1000), (1001, 2000)],
)
def test_the_upper_edge_of_a_chart_is_a_round_number(value: float, edge: float) -> None:
    assert charts.rounded_up(value) == edge


def test_few_labels_stand_below_many_points_from_edge_to_edge() -> None:
    found = charts.spread([str(number) for number in range(31)])
    assert (found[0], found[-1], len(found)) == ("0", "30", 5)
    assert charts.spread(["a", "b"]) == ("a", "b")
