"""PDF files: text in reading order, whole paragraphs, tables; running heads are no text."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import UnreadableFile
from knowledge.limits import Limits
from tests.knowledge.office import FONT, HEIGHT, blocks, lines, loaded, only, pdf, set_lines, wrapped

FIRST = (
    "各级民政部门要引导社会组织发挥专业优势，积极参与脱贫攻坚，主动对接贫困地区需求，按照因地制宜的原则，"
    "开展产业、教育、健康等帮扶项目，并及时公开款物的使用情况，接受社会监督。"
)
SECOND = (
    "对工作扎实、成效明显的社会组织，要予以表扬和宣传，带动更多力量投身其中；对弄虚作假的，要依法依规处理，"
    "并向社会公布结果，维护捐赠人和受益人的合法权益，促进慈善事业健康发展。"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "通知.pdf"


def test_lines_are_joined_into_paragraphs_and_headings_found(file: Path) -> None:
    def draw(canvas: Canvas) -> None:
        set_lines(canvas, ["关于做好社会组织扶贫工作的通知"], 140, 90, size=20)
        top = set_lines(canvas, wrapped(FIRST, 34), 80, 150)
        top = set_lines(canvas, ["\u3000\u3000一、组织领导"], 80, top)
        set_lines(canvas, wrapped(SECOND, 34), 80, top)

    document = only(pdf(file, draw))
    assert document.title == "关于做好社会组织扶贫工作的通知"
    assert blocks(document) == [
        ("paragraph", "关于做好社会组织扶贫工作的通知"),
        ("paragraph", FIRST),
        ("heading", "一、组织领导"),
        ("paragraph", SECOND),
    ]


def test_two_columns_are_read_one_after_the_other_below_a_common_title(file: Path) -> None:
    left, right = wrapped(FIRST * 3, 17), wrapped(SECOND * 3, 17)

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, ["社会组织参与脱贫攻坚"], 200, 90, size=18)
        for at in range(max(len(left), len(right))):  # line by line across both, as some programs write
            set_lines(canvas, left[at : at + 1], 70, 140 + 20 * at)
            set_lines(canvas, right[at : at + 1], 310, 140 + 20 * at)

    assert lines(pdf(file, draw)) == ["社会组织参与脱贫攻坚", FIRST * 3, SECOND * 3]


def test_a_paragraph_goes_on_over_columns_and_pages(file: Path) -> None:
    whole = wrapped((FIRST + SECOND) * 5, 17)

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, whole[:30], 70, 120)
        set_lines(canvas, whole[30:], 310, 120)
        canvas.showPage()
        set_lines(canvas, wrapped(SECOND * 4, 17), 70, 120)

    assert lines(pdf(file, draw)) == [(FIRST + SECOND) * 5, SECOND * 4]


@pytest.mark.parametrize("number", ["— {} —", "第 {} 页 共 3 页", "{}", "{} / 3", "- {} -", "Page {} of 3"])
def test_running_heads_and_page_numbers_are_no_text(file: Path, number: str) -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2, 3):
            set_lines(canvas, ["民政部办公厅文件"], 80, 40, size=9)
            set_lines(canvas, wrapped(FIRST, 34), 80, 120)
            set_lines(canvas, [number.format(page)], 80 if page % 2 else 460, 790, size=10)
            canvas.showPage()

    assert lines(pdf(file, draw)) == [FIRST] * 3


def test_a_number_within_the_text_stays(file: Path) -> None:
    def draw(canvas: Canvas) -> None:
        set_lines(canvas, [*wrapped(FIRST, 34), "2018", *wrapped(SECOND, 34)], 80, 120)

    assert "2018" in only(pdf(file, draw)).text


def test_a_ruled_table_gives_rows_with_their_headers(file: Path) -> None:
    table = [("单位", "帮扶县", "资金"), ("甲基金会", "湖南省花垣县", "12.50"), ("乙协会", "", "3.00")]

    def draw(canvas: Canvas) -> None:
        top = set_lines(canvas, wrapped(FIRST, 34), 80, 120)
        gridded(canvas, table, top)
        set_lines(canvas, wrapped(SECOND, 34), 80, top + 100)

    assert blocks(only(pdf(file, draw))) == [
        ("paragraph", FIRST),
        ("table", "单位：甲基金会；帮扶县：湖南省花垣县；资金：12.50"),
        ("table", "单位：乙协会；资金：3.00"),
        ("paragraph", SECOND),
    ]


def gridded(canvas: Canvas, table: Sequence[Sequence[str]], top: float) -> None:
    canvas.grid([80, 200, 340, 440], [HEIGHT - top - 24 * row for row in range(len(table) + 1)])
    for row, cells in enumerate(table):
        for column, text in enumerate(cells):
            set_lines(canvas, [text], (84, 204, 344)[column], top + 24 * row + 6)


@pytest.mark.parametrize(
    ("above", "below", "rows"),
    [
        (
            ("甲基金会", "湖南省花垣县", "12.50"),
            [("乙协会", "云南省", "3.00")],
            ["单位：甲基金会；帮扶县：湖南省花垣县；资金：12.50", "单位：乙协会；帮扶县：云南省；资金：3.00"],
        ),
        (
            ("甲基金会", "湖南省", "12.50"),
            [("", "花垣县", ""), ("乙协会", "云南省", "3.00")],
            ["单位：甲基金会；帮扶县：湖南省花垣县；资金：12.50", "单位：乙协会；帮扶县：云南省；资金：3.00"],
        ),
        (
            ("甲基金会", "湖南省", "12.50"),
            [("", "", "15.50")],
            ["单位：甲基金会；帮扶县：湖南省；资金：12.50", "15.50"],
        ),
    ],
)
def test_a_table_goes_on_over_the_page_its_header_once_and_a_cut_row_whole(
    file: Path, above: tuple[str, ...], below: list[tuple[str, ...]], rows: list[str]
) -> None:
    header = ("单位", "帮扶县", "资金")

    def draw(canvas: Canvas) -> None:
        gridded(canvas, [header, above], 700)
        canvas.showPage()
        gridded(canvas, [header, *below], 100)

    assert lines(pdf(file, draw)) == rows


def test_a_signature_on_the_right_stands_in_lines_of_its_own(file: Path) -> None:
    def draw(canvas: Canvas) -> None:
        top = set_lines(canvas, ["民政部关于社会组织扶贫工作的通知"], 180, 90, size=14)
        top = set_lines(canvas, wrapped(FIRST, 34), 80, top + 20)
        set_lines(canvas, ["民政部"], 440, top + 20)
        set_lines(canvas, ["2018年10月30日"], 400, top + 40)

    document = only(pdf(file, draw))
    assert document.text.split("\n")[-2:] == ["民政部", "2018年10月30日"]
    assert (document.metadata.issuer, document.metadata.published) == ("民政部", "2018-10-30")


def test_bold_by_printing_twice_is_read_once(file: Path) -> None:
    def draw(canvas: Canvas) -> None:
        set_lines(canvas, wrapped(FIRST, 34), 80, 120)
        set_lines(canvas, wrapped(FIRST, 34), 80.3, 120)

    assert lines(pdf(file, draw)) == [FIRST]


def test_a_slanted_watermark_is_no_text(file: Path) -> None:
    def draw(canvas: Canvas) -> None:
        set_lines(canvas, wrapped(FIRST, 34), 80, 120)
        canvas.saveState()
        canvas.translate(200, 400)
        canvas.rotate(45)
        canvas.setFont(FONT, 40)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    assert lines(pdf(file, draw)) == [FIRST]


def test_a_page_that_was_turned_is_read_as_it_is_seen(file: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.setFont(FONT, 12)
        for at, line in enumerate(wrapped(FIRST, 34)):
            canvas.drawString(80, 450 - 20 * at, line)

    assert lines(pdf(file, draw)) == [FIRST]


def test_a_scan_is_refused_as_one(real_data: Path) -> None:
    scan = next((real_data / "samples" / "layouts").glob("*scan*.pdf"))
    with pytest.raises(UnreadableFile, match="扫描件") as refused:
        loaded(scan)
    assert "OCR" in refused.value.remedy


def test_a_drawing_without_text_is_refused(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="扫描件"):
        loaded(pdf(file, lambda canvas: canvas.rect(10, 10, 100, 100)))


def test_a_file_with_a_password_is_refused(file: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas = Canvas(str(file), encrypt=StandardEncryption("geheim", strength=128))
    canvas.drawString(100, 100, "text")
    canvas.save()
    with pytest.raises(UnreadableFile, match="密码"):
        loaded(file)


def test_a_file_with_too_many_pages_is_refused(file: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(3):
            set_lines(canvas, [FIRST], 80, 120)
            canvas.showPage()

    with pytest.raises(UnreadableFile, match="2 页"):
        loaded(pdf(file, draw), Limits(pages=2))


@pytest.mark.parametrize("share", [0.05, 0.5])
def test_a_file_that_is_cut_short_is_refused_with_a_remedy(file: Path, share: float) -> None:
    pdf(file, lambda canvas: set_lines(canvas, wrapped(FIRST, 34), 80, 120))
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
    with pytest.raises(UnreadableFile, match=r"不完整|扫描件"):
        loaded(file)
