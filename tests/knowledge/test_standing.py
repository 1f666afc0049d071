"""Which documents are in force on a day."""

from datetime import date

from knowledge.document import Document, Metadata, Piece
from knowledge.standing import repealed, standing, successors


def law(id: str, published: str, text: str = "第一条 本法自公布之日起施行。", **more: str) -> Document:
    metadata = Metadata(title=more.pop("title", "甲乙法"), published=published, **more)  # type: ignore[arg-type]
    return Document.assemble(id, f"{id}.md", [Piece(text)], metadata)


def judged(documents: list[Document], number: int, today: date) -> str | None:
    known = {at: document.metadata for at, document in enumerate(documents)}
    return standing(number, known, successors(documents).get(number, []), today)


def test_a_later_version_of_a_law_replaces_the_earlier_one() -> None:
    documents = [law("old", "2016-03-16"), law("new", "2023-12-29")]
    assert judged(documents, 0, date(2024, 1, 1)) == "已被2023-12-29《甲乙法》替代"
    assert judged(documents, 1, date(2024, 1, 1)) is None


def test_a_later_version_replaces_nothing_before_it_is_in_force() -> None:
    documents = [law("old", "2016-03-16"), law("new", "2023-12-29", effective="2024-09-05")]
    assert judged(documents, 0, date(2024, 9, 4)) is None
    assert judged(documents, 1, date(2024, 9, 4)) == "尚未施行，自2024-09-05起施行"
    assert judged(documents, 0, date(2024, 9, 5)) is not None


def test_a_title_that_a_later_document_repeals_is_replaced() -> None:
    text = "本办法自2020年1月1日起施行。《社会捐助暂行规定》同时废止。"
    documents = [
        law("old", "2010-01-01", title="社会捐助暂行规定"),
        law("new", "2019-12-01", text, title="捐助办法"),
    ]
    assert judged(documents, 0, date(2020, 1, 1)) == "已被2019-12-01《捐助办法》替代"


def test_news_of_the_same_title_do_not_replace_each_other() -> None:
    documents = [law("a", "2018-01-01", title="部委动态"), law("b", "2018-02-01", title="部委动态")]
    assert successors(documents) == {}


def test_a_document_past_its_last_day_has_expired() -> None:
    documents = [law("short", "2019-01-01", expires="2020-12-31")]
    assert judged(documents, 0, date(2020, 12, 31)) is None
    assert judged(documents, 0, date(2021, 1, 1)) == "已于2020-12-31失效"


def test_several_repealed_titles_are_all_found() -> None:
    assert repealed("《甲办法》《乙办法》同时废止。") == ["甲办法", "乙办法"]
    assert repealed("《甲办法》继续有效。") == []
