"""Files that were made to do harm, or that are not what they say: refused by name, in time, one by one."""

import gzip
import os
import random
import signal
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import UnreadableFile
from knowledge.loaders import Limits, Reader, child, load
from knowledge.loaders.formats import FORMATS, parsed
from tests.knowledge.office import excel, packed, pdf, set_lines, word, wrapped

TEXT = "各级民政部门要引导社会组织发挥专业优势，积极参与脱贫攻坚，主动对接贫困地区的需求，开展各类帮扶项目。"
OLD = Path(__file__).parent / "files" / "numbered.doc"


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound file of each format, by its suffix."""
    folder = tmp_path_factory.mktemp("originals")
    made = {
        ".docx": word(folder / "a.docx", lambda document: document.add_paragraph(TEXT)),
        ".xlsx": excel(folder / "a.xlsx", {"表": [("单位", "数量"), ("甲", 3)]}),
        ".pdf": pdf(folder / "a.pdf", lambda canvas: set_lines(canvas, wrapped(TEXT, 30), 80, 100)),
        ".zip": packed(folder / "a.zip", {"a.txt": TEXT.encode(), "b.html": f"<p>{TEXT}</p>".encode()}),
        ".doc": OLD,
    }
    texts = {".txt": TEXT, ".md": f"# 标题\n\n{TEXT}", ".csv": "单位,数量\n甲,3", ".html": f"<p>{TEXT}</p>"}
    return {suffix: path.read_bytes() for suffix, path in made.items()} | {
        suffix: text.encode() for suffix, text in texts.items()
    }


# files that are not what they say


@pytest.mark.parametrize("real", [".docx", ".xlsx", ".pdf", ".doc", ".zip"])
@pytest.mark.parametrize(
    "claimed", [".docx", ".xlsx", ".xls", ".pdf", ".doc", ".txt", ".md", ".csv", ".html", ".zip"]
)
def test_a_file_with_the_wrong_suffix_is_told_what_it_is(
    tmp_path: Path, originals: dict[str, bytes], real: str, claimed: str
) -> None:
    path = tmp_path / f"文件{claimed}"
    path.write_bytes(originals[real])
    if real == claimed:
        assert load(path, path.name).documents
    else:
        with pytest.raises(UnreadableFile, match=f"改为 \\{real}"), Reader() as reader:
            reader.load(path, path.name) if claimed == ".zip" else parsed(path, path.name, reader.limits)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_package_that_is_cut_short_is_said_to_be_incomplete(
    tmp_path: Path, originals: dict[str, bytes], suffix: str, share: float
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(originals[suffix][: int(len(originals[suffix]) * share)])
    with pytest.raises(UnreadableFile, match="不完整"):
        parsed(path, path.name, Limits())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "图片"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (b"Rar!\x1a\x07\0" + b"\0" * 50, "RAR"),
        (gzip.compress(b"text"), "gzip"),
        (b"\x7fELF" + b"\0" * 50, "程序"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "密码"),
        (b"", "不符"),
        (b"\0" * 100, "不符"),
    ],
    ids=["png", "jpeg", "rtf", "rar", "gzip", "elf", "password", "empty", "zeros"],
)
def test_other_formats_are_refused_by_their_name(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=problem) as refused:
        parsed(path, path.name, Limits())
    assert refused.value.file == "通知.docx"
    assert refused.value.remedy


# files that want too much


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    start = time.perf_counter()
    with pytest.raises(UnreadableFile, match="超过 100 MB"), Reader() as reader:
        parsed(path, path.name, reader.limits) if suffix != ".zip" else reader.load(path, path.name)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path, name: str) -> None:
    part = {"a.docx": "word/document.xml", "a.xlsx": "xl/workbook.xml"}[name]
    path = packed(tmp_path / name, {part: b" " * 5_000_000, "x": b" " * 5_000_000})
    with pytest.raises(UnreadableFile, match="解压后超过"):
        parsed(path, name, Limits(unpacked=1 << 20))


def test_a_document_with_too_much_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("扶贫政策。\n" * 1000, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="文字超过"):
        parsed(path, path.name, Limits(text=1000))


def test_tables_in_tables_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<table><tr><td>" * 80 + TEXT + "</td></tr></table>" * 80, encoding="utf-8")
    assert load(path, path.name).documents[0].text == TEXT


def test_a_cell_that_spans_millions_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    cell = "<td colspan=99999999 rowspan=99999999>甲</td>"
    path.write_text(f"<table>{f'<tr>{cell}<td colspan=9999>乙</td></tr>' * 20}</table>", encoding="utf-8")
    assert "甲" in load(path, path.name).documents[0].text


# the child process


def test_a_text_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "慢.md"
    path.write_text("![" * 100_000, encoding="utf-8")
    start = time.perf_counter()
    with pytest.raises(UnreadableFile, match="1 秒内没有读完"):
        load(path, path.name, Limits(seconds=1))
    assert time.perf_counter() - start < 10


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child process whose parser of web pages does what the page says, in Python."""
    misdeed = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from pathlib import Path\n"
        "from knowledge.loaders import child, html\n"
        "whole = html.load\n"
        "def load(path, file, limits):\n"
        "    text = path.read_text()\n"
        "    exec(text) if text.startswith('import') else None\n"
        "    return whole(path, file, limits)\n"
        "html.load = load\n"
        "child.serve()\n"
    )
    monkeypatch.setattr(child, "_START", misdeed)


