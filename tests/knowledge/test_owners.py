"""Which file an id belongs to: no file takes the id of another one, however it holds the document."""

from collections.abc import Sequence

import pytest

from knowledge.document import Document
from knowledge.errors import NameTaken, UnknownDocument
from knowledge.owners import Owners

HELD = {
    "甲": "甲.md",
    "通知": "包.zip/通知.docx",
    "专版-1": "专版.txt",
    "专版-2": "专版.txt",
    "旧": "走了.zip/旧.md",
}


@pytest.fixture
def owners() -> Owners:
    return Owners(["甲.md", "包.zip", "专版.txt", "Report.md"], ["附.md"], HELD)


def documents(*ids: str) -> Sequence[Document]:
    return [Document(id, f"{id}.md", "正文。", ()) for id in ids]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("甲.txt", "甲.md"),
        ("通知.docx", "包.zip"),
        ("专版-2.txt", "专版.txt"),
        ("report.md", "Report.md"),
        ("Report.txt", "Report.md"),
        ("附.md", "随软件附带的 附.md"),
    ],
)
def test_a_file_whose_id_belongs_to_another_is_refused(owners: Owners, name: str, owner: str) -> None:
    with pytest.raises(NameTaken, match=f"^{name}：编号“.*”已被{' ' * owner[0].isascii()}.*{owner} 使用。"):
        owners.refuse(name)


@pytest.mark.parametrize("name", ["甲.md", "包.zip", "专版.txt", "乙.md", "旧.md"])
def test_the_same_file_a_new_one_and_one_whose_owner_is_gone_are_not(owners: Owners, name: str) -> None:
    owners.refuse(name)


def test_documents_within_a_file_count_too(owners: Owners) -> None:
    owners.refuse_documents("包.zip", documents("通知", "乙"))
    with pytest.raises(NameTaken, match=r"“通知”（包.zip）、“甲”（甲.md）。请把里面的文件改名后重新打包"):
        owners.refuse_documents("又一包.zip", documents("通知", "甲", "丙"))
    with pytest.raises(NameTaken, match=r"“通知”（包.zip）、“甲”（甲.md）、“专版-1”（专版.txt）等 4 个"):
        owners.refuse_documents("又一包.zip", documents("通知", "甲", "专版-1", "专版-2"))
    with pytest.raises(NameTaken, match="请把文件改名"):
        owners.refuse_documents("新.txt", documents("甲"))


def test_what_is_taken_is_refused_to_the_next(owners: Owners) -> None:
    owners.take("新.zip", documents("丙"))
    owners.refuse_documents("新.zip", documents("丙"))
    with pytest.raises(NameTaken, match=r"丙.md：编号“丙”已被 新.zip 使用"):
        owners.refuse("丙.md")
    assert owners.is_own("新.zip")
    assert not owners.is_own("丙.md")


def test_an_id_or_a_name_leads_to_its_file(owners: Owners) -> None:
    assert [owners.file_of(id) for id in ("甲", "甲.md", "包.zip", "专版")] == [
        "甲.md",
        "甲.md",
        "包.zip",
        "专版.txt",
    ]


@pytest.mark.parametrize(
    ("id", "problem"),
    [
        ("附", "随软件附带"),
        ("通知", r"是 包.zip 里的一份，不能单独删除。要删除整个文件，请执行 fupin kb remove 包.zip。"),
        ("专版-1", "是 专版.txt 里的一份"),
        ("旧", "没有编号为“旧”"),
        ("report", "没有编号为“report”"),
    ],
)
def test_what_cannot_be_removed_is_told_with_a_way_out(owners: Owners, id: str, problem: str) -> None:
    with pytest.raises(UnknownDocument, match=problem):
        owners.file_of(id)
