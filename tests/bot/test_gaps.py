"""Gaps: questions of one meaning come together, are counted, closed, ignored, merged and split."""

import itertools
import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.store import database, key
from bot.store.audit import Actor
from bot.store.errors import StoreError
from bot.store.gaps.changes import Refused
from bot.store.gaps.gaps import Gaps
from bot.store.querylog import CHINA, Channel, QueryLog
from bot.store.retention import Retention
from bot.store.tables import Gap
from knowledge.words import bundled
from retrieval.answer import Answer, Citation, Reason, Snippet
from retrieval.clusters import Meaning, meaning
from retrieval.tokens import tokenizer_for

ME = Actor("张三", "web")
QUESTIONS = Path(__file__).parents[1] / "quality" / "gaps.jsonl"
SNIPPET = Snippet("一段原文。", "sentence", (), 1.0, Citation("doc", "文件"))
Read = Callable[[str], Meaning]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """What a question means, by the real tokenizer."""
    tokenizer = tokenizer_for(tmp_path_factory.mktemp("cache"), bundled())
    return lambda question: meaning(question, tokenizer)


class Desk:
    """A log with its gaps, and who asks what in it."""

    def __init__(self, engine: Engine, home: Path, read: Read) -> None:
        self.engine, self.read = engine, read
        self.log = QueryLog(engine, key.load(home))
        self.gaps = Gaps(engine)

    def ask(
        self,
        *questions: str,
        asker: str = "甲",
        reason: Reason | None = "not_in_library",
        evidence: float = 0.4,
        channel: Channel = "telegram",
        at: datetime | None = None,
    ) -> list[int]:
        """Refused for `reason`, or answered on that much evidence where it is None."""
        status = "unanswered" if reason else "answered"
        snippets = () if reason else (SNIPPET,)
        whole = [
            Answer(each, each, status, reason, snippets=snippets, edition=1, evidence=evidence)  # type: ignore[arg-type]
            for each in questions
        ]
        return [
            self.log.record(each, asker=asker, conversation=asker, channel=channel, at=at) for each in whole
        ]

    def open(self) -> list[Gap]:
        self.take_in()
        return list(self.gaps.page())

    def one(self) -> Gap:
        (gap,) = self.open()
        return gap

    def take_in(self) -> None:
        while self.gaps.assign(self.read):
            pass

    def take_in_beside_others(self) -> None:
        """As the program does it: what had to wait too long is tried again."""
        while True:
            with suppress(StoreError):
                if not self.gaps.assign(self.read, 4):
                    return

    def state(self, id: int | None) -> str:
        found = self.gaps.get(id or 0)
        return found.state if found else "gone"

    def history(self, id: int | None) -> list[str]:
        found = self.gaps.whole(id or 0)
        return [each.event for each in found.events] if found else []


@pytest.fixture
def desk(engine: Engine, home: Path, read: Read) -> Desk:
    return Desk(engine, home, read)


def test_questions_of_one_meaning_are_one_gap_with_its_askers_counted_once(desk: Desk) -> None:
    desk.ask("慈善信托怎么备案？", "慈善信托的备案怎么办理")
    desk.ask("慈善信托备案的程序是什么", asker="乙")
    desk.ask("光伏扶贫电站的收益怎么分配？", asker="丙")
    first, second = desk.open()
    assert (first.question, first.asked, first.askers, first.kind) == (
        "慈善信托怎么备案？",
        3,
        2,
        "not_in_library",
    )
    assert (second.asked, second.askers) == (1, 1)
    whole = desk.gaps.whole(first.id or 0)
    assert whole is not None
    assert [each.question for each in whole.questions] == [
        "慈善信托怎么备案？",
        "慈善信托的备案怎么办理",
        "慈善信托备案的程序是什么",
    ]
    assert [each.event for each in whole.events] == ["opened"]


def test_the_wording_that_is_asked_most_stands_for_the_gap(desk: Desk) -> None:
    desk.ask("慈善信托怎么备案？", "慈善信托备案的程序是什么", "慈善信托备案 的程序是什么？")
    gap = desk.one()
    assert gap.question == "慈善信托备案的程序是什么"
    assert gap.asked == 3


def test_the_same_question_about_another_region_or_year_is_another_gap(desk: Desk) -> None:
    desk.ask(
        "云南省驻村工作队的经费是多少？", "贵州省驻村工作队的经费是多少？", "2019年驻村工作队的经费是多少？"
    )
    assert len(desk.open()) == 3


@pytest.mark.parametrize(
    ("reason", "evidence", "channel", "kind"),
    [
        ("not_in_library", 0.4, "web", "not_in_library"),
        ("region_not_covered", 0.4, "api", "region_not_covered"),
        (None, 0.4, "telegram", "weak"),
        (None, 0.5, "telegram", None),
        ("empty", 0.0, "telegram", None),
        ("not_in_library", 0.4, "cli", None),
    ],
)
def test_what_is_a_gap_and_of_what_kind(
    desk: Desk, reason: Reason | None, evidence: float, channel: Channel, kind: str | None
) -> None:
    desk.ask("慈善信托怎么备案？", reason=reason, evidence=evidence, channel=channel)
    assert [gap.kind for gap in desk.open()] == ([kind] if kind else [])


