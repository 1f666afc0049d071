"""The lexicon of an edition holds its words, and is read back as it was laid out."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import EditionDamaged
from knowledge.words import Words
from retrieval.answerer import Answerer
from retrieval.building.lexicon import laid_out, lexicon_of
from retrieval.spelling.lexicon import Lexicon, letter_key, letter_keys

from ..conftest import Home

TERMS = ["慈善法", "\u00b7慈善", "@360827", "@2017", "@year", "+360000", "#date", "2017年", "gdp", "县"]


def words(lexicon: Lexicon) -> list[str]:
    return [lexicon.word(number) for number in range(len(lexicon))]


def test_words_regions_and_stop_words_are_held() -> None:
    found = words(lexicon_of(TERMS, Words(stop=frozenset({"什么", "of"}))))
    assert {"慈善法", "遂川县", "遂川", "什么"} <= set(found)
    assert {"\u00b7慈善", "江西省", "2017年", "gdp", "县", "of"}.isdisjoint(found)


def test_the_order_of_the_terms_does_not_matter() -> None:
    one, other = lexicon_of(TERMS, Words()), lexicon_of(TERMS[::-1], Words())
    assert words(one) == words(other)
    assert np.array_equal(one.sounds.keys, other.sounds.keys)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    lexicon = laid_out(["脱贫攻坚", "银行"])
    lexicon.save(tmp_path)
    loaded = Lexicon.load(tmp_path)
    assert words(loaded) == words(lexicon)
    for name in ("sounds", "letters", "lacking", "initials"):
        assert np.array_equal(getattr(loaded, name).keys, getattr(lexicon, name).keys)
        assert np.array_equal(getattr(loaded, name).words, getattr(lexicon, name).words)


def test_a_key_finds_its_words() -> None:
    lexicon = laid_out(["会社", "社会", "组织"])
    key = np.array([sum(map(letter_key, "社会")) % 2**64], np.uint64)
    assert {lexicon.word(number) for _, number in lexicon.letters.find(key)} == {"社会", "会社"}
    assert letter_keys("社会").tolist() == [letter_key("社"), letter_key("会")]


def test_an_edition_without_its_lexicon_is_damaged(home: Home) -> None:
    home.write(notice="# 慈善法\n\n慈善法施行了。")
    home.reload()
    next(home.path.glob("editions/*/lexicon.sounds.keys.npy")).unlink()
    with pytest.raises(EditionDamaged):
        Answerer(home.path).answer("慈善法")
