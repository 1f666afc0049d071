"""A newspaper page is parted into its articles where it shows plainly where they begin, and only there."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, articles
from tests.knowledge.newsprint import PAGE, Press, printed

NEWSPAPER = Press(28, 1, height=23, stray=0.3, spaced_numbers=True)

# A second article of our own, whose headline the extraction put behind its credit.
SECOND = (
    "近日，白溪镇依托“云端课堂”开设夜校，请县职业学校的老师在网上讲授果树修剪和电商知识，全镇已有560余名村民报名，每周三晚上七点准时上课。",
    "课程怎么定，由村民说了算",
    "白溪镇文化站站长梁一舟说，开班之前先发问卷，报名最多的三门课优先开设；课后还有志愿者上门辅导，确保年纪大的学员也能学会。",
    "夜校不收学费，教材由县慈善会资助，每册成本约18元，首批印制了600册，下一步还将把课程录像放到村广播站的网页上供大家随时回看。",
)
CREDIT = "（据《青禾日报》）"
HEADLINE = "白溪镇用好“云端课堂”让夜校开到家门口"
TWO_ARTICLES = (*PAGE[:-1], *SECOND, CREDIT, HEADLINE)
UNCLEAR = "本县各项工作取得新的进展"


def letters(text: str) -> list[str]:
    return sorted(re.sub(r"[\s\ufffd]", "", text))


def test_the_headline_left_over_at_the_end_goes_to_its_article() -> None:
    found, warnings = articles(printed(TWO_ARTICLES, NEWSPAPER))

    assert [article.title for article in found] == [PAGE[0], HEADLINE]
    assert [article.text.split("\n") for article in found] == [
        list(PAGE[:-1]),
        [HEADLINE, *SECOND, CREDIT],
    ]
    assert warnings == []


OTHER = "白溪镇夜校里学手艺的人多了起来"
OPENING = (
    "果树怎么修剪，手艺怎么学，白溪镇夜校里的人一天比一天多了起来，学手艺的村民从镇上排到了村口，"
    "每周三晚上七点准时上课。"
)


def test_an_article_may_begin_in_any_words_where_its_headline_comes_up_there_first() -> None:
    found, warnings = articles(printed((*PAGE[:-1], OPENING, *SECOND[1:], CREDIT, OTHER), NEWSPAPER))

    assert [article.title for article in found] == [PAGE[0], OTHER]
    assert found[1].text.split("\n")[1] == OPENING
    assert warnings == []


def test_the_headline_of_an_article_that_is_not_on_the_page_parts_nothing() -> None:
    elsewhere = "省里召开会议部署秋冬季森林防火"
    found, warnings = articles(printed((*PAGE[:-1], CREDIT, elsewhere), NEWSPAPER))

    assert len(found) == 1
    assert elsewhere in warnings[0]


@pytest.mark.parametrize("byline", ["■ 本报记者 梁一舟", "（记者 梁一舟）", "本报通讯员 梁一舟"])
@pytest.mark.parametrize("width", [20, 24, 28])
def test_a_headline_that_fills_the_column_does_not_run_into_its_byline(byline: str, width: int) -> None:
    headline = "白溪镇用好云端课堂让夜校开到家门口人人能学处处可学时时有得学"[:width]
    page = printed((headline, byline, *SECOND, CREDIT), Press(width, 2, "none"))
    (article,), warnings = articles(page)

    assert article.text.split("\n")[:2] == [headline, byline]
    assert (article.title, warnings) == (headline, [])


def test_where_no_paragraph_begins_the_article_plainly_the_page_stays_whole_with_a_warning() -> None:
    page = (*PAGE[:-1], *SECOND, CREDIT, UNCLEAR)
    found, warnings = articles(printed(page, NEWSPAPER))

    assert [article.text.split("\n") for article in found] == [list(page)]
    assert len(warnings) == 1
    assert UNCLEAR in warnings[0]


def test_without_the_credit_that_closes_an_article_a_line_at_the_end_is_no_headline() -> None:
    found, _ = articles("\n".join((*PAGE[:-1], *SECOND, HEADLINE)))

    assert len(found) == 1


def test_a_caption_at_the_end_is_no_headline() -> None:
    found, warnings = articles("\n".join((*PAGE[:-1], *SECOND, CREDIT, PAGE[-1])))

    assert (len(found), warnings) == (1, [])


def test_a_caption_behind_the_headline_stays_at_the_end_of_its_article() -> None:
    found, _ = articles("\n".join((*PAGE[:-1], *SECOND, CREDIT, HEADLINE, PAGE[-1])))

    assert found[1].text.split("\n") == [HEADLINE, *SECOND, CREDIT, PAGE[-1]]


def test_a_remark_in_brackets_is_no_credit() -> None:
    _, warnings = articles("\n".join((*PAGE[:-1], *SECOND, "（据统计，夜校共开课36次）", HEADLINE)))

    assert warnings == []


def test_the_only_headline_at_the_end_goes_to_the_top() -> None:
    (article,), warnings = articles(printed((*SECOND, CREDIT, HEADLINE), NEWSPAPER))

    assert article.text.split("\n") == [HEADLINE, *SECOND, CREDIT]
    assert (article.title, warnings) == (HEADLINE, [])


def test_a_headline_over_a_byline_begins_an_article() -> None:
    found, _ = articles(printed((*PAGE[:-1], HEADLINE, "■ 本报记者 梁一舟", *SECOND), NEWSPAPER))

    assert [article.title for article in found] == [PAGE[0], HEADLINE]


def test_a_headline_after_a_credit_begins_an_article() -> None:
    found, _ = articles("\n".join((*PAGE[:-1], CREDIT, HEADLINE, *SECOND)))

    assert [article.title for article in found] == [PAGE[0], HEADLINE]


def test_headings_within_an_article_begin_no_other() -> None:
    found, warnings = articles(printed(PAGE, NEWSPAPER))

    assert [article.text.split("\n") for article in found] == [list(PAGE)]
    assert warnings == []


def test_a_heading_that_cut_a_sentence_in_two_follows_it_and_a_warning_says_so() -> None:
    page = printed(PAGE, Press(28, 2))
    line = "逐步把开放时间延长到周末和寒\n"
    (article,), warnings = articles(page.replace(line, line + "\n下一步打算\n\n"))
    lines = article.text.split("\n")

    assert lines[lines.index("下一步打算") - 1] == PAGE[11]
    assert len(warnings) == 1
    assert "下一步打算" in warnings[0]


def test_a_lost_character_within_a_word_is_told() -> None:
    (article,), warnings = articles("青禾县的图�室每天开放。")

    assert article.text == "青禾县的图�室每天开放。"
    assert len(warnings) == 1


@pytest.mark.parametrize("text", ["", "\n \n", "扶贫", "标题\n\n  正文。  \n\n"])
def test_one_article_with_nothing_out_of_place_keeps_its_text(text: str) -> None:
    found, warnings = articles(text)

    assert found == ([Article(text)] if text.strip() else [])
    assert warnings == []


@given(
    st.lists(st.sampled_from([*TWO_ARTICLES, PAGE[-1], UNCLEAR, "2019年11月8日"]), max_size=25),
    st.integers(16, 60),
)
@settings(max_examples=100, deadline=None)
def test_whatever_the_order_of_a_page_nothing_of_it_is_lost(page: list[str], width: int) -> None:
    for text in ("\n".join(page), printed(page, Press(width, height=20))):
        found, _ = articles(text)
        assert letters("".join(article.text for article in found)) == letters(text)


def test_real_documents_are_never_parted(real_data: Path) -> None:
    for file in (real_data / "benchmarks" / "policy_qa" / "documents").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        for variant in (text, re.sub(r"\s{2,}|(?<=[。！？；：])\s", "\n", text)):
            found, warnings = articles(variant)
            assert ([article.text for article in found], warnings) == ([variant], []), file.name


def test_the_real_page_with_two_articles_is_parted_and_the_other_is_not(real_data: Path) -> None:
    first, second = sorted((real_data / "seeds").glob("*.txt"))
    parted, warnings = articles(first.read_text(encoding="utf-8"))
    whole, others = articles(second.read_text(encoding="utf-8"))

    assert [len(article.text.split("\n")) for article in parted] == [21, 9]
    assert all(article.title for article in (*parted, *whole))
    assert (len(whole), warnings, others) == (1, [], [])
