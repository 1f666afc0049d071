"""Extraction damage is undone on a page of our own, and text that was not damaged stays as it is."""

import itertools
import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.repair import paragraphs, repair
from tests.knowledge.newsprint import PAGE, Press, printed

NEWSPAPER = Press(mark=1, height=23, stray=0.3, spaced_numbers=True, lost=0.03)

POEM = """登楼

青山隔岸数重烟，
一叶归舟落日边。
欲问故园何处是，
江风吹雨过前川。
"""
VERSE_WITHOUT_MARKS = """我从山里来，带着松子的香
我到河边去，听着渡船的响
谁在灯下读，一行一行的字
谁在雪里走，一步一步的路
"""
LIST = """会议材料：
1、签到表；
2、议程；
3、参会人员名单；
4、《乡村阅读支持协议》文本；
5、图书室开放时间一览表。
"""
COUPLETS = """山路弯弯绕，书声阵阵香
灯火家家亮，欢歌夜夜长
新苗年年绿，老树岁岁黄
清泉日日涌，好雨时时凉
远客频频至，归鸿缓缓翔
书香代代续，春满小村庄。
"""
SAYINGS = """账目公开，村里的事大家都看得明白
书香进了山村，孩子们梦想飞得更远
好政策讲明白了，群众心里也就亮堂
众人一齐出力气，日子过得一天比一天甜
岗位送上门，增收的路子越走越宽广
灯亮着，晚上放学以后也有地方可以去
"""
SLOGANS = """政策讲明白，群众心里亮堂堂
账目全公开，干部腰杆挺得直
书香进山村，孩子梦想飞得远
岗位送上门，增收路子走得宽
众人齐出力，乡亲日子过得甜
"""
TABLE = """乡镇	图书室（间）	图书（册）	管理员（名）
石梁镇	12	21,500	12
白溪镇	9	16,300	10
南坪乡	7	11,800	7
合计	28	49,600	29
"""
NAMES = """参会单位：
青禾县阅读推广协会
石梁镇社会工作站
白溪镇志愿者之家
南坪乡乡贤理事会
县青年企业家商会
"""
PROSE = """青禾县的图书室，每天开到晚上八点。

石梁镇中心小学把两间闲置的教室腾了出来，由县阅读推广协会负责整修，书架和桌椅都是捐来的。

管理员每月补贴 1200 元，共 46 名，其中 2019 年以前脱贫的家庭有 31 名。
"""
LAW = """第一章  总  则

第一条 为了规范图书室管理，制定本办法。

第二条 本办法所称图书室，是指：

（一）村级图书室；

（二）流动书车。
"""
ENGLISH = """The county opened forty-six reading rooms this year, and it plans to open
another seventy before the end of the next one. Each of them is run by one
librarian, who is chosen from the village and trained for five days before
the room opens its doors. Accounts are published every quarter.
"""
CODE = '''def 合计(rows):
    """返回各乡镇的合计。"""
    total = 0
    for row in rows:
        total += row["图书"]  # 册
    return total
'''


def letters(text: str) -> str:
    return re.sub(r"[\s\ufffd]", "", text)


@pytest.mark.parametrize("indentation", ["kept", "stripped", "none"])
@pytest.mark.parametrize(("width", "mark"), [(24, 2), (26, 1), (28, 1), (28, 2), (32, 2), (44, 1), (70, 2)])
def test_a_page_reads_as_it_was_printed(indentation: str, width: int, mark: int) -> None:
    press = Press(width, mark, indentation, True, 23, stray=0.2, lost=0.05, trailing=0.1)  # type: ignore[arg-type]

    assert repair(printed(PAGE, press)).split("\n") == list(PAGE)


@pytest.mark.parametrize("width", [24, 26, 30, 42, 60])
def test_indentation_tells_paragraphs_that_no_blank_line_parts(width: int) -> None:
    press = Press(width, 2, "kept", False, 20, stray=0.2, line_end="\r\n")

    assert repair(printed(PAGE, press)).split("\n") == list(PAGE)


def test_spaces_around_numbers_go_with_the_columns() -> None:
    page = printed(PAGE, NEWSPAPER)

    assert "11 月 6 日" in page
    assert "11月6日，青禾县民政局" in repair(page)


def test_marks_that_hang_over_the_margin_do_not_widen_the_column() -> None:
    assert repair(printed(PAGE, Press(28, 2, hang=True, height=23))).split("\n") == list(PAGE)


