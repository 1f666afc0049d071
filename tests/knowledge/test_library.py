"""The library's folders: what is added, replaced, refused, removed and read."""

import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from knowledge.contents import Contents
from knowledge.document import Document
from knowledge.errors import KnowledgeError, NameTaken, ReloadRunning, UnknownDocument
from knowledge.library import BUNDLED, Added, Library
from knowledge.loaders import Loaded, Reader
from knowledge.problems import Problem
from knowledge.sources import Source
from knowledge.staging import Staging
from tests.knowledge.office import packed


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of files that are not in the library yet."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def library(home: Path, tmp_path: Path) -> Library:
    """A library without bundled files."""
    (tmp_path / "none").mkdir()
    return Library(home, tmp_path / "none")


@pytest.fixture
def with_bundled(home: Path, tmp_path: Path) -> Library:
    """A library that comes with one file, 甲.md."""
    folder = tmp_path / "bundled"
    folder.mkdir()
    write(folder, {"甲.md": "随附的甲"})
    return Library(home, folder)


def write(folder: Path, texts: Mapping[str, str | bytes]) -> list[Path]:
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return [folder / name for name in texts]


def held(library: Library) -> dict[str, str]:
    """What stands in sources/, hidden files too."""
    if not library.folder.exists():
        return {}
    return {path.name: path.read_text(encoding="utf-8") for path in library.folder.iterdir()}


def refusals(added: Added) -> list[str]:
    return [str(error) for error in added.refused]


def ids(contents: Contents) -> list[str]:
    return [document.id for document in contents.documents]


# adding


def test_files_are_copied_and_read(library: Library, files: Path) -> None:
    added = library.add(write(files, {"甲.md": "# 题\n\n甲", "乙.TXT": "乙"}))
    assert (added.added, added.replaced, added.refused) == (["甲.md", "乙.TXT"], [], [])
    assert held(library) == {"甲.md": "# 题\n\n甲", "乙.TXT": "乙"}
    assert [(d.id, d.file, d.text) for d in library.read().documents] == [
        ("乙", "乙.TXT", "乙"),
        ("甲", "甲.md", "甲"),
    ]


def test_the_same_name_replaces_and_says_so(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "旧"}))
    added = library.add(write(files, {"甲.md": "新", "乙.md": "乙"}))
    assert (added.added, added.replaced) == (["乙.md"], ["甲.md"])
    assert held(library) == {"甲.md": "新", "乙.md": "乙"}


def test_another_file_of_the_same_id_is_refused(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "甲"}))
    added = library.add(write(files, {"甲.txt": "别的甲"}))
    assert [type(error) for error in added.refused] == [NameTaken]
    assert "甲.txt" in refusals(added)[0]
    assert "甲.md" in refusals(added)[0]
    assert held(library) == {"甲.md": "甲"}


def test_names_that_differ_in_capitals_alone_are_the_same(library: Library, files: Path) -> None:
    added = library.add(write(files, {"Case.md": "一", "case.txt": "二"}))
    assert (added.added, len(added.refused)) == (["Case.md"], 1)
    assert "case.txt：编号“case”已被 Case.md 使用" in refusals(added)[0]


def test_an_archive_takes_no_id_of_another_file(library: Library, files: Path) -> None:
    first = packed(files / "一.zip", {"通知.txt": "第一份。".encode()})
    second = packed(files / "二.zip", {"通知.md": "第二份。".encode(), "乙.md": "乙".encode()})
    added = library.add([first, second, *write(files, {"通知.txt": "第三份。"})])
    assert added.added == ["一.zip"]
    assert [line.partition("。")[0] for line in refusals(added)] == [
        "二.zip：里面有的编号已被别的文件使用：“通知”（一.zip）",
        "通知.txt：编号“通知”已被 一.zip 使用",
    ]


def test_what_the_edition_holds_is_not_taken_by_a_new_file(library: Library, files: Path) -> None:
    library.add([packed(files / "包.zip", {"通知.txt": "第一份。".encode()})])
    again = Library(library.folder.parent, library.bundled)
    path = write(files, {"通知.txt": "又一份。"})
    with again.lock(), again.adding(path, {"通知": "包.zip/通知.txt"}) as added:
        assert "已被 包.zip 使用" in refusals(added)[0]
    with (
        again.lock(),
        pytest.raises(UnknownDocument, match=r"包.zip 里的一份"),
        again.removing("通知", held={"通知": "包.zip/通知.txt"}),
    ):
        pass


