"""The overview: its points, its sums, and what of the library was used."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.desk import statsheet
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.desk.overview import Overview, overview, period
from bot.settings import Settings
from bot.store.periods import Period
from bot.store.querylog import CHINA
from bot.store.statistics import Slice
from bot.store.store import Store
from retrieval.answer import Answer, Citation, Snippet
from retrieval.answerer import Answerer
from retrieval.edition import Edition
from retrieval.reload import reload

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The bundled library."""
    home = tmp_path_factory.mktemp("library")
    reload(home)
    return Answerer(home).opened()[0]


@pytest.fixture
def desk(home: Path) -> Desk:
    return Desk(Settings(home=home), Store(home))


def ask(desk: Desk, day: date, document: str | None = None, question: str = "问", ms: float = 1) -> int:
    citation = Citation(document or "", "标题", spans=((0, 40),))
    snippets = (Snippet("引文", "sentence", (), 1.0, citation),) if document else ()
    status, reason = ("answered", None) if document else ("unanswered", "not_in_library")
    answer = Answer(question, question, status, reason, snippets=snippets, elapsed_ms=ms, edition=1)  # type: ignore[arg-type]
    at = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
    return desk.store.log.record(answer, asker="a", conversation="a", channel="web", at=at)


def seen(desk: Desk, edition: Edition, slice: Slice) -> Overview:
    return overview(desk.store.statistics, slice, edition)


def test_every_day_of_a_period_has_a_point(desk: Desk, edition: Edition) -> None:
    document = edition.shelf.id(0)
    ask(desk, date(2026, 3, 1), document, ms=1)
    id = ask(desk, date(2026, 3, 31), ms=9)
    desk.store.log.vote(id, "down", conversation="a", reason="wrong")
    ask(desk, date(2026, 4, 1))
    found = seen(desk, edition, Slice(MARCH))
    assert [point.first for point in found.points] == [date(2026, 3, day) for day in range(1, 32)]
    assert [point.tally.asked for point in found.points] == [1, *[0] * 29, 1]
    assert (found.total.answered, found.total.unanswered, found.total.down) == (1, 1, 1)
    assert (found.points[1].p50, found.monthly) == (None, False)
    assert found.points[0].p50 == pytest.approx(1, rel=0.2)
    assert found.p95 == pytest.approx(9, rel=0.2)
    assert found.reasons == {"unanswered": {"not_in_library": 1}, "down": {"wrong": 1}}


def test_a_long_period_has_a_point_a_month(desk: Desk, edition: Edition) -> None:
    for month in range(1, 13):
        ask(desk, date(2026, month, 20))
    found = seen(desk, edition, Slice(Period(date(2026, 1, 25), date(2026, 12, 19))))
    assert found.monthly
    spans = [(point.first, point.last) for point in found.points]
    assert spans[0] == (date(2026, 1, 25), date(2026, 1, 31))
    assert spans[1] == (date(2026, 2, 1), date(2026, 2, 28))
    assert spans[-1] == (date(2026, 12, 1), date(2026, 12, 19))
    assert [point.tally.asked for point in found.points] == [0, *[1] * 10, 0]


def test_what_of_the_library_was_used_and_what_never(desk: Desk, edition: Edition) -> None:
    first, second, *rest = edition.shelf.ids
    for document in (first, first, second, "gone"):
        ask(desk, date(2026, 3, 5), document)
    use = seen(desk, edition, Slice(MARCH)).library
    assert (use.documents, use.documents_used) == (len(edition.shelf), 2)
    assert [(each.id, each.times) for each in use.most] == [(first, 2), (second, 1)]
    assert [each.id for each in use.unused] == rest
    assert use.most[0].title == edition.shelf.title(0)
    assert 2 <= use.passages_used < use.passages == len(edition.index.owners)
    texts = {each.document: each.text for each in use.quotations}
    assert texts["gone"] is None
    assert texts[first] == edition.shelf.text(0, 0, 40).strip()
    unused = seen(desk, edition, Slice(Period(date(2026, 5, 1), date(2026, 5, 2)))).library
    assert (unused.documents_used, unused.passages_used) == (0, 0)


def test_with_a_column_only_its_documents_are_told_of(desk: Desk, edition: Edition) -> None:
    columns = [edition.shelf.metadata(number).column for number in range(len(edition.shelf))]
    found = seen(desk, edition, Slice(MARCH, column=columns[0])).library
    assert found.documents == columns.count(columns[0])


def test_the_questions_asked_most_stand_first(desk: Desk, edition: Edition) -> None:
    for number, question in enumerate(("少", "多", "中")):
        for _ in range((1, 3, 2)[number]):
            ask(desk, date(2026, 3, 3), question=question)
    assert seen(desk, edition, Slice(MARCH)).questions == (("多", 3), ("中", 2), ("少", 1))


def test_its_json_names_everything_and_its_sheet_has_a_line_a_point(desk: Desk, edition: Edition) -> None:
    ask(desk, date(2026, 3, 5), edition.shelf.id(0))
    found = seen(desk, edition, Slice(MARCH, channel="web"))
    value = statsheet.as_object(found)
    assert (value["since"], value["until"], value["channel"]) == ("2026-03-01", "2026-03-31", "web")
    assert value["total"] == {"asked": 1, "answered": 1, "unanswered": 0, "smalltalk": 0, "up": 0, "down": 0}
    assert [each["name"] for each in value["channels"]] == ["web"]
    assert [each["name"] for each in value["regions"]] == [None]
    assert len(value["points"]) == 31
    assert value["library"]["most"][0]["id"] == edition.shelf.id(0)
    lines = [[cell(point) for cell in statsheet.columns().values()] for point in found.points]
    assert lines[4][:4] == ["2026-03-05", "2026-03-05", 1, 1]


def test_a_period_is_the_last_thirty_days_unless_it_is_said_and_ends_today_at_the_latest() -> None:
    today = date(2026, 3, 10)
    assert period(None, None, today) == Period(date(2026, 2, 9), today)
    assert period(None, date(2026, 1, 31), today) == Period(date(2026, 1, 2), date(2026, 1, 31))
    assert period(date(2026, 3, 1), date(2026, 5, 1), today) == Period(date(2026, 3, 1), today)
    assert period(date(2026, 4, 1), date(2026, 5, 1), today) == Period(today, today)
    assert period(date(1, 1, 1), date(1, 1, 2), today).days == 1
    assert period(date(1, 1, 1), date.max, today).first == date(2000, 1, 1)
    with pytest.raises(DeskError, match="开始的日期"):
        period(date(2026, 3, 2), date(2026, 3, 1), today)
