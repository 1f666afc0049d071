"""What questions mean, and which of them are alike."""

import pytest

from retrieval.clusters import ALIKE, likeness, meaning, middle, wording
from retrieval.tokens import Tokenizer


def like(tokenizer: Tokenizer, one: str, other: str) -> float:
    return likeness(meaning(one, tokenizer), meaning(other, tokenizer))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("慈善信托怎么备案？", "慈善信托备案要走什么程序"),
        ("低保户看病能报销多少", "低保对象看病报销多少？"),
        ("孩子上学有补助吗", "儿童上学的补助"),
    ],
)
def test_questions_of_one_meaning_are_alike(tokenizer: Tokenizer, one: str, other: str) -> None:
    assert like(tokenizer, one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("慈善信托怎么备案？", "光伏电站的收益怎么分配？"),
        ("云南省的慈善信托怎么备案？", "贵州省的慈善信托怎么备案？"),
        ("2019年的慈善信托有多少？", "2020年的慈善信托有多少？"),
        ("慈善法第二十三条说什么", "慈善法第二十四条说什么"),
        ("八个方面的第二个是什么", "八个方面的第三个是什么"),
    ],
)
def test_questions_about_something_else_are_not(tokenizer: Tokenizer, one: str, other: str) -> None:
    assert like(tokenizer, one, other) < ALIKE


def test_the_same_question_is_as_like_as_can_be_however_it_asks(tokenizer: Tokenizer) -> None:
    assert like(tokenizer, "慈善信托由谁备案？", "慈善信托由谁来备案") == pytest.approx(1)
    assert like(tokenizer, "？？", "？？") == 0


def test_the_middle_is_as_like_as_its_members_are_on_average(tokenizer: Tokenizer) -> None:
    some = [meaning(text, tokenizer) for text in ("慈善信托备案", "慈善信托设立", "慈善组织备案")]
    asked = meaning("慈善信托的备案", tokenizer)
    mean = sum(likeness(asked, each) for each in some) / 3
    center = middle([each.terms for each in some])
    assert sum(weight * center.get(term, 0) for term, weight in asked.terms.items()) == pytest.approx(mean)


def test_one_wording_may_be_typed_in_many_ways() -> None:
    assert wording("慈善信托 怎么备案？") == wording("慈善信託怎麼備案!") == wording("慈善信托怎么备案")