def test_off_topic_questions_stand_apart(desk: Desk) -> None:
    desk.ask("红烧肉怎么做？", reason="off_topic")
    desk.ask("红烧肉怎么做？")
    assert [gap.kind for gap in desk.open()] == ["not_in_library"]
    assert [gap.kind for gap in desk.gaps.page(kind="off_topic")] == ["off_topic"]


def test_a_vote_makes_a_gap_and_takes_it_back(desk: Desk) -> None:
    (id,) = desk.ask("慈善信托怎么备案？", reason=None, evidence=0.9)
    assert desk.open() == []
    desk.log.vote(id, "down", conversation="甲")
    assert desk.one().kind == "voted_down"
    desk.log.vote(id, "up", conversation="甲")
    assert desk.open() == []
    assert desk.gaps.counts() == {}
    (again,) = desk.ask("慈善信托怎么备案？")
    assert desk.gaps.of_row(again) is None
    assert desk.one().asked == 1


def test_a_weak_answer_that_helped_is_no_gap(desk: Desk) -> None:
    (id,) = desk.ask("慈善信托怎么备案？", reason=None, evidence=0.4)
    desk.log.vote(id, "up", conversation="甲")
    assert desk.open() == []


def test_gaps_come_by_askers_and_recency_page_by_page(desk: Desk) -> None:
    now = datetime.now(UTC)
    desk.ask("慈善信托怎么备案？", at=now - timedelta(days=20))
    desk.ask("光伏扶贫电站的收益怎么分配？", at=now)
    for asker in "甲乙丙丁":
        desk.ask("生态护林员怎么选聘？", asker=asker, at=now - timedelta(days=20))
    gaps = desk.open()
    assert [gap.question[:2] for gap in gaps] == ["生态", "光伏", "慈善"]
    assert list(desk.gaps.page(limit=2)) + list(desk.gaps.page(before=gaps[1].id)) == gaps


def test_an_answered_gap_opens_again_when_it_is_refused_again(desk: Desk) -> None:
    desk.ask("慈善信托怎么备案？")
    gap = desk.one()
    ids = {each.id or 0 for each in desk.gaps.questions(gap.id or 0)}
    assert desk.gaps.settle(gap.id or 0, 2, ids)
    assert (desk.state(gap.id), desk.open()) == ("answered", [])
    desk.ask("慈善信托的备案怎么办理", asker="乙")
    assert desk.one().id == gap.id
    assert desk.history(gap.id) == ["opened", "answered", "reopened"]
    assert [each.edition for each in desk.gaps.questions(gap.id or 0)] == [2, None]
    desk.ask("慈善信托怎么备案？", asker="乙")
    desk.take_in()
    assert [each.edition for each in desk.gaps.questions(gap.id or 0)] == [None, None]


def test_a_gap_is_closed_only_by_answers_to_all_its_wordings(desk: Desk) -> None:
    desk.ask("慈善信托怎么备案？", "慈善信托备案的程序是什么")
    gap = desk.one()
    first, second = desk.gaps.questions(gap.id or 0)
    assert desk.gaps.unchecked(2) == [gap.id]
    assert not desk.gaps.settle(gap.id or 0, 2, {first.id or 0})
    assert desk.state(gap.id) == "open"
    assert desk.gaps.unchecked(2) == []
    assert [each.edition for each in desk.gaps.questions(gap.id or 0)] == [2, None]
    assert desk.gaps.settle(gap.id or 0, 3, {first.id or 0, second.id or 0})


def test_an_ignored_gap_stays_ignored_but_counts_until_it_is_reopened(desk: Desk) -> None:
    desk.ask("慈善信托怎么备案？")
    gap = desk.one()
    desk.gaps.ignore(gap.id or 0, "不归我们管", ME)
    desk.ask("慈善信托怎么备案？", asker="乙")
    desk.take_in()
    (ignored,) = desk.gaps.page("ignored")
    assert (ignored.reason, ignored.asked, ignored.askers) == ("不归我们管", 2, 2)
    desk.gaps.reopen(gap.id or 0, ME)
    assert desk.one().reason is None
    with pytest.raises(Refused):
        desk.gaps.reopen(gap.id or 0, ME)


def test_merged_gaps_are_one_whatever_is_asked_of_either(desk: Desk) -> None:
    desk.ask("光伏扶贫电站的收益怎么分配？")
    desk.ask("生态护林员怎么选聘？", asker="乙")
    other, gap = sorted(desk.open(), key=lambda each: each.question, reverse=True)
    desk.gaps.merge(other.id or 0, gap.id or 0, ME)
    desk.ask("生态护林员的选聘办法", "光伏扶贫收益分配", asker="丙")
    merged = desk.one()
    assert (merged.id, merged.asked, merged.askers) == (gap.id, 4, 3)
    assert desk.state(other.id) == "merged"
    with pytest.raises(Refused):
        desk.gaps.ignore(other.id or 0, "原因", ME)
    with pytest.raises(Refused):
        desk.gaps.merge(gap.id or 0, gap.id or 0, ME)
    with pytest.raises(LookupError):
        desk.gaps.merge(gap.id or 0, 999, ME)


