"""How sources are cited in Chinese writing."""

import pytest

from bot.citing import book_title, chinese_date, reference
from knowledge.curated.answer import OWN
from retrieval.answer import Citation


def test_a_reference_has_title_number_issuer_date_and_section() -> None:
    citation = Citation(
        "d",
        "关于动员社会力量的意见",
        issuer="某部",
        source="某报",
        published="2018-10-03",
        number="某发〔2018〕1号",
        section=("二、主要任务", "（一）分工"),
    )
    assert reference(citation) == (
        "《关于动员社会力量的意见》（某发〔2018〕1号），某部，2018年10月3日，见“二、主要任务”之“（一）分工”"
    )


def test_what_is_unknown_is_left_out_and_what_is_not_in_force_says_so() -> None:
    assert reference(Citation("d", "题")) == "《题》"
    assert reference(Citation("d", "题", source="某报", validity="已失效")) == "《题》，某报（已失效）"


def test_a_curated_answer_is_cited_as_what_it_is() -> None:
    own = Citation("answer-a", "几次？", issuer=OWN, author="张三", published="2026-01-02")
    assert reference(own) == "本机构答复“几次？”，张三，2026年1月2日"


@pytest.mark.parametrize(
    ("title", "cited"),
    [("意见", "《意见》"), ("《意见》", "《意见》"), ("《甲法》和《乙法》", "《〈甲法〉和〈乙法〉》")],
)
def test_titles_within_a_title_have_single_brackets(title: str, cited: str) -> None:
    assert book_title(title) == cited


@pytest.mark.parametrize(
    ("iso", "said"), [("2018-10-30", "2018年10月30日"), ("2018-10", "2018年10月"), ("", "")]
)
def test_dates_are_written_out(iso: str, said: str) -> None:
    assert chinese_date(iso) == said
