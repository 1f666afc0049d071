"""Which words are one slip away from what was typed."""

from collections.abc import Sequence

import pytest

from retrieval.building.lexicon import laid_out
from retrieval.spelling.slips import Slips, lookalikes
from retrieval.spelling.sounds import sounds

WORDS = ["慈善法", "社会", "社会组织", "组织", "脱贫攻坚", "募捐", "银行", "遂川县", "拨款"]


def slips(text: str, words: Sequence[str] = WORDS) -> set[tuple[str, str, str]]:
    """(what was typed, the word, the kind) for each slip, everything being doubtful."""
    lexicon = laid_out(sorted(words))
    found = Slips(text, [(0, len(text))], [True] * len(text), lexicon).all()
    return {(text[slip.start : slip.end], slip.word, slip.kind) for slip in found}


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("慈善发", ("慈善发", "慈善法", "sound")),
        ("遂穿县", ("遂穿县", "遂川县", "sound")),
        ("隐行", ("隐行", "银行", "sound")),  # of several readings, one fits
        ("脱平攻坚", ("脱平攻坚", "脱贫攻坚", "near_sound")),
        ("社会祖知", ("社会祖知", "社会组织", "sound")),
        ("拔款", ("拔款", "拨款", "shape")),
        ("会社", ("会社", "社会", "order")),
        ("社会织组", ("社会织组", "社会组织", "order")),
        ("社会会组织", ("社会会组织", "社会组织", "doubled")),
        ("社会组织组织", ("社会组织组织", "社会组织", "doubled")),
        ("社会织", ("社会织", "社会组织", "missing")),
        ("贫攻坚", ("贫攻坚", "脱贫攻坚", "missing")),
    ],
)
def test_each_kind_of_slip_is_found(text: str, slip: tuple[str, str, str]) -> None:
    assert slip in slips(text)


@pytest.mark.parametrize("text", ["社会", "组织社会", "慈善饭店", "织社组会", "公司", "社"])
def test_words_and_what_is_further_away_are_none(text: str) -> None:
    assert slips(text, ["社会", "组织", "慈善法"]) <= {("社组", "组织", "order")}


def test_short_words_lack_nothing() -> None:
    assert slips("慈法") == set()


def test_only_what_touches_a_doubtful_place_is_looked_at() -> None:
    lexicon, text = laid_out(["慈善法", "遂川县"]), "慈善发和遂穿县"
    doubtful = [place == 2 for place in range(len(text))]
    found = Slips(text, [(0, len(text))], doubtful, lexicon).all()
    assert [slip.word for slip in found] == ["慈善法"]


def test_slips_stay_within_a_run() -> None:
    lexicon, text = laid_out(["慈善法"]), "慈善。发"
    assert Slips(text, [(0, 2), (3, 4)], [True] * 4, lexicon).all() == []


def test_an_empty_lexicon_knows_no_slip() -> None:
    assert slips("慈善发", []) == set()


def test_the_table_of_sounds_is_whole() -> None:
    assert 380 <= len(sounds().syllables) <= 420
    assert all(name.isascii() and name.isalpha() and name.islower() for name in sounds().syllables)
    assert all(len(letter) == 1 for letter in sounds().readings)
    assert sounds().readings["行"] == ("xing", "hang")
    assert ("chong", "qing") in sounds().spelled("重庆")
    assert sounds().same("川", "穿")
    assert sounds().alike("贫", "平")
    assert not sounds().alike("贫", "发")


def test_characters_of_one_shape_are_taken_for_each_other() -> None:
    assert all(one in lookalikes()[other] for one in lookalikes() for other in lookalikes()[one])
    assert "末" in lookalikes()["未"]
    assert all(one not in others for one, others in lookalikes().items())
