"""The words of the field: how they are read, and what the synonyms among them must be like."""

import pytest

from knowledge.words import HERE, Words, bundled, read, synonyms


def test_words_of_a_group_find_each_other() -> None:
    assert dict(synonyms(["补贴 补助 津贴"])) == {
        "补贴": ("补助", "津贴"),
        "补助": ("补贴", "津贴"),
        "津贴": ("补贴", "补助"),
    }


def test_everyday_words_find_official_ones_but_not_the_other_way_round() -> None:
    assert dict(synonyms(["穷 穷苦 > 贫困"])) == {"穷": ("贫困",), "穷苦": ("贫困",)}


def test_what_several_lines_say_of_a_word_is_joined_without_repetition() -> None:
    assert dict(synonyms(["钱 > 资金", "钱 > 经费 资金 钱"])) == {"钱": ("资金", "经费")}


def test_words_are_the_same_after_being_written_and_read() -> None:
    words = bundled()
    assert Words.loads(words.dumps()) == words


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"field": [], "stop": [], "synonyms": [["钱"]]}'])
def test_what_is_no_vocabulary_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Words.loads(text)


def test_every_synonym_is_worth_its_line() -> None:
    words, lines = bundled(), read(HERE / "synonyms.txt")
    assert len(lines) >= 200
    assert len(set(lines)) == len(lines)
    for word, others in words.synonyms:
        assert others, word
        assert not words.stop & {word, *others}, word