def test_lines_cut_anywhere_even_in_numbers_are_joined() -> None:
    page = printed(PAGE, Press(30, 2, "none", True, 23, kinsoku=False, whole_numbers=False))

    assert re.search(r"\d\n+\d|\n+[，。]", page)
    assert repair(page).split("\n") == list(PAGE)


def test_a_passage_beside_a_picture_is_part_of_its_paragraph() -> None:
    long = [PAGE[0], *[paragraph for paragraph in PAGE if len(paragraph) > 60] * 2]
    page = printed(long, Press(28, 1, height=30, narrow=(12, 12, 20)))

    assert repair(page).split("\n") == long


@pytest.mark.parametrize("at", range(9, 40))
def test_four_lines_beside_a_picture_break_no_sentence(at: int) -> None:
    prose = [paragraph for paragraph in PAGE if len(paragraph) > 60]
    lines = repair(printed(prose, Press(28, 2, narrow=(at, 4, 20)))).split("\n")

    assert all(line.endswith(("。", "；")) for line in lines)


@pytest.mark.parametrize("width", [24, 30, 36])
def test_a_byline_right_over_the_text_stands_alone(width: int) -> None:
    page = repair(printed(PAGE, Press(width, 2, "none", False)))

    assert page.split("\n")[:2] == list(PAGE[:2])


@pytest.mark.parametrize("width", range(22, 40, 2))
def test_a_signature_under_the_last_paragraph_stands_alone(width: int) -> None:
    page = [*PAGE[2:-1], "青禾县民政局", "2019年11月8日"]

    assert repair(printed(page, Press(width, 2, "none", False))).split("\n")[-2:] == page[-2:]


def test_a_column_that_ends_with_a_sentence_ends_no_paragraph() -> None:
    for height in range(6, 40):
        for indentation in ("kept", "stripped"):
            page = printed(PAGE, Press(28, 2, indentation, True, height))
            assert repair(page).split("\n") == list(PAGE), (height, indentation)


def test_the_space_after_the_number_of_an_article_is_the_writers_and_stays() -> None:
    prose = [paragraph for paragraph in PAGE if len(paragraph) > 60]
    law = [f"第{number}条 {paragraph}" for number, paragraph in zip("一二三四五六", prose, strict=False)]

    assert repair(printed(law, Press(32, 2, "kept", False))).split("\n") == law


def test_a_headline_wider_than_the_column_stands_alone() -> None:
    page = f"  {PAGE[0]}\n{PAGE[1]}\n\n" + printed(PAGE[2:], NEWSPAPER)

    assert repair(page).split("\n") == list(PAGE)


def test_a_headline_in_two_lines_is_one_line() -> None:
    page = "青禾县社会组织把图书室、\n流动书车开进大山深处\n � � " + printed(PAGE[2:], NEWSPAPER)

    assert repair(page).split("\n") == ["青禾县社会组织把图书室、流动书车开进大山深处", *PAGE[2:]]


def test_a_heading_in_two_short_lines_is_one_line() -> None:
    page = printed(PAGE, NEWSPAPER).replace("三类力量一起上\n", "教育民政企业\n三类力量一起上\n")

    assert "教育民政企业三类力量一起上" in repair(page).split("\n")


def test_a_heading_without_blank_lines_around_it_is_found() -> None:
    page = printed(PAGE, Press(28, 2, blank_lines=False, height=23))

    assert {"三类力量一起上", "明年覆盖全部行政村"} <= set(repair(page).split("\n"))


def test_a_heading_within_a_sentence_stays_in_its_place_and_is_told() -> None:
    page = cut_by_heading()
    lines = repair(page).split("\n")
    at = lines.index("下一步打算")

    assert lines[at - 1].endswith("周末和寒")
    assert lines[at + 1].startswith("暑假，")
    assert [paragraph.interrupted for paragraph in paragraphs(page)].index(True) == at - 1
    assert letters(repair(page)) == letters(page)


def cut_by_heading() -> str:
    page = printed(PAGE, Press(28, 2))
    assert "逐步把开放时间延长到周末和寒\n" in page
    return page.replace("逐步把开放时间延长到周末和寒\n", "逐步把开放时间延长到周末和寒\n\n下一步打算\n\n")


@pytest.mark.parametrize("width", range(24, 60, 4))
def test_latin_words_keep_a_space_between_lines_and_web_addresses_do_not(width: int) -> None:
    paragraph = (
        "协会与Reading Partners International签订了协议，并把账目公布在https://example.org/2019上，"
        "村民随时可以查阅；发现问题的，可以向县审计局反映，审计局在五个工作日内答复。"
    )
    page = printed([*PAGE[:6], paragraph, *PAGE[6:]], Press(width, 2, "kept", False))

    assert paragraph in repair(page).split("\n")


