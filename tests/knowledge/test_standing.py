"""Which documents are in force on a day."""

from datetime import date
from typing import Any

import pytest

from knowledge.document import Document, Metadata, Piece
from knowledge.standing import standing
from knowledge.succession import successors


def law(id: str, published: str, text: str = "第一条 本法自公布之日起施行。", **more: Any) -> Document:
    metadata = Metadata(**{"title": "甲乙法"} | more, published=published)
    return Document.assemble(id, f"{id}.md", [Piece(text)], metadata)


def judged(documents: list[Document], number: int, today: date) -> str | None:
    known = {at: document.metadata for at, document in enumerate(documents)}
    return standing(number, known, successors(documents).get(number, []), today)


def test_a_later_version_of_a_law_replaces_the_earlier_one() -> None:
    documents = [law("old", "2016-03-16"), law("new", "2023-12-29")]
    assert judged(documents, 0, date(2024, 1, 1)) == "已被《甲乙法》（2023-12-29）替代"
    assert judged(documents, 1, date(2024, 1, 1)) is None


def test_a_later_version_replaces_nothing_before_it_is_in_force() -> None:
    documents = [law("old", "2016-03-16"), law("new", "2023-12-29", effective="2024-09-05")]
    assert judged(documents, 0, date(2024, 9, 4)) is None
    assert judged(documents, 1, date(2024, 9, 4)) == "尚未施行（自2024-09-05起施行）"
    assert judged(documents, 0, date(2024, 9, 5)) is not None


def test_a_title_that_a_later_document_repeals_is_replaced() -> None:
    text = "本办法自2020年1月1日起施行。《社会捐助暂行规定》同时废止。"
    documents = [
        law("old", "2010-01-01", title="社会捐助暂行规定"),
        law("new", "2019-12-01", text, title="捐助办法"),
    ]
    assert judged(documents, 0, date(2020, 1, 1)) == "已废止，已被《捐助办法》（2019-12-01）替代"


def test_news_of_the_same_title_do_not_replace_each_other() -> None:
    documents = [law("a", "2018-01-01", title="部委动态"), law("b", "2018-02-01", title="部委动态")]
    assert successors(documents) == {}


def test_a_document_past_its_last_day_has_expired() -> None:
    documents = [law("short", "2019-01-01", expires="2020-12-31")]
    assert judged(documents, 0, date(2020, 12, 31)) is None
    assert judged(documents, 0, date(2021, 1, 1)) == "已失效（有效期至2020-12-31）"


def test_the_name_of_the_state_and_a_year_in_brackets_do_not_make_another_title() -> None:
    documents = [
        law("old", "2016-03-16", title="甲乙法（2016年）"),
        law("new", "2023-12-29", title="中华人民共和国甲乙法"),
    ]
    assert judged(documents, 0, date(2024, 1, 1)) == "已被《中华人民共和国甲乙法》（2023-12-29）替代"


def test_rules_of_the_same_name_of_two_provinces_are_no_versions_of_each_other() -> None:
    documents = [
        law("a", "2018-01-01", title="社会救助办法", issuer="湖南省民政厅", regions=("湖南",)),
        law("b", "2019-01-01", title="社会救助办法", issuer="云南省民政厅", regions=("云南",)),
    ]
    assert successors(documents) == {}


NOTICE = "关于印发《志愿办法》的通知"


@pytest.mark.parametrize(
    ("earlier", "ending"),
    [
        ({"title": f"民政部{NOTICE}"}, "《关于印发〈志愿办法〉的通知》（民函〔2012〕340号）同时废止。"),
        ({"title": NOTICE, "number": "民函〔2012〕340号"}, "《通知全文》（民函〔2012〕340号）同时废止。"),
        ({"title": NOTICE}, "原《民政部关于印发〈志愿办法〉的通知》自本通知印发之日起停止执行。"),
    ],
)
def test_a_notice_is_ended_by_its_title_without_the_issuer_or_by_its_number(
    earlier: dict[str, str], ending: str
) -> None:
    documents = [law("old", "2012-10-01", **earlier), law("new", "2020-12-01", ending, title="志愿新办法")]
    badge = judged(documents, 0, date(2021, 1, 1))
    assert badge == "已废止，已被《志愿新办法》（2020-12-01）替代"


@pytest.mark.parametrize(
    "earlier",
    [
        {"title": NOTICE, "number": "民函〔2009〕1号"},
        {"title": f"教育部{NOTICE}"},
    ],
)
def test_a_notice_of_another_number_or_issuer_is_not_the_one_that_ended(earlier: dict[str, str]) -> None:
    ending = "《民政部关于印发〈志愿办法〉的通知》（民函〔2012〕340号）同时废止。"
    documents = [law("old", "2009-10-01", **earlier), law("new", "2020-12-01", ending, title="志愿新办法")]
    assert successors(documents) == {}


@pytest.mark.parametrize(
    ("status", "badge"),
    [
        ("有效", None),
        ("部分失效", None),
        ("已废止", "已废止"),
        ("废止", "已废止"),
        ("失效", "已失效"),
        ("已修改", "已被修改后的版本替代"),
        ("尚未生效", "尚未施行"),
    ],
)
def test_what_the_source_says_of_its_validity_counts(status: str, badge: str | None) -> None:
    assert judged([law("a", "2018-01-01", status=status)], 0, date(2024, 1, 1)) == badge
