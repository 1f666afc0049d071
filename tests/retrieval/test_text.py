from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import normalise, normalise_with_offsets


def test_width_case_and_traditional_characters_match() -> None:
    assert normalise("ＡＢＣ１２３") == "abc123"
    assert normalise("脫貧攻堅與鄉村振興") == "脱贫攻坚与乡村振兴"


def test_offsets_lead_back_to_the_text_when_a_character_becomes_several() -> None:
    text = "见⑩和㈱两处"
    normalised, offsets = normalise_with_offsets(text)
    at = normalised.index("两处")
    assert text[offsets[at] : offsets[at + 2]] == "两处"


@given(st.text(max_size=200))
def test_offsets_cover_the_text_in_order(text: str) -> None:
    normalised, offsets = normalise_with_offsets(text)
    assert len(offsets) == len(normalised) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)


@given(st.text(max_size=100))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == normalise(normalise(once))