@pytest.mark.usefixtures("misbehaving")
@pytest.mark.parametrize(
    ("misdeed", "problem"),
    [
        ("import time; time.sleep(60)", "2 秒内没有读完"),
        ("import os; os._exit(3)", "出错中止"),
        ("import os; os.kill(os.getpid(), 11)", "出错中止"),
        ("import os; a = bytearray(1 << 40)", "内存不足"),
        ("import sys; sys.exit(1)", "出错中止"),
        ("import os; raise RecursionError", "嵌套过深"),
    ],
)
def test_a_parser_that_goes_wrong_costs_only_its_file(tmp_path: Path, misdeed: str, problem: str) -> None:
    bad, good = tmp_path / "坏.html", tmp_path / "好.html"
    bad.write_text(misdeed, encoding="utf-8")
    good.write_text(f"<p>{TEXT}</p>", encoding="utf-8")
    with Reader(Limits(seconds=2)) as reader:
        assert reader.load(good, "好.html").documents[0].text == TEXT
        with pytest.raises(UnreadableFile, match=problem):
            reader.load(bad, "坏.html")
        assert reader.load(good, "好.html").documents[0].text == TEXT


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the process in /proc")
@pytest.mark.usefixtures("misbehaving")
def test_a_child_whose_parent_was_killed_ends_by_itself(tmp_path: Path) -> None:
    bad, said = tmp_path / "坏.html", tmp_path / "said"
    told = f"import os, time; open({str(said)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    bad.write_text(told, encoding="utf-8")
    parent = os.fork()
    if parent == 0:
        with suppress(BaseException):
            load(bad, bad.name, Limits(seconds=1))
        os._exit(0)
    wait_for(lambda: said.exists() and bool(said.read_text()))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    child_of_it = int(said.read_text())
    wait_for(lambda: not is_running(child_of_it))


def is_running(process: int) -> bool:
    """Whether it is more than a name that nobody has asked after."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_text_of_countless_parts_under_long_headings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "碎.md"
    path.write_text(f"# 题\n\n## {'长' * 300}\n\n" + "一\n\n" * 20_000, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="标题或段落过多"):
        load(path, path.name, Limits(text=100_000))


def test_what_a_parser_prints_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noisy = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from knowledge.loaders import child, html\n"
        "whole = html.load\n"
        "html.load = lambda *given: print('noise') or whole(*given)\n"
        "child.serve()\n"
    )
    monkeypatch.setattr(child, "_START", noisy)
    path = tmp_path / "a.html"
    path.write_text(f"<p>{TEXT}</p>", encoding="utf-8")
    assert load(path, path.name).documents[0].text == TEXT


# anything at all


SUFFIXES = sorted(set(FORMATS) - {".zip"})
SPLINTERS = [b"", b"<", b"99999999", b'"', b"\0", b"-1", b"</w:t>"]


def attempt(path: Path, content: bytes) -> None:
    """The file is read or refused, and nothing else happens."""
    path.write_bytes(content)
    with suppress(UnreadableFile):
        for document in parsed(path, path.name, Limits(unpacked=20 << 20, cells=100_000)).documents:
            assert all(document.text[block.start : block.end] for block in document.blocks)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from(SUFFIXES))
    attempt(tmp_path / f"a{suffix}", data.draw(st.binary(max_size=400)))


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sound_files_that_were_damaged_are_read_or_refused(
    tmp_path: Path, originals: dict[str, bytes], data: st.DataObject
) -> None:
    suffix = data.draw(st.sampled_from(sorted(set(originals) - {".zip"})))
    content = bytearray(originals[suffix])
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
        if not content:
            break
    attempt(tmp_path / f"a{suffix}", bytes(content))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_packages_with_damaged_parts_are_read_or_refused(
    tmp_path: Path, originals: dict[str, bytes], data: st.DataObject
) -> None:
    suffix = data.draw(st.sampled_from([".docx", ".xlsx"]))
    path = tmp_path / f"b{suffix}"
    path.write_bytes(originals[suffix])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    dice = random.Random(data.draw(st.integers(0, 1 << 30)))  # noqa: S311
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(content) + 1)
        content[at : at + dice.randrange(12)] = dice.choice(
            [b"", b"<", b"99999999", b'"', b"\0", b"-1", b"</w:t>"]
        )
    parts[name] = bytes(content)
    attempt(path, packed(path, parts).read_bytes())


TAGS = [
    "table",
    "tr",
    "td",
    "th",
    "p",
    "div",
    "ol",
    "li",
    "h1",
    "h2",
    "br",
    "b",
    "pre",
    "ruby",
    "rt",
    "a",
    "span",
]
MARKUP = st.sampled_from([*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS)])
ODD = st.sampled_from(
    ["<td rowspan=3 colspan=2>", "<ol start=9>", "<!--", "-->", "<?x ", "&#0;", "&nbsp;", "\0", "<p hidden>"]
)


@given(
    st.lists(
        st.one_of(MARKUP, ODD, st.text(alphabet="扶贫政策，。：一、（）第条问答12", max_size=8)), max_size=60
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_markup_is_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    attempt(tmp_path / "a.html", "".join(parts).encode())
