"""Which answers fill a gap, and how gaps follow the log and the edition."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk import gaps
from bot.desk.desk import Desk
from bot.desk.errors import DeskError, NotThere
from bot.store.audit import Actor
from knowledge.words import bundled
from retrieval.answer import WEAK, Answer, Citation, Snippet
from retrieval.clusters import Meaning, meaning
from retrieval.tokens import tokenizer_for

ME = Actor("张三", "web")
QUESTION, OTHER = "慈善信托怎么备案？", "慈善信托备案的程序是什么"
SAID = Snippet("一段原文。", "sentence", (), 1.0, Citation("doc", "文件"))
REFUSED = Answer(QUESTION, QUESTION, "unanswered", "not_in_library", edition=1, evidence=0.1)
ANSWERED = replace(REFUSED, status="answered", reason=None, snippets=(SAID,), evidence=0.9, edition=2)
WEAKLY = replace(ANSWERED, evidence=WEAK - 0.01)
OURS = replace(WEAKLY, snippets=(replace(SAID, kind="curated"),))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def gap(desk: Desk, cache: Path) -> int:
    """A gap of two wordings, refused on edition 1."""
    return made(desk, cache, REFUSED, replace(REFUSED, question=OTHER, understood=OTHER))


def made(desk: Desk, cache: Path, *answers: Answer) -> int:
    tokenizer = tokenizer_for(cache, bundled())

    def read(question: str) -> Meaning:
        return meaning(question, tokenizer)

    for answer in answers:
        desk.store.log.record(answer, asker="甲", conversation="甲", channel="web")
    while desk.store.gaps.assign(read):
        pass
    (found,) = desk.store.gaps.page()
    return found.id or 0


def tried(desk: Desk, gap: int, **answers: Answer) -> gaps.Tried:
    """The gap, each of whose wordings gets what is given for it, or is refused."""
    by_question = {QUESTION: answers.get("first", REFUSED), OTHER: answers.get("second", REFUSED)}
    found = gaps.tried(desk.store.gaps, gap, lambda question: by_question[question])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answer", "good"), [(REFUSED, False), (WEAKLY, False), (ANSWERED, True), (OURS, True)]
)
def test_what_fills_a_gap(answer: Answer, good: bool) -> None:
    assert gaps.is_good(answer) is good


def test_what_was_voted_down_fills_none_until_it_is_another_answer() -> None:
    assert not gaps.is_good(ANSWERED, complaint=SAID.text)
    assert gaps.is_good(ANSWERED, complaint="另一段")
    assert gaps.is_good(OURS, complaint=SAID.text)


def test_trying_a_gap_changes_nothing_and_closing_it_takes_all_wordings(desk: Desk, gap: int) -> None:
    half = tried(desk, gap, first=ANSWERED)
    assert (half.closes, len(half.answered)) == (False, 1)
    whole = tried(desk, gap, first=ANSWERED, second=OURS)
    assert whole.closes
    assert desk.store.gaps.unchecked(2) == [gap]
    assert not gaps.close(desk, half, 2)
    assert gaps.close(desk, whole, 2)
    assert [each.question for each in desk.store.gaps.answered()] == [QUESTION, OTHER]


def test_a_gap_of_a_vote_is_closed_by_another_answer_alone(desk: Desk, cache: Path) -> None:
    id = desk.store.log.record(ANSWERED, asker="甲", conversation="甲", channel="web")
    desk.store.log.vote(id, "down", conversation="甲")
    gap = made(desk, cache)
    assert not tried(desk, gap, first=ANSWERED).closes
    other = replace(ANSWERED, snippets=(replace(SAID, text="另一段原文。"),))
    assert tried(desk, gap, first=other).closes


def test_each_gap_is_tried_once_on_an_edition(desk: Desk, gap: int) -> None:
    for found in gaps.tried_on(desk, 2, lambda question: REFUSED):
        gaps.close(desk, found, 2)
    assert list(gaps.tried_on(desk, 2, lambda question: ANSWERED)) == []
    (found,) = gaps.tried_on(desk, 3, lambda question: ANSWERED)
    assert found.closes


def test_what_makes_no_sense_is_refused_in_chinese(desk: Desk, gap: int) -> None:
    with pytest.raises(DeskError, match="请写明为什么忽略"):
        gaps.ignore(desk, gap, " \n", ME)
    with pytest.raises(DeskError, match="本来就是待处理"):
        gaps.reopen(desk, gap, ME)
    with pytest.raises(DeskError, match="并入它自己"):
        gaps.merge(desk, gap, gap, ME)
    with pytest.raises(DeskError, match="至少留下一种"):
        gaps.split(desk, gap, [], ME)
    for missing in (99, 2**63, 0):
        with pytest.raises(NotThere, match=f"没有编号为 {missing} 的缺口"):
            gaps.ignore(desk, missing, "原因", ME)
