"""An explanation adds up to the answer that it explains."""

import json

import pytest

from retrieval.answerer import Answerer


def test_the_parts_of_a_score_add_up_to_the_snippets_score(bundled_answerer: Answerer) -> None:
    question = "截至2017年底遂川县贫困发生率降到多少？"
    why = bundled_answerer.explain(question)
    best = why["runs"][0]
    assert sum(best["parts"].values()) == pytest.approx(best["score"], abs=0.01)
    assert best["score"] == pytest.approx(bundled_answerer.answer(question).snippets[0].score, abs=0.01)
    assert best["fit"] == "EXACT"


def test_a_refusal_shows_what_did_not_fit(bundled_answerer: Answerer) -> None:
    why = bundled_answerer.explain("于都县的贫困发生率是多少？")
    assert {run["fit"] for run in why["runs"]} == {"OTHER_REGION"}
    assert why["question"]["regions"] == ["江西省赣州市于都县"]


def test_terms_tell_what_the_library_lacks(bundled_answerer: Answerer) -> None:
    terms = {each["term"]: each for each in bundled_answerer.explain("遂川县的鹌鹑")["terms"]}
    assert terms["遂川县"]["in_library"]
    assert not terms["鹌鹑"]["in_library"]


@pytest.mark.parametrize("question", ["", "你好", "鹌鹑", "扶贫" * 3000])
def test_anything_can_be_explained_as_json(bundled_answerer: Answerer, question: str) -> None:
    assert json.dumps(bundled_answerer.explain(question), ensure_ascii=False)
