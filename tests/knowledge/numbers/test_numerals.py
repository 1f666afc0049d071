"""Quantities, ordinals, years and dates mean the same however they are written."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers.cardinals import narrowed, value
from knowledge.numbers.numerals import Number, PartialDate, dates, numbers, ordinals, years


def quantities(text: str) -> list[tuple[str, str]]:
    return [(str(number.value), number.unit) for number in numbers(text)]


def spelled(number: int) -> str:
    """A number below 10^8 in Chinese, built from its decimal places: 30500 is 三万零五百."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        zero = "零" if 0 < low < 1_000 else ""
        return spelled(high) + "万" + zero + (spelled(low) if low else "")
    written, gap = "", False
    for place, unit in zip(f"{number:04}", "千百十 ", strict=True):
        gap = gap or (place == "0" and written != "")
        if place != "0":
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[int(place)] + unit.strip()
            gap = False
    return written


@given(st.integers(min_value=1, max_value=10**8 - 1))
def test_a_spelled_number_has_the_value_of_its_digits(number: int) -> None:
    assert value(narrowed(spelled(number))) == number


@given(st.integers(min_value=0, max_value=10**14))
def test_figures_have_their_value_in_every_width_and_with_separators(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert value(narrowed(wide)) == number == value(f"{number:,}")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十", "10"),
        ("二十", "20"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("一万二", "12000"),
        ("三百五", "350"),
        ("2万5千", "25000"),
        ("35.4亿", "3540000000"),
        ("二〇一八", "2018"),
        ("三点一七", "3.17"),
        ("三十五点四亿", "3540000000"),
        ("一亿二千万", "120000000"),
    ],
)
def test_written_numbers_have_values(written: str, number: str) -> None:
    assert value(narrowed(written)) == Decimal(number)


@pytest.mark.parametrize(
    "written", ["十三五", "万", "千", "三四", "三亿亿", "百十三五", "3百500", "", "点五", "一点"]
)
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert value(written) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5430.9万元", [("54309000", "元")]),
        ("54309000元", [("54309000", "元")]),
        ("5,430.9 万元", [("54309000", "元")]),
        ("３５．４亿元", [("3540000000", "元")]),
        ("3.17%", [("3.17", "%")]),
        ("百分之三点一七", [("3.17", "%")]),
        ("三成以上", [("30", "%")]),
        ("半数以上", [("50", "%")]),
        ("四分之一", [("25", "%")]),
        ("下降3个百分点", [("3", "个百分点")]),
        ("两百个", [("200", "个")]),
        ("二百名", [("200", "名")]),
        ("２００户", [("200", "户")]),
        ("1.2万人次", [("12000", "人次")]),
        ("30多万人", [("300000", "人")]),
        ("3万贫困人口", [("30000", "")]),
        ("3-5万元", [("30000", "元"), ("50000", "元")]),
        ("10至20人", [("10", "人"), ("20", "人")]),
        ("三个月", [("3", "个月")]),
        ("30日内", [("30", "日")]),
        ("832个贫困县", [("832", "个")]),
        ("动员1.56万家社会组织", [("15600", "家")]),
        ("近百家", [("100", "家")]),
    ],
)
def test_quantities_have_a_value_and_a_unit(text: str, expected: list[tuple[str, str]]) -> None:
    assert quantities(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "万一",
        "千万不要",
        "十三五",
        "十八大",
        "三农",
        "统一思想",
        "第三批",
        "第 3 条",
        "第四十六条",
        "〔2018〕117号",
        "2018年10月30日",
        "10:30",
        "0831-2777222",
        "1. 加强领导",
        "二、工作要求",
        "八十年代",
        "几十位",
        "5G",
        "一站式服务",
        "一次性补助",
    ],
)
def test_words_ordinals_labels_and_dates_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "一千三百多户",
        "20余家",
        "近50人",
        "约50人",
        "超过200万元",
        "300人以上",
        "30个左右",
        "30多万人",
        "千余名",
    ],
)
def test_rough_quantities_are_marked(text: str) -> None:
    assert [number.approximate for number in numbers(text)] == [True]


@pytest.mark.parametrize("text", ["1300户", "共20家", "投入200万元"])
def test_exact_quantities_are_not_marked(text: str) -> None:
    assert [number.approximate for number in numbers(text)] == [False]


def test_a_span_covers_number_and_unit() -> None:
    assert numbers("投入35.4亿元。") == [Number(Decimal(3540000000), "元", (2, 8))]


