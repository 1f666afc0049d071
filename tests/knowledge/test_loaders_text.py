"""Plain text files, and what is refused of any format."""

import os
from pathlib import Path

import pytest

from knowledge.document import Document
from knowledge.errors import UnreadableFile
from knowledge.loaders import load
from tests.knowledge.office import only


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "通知.txt"


def read(file: Path, text: str | bytes) -> Document:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    documents = load(file, file.name).documents
    assert len(documents) == 1
    return documents[0]


def test_a_line_is_a_block_and_its_kind_is_recognised(file: Path) -> None:
    document = read(file, "\ufeff关于扶贫工作的通知\r\n\r\n第一条 总则。\r\n问：有吗？\r\n答：有。\r\n")
    assert document.text == "关于扶贫工作的通知\n第一条 总则。\n问：有吗？\n答：有。"
    assert [block.kind for block in document.blocks][1:] == ["article", "question", "answer"]


def test_what_is_recognised_is_marked_as_guessed(file: Path) -> None:
    document = read(
        file, "关于做好扶贫工作的通知\n国办发〔2018〕117号\n各有关单位：\n现将有关事项通知如下。\n"
    )
    assert document.metadata.number == "国办发〔2018〕117号"
    assert "number" in document.metadata.guessed


def test_front_matter_is_read_in_a_text_file_too(file: Path) -> None:
    document = read(file, "---\ntitle: 甲\npublished: 2018-10-30\n---\n正文。\n")
    assert (document.title, document.text, document.metadata.published) == ("甲", "正文。", "2018-10-30")


def test_a_rule_of_dashes_is_no_front_matter(file: Path) -> None:
    assert read(file, "---\n正文：甲。\n---\n").text == "---\n正文：甲。\n---"


def test_broken_columns_are_mended(real_data: Path) -> None:
    for path in sorted((real_data / "seeds").glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        document = load(path, path.name).documents[0]
        assert len(document.text.splitlines()) < len(raw.splitlines()) / 2


def test_every_benchmark_document_keeps_its_text(real_data: Path) -> None:
    for path in sorted((real_data / "benchmarks" / "policy_qa" / "documents").glob("*.txt"))[::10]:
        raw, document = path.read_text(encoding="utf-8"), load(path, path.name).documents[0]
        assert "".join(document.text.split()) == "".join(raw.replace("\ufeff", "").split())
        for block in document.blocks:
            assert document.text[block.start : block.end].strip()


@pytest.mark.parametrize("name", ["a.pdf.exe", "a", "a.txt.zip", "txt"])
def test_an_unknown_format_is_refused_with_those_that_are_known(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("正文", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="txt"):
        load(tmp_path / name, name)


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text("正文", encoding="utf-8")
    assert load(tmp_path / "A.TXT", "A.TXT").documents[0].id == "A"


CHINESE = "关于引导社会组织参与脱贫攻坚的通知。\n\n各地要高度重视，抓好落实。"
TRADITIONAL = "關於引導社會組織參與脫貧攻堅的通知。\n\n各地要高度重視，抓好落實。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "gb18030"),
        (CHINESE, "gb2312"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (CHINESE, "utf-32"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gbk"),
        ("扶贫\n政策", "gb18030"),
    ],
)
def test_text_is_read_in_the_encodings_that_chinese_comes_in(file: Path, text: str, encoding: str) -> None:
    assert read(file, text.encode(encoding)).text == text.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"abc\r\n\r\n\xff", 3),
        ("Größe, Straße, Bär".encode("latin-1"), 1),
        ("Настоящий документ устанавливает порядок".encode("cp1251"), 1),
        ("この文書は日本語で書かれています".encode("shift_jis"), 1),
        ("한국어로 쓰여진 문서입니다".encode("euc-kr"), 1),
        (CHINESE.encode("gb18030")[:-1], 1),
        (CHINESE.encode("utf-8") + "政策".encode("gb18030"), 3),
        (CHINESE.encode("utf-8-sig")[:-1], 3),
        (CHINESE.encode("utf-16")[:-1], 3),
        (bytes(range(128, 256)), 1),
    ],
)
def test_what_cannot_be_told_for_certain_is_refused_by_line(file: Path, raw: bytes, line: int) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(file, raw)
    assert (refused.value.file, refused.value.line) == ("通知.txt", line)
    assert "UTF-8" in refused.value.remedy


@pytest.mark.parametrize("text", ["", "\ufeff", " \n\u3000\n"])
def test_an_empty_file_is_refused(file: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        read(file, text)


def test_a_missing_file_is_refused(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="无法读取"):
        load(file, file.name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(file: Path) -> None:
    file.write_text("正文", encoding="utf-8")
    file.chmod(0)
    with pytest.raises(UnreadableFile, match="无法读取"):
        load(file, file.name)


def test_a_parser_that_trips_refuses_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from knowledge.loaders import text

    def trip(path: Path, file: str) -> list[Document]:
        raise IndexError(3)

    monkeypatch.setattr(text, "load", trip)
    file.write_text("正文", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="无法解析"):
        load(file, file.name)


def test_a_newspaper_page_gives_a_document_for_each_of_its_articles(real_data: Path) -> None:
    page = next((real_data / "seeds").glob("000_*.txt"))
    documents = load(page, "page.txt").documents
    assert [each.id for each in documents] == ["page-1", "page-2"]
    assert documents[1].metadata.source == "中国社会报"
    assert documents[0].text.startswith(documents[0].title)


def test_a_title_of_parts_is_whole_though_paragraphs_were_joined_by_spaces(tmp_path: Path) -> None:
    parts = (
        "某省医疗保障局 某省财政厅关于城乡居民参保缴费有关事项的通知",
        "各市医疗保障局、财政局：",
        "为做好城乡居民参保缴费工作，现就有关事项通知如下。" * 8,
        "某省医疗保障局 某省财政厅 2020年2月12日",
    )
    (tmp_path / "a.txt").write_text(" ".join(parts), encoding="utf-8")
    metadata = only(tmp_path / "a.txt").metadata
    assert metadata.title == parts[0]
    assert (metadata.issuer, metadata.published) == ("某省医疗保障局、某省财政厅", "2020-02-12")


def test_labels_at_the_top_are_metadata_and_stay_in_the_text(tmp_path: Path) -> None:
    text = (
        "索引号：0001/2018-2\n发文机关：民政部\n发文字号：民发〔2018〕7号\n发布日期：2018年12月10日\n有效性：已废止\n"
        "关于做好扶贫工作的通知\n各省民政厅：\n请照办。"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    document = only(tmp_path / "a.txt")
    metadata = document.metadata
    assert document.text == text
    assert (metadata.title, metadata.issuer) == ("关于做好扶贫工作的通知", "民政部")
    assert (metadata.index_number, metadata.number) == ("0001/2018-2", "民发〔2018〕7号")
    assert (metadata.posted, metadata.status) == ("2018-12-10", "已废止")


def test_a_headline_above_the_title_of_a_notice_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "县里发出通知：抓好秋收\n关于抓好秋收的通知\n各乡镇：\n请照办。", encoding="utf-8"
    )
    assert only(tmp_path / "a.txt").metadata.title == "关于抓好秋收的通知"
