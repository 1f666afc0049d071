"""Word files, .docx and .doc: text as its reader sees it, numbers included, page furniture not."""

from pathlib import Path
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt

from knowledge.errors import UnreadableFile
from knowledge.loaders.numbering import chinese, written
from tests.knowledge.office import W, blocks, changed, entry, lines, loaded, numbered, only, word

PROSE = "各级民政部门要引导社会组织发挥专业优势，积极参与脱贫攻坚，主动对接贫困地区的需求，开展各类帮扶项目。"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "通知.docx"


def raw(document: Any, xml: str) -> None:
    """Append a paragraph of this XML."""
    document._body._element.insert(-1, parse_xml(f"<w:p {W}>{xml}</w:p>"))


def test_paragraphs_and_headings_are_in_order(file: Path) -> None:
    def build(document: Any) -> None:
        document.add_heading("关于做好扶贫工作的通知", 0)
        document.add_heading("总体要求", 1)
        document.add_paragraph(PROSE)
        document.add_heading("组织领导", 2)
        document.add_paragraph("问：有吗？")
        document.add_paragraph("答：有。")

    document = only(word(file, build))
    assert document.title == "关于做好扶贫工作的通知"
    assert blocks(document) == [
        ("paragraph", "关于做好扶贫工作的通知"),
        ("heading", "总体要求"),
        ("paragraph", PROSE),
        ("heading", "组织领导"),
        ("question", "问：有吗？"),
        ("answer", "答：有。"),
    ]
    assert document.blocks[-1].section == ("总体要求", "组织领导")


def test_numbers_that_word_counts_are_in_the_text(file: Path) -> None:
    def build(document: Any) -> None:
        levels = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3")]
        outline = numbered(document, levels)
        articles = numbered(document, [("chineseCountingThousand", "第%1条")])
        for text, depth in [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1), ("己", 2)]:
            entry(document, text, outline, depth)
        for text in ("为了规范慈善活动，制定本法。", "本法适用于慈善活动。"):
            entry(document, text, articles)

    assert lines(word(file, build)) == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "二、丁",
        "（一）戊",
        "二.1 己",
        "第一条 为了规范慈善活动，制定本法。",
        "第二条 本法适用于慈善活动。",
    ]
    assert [block.kind for block in only(file).blocks][-2:] == ["article", "article"]


def test_articles_may_count_on_across_chapters(file: Path) -> None:
    def build(document: Any) -> None:
        levels = [("chineseCountingThousand", "第%1章"), ("chineseCountingThousand", "第%2条")]
        law = numbered(document, levels, counts_on=True)
        for text, depth in [("总则", 0), ("甲。", 1), ("乙。", 1), ("附则", 0), ("丙。", 1)]:
            entry(document, text, law, depth)

    assert lines(word(file, build)) == [
        "第一章 总则",
        "第一条 甲。",
        "第二条 乙。",
        "第二章 附则",
        "第三条 丙。",
    ]


def test_a_table_of_labels_is_metadata_and_no_text(file: Path) -> None:
    labels = [
        "索 引 号：",
        "0001/2018-2",
        "发文机关：",
        "民政部",
        "发文字号：",
        "民发〔2018〕7号",
        "成文日期：",
        "2018-12-06",
    ]

    def build(document: Any) -> None:
        table = document.add_table(2, 4)
        for cell, text in zip((c for row in table.rows for c in row.cells), labels, strict=True):
            cell.text = text
        document.add_paragraph("关于做好扶贫工作的通知")
        document.add_paragraph(PROSE)

    document = only(word(file, build))
    metadata = document.metadata
    assert document.text == f"关于做好扶贫工作的通知\n{PROSE}"
    assert (metadata.index_number, metadata.number) == ("0001/2018-2", "民发〔2018〕7号")
    assert (metadata.issuer, metadata.published) == ("民政部", "2018-12-06")


def test_a_form_has_no_header(file: Path) -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 4)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells),
            ["姓名：", "张三", "性别：", "男", "住址：", "青山县", "职务：", "会长"],
            strict=True,
        ):
            cell.text = text

    assert lines(word(file, build)) == ["姓名：张三；性别：男", "住址：青山县；职务：会长"]