def test_ordinals_have_their_place() -> None:
    assert ordinals("第三批、第 3 条和第十二章") == [(3, (0, 2)), (3, (4, 7)), (12, (10, 13))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016年", [2016]),
        ("二〇一六年", [2016]),
        ("２０１６年", [2016]),
        ("2016 年底", [2016]),
        ("16年的数据", [2016]),
        ("98年", [1998]),
        ("2015-2017年", [2015, 2016, 2017]),
        ("2015—2017 年", [2015, 2016, 2017]),
        ("2015年至2017年", [2015, 2016, 2017]),
        ("15-17年", [2015, 2016, 2017]),
        ("2016年1月至2018年6月", [2016, 2017, 2018]),
        ("2020年1月1日至2020年12月31日", [2020]),
        ("2016年、2017年", [2016, 2017]),
        ("“十三五”期间", [2016, 2017, 2018, 2019, 2020]),
        ("第十四个五年规划", [2021, 2022, 2023, 2024, 2025]),
        ("“十五”计划", [2001, 2002, 2003, 2004, 2005]),
        ("2018-10-30", [2018]),
        ("2018的呢", [2018]),
        ("2018版的互助法", [2018]),
        ("互助法2018修正", [2018]),
        ("去年", []),
    ],
)
def test_years_are_read_however_they_are_written(text: str, expected: list[int]) -> None:
    assert [year for year, _ in years(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "30年",
        "近15年",
        "15年来",
        "15年以上",
        "20年期",
        "未来20年",
        "历时16年",
        "3—15年",
        "3至15年",
        "17年后",
        "十五个",
        "国办发〔2018〕117号",
        "2000个村",
        "12018年",
        "大前年",
    ],
)
def test_lengths_of_time_and_other_numbers_are_no_years(text: str) -> None:
    assert years(text, today=date(2019, 3, 1)) == []


def test_this_year_and_last_year_are_relative_to_a_given_day() -> None:
    assert [year for year, _ in years("今年、去年和前年", today=date(2019, 3, 1))] == [2019, 2018, 2017]


def test_each_year_of_a_range_has_the_span_of_the_range() -> None:
    assert years("在2015-2017年间") == [(2015, (1, 11)), (2016, (1, 11)), (2017, (1, 11))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年10月30日", PartialDate(2018, 10, 30)),
        ("二〇一八年十月三十日", PartialDate(2018, 10, 30)),
        ("2018-10-30", PartialDate(2018, 10, 30)),
        ("2018.10.30", PartialDate(2018, 10, 30)),
        ("２０１８年１０月３０日", PartialDate(2018, 10, 30)),
        ("10月30日", PartialDate(None, 10, 30)),
        ("9 月 5 日", PartialDate(None, 9, 5)),
        ("于9.5举行", PartialDate(None, 9, 5)),
        ("自9-5起", PartialDate(None, 9, 5)),
        ("2018年底", PartialDate(2018, edge="end")),
        ("2018年初", PartialDate(2018, edge="start")),
        ("6月底前", PartialDate(None, 6, edge="end")),
        ("截至2017年底", PartialDate(2017, edge="end", as_of=True)),
        ("到2020年为止", PartialDate(2020, as_of=True)),
        ("16年3月", PartialDate(2016, 3)),
        ("2020年2月29日", PartialDate(2020, 2, 29)),
    ],
)
def test_dates_are_read_as_far_as_they_are_given(text: str, expected: PartialDate) -> None:
    assert [found for found, _ in dates(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["2月30日", "24月", "13月1日", "2019年2月29日", "三个月", "12个月", "6月龄", "增长9.5%"]
)
def test_impossible_dates_and_lengths_of_time_are_no_dates(text: str) -> None:
    assert dates(text) == []


def test_the_end_of_a_range_takes_what_it_leaves_out_from_its_start() -> None:
    assert [found for found, _ in dates("2018年10月29日至30日")] == [
        PartialDate(2018, 10, 29),
        PartialDate(2018, 10, 30),
    ]
    assert [found for found, _ in dates("2018年1月至3月")][1] == PartialDate(2018, 3)
    assert [found for found, _ in dates("6月30日至2020年")][1] == PartialDate(2020)


READERS: list[Callable[[str], list[Any]]] = [numbers, ordinals, years, dates]
STRETCHES = [
    "1",
    "A1,111",
    "一",
    "万",
    "百分之",
    "1.",
    "2015-",
    "15年至",
    "十月",
    "截至",
    "十三五",
    "2018年 ",
    " ",
]


@given(
    st.text(
        alphabet="0123456789.,-—至年月日号第十百千万亿零〇两三五分之余多约近%元个户人 截止今去", max_size=40
    )
)
def test_any_text_is_read_and_spans_lie_within_it(text: str) -> None:
    spans = [*(number.span for number in numbers(text)), *(span for _, span in dates(text))]
    spans += [span for _, span in (*years(text, date(2019, 1, 1)), *ordinals(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("stretch", STRETCHES)
def test_the_time_grows_with_the_text_alone(stretch: str) -> None:
    started = time.perf_counter()
    for read in READERS:
        read(stretch * (60_000 // len(stretch)))
    assert time.perf_counter() - started < 5


def test_the_figures_of_real_text_are_read(real_data: Path) -> None:
    seeds = sorted((real_data / "seeds").glob("*.txt"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in seeds)
    shares = {number.value for number in numbers(text) if number.unit == "%"}
    assert Decimal("3.17") in shares
    assert {2015, 2016, 2017, 2018, 2020} <= {year for year, _ in years(text)}
    assert any(found.as_of and found.year == 2017 for found, _ in dates(text))
