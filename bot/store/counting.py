"""What is counted of each question, in the transaction that writes, votes on or deletes its entry."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlmodel import SQLModel

from bot.store import driver_sql, latency
from bot.store.entry import Entry
from bot.store.periods import day_part, month_part
from bot.store.tables import (
    DocumentCount,
    FacetCount,
    LatencyCount,
    OutcomeCount,
    PassageCount,
    QuestionCount,
)
from retrieval.answer import Answer

Key = tuple[int | str, ...]
Counts = dict[type[SQLModel], Counter[Key]]
TABLES: tuple[type[SQLModel], ...] = (
    QuestionCount,
    DocumentCount,
    PassageCount,
    LatencyCount,
    FacetCount,
    OutcomeCount,
)
"""In the order in which they are written, always: two writers then never wait for each other in a ring."""

_NO_QUESTIONS = ("empty", "too_long")


def count(entries: Iterable[Entry], zone: ZoneInfo) -> Counts:
    """What the rows add to each table: key of a count -> times. Days are those of `zone`."""
    counts: Counts = {table: Counter() for table in TABLES}
    for entry in entries:
        for table, key in _keys(entry, zone):
            counts[table][key] += 1
    return counts


def vote_change(before: Entry, after: Entry, zone: ZoneInfo) -> Counts:
    """What another vote on a row adds, and takes off: at once, for the order of TABLES holds for both."""
    counts: Counts = {FacetCount: Counter(), OutcomeCount: Counter()}
    for entry, sign in ((before, -1), (after, 1)):
        for part in _parts(entry, zone) if entry.vote else ():
            for table, key in _outcomes(entry, part, str(entry.vote), entry.vote_reason):
                counts[table][key] += sign
    return counts


def question_counts(entries: Iterable[Entry], zone: ZoneInfo) -> Counts:
    """What the rows add to the counts of questions, which is taken off when they are deleted."""
    return {QuestionCount: count(entries, zone)[QuestionCount]}


def add(connection: Connection, counts: Counts, sign: int = 1) -> None:
    """Add the counts to what is kept, or take them off."""
    for table in TABLES:
        if found := counts.get(table):
            values = [(*key, sign * times) for key, times in sorted(found.items())]
            name = str(table.__tablename__)
            driver_sql.insert(connection, name, _columns(table), values, _addition(table))


def name_questions(connection: Connection, entries: Iterable[Entry]) -> None:
    """Keep the words of the questions that are counted."""
    texts = {question_id(entry.understood): entry.understood for entry in entries if is_question(entry)}
    driver_sql.insert(
        connection, "asked_question", ("id", "text"), sorted(texts.items()), "ON CONFLICT (id) DO NOTHING"
    )


def is_question(entry: Entry | Answer) -> bool:
    """False for smalltalk, and for what was empty or too long."""
    return entry.status != "smalltalk" and entry.reason not in _NO_QUESTIONS


def question_id(understood: str) -> int:
    """The same for the same letters and digits: 63 bits, of which a million questions share none."""
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", understood).casefold()))
    digest = hashlib.blake2b((letters or understood).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _keys(entry: Entry, zone: ZoneInfo) -> Iterator[tuple[type[SQLModel], Key]]:
    documents = {snippet["citation"]["document"] for snippet in entry.snippets}
    for part in _parts(entry, zone):
        yield from _outcomes(entry, part, entry.status, entry.reason)
        if entry.vote:
            yield from _outcomes(entry, part, entry.vote, entry.vote_reason)
        yield LatencyCount, (part, entry.channel, latency.bucket(entry.elapsed_ms))
        if is_question(entry):
            yield QuestionCount, (question_id(entry.understood), part)
        for document in documents:
            yield DocumentCount, (part, document)
    for document, start, end in set(_quotations(entry)):
        yield PassageCount, (document, start, end, part)


def _outcomes(
    entry: Entry, part: int, outcome: str, reason: str | None
) -> Iterator[tuple[type[SQLModel], Key]]:
    """What the row got, or a vote, under its combination and under each facet alone."""
    why = reason or ""
    region, column = entry.region or "", entry.column or ""
    yield OutcomeCount, (part, entry.channel, region, column, outcome, why)
    edition = "" if entry.edition is None else str(entry.edition)
    facets = {"channel": entry.channel, "region": region, "column": column, "edition": edition}
    for facet, value in facets.items():
        yield FacetCount, (facet, part, value, outcome, why)


def _parts(entry: Entry, zone: ZoneInfo) -> tuple[int, int]:
    """Its day, and last its month."""
    day = entry.at.astimezone(zone).date()
    return day_part(day), month_part(day)


def _quotations(entry: Entry) -> Iterator[tuple[str, int, int]]:
    for snippet in entry.snippets:
        citation = snippet["citation"]
        if spans := citation["spans"]:
            yield citation["document"], spans[0][0], max(end for _, end in spans)


@cache
def _columns(table: type[SQLModel]) -> tuple[str, ...]:
    return tuple(table.__table__.columns.keys())  # type: ignore[attr-defined]


@cache
def _addition(table: type[SQLModel]) -> str:
    key = ", ".join(f'"{column.name}"' for column in table.__table__.primary_key)  # type: ignore[attr-defined]
    return f"ON CONFLICT ({key}) DO UPDATE SET times = {table.__tablename__}.times + excluded.times"