def test_a_table_above_the_title_stays(file: Path) -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells), ["单位", "数量", "甲会", "5"], strict=True
        ):
            cell.text = text
        document.add_paragraph("关于做好扶贫工作的通知")
        document.add_paragraph(PROSE)

    assert lines(word(file, build)) == ["单位：甲会；数量：5", "关于做好扶贫工作的通知", PROSE]


def test_bullets_are_no_text_and_empty_entries_count_on(file: Path) -> None:
    def build(document: Any) -> None:
        bullets = numbered(document, [("bullet", "\uf0b7")])
        entry(document, "甲", bullets)
        decimal = numbered(document, [("decimal", "%1．")])
        for text in ("乙", "", "丙"):
            entry(document, text, decimal)

    assert lines(word(file, build)) == ["甲", "1．乙", "3．丙"]


def test_a_legal_level_writes_all_numbers_as_digits(file: Path) -> None:
    def build(document: Any) -> None:
        number = numbered(document, [("chineseCounting", "第%1章"), ("decimal", "%1.%2")], legal=True)
        for text, depth in [("甲", 0), ("乙", 1), ("丙", 1)]:
            entry(document, text, number, depth)

    assert lines(word(file, build)) == ["第1章 甲", "1.1 乙", "1.2 丙"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (28, "lowerLetter", "bb"),
        (12, "chineseCounting", "十二"),
        (11, "decimalEnclosedCircleChinese", "⑪"),
        (10, "decimalFullWidth", "１０"),
        (3, "ideographTraditional", "丙"),
        (2, "ideographZodiac", "丑"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (5, "cardinalText", "5"),
    ],
)
def test_a_number_is_written_in_words_forms(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


def test_chinese_numbers_read_as_they_are_spoken() -> None:
    numbers = [1, 10, 11, 20, 99, 100, 101, 110, 111, 203, 999]
    assert "、".join(map(chinese, numbers)) == (
        "一、十、十一、二十、九十九、一百、一百零一、一百一十、一百一十一、二百零三、九百九十九"
    )


def test_running_heads_and_the_table_of_contents_are_no_text(file: Path) -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.sections[0].footer.paragraphs[0].text = "第 1 页"
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("一、总体要求……1", style=style)
        document.add_paragraph(PROSE)

    assert lines(word(file, build)) == [PROSE]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r>", ["甲乙"]),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", ["甲", "乙"]),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", ["甲 乙"]),
        (
            "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>",
            ["增"],
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", ["显"]),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>", ["显"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>甲</w:t></w:r>", ["甲"]),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", ["链接"]),
        ("<w:smartTag><w:r><w:t>湖南</w:t></w:r></w:smartTag>", ["湖南"]),
        ("<w:r><w:t>2018</w:t><w:noBreakHyphen/><w:t>2020</w:t></w:r>", ["2018-2020"]),
        ("<w:r><w:sym w:char='F0FE'/><w:t>是</w:t></w:r>", ["☑是"]),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>fú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>扶</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            ["扶"],
        ),
    ],
)
def test_text_is_what_its_reader_sees(file: Path, xml: str, text: list[str]) -> None:
    assert lines(word(file, lambda document: raw(document, xml))) == text


def test_a_text_box_follows_its_paragraph_once(file: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内的字</w:t></w:r></w:p></w:txbxContent>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    xml = f"<w:r><w:t>甲</w:t><mc:AlternateContent xmlns:mc='{space}'>{both}</mc:AlternateContent></w:r>"
    assert lines(word(file, lambda document: raw(document, xml))) == ["甲", "框内的字"]


def test_footnotes_stand_at_the_end_behind_their_numbers(file: Path) -> None:
    text = "<w:r><w:t>甲</w:t><w:footnoteReference w:id='2'/><w:t>乙</w:t></w:r>"
    word(file, lambda document: raw(document, text))
    note = "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>见附件。</w:t></w:r></w:p>"
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{note}</w:footnote></w:footnotes>"
    changed(file, "word/footnotes.xml", notes.encode())
    relation = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Type='http://x/footnotes' Target='footnotes.xml'/>"
        "<Relationship Type='http://x/styles' Target='../NULL'/></Relationships>"
    )
    changed(file, "word/_rels/document.xml.rels", relation.encode())
    assert lines(file) == ["甲[1]乙", "[1] 见附件。"]