def test_questions_that_are_split_off_stay_apart(desk: Desk) -> None:
    desk.ask("慈善信托怎么备案？", "慈善信托备案要交什么材料", "慈善信托备案的材料有哪些")
    gap = desk.one()
    materials = [each.id or 0 for each in desk.gaps.questions(gap.id or 0) if "材料" in each.question]
    new = desk.gaps.split(gap.id or 0, materials, ME)
    assert {each.id: each.asked for each in desk.open()} == {gap.id: 1, new: 2}
    desk.ask("慈善信托备案需要哪些材料", asker="乙")
    assert {each.id: each.asked for each in desk.open()} == {gap.id: 1, new: 3}
    for chosen in ([], [each.id or 0 for each in desk.gaps.questions(new)]):
        with pytest.raises(Refused):
            desk.gaps.split(new, chosen, ME)


def test_what_admins_did_is_in_the_history_and_the_audit(desk: Desk) -> None:
    desk.ask("慈善信托怎么备案？")
    id = desk.one().id or 0
    desk.gaps.ignore(id, "不归我们管", ME)
    whole = desk.gaps.whole(id)
    assert whole is not None
    assert (whole.events[-1].by, whole.events[-1].detail) == ("张三", {"reason": "不归我们管"})
    with desk.engine.connect() as connection:
        row = connection.execute(text("SELECT actor, action, target FROM audit")).one()
    assert tuple(row) == ("张三", "gap.ignore", str(id))


def test_gaps_go_with_the_rows_that_retention_deletes(desk: Desk, home: Path) -> None:
    old, now = datetime.now(UTC) - timedelta(days=400), datetime.now(UTC)
    desk.ask("慈善信托怎么备案？", at=old)
    desk.ask("慈善信托备案的程序是什么", asker="乙", at=now)
    desk.ask("光伏扶贫电站的收益怎么分配？", at=old)
    assert len(desk.open()) == 2
    Retention(desk.engine, CHINA).prune(now - timedelta(days=30))
    gap = desk.one()
    assert (gap.question, gap.asked, gap.askers) == ("慈善信托备案的程序是什么", 1, 1)
    with desk.engine.connect() as connection:
        kept = connection.execute(text("SELECT question FROM gap_question")).scalars().all()
    assert kept == ["慈善信托备案的程序是什么"]


def test_a_crash_before_the_rows_are_grouped_loses_none(desk: Desk, engine: Engine) -> None:
    desk.ask("慈善信托怎么备案？", "光伏扶贫电站的收益怎么分配？")

    def crash(question: str) -> Meaning:
        if "光伏" in question:
            raise RuntimeError
        return desk.read(question)

    with pytest.raises(RuntimeError):
        desk.gaps.assign(crash)
    assert list(Gaps(engine).page()) == []
    assert len(desk.open()) == 2


def test_several_processes_group_every_row_once(desk: Desk, home: Path, engine: Engine) -> None:
    questions = [row["question"] for row in rows("tune")][:40]
    desk.ask(*questions)
    others = [threading.Thread(target=Desk(engine, home, desk.read).take_in_beside_others) for _ in range(4)]
    for each in others:
        each.start()
    for each in others:
        each.join()
    gaps = desk.gaps.page(limit=200)
    assert sum(gap.asked for gap in gaps) == len(questions)
    assert len({each.question for gap in gaps for each in desk.gaps.questions(gap.id or 0)}) == len(questions)


def rows(half: str) -> list[dict[str, str]]:
    found = (json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [row for row in found if row["half"] == half]


@pytest.fixture
def sqlite_desk(home: Path, read: Read) -> Iterator[Desk]:
    """A desk over SQLite alone, where the database makes no difference."""
    engine = database.connect(home)
    yield Desk(engine, home, read)
    engine.dispose()


@pytest.mark.parametrize(("half", "precision", "recall"), [("tune", 0.8, 0.75), ("report", 0.75, 0.7)])
def test_groups_are_as_good_as_the_code_says(
    sqlite_desk: Desk, half: str, precision: float, recall: float
) -> None:
    chosen = rows(half)
    random.Random(7).shuffle(chosen)  # noqa: S311
    sqlite_desk.ask(*(row["question"] for row in chosen))
    group = {
        each.question: gap.id
        for gap in sqlite_desk.open()
        for each in sqlite_desk.gaps.questions(gap.id or 0)
    }
    meant = {row["question"]: row["meaning"] for row in chosen}
    pairs = list(itertools.combinations(meant, 2))
    together = {pair for pair in pairs if group[pair[0]] == group[pair[1]]}
    gold = {pair for pair in pairs if meant[pair[0]] == meant[pair[1]]}
    assert len(together & gold) / len(together) >= precision
    assert len(together & gold) / len(gold) >= recall
