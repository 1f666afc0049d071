"""Zip files: each file in one is a document of its own, and what cannot be read is named within it."""

import os
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from knowledge.errors import UnreadableFile
from knowledge.loaders import Limits, Reader, load
from tests.knowledge.office import excel, packed, word


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "资料.zip"


def refused(file: Path) -> list[str]:
    return [str(problem) for problem in load(file, file.name).warnings]


def test_every_file_becomes_a_document_named_for_itself(file: Path, tmp_path: Path) -> None:
    inner = word(tmp_path / "通知.docx", lambda document: document.add_paragraph("通知的正文。"))
    table = excel(tmp_path / "表.xlsx", {"表": [("单位", "数量"), ("甲", 3)]})
    files: dict[str, bytes] = {
        "目录/通知.docx": inner.read_bytes(),
        "表.xlsx": table.read_bytes(),
        "公告.txt": "公告的正文。".encode("gb18030"),
        "页.html": "<p>网页的正文。</p>".encode(),
    }
    found = load(packed(file, files), file.name)
    assert [(each.id, each.file, each.text) for each in found.documents] == [
        ("通知", "资料.zip/通知.docx", "通知的正文。"),
        ("表", "资料.zip/表.xlsx", "单位：甲；数量：3"),
        ("公告", "资料.zip/公告.txt", "公告的正文。"),
        ("页", "资料.zip/页.html", "网页的正文。"),
    ]
    assert found.warnings == ()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_read_in_the_encoding_they_were_written_in(file: Path, encoding: str) -> None:
    packed(file, {"????.txt": "正文。".encode()})
    raw = "扶贫".encode(encoding)[:4].ljust(4, b"_")
    file.write_bytes(file.read_bytes().replace(b"????.txt", raw + b".txt"))
    expected = "扶贫" if encoding == "gb18030" else raw.decode("gb18030")
    assert load(file, file.name).documents[0].id == expected


def test_the_encoding_that_the_archive_names_is_believed(file: Path) -> None:
    assert load(packed(file, {"扶贫é.txt": "正文。".encode()}), file.name).documents[0].id == "扶贫é"


BAD = {
    "../../etc/passwd.txt": "不安全",
    "/etc/passwd.txt": "不安全",
    "C:\\a.txt": "不安全",
    "a/../../b.txt": "不安全",
    "内层.zip": "压缩包里的压缩包",
    "程序.exe": "不支持",
    "空.txt": "没有文字",
    "坏.docx": "内容与扩展名不符",
    "a\u202etxt.txt": "资料.zip/a\ufffdtxt.txt：文件名含有无法显示的字符",
}


@pytest.mark.parametrize(("name", "problem"), BAD.items())
def test_what_cannot_be_read_is_named_and_the_rest_is_read(file: Path, name: str, problem: str) -> None:
    packed(file, {name: b"" if "空" in name else b"\1\2\3", "好.txt": "正文。".encode()})
    (warning,) = refused(file)
    assert problem in warning
    assert [each.id for each in load(file, file.name).documents] == ["好"]


def test_nothing_is_written_where_an_archive_says(file: Path, tmp_path: Path) -> None:
    packed(file, {"../逃.txt": b"x", "../../../../../../../../tmp/fupin-escaped.txt": b"x", "好.txt": b"a"})
    before = sorted(tmp_path.rglob("*"))
    load(file, file.name)
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/tmp/fupin-escaped.txt").exists()  # noqa: S108


def test_a_link_in_an_archive_is_not_followed(file: Path) -> None:
    link = zipfile.ZipInfo("链接.txt")
    link.external_attr = 0o120777 << 16
    packed(file, {link: b"/etc/passwd", "好.txt": "正文。".encode()})
    assert "链接" in refused(file)[0]


def test_what_systems_leave_behind_is_passed_over(file: Path) -> None:
    packed(
        file,
        {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "Thumbs.db": b"x", "~$a.docx": b"x", "a.txt": b"y"},
    )
    assert refused(file) == []


@pytest.mark.parametrize("files", [{}, {"a.exe": b"MZ"}, {"目录/": b""}])
def test_an_archive_without_anything_to_read_is_refused(file: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(UnreadableFile, match=r"没有可以收入的文件"):
        load(packed(file, files), file.name)


def test_a_broken_member_costs_only_itself(file: Path) -> None:
    packed(file, {"坏.txt": b"0123456789" * 100, "好.txt": "正文。".encode()})
    content = bytearray(file.read_bytes())
    content[40:50] = b"\xff" * 10
    file.write_bytes(content)
    assert "已损坏" in refused(file)[0]


def test_a_bomb_is_refused_before_it_is_unpacked(file: Path) -> None:
    packed(file, {f"{number}.txt": b"0" * 1_000_000 for number in range(20)})
    with pytest.raises(UnreadableFile, match=r"解压后超过 10 MB"):
        load(file, file.name, Limits(unpacked=10 << 20))


def test_an_entry_that_lies_about_its_size_is_not_unpacked_whole(file: Path) -> None:
    packed(file, {"a.txt": b"0" * 50_000_000, "b.txt": "正文。".encode()})
    content = bytearray(file.read_bytes())
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = content.index(mark) + at
        content[start : start + 4] = (10).to_bytes(4, "little")
    file.write_bytes(content)
    tracemalloc.start()
    try:
        assert "已损坏" in refused(file)[0]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_what_a_killed_process_left_unpacked_is_swept_away_once_it_is_old(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, fresh, other = (tmp_path / name for name in ("fupin-unpacked-a", "fupin-unpacked-b", "fupin-c"))
    for folder in (old, fresh, other):
        folder.mkdir()
    for folder in (old, other):
        os.utime(folder, (0, 0))
    load(packed(file, {"a.txt": "正文。".encode()}), file.name)
    assert sorted(tmp_path.iterdir()) == sorted([fresh, other, file])


def test_an_archive_of_too_many_files_is_refused(file: Path) -> None:
    packed(file, {f"{number}.txt": b"a" for number in range(30)})
    with pytest.raises(UnreadableFile, match=r"超过 20 个"):
        load(file, file.name, Limits(entries=20))


def test_files_that_take_too_long_together_are_named(file: Path) -> None:
    packed(file, {"一.txt": b"a", "二.txt": b"b"})
    with pytest.raises(UnreadableFile, match=r"没有时间"), Reader(Limits(seconds=-1)) as reader:
        reader.load(file, file.name)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_an_archive_that_is_cut_short_is_refused(file: Path, share: float) -> None:
    packed(file, {"a.txt": b"a" * 100, "b.txt": b"b" * 100})
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
    with pytest.raises(UnreadableFile, match=r"不完整"):
        load(file, file.name)


def test_of_two_files_of_one_name_the_second_is_named(file: Path) -> None:
    packed(file, {"甲/通知.txt": "第一份。".encode(), "乙/通知.md": "第二份。".encode()})
    assert [each.text for each in load(file, file.name).documents] == ["第一份。"]
    assert refused(file) == [
        "资料.zip/乙/通知.md：压缩包里编号“通知”的文件不止一个，只收入前一个。请改名后重新打包。"
    ]
