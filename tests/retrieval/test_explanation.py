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


def test_the_weights_of_a_passages_terms_add_up_to_what_it_covers(bundled_answerer: Answerer) -> None:
    for run in bundled_answerer.explain("截至2017年底遂川县贫困发生率降到多少？")["runs"]:
        assert sum(run["by_term"].values()) == pytest.approx(run["parts"]["coverage"], abs=0.05)


def test_each_snippet_tells_where_it_was_cut(bundled_answerer: Answerer) -> None:
    question = "遂川县贫困发生率是多少"
    why, answer = bundled_answerer.explain(question), bundled_answerer.answer(question)
    assert [each["span"] for each in why["snippets"]] == [
        [each.citation.spans[0][0], each.citation.spans[-1][1]] for each in answer.snippets
    ]
    assert "贫困发生率" in why["snippets"][0]["begins_with"]
    assert why["snippets"][0]["ends"] in ("paragraph", "heading", "document", "length")
    assert bundled_answerer.explain("应重点围绕哪八个方面")["snippets"][0]["ends"] == "list"


@pytest.mark.parametrize(
    ("question", "reason", "lacking"),
    [
        ("遂川县2017年底的贫困发生率是多少", None, None),
        ("遂川县2015年的贫困发生率是多少", "year_not_covered", None),
        ("农村低保标准是多少", "not_in_library", "低保"),
        ("红烧肉怎么做", "off_topic", "红烧肉"),
    ],
)
def test_what_decided_is_told(
    bundled_answerer: Answerer, question: str, reason: str | None, lacking: str | None
) -> None:
    why = bundled_answerer.explain(question)
    assert why["decision"]["reason"] == reason == bundled_answerer.answer(question).reason
    if lacking:
        assert lacking in why["decision"]["lacks"]
        assert why["decision"]["strength"] < why["bounds"]["evidence_to_answer"]


def test_what_a_question_asks_for_is_told(bundled_answerer: Answerer) -> None:
    asked = bundled_answerer.explain("2017年底江西省遂川县贫困发生率是多少")["question"]
    assert (asked["years"], asked["regions"], asked["kinds"]) == ([2017], ["江西省吉安市遂川县"], ["figure"])
    assert bundled_answerer.explain("八个方面的前两项是什么")["question"]["items"] == [1, 2]
