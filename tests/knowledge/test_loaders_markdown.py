"""Markdown files: what they give of themselves, and that nothing of their text is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Document
from knowledge.errors import UnreadableFile
from knowledge.loaders import load
from knowledge.problems import Problem


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "通知.md"


def read(file: Path, text: str | bytes) -> Document:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    documents = load(file, file.name).documents
    assert len(documents) == 1
    return documents[0]


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def refusal(file: Path, text: str | bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read(file, text)
    return refused.value


def warned(file: Path, text: str) -> Problem:
    read(file, text)
    warnings = load(file, file.name).warnings
    assert len(warnings) == 1
    return warnings[0]


# front matter


def test_front_matter_gives_the_metadata_and_is_no_text(file: Path) -> None:
    document = read(
        file,
        "---\ntitle: 关于扶贫的通知\nissuer: 民政部\nnumber: 117\npublished: 2018-10-30\n"
        "regions: [湖南省, 云南省]\nuri: null\n---\n\n正文。\n",
    )
    metadata = document.metadata
    assert (document.id, document.file, document.text) == ("通知", "通知.md", "正文。")
    assert (metadata.title, metadata.issuer, metadata.number) == ("关于扶贫的通知", "民政部", "117")
    assert (metadata.published, metadata.regions) == ("2018-10-30", ("湖南省", "云南省"))
    assert metadata.uri is None
    assert not {"title", "issuer", "number", "published", "regions", "uri"} & metadata.guessed


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2018-10-30", "2018-10-30"),
        ("2018-10-30 08:30:00", "2018-10-30"),
        ('"2018/1/3"', "2018-01-03"),
        ("2018.1.3", "2018-01-03"),
        ("2018年10月3日", "2018-10-03"),
        ("2018-10", "2018-10"),
        ("2018年10月", "2018-10"),
        ("2018", "2018"),
    ],
)
def test_a_date_is_iso_however_it_is_written(file: Path, written: str, date: str) -> None:
    assert read(file, f"---\npublished: {written}\n---\n正文。").metadata.published == date


@pytest.mark.parametrize("written", ["2018-13-01", "2018-02-30", "去年", "12", "20181030", "2018-10-30-1"])
def test_what_is_no_date_is_not_taken_and_named_by_line(file: Path, written: str) -> None:
    front = f"---\ntitle: 通知\npublished: {written}\n---\n正文。"
    warning = warned(file, front)
    assert warning.line == 3
    assert "published" in warning.problem
    assert "2018-10-30" in warning.remedy
    assert read(file, front).metadata.published is None


def test_a_value_is_text_as_it_was_written(file: Path) -> None:
    document = read(file, "---\ntitle: yes\nnumber: 1.10\nissuer: 012\nsource: ~\n---\n正文。")
    metadata = document.metadata
    assert (metadata.title, metadata.number, metadata.issuer, metadata.source) == ("yes", "1.10", "012", None)


def test_a_region_may_stand_alone_or_be_left_out(file: Path) -> None:
    assert read(file, "---\nregions: 湖南省\n---\n正文。").metadata.regions == ("湖南省",)
    assert read(file, "---\nregions:\n---\n正文。").metadata.regions == ()


@pytest.mark.parametrize(
    ("front", "line", "word"),
    [
        ("title: 甲\nissuer: [乙", 3, "YAML"),
        ("title: 甲\nissuer: '乙", 3, "YAML"),
        ("title: 甲\n  issuer: 乙", 3, "YAML"),
        ("title: 甲\n\tissuer: 乙", 3, "YAML"),
        ("title: 甲\nissuer: 乙\x07", 3, "YAML"),
        ("- 甲\n- 乙", 2, "名称: 值"),
        ("只是一行字", 2, "名称: 值"),
        ("[" * 90, 2, "YAML"),
        ("[" * 9_000, 2, "复杂"),
        ("title: " + "甲" * 10_000, 2, "过长"),
    ],
)
def test_bad_front_matter_is_refused_by_line(file: Path, front: str, line: int, word: str) -> None:
    error = refusal(file, f"---\n{front}\n---\n正文。")
    assert (error.file, error.line) == ("通知.md", line)
    assert word in str(error)


@pytest.mark.parametrize(
    ("front", "line", "word"),
    [
        ("title: 甲\nauthor: 乙\ntags: [丙]", 3, "author、tags"),
        ("title: 甲\nissuer: 乙\ntitle: 丙", 4, "title"),
        ("title: 甲\nsource: [乙, 丙]", 3, "source"),
        ("title: 甲\nissuer: {乙: 丙}", 3, "issuer"),
        ("title: 甲\nregions: [[乙]]", 3, "regions"),
        ("title: 甲\nguessed: [title]", 3, "guessed"),
    ],
)
def test_what_is_not_understood_of_front_matter_is_named_by_line(
    file: Path, front: str, line: int, word: str
) -> None:
    written = f"---\n{front}\n---\n正文。"
    warning = warned(file, written)
    assert (warning.file, warning.line) == ("通知.md", line)
    assert word in warning.problem
    assert (read(file, written).title, read(file, written).text) == ("甲", "正文。")


def test_front_matter_may_be_in_chinese_or_in_the_names_of_other_programs(file: Path) -> None:
    document = read(
        file,
        "---\n标题：关于扶贫的通知\n发文机关: [民政部, 财政部]\n文号: 民发〔2018〕1号\n"
        "发布日期: 2018年10月30日\neffective-date: 2018-11-01\n地区: 湖南省\nURL: http://a.cn/b\n"
        "有效性：已废止\nexpiry_date: ''\n---\n正文。\n",
    )
    metadata = document.metadata
    assert (metadata.title, metadata.issuer) == ("关于扶贫的通知", "民政部、财政部")
    assert (metadata.number, metadata.published) == ("民发〔2018〕1号", "2018-10-30")
    assert (metadata.effective, metadata.regions) == ("2018-11-01", ("湖南省",))
    assert (metadata.uri, metadata.status, metadata.expires) == ("http://a.cn/b", "已废止", None)


def test_the_day_of_a_page_is_that_of_its_text_only_where_nothing_else_tells(file: Path) -> None:
    front = "---\ntitle: 关于扶贫的通知\ndate: 2025-12-18\n---\n"
    alone, signed = (
        read(file, f"{front}正文。"),
        read(file, f"{front}正文。\n\n青山县民政局\n\n2018年10月30日"),
    )
    assert (alone.metadata.posted, alone.metadata.published) == ("2025-12-18", "2025-12-18")
    assert "published" in alone.metadata.guessed
    assert (signed.metadata.posted, signed.metadata.published) == ("2025-12-18", "2018-10-30")


def test_an_unclosed_front_matter_is_refused(file: Path) -> None:
    assert refusal(file, "---\ntitle: 甲\n\n正文。").line == 1


def test_an_empty_front_matter_gives_nothing(file: Path) -> None:
    document = read(file, "---\n---\n正文。")
    assert (document.text, document.title) == ("正文。", "通知")


def test_half_a_character_is_refused(file: Path) -> None:
    assert "无效的字符" in str(refusal(file, '---\ntitle: "\\ud800"\n---\n正文。'))


# the title


def test_the_first_level_1_heading_is_the_title_and_not_repeated(file: Path) -> None:
    document = read(file, "# 关于扶贫的通知\n\n正文。")
    assert (document.title, document.text) == ("关于扶贫的通知", "正文。")
    assert "title" not in document.metadata.guessed


def test_a_heading_beside_a_given_title_stays_in_the_text(file: Path) -> None:
    document = read(file, "---\ntitle: 甲\n---\n# 乙\n\n正文。")
    assert (document.title, document.text) == ("甲", "乙\n正文。")


def test_without_a_title_the_id_stands_for_it(file: Path) -> None:
    assert read(file, "---\ntitle: null\n---\n正文。").title == "通知"


# encodings and line ends


def test_a_bom_and_windows_line_ends_change_nothing(file: Path) -> None:
    text = "---\ntitle: 甲\n---\n## 乙\n\n第一段。\n\n第二段。\n"
    plain = read(file, text)
    assert read(file, b"\xef\xbb\xbf" + text.encode()) == plain
    assert read(file, text.replace("\n", "\r\n")) == plain
    assert read(file, text.replace("\n", "\r")) == plain


def test_a_file_that_is_not_utf8_is_refused_by_line(file: Path) -> None:
    assert refusal(file, b"\xef\xbb\xbf\nabc\n" + "扶贫".encode("gb18030")).line == 3


def test_a_file_with_null_bytes_is_refused_by_line(file: Path) -> None:
    assert refusal(file, b"\r\nabc\0def").line == 2


@pytest.mark.parametrize("text", ["", " \n\n", "---\ntitle: 甲\n---\n", "<!-- 无 -->", "[甲]: http://b.cn"])
def test_a_file_without_text_is_refused(file: Path, text: str) -> None:
    assert "没有文字" in str(refusal(file, text))


# the text


def test_blocks_have_their_kinds_and_headings(file: Path) -> None:
    document = read(
        file,
        "# 总\n\n## 甲\n\n第一条 总则。\n\n问：有吗？\n\n答：有。\n\n| 乙 | 丙 |\n|---|---|\n| 1 | 2 |\n",
    )
    assert blocks(document) == [
        ("heading", "甲"),
        ("article", "第一条 总则。"),
        ("question", "问：有吗？"),
        ("answer", "答：有。"),
        ("table", "乙：1；丙：2"),
    ]
    assert {block.section for block in document.blocks[1:]} == {("甲",)}


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("1. 甲\n2. 乙", ["1. 甲", "2. 乙"]),
        ("3) 甲\n4) 乙", ["3) 甲", "4) 乙"]),
        ("- 甲\n  - 乙\n    1. 丙\n\n       丁\n- 戊", ["甲", "乙", "1. 丙", "丁", "戊"]),
        ("甲  \n乙\\\n丙", ["甲", "乙", "丙"]),
        ("甲<br>乙<br/>丙", ["甲", "乙", "丙"]),
        ("    甲\n      乙", ["甲", "乙"]),
        ("```python\n甲 = 1\n\n乙\n```", ["甲 = 1", "乙"]),
        ("~~~\n甲", ["甲"]),
        ("> 甲\n>> 乙", ["甲", "乙"]),
        ("**甲**_乙_`丙`~~丁~~", ["甲乙丙~~丁~~"]),
        ("**问：**谁`**丁**`？", ["问：谁**丁**？"]),
        ("[甲](http://a.cn '题')和<http://b.cn>", ["甲和http://b.cn"]),
        ("![甲*乙*](a.png)", ["甲乙"]),
        ("甲 &lt;乙&gt; &amp; 丙\\*", ["甲 <乙> & 丙*"]),
        ("甲<b>乙</b>，1<2，<扶贫>，a<b", ["甲乙，1<2，<扶贫>，a<b"]),
        ("<丙>\n\n乙", ["<丙>", "乙"]),
        ("<fupin>甲</fupin>", ["<fupin>甲</fupin>"]),
        ("<div>\n甲<p>乙</p>\n</div>", ["甲", "乙"]),
        (
            "<table><tr><th>甲</th><th>乙</th></tr>\n<tr><td>1</td><td>2</td></tr></table>",
            ["甲：1；乙：2"],
        ),
        ("<script>var 甲</script>\n\n乙<!-- 丙 -->", ["乙"]),
        ("甲\n===\n\n乙\n---", ["乙"]),
        ("#\n\n甲", ["甲"]),
        ("| 甲 |\n|---|\n| |\n| 乙<br>丙 |", ["甲：乙 丙"]),
        ("| 甲 |\n|---|\n| 乙 | 丙 | |", ["甲：乙；丙"]),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | |", ["甲 | 乙", "1"]),
        ("| 甲 | 乙 |\n|---|---|", ["甲：乙"]),
        ("| 发放表 | |\n|---|---|\n| 单位 | 数量 |\n| 丙 | 2 |", ["发放表", "单位：丙；数量：2"]),
        ("| 问 | 答 |\n|---|---|\n| 有吗？ | 有。 |", ["有吗？", "有。"]),
        (
            "前\n<table><tr><th>甲</th><th>乙</th></tr><!-- 丙 --><tr><td>1</td><td>2</td></tr></table>\n后",
            ["前", "甲：1；乙：2", "后"],
        ),
        ("甲\n\n***\n\n乙", ["甲", "乙"]),
        ("> " * 30 + "甲", ["甲"]),
        ("甲[^1]\n\n[^1]: 乙", ["甲[^1]", "[^1]: 乙"]),
        ("甲[注]\n\n[注]: 乙《丙》", ["甲[注]", "[注]: 乙《丙》"]),
        ("[甲][1]\n\n[1]: http://a.cn/乙", ["甲"]),
    ],
)
def test_the_text_is_kept_without_its_markup(file: Path, markdown: str, lines: list[str]) -> None:
    assert read(file, markdown).text.split("\n") == lines


def test_a_wrapped_paragraph_is_whole_again(file: Path) -> None:
    sentence = (
        "各级登记管理机关应当引导社会组织结合自身专长、优势和活动地域，主动对接贫困地区的需求，"
        "按照因地制宜、量力而行的原则，开展多种形式的帮扶活动，并及时公开项目的进展和款物的使用情况。"
        "对工作扎实、成效明显的社会组织，要予以表扬和宣传，带动更多力量投身其中。"
    )
    wrapped = "\n".join(sentence[i : i + 30] for i in range(0, len(sentence), 30))
    assert read(file, wrapped).text == sentence


def test_a_long_question_is_whole(file: Path) -> None:
    question = "问：" + "这一项工作 在各地 是怎样开展的，又取得了哪些成效呢？ " * 30
    assert "".join(read(file, question).text.split()) == "".join(question.split())


MARKUP = st.sampled_from(["| ", " |", "|---|\n"]) | st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "**",
        "_",
        "`",
        "```\n",
        "\n",
        "\n\n",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<br>",
        "\\",
        "![",
        "*",
        "  \n",
        "\t",
        "===\n",
        "---\n",
        "&lt;",
        "~~~\n",
        "<",
    ]
)
WORDS = st.text(alphabet="扶贫政策社会组织，。：一二三、（）第条问答", min_size=1, max_size=12)


@given(st.lists(st.one_of(MARKUP, WORDS), max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_chinese_character_is_lost(tmp_path: Path, parts: list[str]) -> None:
    # it starts with text, so that nothing of it is taken for front matter or for the title
    written = "扶贫\n\n" + "".join(parts)
    document = read(tmp_path / "a.md", written)
    shown = "".join((document.metadata.title or "", document.text))
    chinese = re.compile("[\u4e00-\u9fff]")
    missing = [c for c in set(chinese.findall(written)) if written.count(c) > shown.count(c)]
    assert missing == []


def test_a_file_as_large_as_a_law_book_is_read_in_time(file: Path) -> None:
    document = read(
        file, "\n\n".join(f"第{i}条 应当公开款物的使用情况，接受社会监督。" for i in range(1, 2000))
    )
    assert len(document.blocks) == 1999


@pytest.mark.parametrize("deep", [">" * 80 + " 正文。", "\n".join("  " * n + "- 正文。" for n in range(40))])
def test_what_is_nested_too_deep_is_refused_and_not_dropped(tmp_path: Path, deep: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"正文。\n\n{deep}\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="嵌套过深"):
        load(path, path.name)


def test_a_heading_that_is_too_long_for_one_is_a_paragraph_and_cut_as_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# {'很长' * 400}\n\n## {'也长' * 400}\n\n正文。\n", encoding="utf-8")
    document = load(path, path.name).documents[0]
    assert document.title == "很长" * 150
    assert document.text == f"{'很长' * 400}\n{'也长' * 400}\n正文。"
    assert [(block.kind, block.section) for block in document.blocks] == [("paragraph", ())] * 3
