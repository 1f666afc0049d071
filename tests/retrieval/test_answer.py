"""An answer as JSON, and back."""

import json
from dataclasses import asdict

from retrieval.answer import Answer, Citation, Fallback, Snippet

CITATION = Citation("d", "标题", section=("一", "二"), spans=((3, 7), (9, 12)))
ANSWER = Answer(
    "问？",
    "问",
    "answered",
    snippets=(
        Snippet("引文", "list", ((0, 1),), 1.5, CITATION, items=3),
        Snippet("二", "table", (), 1, CITATION),
    ),
    suggestions=("还问",),
    fallback=Fallback("昆明", "云南"),
    available=("四川",),
)


def test_the_json_is_what_the_dataclasses_hold() -> None:
    assert ANSWER.to_json() == asdict(ANSWER)


def test_an_answer_comes_back_from_its_json() -> None:
    assert Answer.from_json(json.loads(json.dumps(ANSWER.to_json()))) == ANSWER
    refused = Answer("天气", "天气", "unanswered", "off_topic")
    assert Answer.from_json(refused.to_json()) == refused
