from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import fold, normalise


def test_width_case_and_traditional_characters_match() -> None:
    assert normalise("ＡＢＣ１２３") == "abc123"
    assert normalise("脫貧攻堅與鄉村振興") == "脱贫攻坚与乡村振兴"


def test_folding_leaves_every_character_at_its_place() -> None:
    text = "见⑩和㈱兩處ＡＢ"
    assert fold(text)[4:] == "两处ab"


def test_what_is_beyond_the_basic_plane_is_left_as_it_is() -> None:
    assert fold("\U0001f600\ud800兩") == "\U0001f600\ud800两"


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=100))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == normalise(normalise(once))
