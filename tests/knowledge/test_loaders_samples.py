"""Real files of every format: what is recognised in them, and that their text is whole."""

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml.html import HTMLParser, fromstring

from knowledge.document import Document
from tests.knowledge.office import loaded, only


@pytest.fixture
def samples(real_data: Path) -> Path:
    return real_data / "samples"


def one(folder: Path, pattern: str) -> Document:
    (path,) = folder.glob(pattern)
    return only(path)


def kinds(document: Document) -> Counter[str]:
    return Counter(block.kind for block in document.blocks)


def chinese(text: str) -> str:
    return "".join(re.findall("[\u4e00-\u9fff]", text))


@pytest.mark.parametrize(
    ("pattern", "number", "index", "published", "posted"),
    [
        ("*1997*", "国办发〔1997〕11号", "000014349/1997-00074", "1997-04-08", "2018-12-02"),
        ("*2018*", "国办发〔2018〕117号", "000014349/2018-00214", "2018-12-06", "2018-12-10"),
    ],
)
def test_an_official_page_gives_its_labels(
    samples: Path, pattern: str, number: str, index: str, published: str, posted: str
) -> None:
    metadata = one(samples / "notices", pattern).metadata
    assert (metadata.number, metadata.index_number) == (number, index)
    assert (metadata.published, metadata.posted, metadata.issuer) == (published, posted, "国务院办公厅")
    assert not metadata.guessed & {"number", "published", "issuer", "title"}


@pytest.mark.parametrize("pattern", ["*1997*", "*2018*"])
def test_the_text_of_an_official_page_is_that_of_its_content(samples: Path, pattern: str) -> None:
    (path,) = (samples / "notices").glob(pattern)
    root = fromstring(path.read_bytes(), parser=HTMLParser(encoding="utf-8"))
    content = root.get_element_by_id("UCAP-CONTENT").text_content()
    assert chinese(only(path).text) == chinese(content)


def test_a_page_without_a_title_is_named_for_its_file_and_signed_by_its_issuers(samples: Path) -> None:
    metadata = one(samples / "notices", "132*").metadata
    assert metadata.title is not None
    assert metadata.title.startswith("关于印发加强三级医院")
    assert metadata.issuer is not None
    assert len(metadata.issuer.split("、")) == 5
    assert metadata.published == "2016-02-17"
    assert {"title", "issuer", "published"} <= metadata.guessed


def test_three_layouts_of_one_text_give_the_same_text(samples: Path) -> None:
    texts = {
        path.name: only(path).text for path in (samples / "layouts").iterdir() if "scan" not in path.name
    }
    assert len(texts) == 3
    assert len(set(texts.values())) == 1
    first = next(iter(texts.values())).partition("\n")[0]
    assert {only(samples / "layouts" / name).metadata.title for name in texts} == {first}


def test_a_register_gives_a_row_for_each_donation(samples: Path) -> None:
    document = one(samples / "tables", "*.xlsx")
    assert kinds(document) == {"paragraph": 3, "table": 17}
    assert document.text.split("\n")[1] == "2020年1月29日"
    rows = [document.text[block.start : block.end] for block in document.blocks if block.kind == "table"]
    assert all(row.startswith("序号：") and "；流向：" in row for row in rows)
    assert "折算金额（万元）：500.00；" in rows[0]


def test_a_form_gives_its_sections_and_a_row_for_each_entry(samples: Path) -> None:
    document = one(samples / "tables", "*.xls")
    assert kinds(document)["table"] == 104
    assert document.title.endswith("2012年度调查表（一）")
    first = next(block for block in document.blocks if block.kind == "table")
    assert document.text[first.start : first.end].startswith("编号：101；填表项目：")
    assert first.section == ("一、帮扶责任落实",)


def test_every_law_is_read_by_articles(samples: Path) -> None:
    for path in (samples / "laws").iterdir():
        document = only(path)
        assert kinds(document)["article"] >= 37
        assert document.metadata.document_type in ("法", "条例", "规定")


def test_a_page_with_two_articles_becomes_two_documents(real_data: Path) -> None:
    seeds = sorted((real_data / "seeds").glob("*.txt"))
    assert [len(loaded(path).documents) for path in seeds] == [2, 1]
