"""Editions are told apart document by document."""

from dataclasses import replace
from pathlib import Path

from knowledge.difference import Change, Difference, difference
from knowledge.document import Document, Metadata, Piece
from knowledge.shelf import Shelf, write_shelf


def document(id: str, text: str, **metadata: str) -> Document:
    return Document.assemble(id, f"{id}.md", [Piece(text)], Metadata(**metadata))  # type: ignore[arg-type]


def shelf(folder: Path, *documents: Document) -> Shelf:
    folder.mkdir()
    write_shelf(folder, documents)
    return Shelf(folder)


FIRST, SECOND = document("a", "甲乙", title="一"), document("b", "丙")


def test_what_is_new_gone_and_changed_is_told(tmp_path: Path) -> None:
    before = shelf(tmp_path / "1", FIRST, SECOND)
    other = document("a", "甲丁", title="二", issuer="某局")
    after = shelf(tmp_path / "2", document("c", "戊"), other)
    assert difference(before, after) == Difference(
        (("c", "c"),),
        (("b", "b"),),
        (Change("a", "二", True, 2, 2, ("title", "issuer"), ("甲丁",), ("甲乙",)),),
        2,
        2,
    )


def test_the_order_and_the_file_of_documents_do_not_matter(tmp_path: Path) -> None:
    before = shelf(tmp_path / "1", FIRST, SECOND)
    guessed = replace(FIRST, metadata=replace(FIRST.metadata, guessed=frozenset({"title"})))
    after = shelf(tmp_path / "2", SECOND, replace(guessed, file="b.txt"))
    assert difference(before, after) == Difference((), (), ())


LONG = [
    f"第{number}项工作由第{number}组负责，每月报告进展，年底公开全部款物的使用情况。" * 6
    for number in range(4)
]


def paragraphs(id: str, *texts: str) -> Document:
    return Document.assemble(id, f"{id}.md", map(Piece, texts), Metadata())


def test_only_the_passages_around_an_edit_are_told(tmp_path: Path) -> None:
    edited = [text.replace("第2项", "第九项", 1) for text in LONG]
    before = shelf(tmp_path / "1", paragraphs("a", *LONG))
    after = shelf(tmp_path / "2", paragraphs("a", *edited))
    found = difference(before, after)
    change = found.changed[0]
    assert 1 <= len(change.added) <= 2
    assert all("第九项" in passage for passage in change.added)
    assert all("第2项" in passage for passage in change.removed)
    assert (found.passages_added, found.passages_removed) == (len(change.added), len(change.removed))
    back = difference(after, before).changed[0]
    assert (back.added, back.removed) == (change.removed, change.added)


def test_a_passage_that_comes_again_is_new(tmp_path: Path) -> None:
    text = "每月报告进展，年底公开款物的使用情况，" * 9
    before = shelf(tmp_path / "1", paragraphs("a", text))
    after = shelf(tmp_path / "2", paragraphs("a", text, text))
    change = difference(before, after).changed[0]
    assert (change.added, change.removed) == ((text,), ())


def test_an_empty_edition_differs_by_all_there_is(tmp_path: Path) -> None:
    found = difference(shelf(tmp_path / "1"), shelf(tmp_path / "2", FIRST, paragraphs("b", *LONG)))
    assert [id for id, _ in found.added] == ["a", "b"]
    assert found.passages_added > 4
