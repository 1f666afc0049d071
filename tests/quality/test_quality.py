"""The answers to real questions are as good as the project says."""

from pathlib import Path

import pytest

from knowledge.library import Library
from retrieval.answerer import Answerer
from retrieval.evaluation import evaluate, read_questions, shares
from retrieval.reload import reload

QUESTIONS = Path(__file__).parent
SEEDS, SAMPLES = QUESTIONS / "seeds.jsonl", QUESTIONS / "samples.jsonl"


def answering_from(tmp_path: Path, *files: Path) -> Answerer:
    """Answers from these files alone."""
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    Library(tmp_path / "home", nothing).add(files)
    reload(tmp_path / "home", nothing)
    return Answerer(tmp_path / "home")


def assert_at_least(answerer: Answerer, questions: Path, **bounds: float) -> None:
    """Bounds name measures without their @: just under what was reached when they were set."""
    found = shares(evaluate(answerer, read_questions(questions)))["all"]
    reached = {name.replace("@", ""): share.mean for name, share in found.items()}
    assert not {name: reached[name] for name, least in bounds.items() if reached[name] < least}, reached


def test_questions_about_the_bundled_library(bundled: Answerer) -> None:
    bounds = {"quoted1": 0.94, "quoted3": 0.98, "recall1": 0.99, "refused": 0.93, "answered": 0.98}
    assert_at_least(bundled, SEEDS, **bounds)


def test_follow_up_questions_about_the_bundled_library(bundled: Answerer) -> None:
    bounds = {"quoted1": 0.92, "quoted3": 0.97, "refused": 0.9, "answered": 0.97}
    assert_at_least(bundled, QUESTIONS / "followups.jsonl", **bounds)


def test_everyday_questions_about_the_bundled_library(bundled: Answerer) -> None:
    bounds = {"quoted1": 0.77, "quoted3": 0.85, "refused": 0.94, "answered": 0.88}
    assert_at_least(bundled, QUESTIONS / "paraphrases.jsonl", **bounds)


def test_real_questions_about_299_policy_documents(policies: Answerer, real_data: Path) -> None:
    bounds = {"quoted1": 0.73, "quoted3": 0.835, "recall1": 0.87, "mrr5": 0.9, "answered": 0.98}
    assert_at_least(policies, real_data / "benchmarks" / "policy_qa" / "questions.jsonl", **bounds)


def test_questions_about_the_raw_newspaper_pages(tmp_path: Path, real_data: Path) -> None:
    answerer = answering_from(tmp_path, *sorted((real_data / "seeds").glob("*.txt")))
    assert_at_least(answerer, SEEDS, quoted1=0.92, quoted3=0.95, refused=0.93, answered=0.975)


def test_questions_about_files_of_every_format(tmp_path: Path, real_data: Path) -> None:
    answerer = answering_from(tmp_path, real_data / "samples")
    assert_at_least(answerer, SAMPLES, quoted1=0.91, quoted3=0.94, recall1=0.96, answered=0.97)


@pytest.mark.parametrize("question", ["今天天气怎么样？", "红烧肉怎么做好吃", "股票怎么买"])
def test_what_has_nothing_to_do_with_the_library_is_off_topic(bundled: Answerer, question: str) -> None:
    assert bundled.answer(question).reason == "off_topic"
