"""What was put right is explained, and what was not."""

import json

import pytest

from retrieval.answerer import Answerer


def test_a_correction_tells_its_kind_its_gain_and_where_the_word_stands(
    bundled_answerer: Answerer,
) -> None:
    asked = "慈善发是什么时候施行的"
    why = bundled_answerer.explain(bundled_answerer.answer(asked).understood, asked)["spelling"]
    (correction,) = why["corrections"]
    assert (correction["typed"], correction["meant"], correction["kind"]) == ("慈善发", "慈善法", "sound")
    assert correction["gain"] >= correction["bound"] > 0
    assert correction["passages"] > 0


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ("慈善发过什么通知", "in_use"),
        ("郑策局长说了什么", "person"),
        ("莲花乡有多少人脱贫", "unlikely"),
    ],
)
def test_what_stays_tells_why(bundled_answerer: Answerer, asked: str, refusal: str) -> None:
    why = bundled_answerer.explain(asked, asked)["spelling"]
    assert why["corrections"] == []
    assert refusal in [each["refusal"] for each in why["refused"]]


def test_rivals_are_named(bundled_answerer: Answerer) -> None:
    asked = "社会织组怎么参与扶贫"
    why = bundled_answerer.explain("社会组织怎么参与扶贫", asked)["spelling"]
    (correction,) = why["corrections"]
    assert {"meant": "社会组织", "kind": "missing"}.items() <= correction["rivals"][0].items()
    assert json.dumps(why, ensure_ascii=False)


def test_a_question_without_doubts_has_nothing_to_explain(bundled_answerer: Answerer) -> None:
    why = bundled_answerer.explain("民政部定点扶贫进展如何？", "民政部定点扶贫进展如何？")
    assert why["spelling"] == {"corrections": [], "refused": []}
