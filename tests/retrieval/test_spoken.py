"""A question counts as it would be written: spoken question words weigh nothing."""

import pytest

from retrieval.answerer import Answerer
from retrieval.spoken import without_asking, written


@pytest.mark.parametrize(
    ("spoken", "question"),
    [
        ("莲花县啥时候摘帽", "莲花县什么时候摘帽"),
        ("社会组织扶贫咋搞", "社会组织扶贫怎么搞"),
        ("培训班多长时间", "培训班多久"),
        ("能不能参与", "能参与"),
        ("可不可以参与", "可以参与"),
        ("不是不报", "不是不报"),
    ],
)
def test_spoken_questions_are_written(spoken: str, question: str) -> None:
    assert written(spoken) == question


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("到底什么时候摘帽", "摘帽"),
        ("罗霄山片区有多大?", "罗霄山片区有 ?"),
        ("多大的面积", "多大的面积"),
        ("这样行嘛", "这样行"),
        ("嘛呢", "嘛呢"),
    ],
)
def test_what_only_asks_is_left_out(question: str, left: str) -> None:
    assert without_asking(question).strip() == left


@pytest.mark.parametrize(
    ("question", "gold"),
    [
        ("遂川县多会儿脱贫？", "2018年底脱贫摘帽"),
        ("到底有多少家社会组织受到通报表扬？", "家"),
        ("福康工程是啥？", "福康工程"),
        ("写这篇报道的记者是谁？", "记者王勇"),
    ],
)
def test_spoken_questions_are_answered(bundled_answerer: Answerer, question: str, gold: str) -> None:
    answer = bundled_answerer.answer(question)
    assert answer.snippets
    assert gold in answer.snippets[0].text
