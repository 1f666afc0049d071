"""Tables: each row with its headers, whatever stands above them; numbers and dates as the cell shows them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles.cell_style import StyleArray

from knowledge.errors import UnreadableFile
from knowledge.limits import Limits
from knowledge.loaders.number_format import displayed
from knowledge.loaders.outline import Line
from knowledge.loaders.tables import Grid, Merge, table_pieces
from tests.knowledge.office import blocks, changed, excel, lines, loaded, only

HEADER = ("单位", "数量", "备注")


def rows(*cells: Sequence[str], merged: Sequence[Merge] = (), header: int | None = None) -> list[str]:
    """What a table gives, its rows marked with *."""
    found = table_pieces(Grid(tuple(map(tuple, cells)), tuple(merged), header))
    return [item.text if isinstance(item, Line) else f"*{item.text}" for item in found]


# where the header is


def test_a_row_repeats_its_headers_without_what_is_empty() -> None:
    assert rows(HEADER, ("甲", "3", "无"), ("乙", "", "有")) == [
        "*单位：甲；数量：3；备注：无",
        "*单位：乙；备注：有",
    ]


def test_titles_and_notes_are_paragraphs() -> None:
    title, note = ("捐赠物资公布表", "", ""), ("说明：单位为万元。", "", "")
    assert rows(title, ("2020年1月29日", "", ""), HEADER, ("甲", "3", "无"), note) == [
        "捐赠物资公布表",
        "2020年1月29日",
        "*单位：甲；数量：3；备注：无",
        "说明：单位为万元。",
    ]


def test_what_is_filled_in_above_a_form_is_no_header() -> None:
    form = ("填报单位（盖章）", "", "负责人", "")
    found = rows(form, ("编号", "项目", "单位", "数量"), ("1", "户数", "户", "5"))
    assert found == ["填报单位（盖章） 负责人", "*编号：1；项目：户数；单位：户；数量：5"]


def test_a_header_of_two_rows_names_columns_from_the_top() -> None:
    merged = [(0, 2, 0, 1), (0, 1, 1, 3)]
    found = rows(("地区", "2018年", ""), ("", "户数", "人数"), ("湖南", "3", "9"), merged=merged)
    assert found == ["*地区：湖南；2018年 户数：3；2018年 人数：9"]


def test_a_header_of_two_rows_needs_no_merged_cells() -> None:
    found = rows(("地区", "2018年", "", "备注"), ("", "户数", "人数", ""), ("湖南", "3", "9", "无"))
    assert found == ["*地区：湖南；2018年 户数：3；2018年 人数：9；备注：无"]


def test_a_tall_cell_counts_for_each_of_its_rows() -> None:
    found = rows(HEADER, ("甲", "3", "一"), ("", "4", "二"), merged=[(1, 3, 0, 1)])
    assert found == ["*单位：甲；数量：3；备注：一", "*单位：甲；数量：4；备注：二"]


def test_a_header_that_is_repeated_is_left_out() -> None:
    assert rows(HEADER, ("甲", "3", "无"), HEADER, ("乙", "4", "有"))[1:] == ["*单位：乙；数量：4；备注：有"]


def test_empty_rows_and_columns_are_left_out() -> None:
    found = rows(("", "", "", ""), ("", "单位", "", "数量"), ("", "", "", ""), ("", "甲", "", "3"))
    assert found == ["*单位：甲；数量：3"]


def test_pairs_without_a_header_are_read_as_pairs() -> None:
    assert rows(("联络员", "张三"), ("办公地点：", "三楼")) == ["*联络员：张三", "*办公地点：三楼"]


def test_numbers_are_no_header() -> None:
    assert rows(("1", "2", "3"), ("4", "5", "6")) == ["*1 | 2 | 3", "*4 | 5 | 6"]


@pytest.mark.parametrize("grid", [(), ((),), (("",),), (("甲",),), (("甲", "乙"),), (("", "甲"), ("乙",))])
def test_a_table_of_any_shape_keeps_its_text(grid: Sequence[Sequence[str]]) -> None:
    text = "".join(rows(*grid))
    assert all(cell in text for row in grid for cell in row)


# questions and answers


@pytest.mark.parametrize("header", [("问", "答"), ("问题", "答案"), ("Q", "A"), ("咨询内容", "答复内容")])
def test_a_sheet_of_questions_gives_questions_and_answers(header: tuple[str, str]) -> None:
    found = table_pieces(
        Grid((header, ("能公开募捐吗？", "取得资格后可以。\n请先申请。"), ("要登记吗？", "要。")))
    )
    assert [(item.kind, item.text) for item in found if not isinstance(item, Line)] == [
        ("question", "能公开募捐吗？"),
        ("answer", "取得资格后可以。"),
        ("answer", "请先申请。"),
        ("question", "要登记吗？"),
        ("answer", "要。"),
    ]


def test_other_columns_of_a_sheet_of_questions_follow_the_answer() -> None:
    found = table_pieces(Grid((("序号", "问题", "答案", "来源"), ("1", "要登记吗？", "要。", "民政部"))))
    assert [item.text for item in found] == ["要登记吗？", "要。", "来源：民政部"]


def test_questions_need_no_header() -> None:
    found = table_pieces(Grid((("能公开募捐吗？", "可以。"), ("要登记吗？", "要。"))))
    assert [item.kind for item in found if not isinstance(item, Line)] == ["question", "answer"] * 2


# values as they are shown


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012.0, "General", "123456789012"),
        (500, "0.00_ ", "500.00"),
        (0.153, "0%", "15%"),
        (0.1534, "0.0%", "15.3%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (1234567, "#,##0", "1,234,567"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (0, '0;-0;"无"', "无"),
        (12.5, '0.0"万元"', "12.5万元"),
        (12.5, '"￥"#,##0.00', "￥12.50"),
        (7.0, "0.##", "7"),
        (1.25, "# ?/?", "1.25"),
        (5, "@", "5"),
        (5, '_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ ', "￥5.00"),
        (3, "[Red]0.0", "3.0"),
        (True, "General", "是"),
        (None, "General", ""),
        ("甲", "0.00", "甲"),
        (date(2018, 10, 30), "mm-dd-yy", "2018-10-30"),
        (datetime(2018, 10, 30), "yyyy/m/d", "2018-10-30"),
        (datetime(2018, 10, 30, 9, 5), "yyyy/m/d h:mm", "2018-10-30 09:05"),
        (datetime(2018, 10, 30), 'yyyy"年"m"月"d"日"', "2018年10月30日"),
        (datetime(2018, 10, 1), 'yyyy"年"m"月"', "2018年10月"),
        (datetime(2018, 10, 30), 'm"月"d"日"', "10月30日"),
        (datetime(2018, 10, 1), "yyyy-mm", "2018-10"),
        (datetime(2018, 10, 30), "General", "2018-10-30"),
        (time(9, 5), "h:mm", "09:05"),
    ],
)
def test_a_value_reads_as_the_cell_shows_it(value: object, pattern: str, shown: str) -> None:
    assert displayed(value, pattern) == shown


# Excel


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "表.xlsx"


def test_a_sheet_is_read_with_its_title_formats_and_dates(file: Path) -> None:
    def finish(book: Any) -> None:
        sheet = book["Sheet"]
        sheet.merge_cells("A1:D1")
        sheet["C3"].number_format, sheet["D3"].number_format = "0.0%", 'yyyy"年"m"月"d"日"'
        sheet["D4"]._style = StyleArray([0, 0, 0, 31, 0, 0, 0, 0, 0])  # Excel's own long date for China

    table = [
        ("帮扶资金使用情况表",),
        ("单位", "金额（万元）", "占比", "日期"),
        ("甲基金会", 12.5, 0.153, date(2018, 10, 30)),
        ("乙协会", 3, 0.2, 43403),
    ]
    document = only(excel(file, {"Sheet": table}, finish))
    assert blocks(document) == [
        ("paragraph", "帮扶资金使用情况表"),
        ("table", "单位：甲基金会；金额（万元）：12.5；占比：15.3%；日期：2018年10月30日"),
        ("table", "单位：乙协会；金额（万元）：3；占比：0.2；日期：2018年10月30日"),
    ]
    assert document.title == "帮扶资金使用情况表"


def test_each_sheet_is_headed_by_its_name(file: Path) -> None:
    table = [HEADER, ("甲", 3, "无")]
    document = only(excel(file, {"湖南": table, "空": [], "云南": table}))
    assert [block.section for block in document.blocks if block.kind == "table"] == [("湖南",), ("云南",)]


def test_a_title_counts_before_the_name_of_its_sheet(file: Path) -> None:
    table = [("帮扶资金使用情况表",), HEADER, ("甲", 3, "无")]
    document = only(excel(file, {"湖南省的情况": table, "云南省的情况": table}))
    assert document.title == "帮扶资金使用情况表"
    assert [text for kind, text in blocks(document) if kind == "heading"] == ["湖南省的情况", "云南省的情况"]


def test_sections_of_a_form_head_the_rows_below(file: Path) -> None:
    table = [
        HEADER,
        ("一、收入",),
        ("甲", 3, "无"),
        ("（一）捐赠",),
        ("乙", 4, "无"),
        ("二、支出",),
        ("丙", 5, "无"),
    ]
    document = only(excel(file, {"Sheet": table}))
    sections = [block.section for block in document.blocks if block.kind == "table"]
    assert sections == [("一、收入",), ("一、收入", "（一）捐赠"), ("二、支出",)]


def test_a_hidden_sheet_is_left_out_and_told(file: Path) -> None:
    def hide(book: Any) -> None:
        book["底表"].sheet_state = "hidden"

    found = loaded(excel(file, {"表": [HEADER, ("甲", 3, "无")], "底表": [("密",)]}, hide))
    assert "密" not in found.documents[0].text
    assert "底表" in found.warnings[0].problem


def test_errors_and_formulas_without_values_are_empty(file: Path) -> None:
    table = [(*HEADER, "合计"), ("甲", "#REF!", "无", "=1+1")]
    assert lines(excel(file, {"表": table})) == ["单位：甲；备注：无"]


def test_a_table_with_too_many_cells_is_refused(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="单元格"):
        loaded(excel(file, {"表": [HEADER] * 50}), Limits(cells=100))


def test_a_lonely_cell_far_away_costs_nothing(file: Path) -> None:
    def finish(book: Any) -> None:
        book["表"]["XFD100"] = "远"

    assert "远" in only(excel(file, {"表": [HEADER, ("甲", 3, "无")]}, finish)).text


def test_entities_in_a_workbook_are_refused(file: Path) -> None:
    excel(file, {"表": [HEADER]})
    entities = "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 12))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = "<row><c t='inlineStr'><is><t>&a11;</t></is></c></row>"
    sheet = f"<worksheet xmlns='{space}'><sheetData>{cell}</sheetData></worksheet>"
    xml = f"<!DOCTYPE x [<!ENTITY a0 '甲'>{entities}]>{sheet}"
    with pytest.raises(UnreadableFile):
        loaded(changed(file, "xl/worksheets/sheet1.xml", xml.encode()))


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_any_encoding_with_any_delimiter(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    table = [("单位名称", "帮扶数量", "备注"), ("甲基金会", "3", "无"), ("乙协会", "4", "有关部门")]
    path = tmp_path / "表.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in table).encode(encoding))
    assert lines(path) == [
        "单位名称：甲基金会；帮扶数量：3；备注：无",
        "单位名称：乙协会；帮扶数量：4；备注：有关部门",
    ]


def test_quotes_hold_delimiters_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "问答.csv"
    path.write_text('问题,答案\n"登记要多久,怎么办？","30日。\n可以延长。"\n', encoding="utf-8")
    assert blocks(only(path)) == [
        ("question", "登记要多久,怎么办？"),
        ("answer", "30日。"),
        ("answer", "可以延长。"),
    ]


def test_an_open_quote_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text('单位,数量\n甲,3\n"乙,4\n丙,5\n', encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        loaded(path)
    assert refused.value.line