def test_a_bundled_id_is_refused(with_bundled: Library, files: Path) -> None:
    added = with_bundled.add(write(files, {"甲.md": "别的甲", "甲.txt": "又一个", "乙.md": "乙"}))
    assert added.added == ["乙.md"]
    assert len(added.refused) == 2
    assert all("随软件附带" in line for line in refusals(added))


def test_two_files_of_one_name_in_a_batch_are_not_mixed_up(library: Library, files: Path) -> None:
    for folder in ("一", "二"):
        (files / folder).mkdir()
        write(files / folder, {"甲.md": folder})
    added = library.add([files / "一" / "甲.md", files / "二" / "甲.md"])
    assert (added.added, len(added.refused)) == (["甲.md"], 1)
    assert held(library) == {"甲.md": "一"}


def test_adding_counts_the_files_those_that_are_refused_too(library: Library, files: Path) -> None:
    paths, steps = write(files, {"甲.md": "甲", "空.md": ""}), list[tuple[int, int]]()
    with library.lock(), library.adding(paths, progress=lambda done, total: steps.append((done, total))):
        assert steps == [(1, 2), (2, 2)]


def test_a_file_given_twice_is_added_once(library: Library, files: Path) -> None:
    paths = write(files, {"甲.md": "甲"})
    added = library.add([*paths, *paths, files])
    assert (added.added, added.refused) == (["甲.md"], [])


def test_a_folder_gives_all_that_is_in_it_and_names_what_it_cannot(library: Library, files: Path) -> None:
    (files / "内").mkdir()
    write(files, {"甲.md": "甲", "图.png": b"\x89PNG", ".DS_Store": b"\0"})
    write(files / "内", {"乙.txt": "乙"})
    added = library.add([files])
    assert sorted(added.added) == ["乙.txt", "甲.md"]
    assert len(added.refused) == 1
    assert "图.png" in refusals(added)[0]


def test_a_folder_that_cannot_be_opened_is_named_and_the_rest_goes_on(
    library: Library, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "锁").mkdir()
    write(files, {"甲.md": "甲"})
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder.name == "锁":
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    added = library.add([files, Path("长" * 2000)])
    assert added.added == ["甲.md"]
    assert refusals(added)[0] == "锁：无法读取（没有权限）。请检查路径和权限。"
    assert "名称过长" in refusals(added)[1]


def test_a_folder_within_a_folder_may_have_its_library_toml(library: Library, files: Path) -> None:
    inner = files / "内"
    inner.mkdir()
    write(inner, {"底.md": "底", "library.toml": '["底.md"]\ntitle = "到底"\n'})
    assert library.add([files]).added == ["底.md", "library.toml"]
    assert library.read().documents[0].title == "到底"


def test_what_cannot_be_read_is_refused_by_name_and_the_rest_goes_on(library: Library, files: Path) -> None:
    paths = write(
        files,
        {
            "空.md": "",
            "坏.txt": b"abc\n\xff",
            "坏.md": "---\ntitle: [\n---\n",
            "甲.md": "甲",
            "表.xyz": "表",
        },
    )
    added = library.add([*paths, files / "无.md"])
    assert added.added == ["甲.md"]
    assert [line.split("：")[0] for line in sorted(refusals(added)) if "无.md" not in line] == [
        "坏.md 第 2 行",
        "坏.txt 第 2 行",
        "空.md",
        "表.xyz",
    ]
    assert any("无.md" in line and "没有这个文件" in line for line in refusals(added))
    assert held(library) == {"甲.md": "甲"}


def test_a_refused_file_leaves_the_one_that_it_would_replace(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "旧"}))
    added = library.add(write(files, {"甲.md": b"\xff"}))
    assert (added.changed, len(added.refused)) == (False, 1)
    assert held(library) == {"甲.md": "旧"}


