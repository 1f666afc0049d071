"""A curated answer is looked at again when what it cites changed, went or expired, or when it is due."""

from datetime import date

from knowledge.curated.answer import Cite, CuratedAnswer
from knowledge.curated.doubts import doubted
from knowledge.document import Document, Metadata, Piece

TODAY = date(2026, 6, 1)


def document(id: str, text: str, **metadata: str) -> Document:
    known = Metadata(title=f"{id}办法", published="2020-01-01", **metadata)  # type: ignore[arg-type]
    return Document.assemble(id, f"{id}.md", [Piece(text)], known)


def problems(answer: CuratedAnswer, *documents: Document) -> list[str]:
    return [f"{each.line} {each.problem}" for each in doubted([answer], documents, TODAY)]


def cited(*cites: Cite, review: str | None = None) -> CuratedAnswer:
    return CuratedAnswer("1", "问？", "答。", cites=cites, review=review)


def test_what_stands_where_it_stood_is_not_doubted() -> None:
    answer = cited(Cite("甲", "应当购买保险", 4), review="2026-06-02")
    assert problems(answer, document("甲", "应当购买保险。")) == []


def test_a_passage_that_changed_went_or_expired_is_told_with_its_line() -> None:
    answer = cited(Cite("甲", "应当购买保险", 4), Cite("乙", "话", 6), Cite("丙", "旧话", 8))
    found = problems(answer, document("甲", "可以购买保险。"), document("丙", "旧话。", expires="2025-12-31"))
    assert found[0] == "4 《甲办法》里已没有所引的“应当购买保险”"
    assert found[1] == "6 所引的文件“乙”已不在资料库"
    assert found[2].startswith("8 所引的《丙办法》已失效")


def test_a_passage_of_a_document_that_another_replaces_is_told() -> None:
    old = document("甲", "应当购买保险。")
    new = Document.assemble(
        "新甲", "新甲.md", [Piece("不必购买。")], Metadata(title="甲办法", published="2024-01-01")
    )
    (found,) = problems(cited(Cite("甲", "应当购买保险", 4)), old, new)
    assert "替代" in found


def test_an_answer_whose_day_has_come_is_due() -> None:
    assert problems(cited(review="2026-06-01")) == ["None 已到复核日期 2026-06-01"]