def test_a_row_of_a_table_repeats_its_headers(file: Path) -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=4, cols=3)
        for row, texts in enumerate(
            [("地区", "2018年", ""), ("", "户数", "人数"), ("湖南", "3", "9"), ("", "4", "8")]
        ):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(2, 0).merge(table.cell(3, 0))
        document.add_paragraph(PROSE)

    assert blocks(only(word(file, build))) == [
        ("table", "地区：湖南；2018年 户数：3；2018年 人数：9"),
        ("table", "地区：湖南；2018年 户数：4；2018年 人数：8"),
        ("paragraph", PROSE),
    ]


def test_a_table_of_one_cell_is_a_frame_around_text(file: Path) -> None:
    def build(document: Any) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "提示一"
        cell.add_paragraph("提示二")

    assert blocks(only(word(file, build))) == [("paragraph", "提示一"), ("paragraph", "提示二")]


def test_a_title_is_told_by_its_type_where_no_style_does(file: Path) -> None:
    def build(document: Any) -> None:
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run("扶贫手册").font.size = Pt(22)
        for _ in range(3):
            document.add_paragraph(PROSE)
        section = document.add_paragraph()
        section.alignment = WD_ALIGN_PARAGRAPH.CENTER
        section.add_run("附录的标题").bold = True
        document.add_paragraph(PROSE)

    document = only(word(file, build))
    assert document.title == "扶贫手册"
    assert document.metadata.guessed == {"title"}
    assert [text for kind, text in blocks(document) if kind == "heading"] == ["附录的标题"]


def test_macros_are_not_looked_at(file: Path) -> None:
    word(file, lambda document: document.add_paragraph(PROSE))
    changed(file, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
    types = "application/vnd.ms-word.document.macroEnabled.main+xml"
    content = f"<Types xmlns='x'><Override PartName='/word/document.xml' ContentType='{types}'/></Types>"
    changed(file, "[Content_Types].xml", content.encode())
    assert lines(file) == [PROSE]
    assert lines(file.rename(file.with_suffix(".docm"))) == [PROSE]


def test_a_part_that_is_missing_or_broken_is_told(file: Path) -> None:
    word(file, lambda document: document.add_paragraph(PROSE))
    with pytest.raises(UnreadableFile, match=r"document\.xml"):
        loaded(changed(file, "word/document.xml", b"<w:document"))
    with pytest.raises(UnreadableFile, match="没有 Word 正文"):
        loaded(changed(file, "_rels/.rels", b"<Relationships/>"))


def with_entities(file: Path, entities: str, text: str) -> Path:
    word(file, lambda document: document.add_paragraph(PROSE))
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    return changed(file, "word/document.xml", f"<!DOCTYPE x [{entities}]>{body}".encode())


def test_an_entity_that_names_a_file_is_not_followed(file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密", encoding="utf-8")
    entity = f"<!ENTITY a SYSTEM 'file://{tmp_path}/secret'>"
    assert lines(with_entities(file, entity, "乙&a;丙")) == ["乙丙"]


def test_entities_that_multiply_are_refused(file: Path) -> None:
    entities = "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 12))
    with pytest.raises(UnreadableFile, match=r"document\.xml"):
        loaded(with_entities(file, f"<!ENTITY a0 '甲'>{entities}", "乙&a11;"))


OLD = Path(__file__).parent / "files" / "numbered.doc"


def test_old_word_files_give_what_new_ones_do() -> None:
    assert lines(OLD) == [
        "一、总体要求",
        PROSE,
        "（一）组织领导",
        "地区：湖南；户数：3",
        "地区：云南；户数：4",
    ]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_an_old_word_file_that_is_cut_short_is_refused_with_a_remedy(tmp_path: Path, share: float) -> None:
    broken = tmp_path / "旧.doc"
    broken.write_bytes(OLD.read_bytes()[: int(OLD.stat().st_size * share)])
    with pytest.raises(UnreadableFile, match="另存"):
        loaded(broken)