@pytest.mark.parametrize(
    "text",
    [
        POEM,
        VERSE_WITHOUT_MARKS,
        COUPLETS,
        SAYINGS,
        LIST,
        SLOGANS,
        TABLE,
        NAMES,
        PROSE,
        LAW,
        ENGLISH,
        CODE,
        "",
        "\n\n",
        "扶贫\n",
    ],
    ids=[
        "poem",
        "verse",
        "couplets",
        "sayings",
        "list",
        "slogans",
        "table",
        "names",
        "prose",
        "law",
        "english",
        "code",
        "empty",
        "blank",
        "word",
    ],
)
def test_what_was_not_wrapped_stays_exactly_as_it_is(text: str) -> None:
    for variant in (text, text * 5, text.replace("\n", "\r\n"), text.rstrip("\n")):
        assert repair(variant) == variant


def test_all_that_was_not_wrapped_stays_as_it_is_even_in_one_file() -> None:
    for one, other in itertools.permutations(
        [POEM, COUPLETS, LIST, SLOGANS, TABLE, NAMES, PROSE, LAW, CODE], 2
    ):
        assert repair(one + "\n" + other) == one + "\n" + other


def test_each_sentence_or_clause_on_a_line_of_its_own_stays_there() -> None:
    text = "\n".join(PAGE)
    for cut in ("。", "。；", "，。；："):
        lines = re.sub(f"([{cut}])", r"\1\n", text)
        assert repair(lines) == lines
        assert repair(re.sub(f"[{cut}]\n", "\n", lines)) == re.sub(f"[{cut}]\n", "\n", lines)


def test_entries_of_equal_length_are_no_column() -> None:
    dice = random.Random(5)  # noqa: S311
    words = "图书室协会村民书车教师孩子管理账目阅读山村开放补贴"
    for length in range(8, 24):
        entries = ["".join(dice.choices(words, k=length)) for _ in range(12)]
        assert repair("\n".join(entries)) == "\n".join(entries)


def test_a_lost_character_beside_space_goes_and_one_within_a_word_stays() -> None:
    assert repair("� � 青禾县民政局召开会议。\ufffd\n全文�如下") == "青禾县民政局召开会议。\n全文�如下"


TEXTS = st.text(
    st.sampled_from("扶贫工作会议，。；：“”《》（）、1２a -■\n\n\n\r\t\u3000\ufffd"), max_size=400
)


@given(st.one_of(st.text(max_size=200), TEXTS))
@settings(max_examples=150, deadline=None)
def test_whatever_the_text_every_character_stays_in_order_and_nothing_is_mended_twice(text: str) -> None:
    repaired = repair(text)

    assert letters(repaired) == letters(text)
    assert repair(repaired) == repaired


@given(
    st.builds(
        Press,
        width=st.integers(14, 84),
        mark=st.sampled_from([1, 2]),
        indentation=st.sampled_from(["kept", "stripped", "none"]),
        blank_lines=st.booleans(),
        height=st.one_of(st.none(), st.integers(5, 40)),
        hang=st.booleans(),
        whole_numbers=st.booleans(),
        kinsoku=st.booleans(),
        stray=st.floats(0, 0.5),
        spaced_numbers=st.booleans(),
        lost=st.floats(0, 0.2),
        line_end=st.sampled_from(["\n", "\r\n", "\r"]),
        seed=st.integers(0, 99),
    ),
    st.lists(st.sampled_from(PAGE), min_size=1, max_size=14),
)
@settings(max_examples=150, deadline=None)
def test_however_a_page_was_set_its_characters_stay_and_nothing_is_mended_twice(
    press: Press, page: list[str]
) -> None:
    damaged = printed(page, press)
    repaired = repair(damaged)

    assert letters(repaired) == letters(damaged)
    assert repair(repaired) == repaired


@pytest.mark.parametrize(
    "damaged",
    [
        printed(PAGE * 600, NEWSPAPER),
        " " * 900_000 + "扶",
        "扶" + " \ufffd" * 300_000,
        ("扶" + " " * 60) * 15_000,
        "（" * 330_000,
        "扶贫，攻坚\n" * 60_000,
        "1" * 900_000,
    ],
    ids=["page", "spaces", "lost", "spaced", "brackets", "short lines", "digits"],
)
def test_a_megabyte_takes_less_than_three_seconds(damaged: str) -> None:
    began = time.process_time()
    repair(damaged.encode()[:1_000_000].decode(errors="ignore"))

    assert time.process_time() - began < 3
