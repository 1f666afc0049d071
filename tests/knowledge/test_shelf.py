"""The shelf gives back every document as it was, and any span of any text."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Document, Metadata, Piece
from knowledge.errors import UnknownDocument
from knowledge.shelf import Shelf, write_shelf

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PIECES = st.builds(
    Piece, TEXT, st.sampled_from(["heading", "paragraph", "table", "article", "question"]), st.integers(0, 3)
)
METADATA = st.builds(
    Metadata,
    title=st.none() | TEXT,
    published=st.none() | st.just("2018-10"),
    regions=st.lists(TEXT, max_size=2).map(tuple),
    guessed=st.frozensets(st.sampled_from(["title", "issuer"])),
)


def shelf(folder: Path, *documents: Document) -> Shelf:
    write_shelf(folder, documents)
    return Shelf(folder)


@given(st.lists(st.tuples(st.lists(PIECES, max_size=4), METADATA), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_documents_come_back_as_they_were(
    tmp_path: Path, given_documents: list[tuple[list[Piece], Metadata]]
) -> None:
    documents = [
        Document.assemble(f"文件-{number}", f"文件-{number}.md", pieces, metadata)
        for number, (pieces, metadata) in enumerate(given_documents)
    ]
    found = shelf(tmp_path, *documents)
    assert list(found) == documents
    assert [found.number(document.id) for document in documents] == list(range(len(documents)))
    for number, document in enumerate(documents):
        assert found.metadata(number) == document.metadata
        assert found.title(number) == document.title
        assert [found.section(number, i) for i in range(len(document.blocks))] == [
            block.section for block in document.blocks
        ]


def test_a_span_counts_code_points_beyond_the_basic_plane(tmp_path: Path) -> None:
    texts = ["𠮷野家👨‍👩‍👧扶贫", "", "𡃁a", "后文"]
    found = shelf(tmp_path, *(Document(f"{n}", "a.md", text, ()) for n, text in enumerate(texts)))
    for number, text in enumerate(texts):
        assert found.length(number) == len(text)
        for start in range(len(text) + 2):
            assert found.text(number, start) == text[start:]
            for end in range(len(text) + 3):
                assert found.text(number, start, end) == text[start:end]


def test_a_span_never_reaches_into_another_document(tmp_path: Path) -> None:
    found = shelf(tmp_path, Document("甲", "a.md", "甲乙", ()), Document("乙", "b.md", "丙丁", ()))
    assert found.text(0, 5) == ""
    assert found.text(0, 0, 9) == "甲乙"
    assert found.text(1, -1) == "丙丁"


def test_an_empty_shelf_holds_nothing(tmp_path: Path) -> None:
    found = shelf(tmp_path)
    assert (len(found), list(found)) == (0, [])
    with pytest.raises(UnknownDocument, match="甲"):
        found.number("甲")


def test_empty_documents_have_their_place(tmp_path: Path) -> None:
    found = shelf(tmp_path, Document("空", "a.md", "", ()), Document("甲", "b.md", "乙", ()))
    assert (found.text(0), found.text(1), found.title(0)) == ("", "乙", "空")


def test_the_section_at_a_position_is_that_of_its_block(tmp_path: Path) -> None:
    pieces = [Piece("总", "heading", 1), Piece("甲"), Piece("分", "heading", 2), Piece("乙")]
    found = shelf(tmp_path, Document.assemble("a", "a.md", pieces, Metadata()))
    assert [found.section_at(0, at) for at in (0, 2, 4, 6)] == [(), ("总",), ("总",), ("总", "分")]


@pytest.mark.parametrize("name", ["text.utf32", "documents.jsonl", "blocks.jsonl", "text.starts.npy"])
def test_a_file_that_was_cut_short_or_lost_is_noticed(tmp_path: Path, name: str) -> None:
    write_shelf(tmp_path, [Document("甲", "a.md", "甲乙丙", ())])
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-1])
    with pytest.raises(ValueError, match=r"."):
        Shelf(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(FileNotFoundError):
        Shelf(tmp_path)