def test_links_and_pipes_are_refused(library: Library, files: Path) -> None:
    write(files, {"甲.md": "甲"})
    (files / "链.md").symlink_to(files / "甲.md")
    (files / "断.md").symlink_to(files / "没有")
    (files / "夹.md").symlink_to(files)
    os.mkfifo(files / "管.md")
    added = library.add([files / name for name in ("链.md", "断.md", "夹.md", "管.md")])
    assert (added.added, len(added.refused)) == ([], 4)
    assert [*library.add([files]).added] == ["甲.md"]


def test_odd_names_are_kept_or_refused_but_never_lost(library: Library, files: Path) -> None:
    kept = ["-x.md", "a b'\"$(x).md", "〔2018〕117号.md", "👨‍👩‍👧.txt"]
    refused = [" .md", "换\n行.md", "\x1b[2J.md", ".藏.md", "序\u202e.md"]
    added = library.add(write(files, dict.fromkeys([*kept, *refused], "正文")))
    assert (added.added, len(added.refused)) == (kept, len(refused))
    assert sorted(ids(library.read())) == sorted(Path(name).stem for name in kept)
    assert all(line.isprintable() for line in refusals(added))


def test_a_name_of_undecodable_bytes_is_refused(library: Library, files: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(files) + b"/\xff.md"))
    path.write_text("正文", encoding="utf-8")
    assert len(library.add([path]).refused) == 1
    assert len(library.add([files]).refused) == 1


def test_names_that_look_the_same_are_the_same(library: Library, files: Path) -> None:
    library.add(write(files, {"e\u0301.md": "一"}))
    assert library.add(write(files, {"\u00e9.md": "二"})).replaced == ["\u00e9.md"]
    assert ids(library.read()) == ["\u00e9"]


def test_a_file_that_is_too_large_is_not_even_copied(
    library: Library, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (files / "大.txt").open("wb") as file:
        file.truncate(3 << 30)
    copied: list[str] = []
    monkeypatch.setattr(Staging, "copy", lambda self, path, name: copied.append(name))
    added = library.add([files])
    assert (added.added, copied) == ([], [])
    assert "大.txt：文件大小超过" in refusals(added)[0]


def test_nothing_to_add_changes_nothing(library: Library) -> None:
    assert library.add([]) == Added()
    assert held(library) == {}


def test_what_fails_after_adding_takes_the_files_back_out(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "旧"}))
    paths = write(files, {"甲.md": "新", "乙.md": "乙"})

    def add_and_break_off() -> None:
        with library.lock(), library.adding(paths) as added:
            assert held(library) == {"甲.md": "新", "乙.md": "乙"}
            assert added.changed
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_and_break_off()
    assert held(library) == {"甲.md": "旧"}


def test_only_one_process_changes_the_library(library: Library, files: Path) -> None:
    with library.lock(), pytest.raises(ReloadRunning), library.lock(wait=False):
        pass


# removing


def test_documents_are_removed_by_id_or_file_name(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "甲", "乙.txt": "乙", "丙.md": "丙"}))
    assert library.remove("甲", "乙.txt", "乙") == ["甲.md", "乙.txt"]
    assert held(library) == {"丙.md": "丙"}


def test_where_one_id_is_unknown_nothing_is_removed(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "甲"}))
    with pytest.raises(UnknownDocument, match="无"):
        library.remove("甲", "无")
    assert held(library) == {"甲.md": "甲"}


def test_a_bundled_file_cannot_be_removed(with_bundled: Library) -> None:
    with pytest.raises(UnknownDocument, match="随软件附带"):
        with_bundled.remove("甲")
    assert (with_bundled.bundled / "甲.md").exists()


@pytest.mark.parametrize("id", ["../甲", "../none/甲.md", "", ".", "*"])
def test_an_id_is_no_path(library: Library, files: Path, id: str) -> None:
    library.add(write(files, {"乙.md": "乙"}))
    with pytest.raises(UnknownDocument):
        library.remove(id)


# reading


def test_without_a_home_there_is_only_what_is_bundled(home: Path) -> None:
    library = Library(home)
    assert library.bundled == BUNDLED
    assert sorted(ids(library.read())) == sorted(path.stem for path in BUNDLED.glob("*.md"))
    assert library.read().problems == ()
    assert not home.exists()


