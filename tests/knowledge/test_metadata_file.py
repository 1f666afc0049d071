"""library.toml: what it gives counts, and what is wrong with it is told by line."""

from pathlib import Path

import pytest

from knowledge.document import Document
from knowledge.library import Library
from knowledge.metadata_file import Corrections, corrections


@pytest.fixture
def library(home: Path, tmp_path: Path) -> Library:
    """An empty library, without the bundled documents."""
    (home / "sources").mkdir(parents=True)
    (tmp_path / "none").mkdir()
    return Library(home, tmp_path / "none")


def written(library: Library, toml: str | bytes) -> Corrections:
    (library.folder / "library.toml").write_bytes(toml.encode() if isinstance(toml, str) else toml)
    return corrections(library.folder)


def only(library: Library) -> Document:
    (document,) = library.read().documents
    return document


def test_what_is_given_takes_the_place_of_what_was_recognised(library: Library) -> None:
    (library.folder / "通知.txt").write_text("民政部关于扶贫工作的通知\n湖南省各单位：\n", encoding="utf-8")
    assert "title" in only(library).metadata.guessed
    written(
        library,
        '["通知.txt"]\ntitle = "甲"\npublished = 2018-10-30\neffective = "2018年11月"\n'
        'regions = ["云南省"]\nissuer = ""\n',
    )
    metadata = only(library).metadata
    assert (metadata.title, metadata.published, metadata.effective) == ("甲", "2018-10-30", "2018-11")
    assert (metadata.regions, metadata.issuer) == (("云南省",), None)
    assert not metadata.guessed & {"title", "published", "effective", "regions", "issuer"}


def test_fields_may_be_named_in_chinese(library: Library) -> None:
    (library.folder / "通知.txt").write_text("正文。", encoding="utf-8")
    written(library, '["通知.txt"]\n"标题" = "甲"\n"发布日期" = 2018-10-30\n"有效性" = "已废止"\n')
    metadata = only(library).metadata
    assert (metadata.title, metadata.published, metadata.status) == ("甲", "2018-10-30", "已废止")


def test_a_document_can_be_meant_by_its_id(library: Library) -> None:
    (library.folder / "通知.txt").write_text("正文。", encoding="utf-8")
    written(library, '["通知"]\ntitle = "甲"\n')
    assert only(library).title == "甲"


def test_a_correction_changes_the_file_for_whoever_keeps_its_documents(library: Library) -> None:
    (library.folder / "通知.txt").write_text("正文。", encoding="utf-8")
    (library.folder / "公告.txt").write_text("公告。", encoding="utf-8")
    before = {source.file: source.digest for source in library.sources()}
    written(library, '["通知.txt"]\ntitle = "甲"\n')
    after = {source.file: source.digest for source in library.sources()}
    assert [name for name in before if before[name] != after[name]] == ["通知.txt"]


@pytest.mark.parametrize(
    ("toml", "line", "word"),
    [
        ('["通知.txt"]\ntitle = 甲\n', 2, "TOML"),
        ("[通知.txt]\n", 1, "TOML"),
        (b'["a.txt"]\ntitle = "\xff"\n', 2, "UTF-8"),
        ('["a.txt"]\ntitle = "甲"\n["b.txt"]\ntitle = "乙"\nauthor = "丙"\n', 5, "author"),
        ('["a.txt"]\npublished = "去年"\n', 2, "published"),
        ('["a.txt"]\ntitle = ["甲"]\n', 2, "title"),
        ('["a.txt"]\nregions = [1]\n', 2, "regions"),
        ('\ntitle = "甲"\n', 2, "title"),
        ("a = " + "[" * 20_000, None, "TOML"),
    ],
)
def test_what_is_wrong_is_told_by_line(
    library: Library, toml: str | bytes, line: int | None, word: str
) -> None:
    (problem,) = written(library, toml).problems
    assert (problem.file, problem.line) == ("library.toml", line)
    assert word in str(problem)
    assert problem in library.read().problems


def test_one_wrong_entry_leaves_the_others_in_force(library: Library) -> None:
    (library.folder / "a.txt").write_text("正文。", encoding="utf-8")
    written(library, '["a.txt"]\ntitle = "甲"\nauthor = "丙"\n')
    assert only(library).title == "甲"


def test_the_file_itself_is_no_document(library: Library) -> None:
    written(library, "")
    contents = library.read()
    assert (contents.documents, contents.problems, contents.sources) == ((), (), ())


def test_adding_a_folder_takes_its_library_toml_along(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("正文。", encoding="utf-8")
    (folder / "library.toml").write_text(
        '["a.txt"]\ntitle = "甲"\npublished = 2018-10-30\n', encoding="utf-8"
    )
    written(library, '["a.txt"]\ntitle = "旧"\n["b.txt"]\ntitle = "乙“引”\\"号"\nregions = ["云南省"]\n')
    added = library.add([folder])
    assert (added.added, added.replaced, added.refused) == (["a.txt"], ["library.toml"], [])
    assert (only(library).title, only(library).metadata.published) == ("甲", "2018-10-30")
    assert corrections(library.folder).given["b.txt"] == {"title": '乙“引”"号', "regions": ("云南省",)}


def test_a_broken_library_toml_is_not_added_and_the_files_are(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    (tmp_path / "library.toml").write_text("[[[", encoding="utf-8")
    added = library.add([tmp_path / "a.txt", tmp_path / "library.toml"])
    assert added.added == ["a.txt"]
    assert "library.toml" in str(added.refused[0])
    assert only(library).text == "正文。"


def test_a_table_about_no_file_is_told_by_line(library: Library) -> None:
    for name in ("通知.txt", "专版.txt"):
        (library.folder / name).write_text("正文。", encoding="utf-8")
    toml = '["通知.txt"]\ntitle = "甲"\n["专版-2"]\ntitle = "乙"\n["通"]\ntitle = "丙"\n'
    found = written(library, toml)
    unused = list(found.unused(["通知.txt", "专版.txt"]))
    assert [(problem.line, problem.problem) for problem in unused] == [(5, "没有名为“通”的文件")]
    assert unused == library.strays()
    assert list(found.unused(["通知.txt", "包.zip"])) == []
