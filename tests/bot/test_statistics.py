"""What is counted with each question is what counting the log gives."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot.store import key, latency
from bot.store.catching_up import catch_up
from bot.store.logfilter import LogFilter
from bot.store.periods import Period
from bot.store.querylog import CHINA, QueryLog
from bot.store.retention import Retention
from bot.store.statistics import Slice, Statistics, Tally
from bot.store.tables import QueryLogRow
from tests.bot.made_up_log import START, answers, fill

FIRST = START.astimezone(CHINA).date()
WHOLE = Slice(Period(FIRST, FIRST + timedelta(days=200)))
SLICES = (
    WHOLE,
    Slice(Period(FIRST + timedelta(days=1), FIRST + timedelta(days=9)), channel="web"),
    Slice(Period(FIRST, date(2026, 2, 28)), region="云南"),
    Slice(Period(date(2026, 2, 1), date(2026, 2, 28)), column="政策发布", channel="telegram"),
    Slice(Period(date(2020, 1, 1), date(2020, 3, 1))),
)


@pytest.fixture
def log(engine: Engine, home: Path) -> QueryLog:
    return QueryLog(engine, key.load(home))


def day(row: QueryLogRow) -> date:
    return row.at.astimezone(CHINA).date()


def rows_of(log: QueryLog, slice: Slice) -> list[QueryLogRow]:
    return [
        row
        for row in log.search.each(LogFilter())
        if slice.period.first <= day(row) <= slice.period.last
        and slice.channel in (None, row.channel)
        and slice.region in (None, row.region)
        and slice.column in (None, row.column)
    ]


def tallies(rows: list[QueryLogRow], by: Callable[[QueryLogRow], Any]) -> dict[Any, Tally]:
    counts: dict[Any, Counter[str]] = {}
    for row in rows:
        counts.setdefault(by(row), Counter()).update(filter(None, (row.status, row.vote)))
    return {value: Tally(**found) for value, found in counts.items()}


def documents(row: QueryLogRow) -> set[str]:
    return {snippet["citation"]["document"] for snippet in row.snippets}


def passages(row: QueryLogRow) -> set[tuple[str, int, int]]:
    cited = (snippet["citation"] for snippet in row.snippets)
    return {(each["document"], each["spans"][0][0], each["spans"][-1][1]) for each in cited}


def is_question(row: QueryLogRow) -> bool:
    return row.status != "smalltalk" and row.reason != "empty"


def assert_counted(log: QueryLog, statistics: Statistics) -> None:
    """Everything that is kept of the log, in every slice, is what its rows give."""
    for slice in SLICES:
        rows = rows_of(log, slice)
        of_channel = rows_of(log, Slice(slice.period, slice.channel))
        of_period = rows_of(log, Slice(slice.period))
        assert statistics.by_facet(slice) == expected_facets(slice, rows)
        by_day = statistics.by_part(slice, slice.period.daily())
        assert by_day == tallies(rows, lambda row: int(day(row).strftime("%Y%m%d")))
        refused = Counter(row.reason for row in rows if row.reason)
        downs = Counter(row.vote_reason or "" for row in rows if row.vote == "down")
        assert statistics.reasons(slice) == not_empty({"unanswered": refused, "down": downs})
        spent = sum((Counter(buckets) for buckets in statistics.latency(slice).values()), Counter[int]())
        assert spent == Counter(latency.bucket(row.elapsed_ms) for row in of_channel)
        assert statistics.documents(slice) == Counter(name for row in of_period for name in documents(row))
        asked = Counter(letters(row.understood) for row in of_period if is_question(row))
        assert {letters(text): n for text, n in statistics.questions(slice, 50)} == asked
        months = [row for row in rows_of(log, WHOLE) if day(row).strftime("%Y%m") in as_text(slice)]
        quoted = Counter(passage for row in months for passage in passages(row))
        found = statistics.passages(slice, 1_000)
        assert {(each.document, each.start, each.end): each.times for each in found} == quoted


def expected_facets(slice: Slice, rows: list[QueryLogRow]) -> dict[str, dict[str, Tally]]:
    found = {
        "channel": tallies(rows, lambda row: row.channel),
        "region": tallies(rows, lambda row: row.region or ""),
        "column": tallies(rows, lambda row: row.column or ""),
    }
    editions = tallies(rows, lambda row: str(row.edition))
    return found if slice.narrowed else found | {"edition": editions}


def not_empty(counts: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    return {name: found for name, found in counts.items() if found}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def as_text(slice: Slice) -> set[str]:
    return {str(month) for month in slice.period.months()}


def test_what_is_counted_is_what_the_log_gives(log: QueryLog, engine: Engine) -> None:
    fill(log, 50)
    statistics = Statistics(engine)
    assert_counted(log, statistics)
    assert statistics.first_day() == min(map(day, log.search.each(LogFilter())))
    everything = statistics.by_facet(WHOLE)["channel"].values()
    assert sum(tally.asked + tally.smalltalk for tally in everything) == 50
    assert sum(tally.down for tally in everything) > 5


def test_writers_at_once_lose_no_count(log: QueryLog, engine: Engine) -> None:
    shared = fill(log, 6)
    given = list(answers(6, seed=1))

    def work(seed: int) -> None:
        fill(log, 6, seed)
        for id, each in zip(shared, given, strict=True):
            vote: Any = ("up", "down")[seed % 2]
            log.vote(id, vote, conversation=each["conversation"])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(2, 8)))
    assert_counted(log, Statistics(engine))


def test_rows_of_an_earlier_version_are_counted_and_found(log: QueryLog, engine: Engine) -> None:
    """What a database of 0.1.0 holds after its migration: rows, and a note that none of them is counted."""
    ids = fill(log, 30)
    with engine.begin() as connection:
        for table in KEPT_BESIDE:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        if engine.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO query_log_words (query_log_words) VALUES ('delete-all')"))
        note = f"INSERT INTO chore (name, position) VALUES ('uncounted', {ids[-1]})"  # noqa: S608
        connection.execute(text(note))
    later = fill(log, 5, seed=2)
    catch_up(engine, CHINA)
    catch_up(engine, CHINA)
    assert_counted(log, Statistics(engine))
    words = LogFilter(text="扶贫", document="doc-1")
    assert [row.id for row in log.search.each(words)] == [
        row.id for row in log.search.each(LogFilter()) if "扶贫" in row.question and "doc-1" in documents(row)
    ]
    assert later[-1] in [row.id for row in log.search.each(LogFilter(since=START))]


KEPT_BESIDE = (
    "count_outcome",
    "count_latency",
    "count_facet",
    "count_question",
    "count_document",
    "count_passage",
    "asked_question",
    "query_log_text",
    "query_log_document",
    "query_log_day",
)


def test_what_is_deleted_stays_counted_but_its_words_are_gone(
    log: QueryLog, engine: Engine, home: Path
) -> None:
    ids = fill(log, 40)
    statistics, retention = Statistics(engine), Retention(engine, CHINA)
    rows = {id: row for id in ids if (row := log.row(id))}
    horizon = rows[ids[20]].at
    before = [statistics.by_facet(WHOLE), statistics.latency(WHOLE), statistics.documents(WHOLE)]
    old = [row for row in rows.values() if row.at < horizon]
    assert retention.prune(horizon) == sum(not row.starred for row in old)
    kept = list(log.search.each(LogFilter()))
    assert [row.id for row in kept] == [id for id in ids[::-1] if rows[id].at >= horizon or rows[id].starred]
    after = [statistics.by_facet(WHOLE), statistics.latency(WHOLE), statistics.documents(WHOLE)]
    assert after == before
    asked = Counter(letters(row.understood) for row in kept if is_question(row))
    assert {letters(words): times for words, times in statistics.questions(WHOLE, 50)} == asked
    for wanted in (LogFilter(text="贫困"), LogFilter(document="doc-1")):
        assert {row.id for row in log.search.each(wanted)} <= {row.id for row in kept}
    assert not words_left(engine, kept)
    assert retention.prune(horizon) == 0


def words_left(engine: Engine, kept: list[QueryLogRow]) -> set[str]:
    """Questions whose words stand anywhere, though their rows are gone."""
    with engine.connect() as connection:
        asked = set(connection.execute(text("SELECT text FROM asked_question")).scalars())
        searched = connection.execute(text("SELECT count(*) FROM query_log_text")).scalar_one()
        assert searched == len(kept)
        if engine.dialect.name == "sqlite":
            check = "INSERT INTO query_log_words (query_log_words) VALUES ('integrity-check')"
            connection.execute(text(check))
    return {letters(each) for each in asked} - {letters(row.understood) for row in kept}


def test_a_database_remembers_the_day_of_the_last_deletion(engine: Engine) -> None:
    retention = Retention(engine, CHINA)
    assert retention.pruned_on() is None
    retention.done(date(2026, 1, 31))
    retention.done(date(2026, 2, 1))
    assert Retention(engine, CHINA).pruned_on() == 20260201


@pytest.mark.parametrize(
    ("first", "last", "parts"),
    [
        (date(2026, 1, 30), date(2026, 3, 1), [20260130, 20260131, 202602, 20260301]),
        (date(2026, 2, 1), date(2026, 2, 28), [202602]),
        (date(2026, 12, 31), date(2027, 1, 1), [20261231, 20270101]),
        (date(2025, 12, 1), date(2026, 1, 31), [202512, 202601]),
        (date(2026, 2, 2), date(2026, 2, 1), []),
    ],
)
def test_a_period_is_cut_into_months_and_the_days_at_its_ends(
    first: date, last: date, parts: list[int]
) -> None:
    assert Period(first, last).parts() == parts


def test_percentiles_are_off_by_a_tenth_at_most() -> None:
    spent = sorted(0.3 * 1.003**n for n in range(3_000))
    counts = Counter(map(latency.bucket, spent))
    for share in (0.05, 0.5, 0.95, 0.99):
        exact = spent[int(share * len(spent))]
        assert latency.percentile(counts, share) == pytest.approx(exact, rel=0.1)
    assert latency.percentile({}, 0.5) is None
    assert latency.percentile(Counter(map(latency.bucket, (0, 1e9))), 1) == pytest.approx(41_000, rel=0.3)