def test_a_file_in_sources_beats_a_bundled_one(with_bundled: Library) -> None:
    with_bundled.folder.mkdir(parents=True)
    write(with_bundled.folder, {"甲.txt": "自己的甲"})
    contents = with_bundled.read()
    assert [document.text for document in contents.documents] == ["自己的甲"]
    assert [(problem.file, problem.line) for problem in contents.problems] == [("甲.md", None)]
    assert "甲.txt" in contents.problems[0].problem


def test_a_file_beats_what_is_in_an_archive(library: Library) -> None:
    library.folder.mkdir(parents=True)
    packed(library.folder / "一.zip", {"通知.txt": "包里的。".encode()})
    write(library.folder, {"通知.md": "单独的。"})
    contents = library.read()
    assert [document.text for document in contents.documents] == ["单独的。"]
    assert [problem.file for problem in contents.problems] == ["一.zip/通知.txt"]


def test_a_damaged_file_is_a_problem_and_the_others_are_read(library: Library) -> None:
    library.folder.mkdir(parents=True)
    write(library.folder, {"坏.txt": b"a\n\xff", "甲.md": "甲", "甲.txt": "又一个甲"})
    contents = library.read()
    assert [document.file for document in contents.documents] == ["甲.md"]
    assert [(problem.file, problem.line) for problem in contents.problems] == [
        ("坏.txt", 2),
        ("甲.txt", None),
    ]


def test_what_is_no_file_of_the_library_is_a_problem(library: Library) -> None:
    library.folder.mkdir(parents=True)
    (library.folder / "夹").mkdir()
    (library.folder / "链.md").symlink_to("/etc/passwd")
    write(library.folder, {"图.png": b"\x89", ".gitignore": "*", "甲.md": "甲"})
    contents = library.read()
    assert ids(contents) == ["甲"]
    assert sorted(problem.file for problem in contents.problems) == ["图.png", "夹", "链.md"]
    assert all(problem.remedy for problem in contents.problems)


def test_what_is_known_of_a_file_spares_its_parsing(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "甲", "乙.md": "乙"}))
    warning = Problem("甲.md", 3, "有疑问", "请核对")
    known = Loaded((Document("甲", "甲.md", "已知", ()),), (warning,))
    asked: list[Source] = []

    def recall(source: Source) -> Loaded | None:
        asked.append(source)
        return known if source.file == "甲.md" else None

    contents = Library(library.folder.parent, library.bundled).read(recall)
    assert {each.file: each.text for each in contents.documents} == {"乙.md": "乙", "甲.md": "已知"}
    assert contents.problems == (warning,)
    assert [source.file for source in asked] == ["乙.md", "甲.md"]


def test_progress_counts_the_files(library: Library, files: Path) -> None:
    library.add(write(files, {"甲.md": "甲", "乙.md": "乙"}))
    steps: list[tuple[int, int]] = []
    library.read(progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 2), (2, 2)]


def test_a_file_that_changes_while_it_is_read_is_known_as_it_was_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.folder.mkdir(parents=True)
    path = write(library.folder, {"甲.md": "一"})[0]
    texts = iter(["二"])

    def load_while_it_changes(reader: Reader, source: Path, file: str) -> Loaded:
        found = Document("甲", file, source.read_text(encoding="utf-8"), ())
        for text in texts:
            path.write_text(text, encoding="utf-8")
        return Loaded((found,))

    monkeypatch.setattr(Reader, "load", load_while_it_changes)
    contents = library.read()
    assert [document.text for document in contents.documents] == ["二"]
    assert [source.digest for source in contents.sources] == [source.digest for source in library.sources()]


def test_the_documents_of_a_file_are_named_where_all_are_there(library: Library) -> None:
    library.folder.mkdir(parents=True)
    write(library.folder, {"甲.md": "甲", "甲.txt": "又一个甲", "坏.md": b"\xff"})
    contents = library.read()
    assert {
        source.file: [document.id for document in loaded.documents]
        for source, loaded in contents.whole.items()
    } == {"甲.md": ["甲"]}
    assert [source.file for source in contents.sources] == ["坏.md", "甲.md", "甲.txt"]


def test_every_refusal_is_an_error_of_the_library(library: Library, files: Path) -> None:
    for error in library.add([files / "无", files]).refused:
        assert isinstance(error, KnowledgeError)
