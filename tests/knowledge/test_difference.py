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
        (("c", "c"),), (("b", "b"),), (Change("a", "二", True, 2, 2, ("title", "issuer")),)
    )


def test_the_order_and_the_file_of_documents_do_not_matter(tmp_path: Path) -> None:
    before = shelf(tmp_path / "1", FIRST, SECOND)
    guessed = replace(FIRST, metadata=replace(FIRST.metadata, guessed=frozenset({"title"})))
    after = shelf(tmp_path / "2", SECOND, replace(guessed, file="b.txt"))
    assert difference(before, after) == Difference((), (), ())
