"""Everyday words find official ones, and never beat the question's own words."""

import numpy as np
import pytest

from knowledge.words import bundled
from retrieval.answerer import Answerer
from retrieval.bm25 import Postings
from retrieval.question import MOST_TERMS, understand
from retrieval.runs import Search
from retrieval.tokens import BIGRAM, Tokenizer

from .conftest import Home, texts

FILLER = "".join(f"第{number}次会议听取了水利工程的汇报。\n\n" for number in range(1, 9))


@pytest.fixture
def library(home: Home) -> Answerer:
    return home.answerer(
        official=f"# 养老工作\n\n县里给老年人发放高龄津贴。\n\n{FILLER}",
        business=f"# 用工\n\n企业招用残疾人的，每人补助五千元。\n\n{FILLER}",
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("老人有什么津贴", "老年人"),
        ("公司招用残疾人有多少补助", "五千元"),
        ("企业招用残疾人补贴多少", "五千元"),
    ],
)
def test_an_everyday_word_finds_the_official_one(library: Answerer, question: str, answer: str) -> None:
    assert answer in texts(library, question)[0]


def test_the_questions_own_word_wins(home: Home) -> None:
    answerer = home.answerer(
        other=f"# 社区\n\n老年人每月有三十元。\n\n{FILLER}",
        own=f"# 社区\n\n老人每月有二十元。\n\n{FILLER}",
    )
    first, second = answerer.answer("老人每月有多少元").snippets[:2]
    assert "二十元" in first.text
    assert "三十元" in second.text
    assert first.score > second.score


def test_a_word_and_its_synonym_together_count_no_more_than_the_word(home: Home) -> None:
    answerer = home.answerer(one=f"# 甲\n\n补贴已经发了。\n\n补贴补助已经发了。\n\n{FILLER}")
    edition, tokenizer = answerer.opened()
    search = Search(understand("补贴发了吗", tokenizer), edition.index)
    held = search.held(np.arange(len(edition.index.sentences)))
    bit = 1 << search.synonyms.columns[search.question.words.index("补贴")]
    assert any(each & bit for each in held.tolist())
    assert not any(each & bit for each in search.synonyms.only_instead(held).tolist())


def test_another_word_adds_the_best_contribution_where_the_word_is_missing() -> None:
    postings = Postings.fit([[[0, 1], [1, 2, 2], [2, 3], [3], [4], [4], [4]]], 5)
    alone = [postings.scores(np.array([term])) for term in (1, 2)]
    found = postings.instead([(0, [1, 2])])
    assert found.tolist() == pytest.approx([0, max(alone[0][1], alone[1][1]), alone[1][2], 0, 0, 0, 0])
    assert postings.instead([(-1, [1])]).tolist() == pytest.approx(alone[0].tolist())


def test_a_synonym_of_several_words_is_found_by_its_rarest_pair(home: Home) -> None:
    answerer = home.answerer(
        one=f"# 通知\n\n中央企业已经复工。\n\n{FILLER}",
        two=f"# 通知\n\n中央很重视，企业也很重视。\n\n{FILLER}",
    )
    edition, tokenizer = answerer.opened()
    assert tokenizer.words("中央企业") == ["中央", "企业"]
    search = Search(understand("央企怎么样了", tokenizer), edition.index)
    assert search.synonyms.numbers[0] == edition.index.find([BIGRAM + "央企"]).tolist()


def test_a_synonym_that_the_library_lacks_has_no_column(library: Answerer) -> None:
    edition, tokenizer = library.opened()
    search = Search(understand("网友捐款多少", tokenizer), edition.index)
    assert search.question.synonyms
    assert search.synonyms.columns == {}
    assert not any(search.synonyms.numbers)


def test_a_long_question_keeps_to_its_places(tokenizer: Tokenizer) -> None:
    question = understand(
        "老人和孩子的钱由公司捐了多少" * 2 + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", tokenizer
    )
    assert question.synonyms
    assert len(question.terms) + len(question.synonyms) <= MOST_TERMS


def test_a_synonym_does_not_make_an_answer_of_what_is_not_one(library: Answerer) -> None:
    assert library.answer("公司老板一年交多少税").status == "unanswered"


def test_every_word_that_has_synonyms_is_a_word_for_the_tokenizer(tokenizer: Tokenizer) -> None:
    unknown = [
        word for word, _ in bundled().synonyms if tokenizer.words(word.casefold()) != [word.casefold()]
    ]
    assert unknown == []
