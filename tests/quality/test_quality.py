"""The answers to real questions are as good as the project says."""

from pathlib import Path

import pytest

from knowledge.library import Library
from retrieval.answerer import Answerer
from retrieval.evaluation import evaluate, read_questions, shares
from retrieval.reload import reload

SEEDS = Path(__file__).with_name("seeds.jsonl")
FOLLOWUPS = Path(__file__).with_name("followups.jsonl")


def measured(answerer: Answerer, questions: Path) -> dict[str, float]:
    found = shares(evaluate(answerer, read_questions(questions)))["all"]
    return {name: share.mean for name, share in found.items()}


def assert_at_least(found: dict[str, float], **bounds: float) -> None:
    low = {name: found[name] for name in found if found[name] < bounds.get(name.replace("@", ""), 0)}
    assert not low, found


def test_questions_about_the_bundled_library(tmp_path: Path) -> None:
    reload(tmp_path)
    found = measured(Answerer(tmp_path), SEEDS)
    assert_at_least(found, quoted1=0.85, quoted3=0.93, refused=0.8, answered=0.95)


def test_follow_up_questions_about_the_bundled_library(tmp_path: Path) -> None:
    reload(tmp_path)
    found = measured(Answerer(tmp_path), FOLLOWUPS)
    assert_at_least(found, quoted1=0.85, quoted3=0.93, refused=0.85, answered=0.95)


def test_real_questions_about_299_policy_documents(tmp_path: Path, real_data: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    benchmark = real_data / "benchmarks" / "policy_qa"
    added = Library(tmp_path / "home", nothing).add([benchmark / "documents"])
    assert len(added.added) == 299
    reload(tmp_path / "home", nothing)
    found = measured(Answerer(tmp_path / "home"), benchmark / "questions.jsonl")
    assert_at_least(found, document1=0.87, quoted1=0.66, quoted3=0.76, answered=0.97)


def test_questions_about_the_raw_newspaper_pages(tmp_path: Path, real_data: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    pages = sorted((real_data / "seeds").glob("*.txt"))
    Library(tmp_path / "home", nothing).add(pages)
    reload(tmp_path / "home", nothing)
    answerer = Answerer(tmp_path / "home")
    judged = evaluate(answerer, read_questions(SEEDS))
    found = {name: share.mean for name, share in shares(judged)["all"].items()}
    assert_at_least(found, quoted1=0.85, quoted3=0.93)


@pytest.mark.parametrize("question", ["今天天气怎么样？", "红烧肉怎么做好吃", "股票怎么买"])
def test_what_has_nothing_to_do_with_the_library_is_off_topic(
    tmp_path_factory: pytest.TempPathFactory, question: str
) -> None:
    home = tmp_path_factory.getbasetemp() / "off_topic"
    reload(home)
    assert Answerer(home).answer(question).reason == "off_topic"
