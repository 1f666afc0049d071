"""Everything that an admin should look at in the library, by file, line and remedy."""

from pathlib import Path

import pytest

from knowledge.loaders import Reader
from knowledge.problems import Problem
from retrieval.check import check
from retrieval.reload import reload
from tests.retrieval.conftest import Home

TEXT = "\n\n".join(
    f"第{number}项补助由第{number}村发放，每户{number * 10}元，年底公开。" for number in range(40)
)
DATED = "---\ntitle: 补助细则\npublished: {date}\n---\n\n"


def told(home: Home) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in check(home.path, home.bundled).problems:
        found.setdefault(problem.file, []).append(problem)
    return found


def test_a_library_in_order_has_no_problems(home: Home) -> None:
    home.write(甲=DATED.format(date="2018-10-30") + TEXT)
    found = check(home.path, home.bundled)
    assert (found.files, found.documents, found.problems) == (1, 1, ())
    assert not (home.path / "editions").exists()


def test_files_and_documents_are_told_by_name_line_and_remedy(home: Home) -> None:
    home.write(
        坏="---\ntitle: [\n---\n",
        空="",
        缺="要做好以下四项工作：一是甲事，二是乙事，三是丙事。\n\n丢\ufffd字。",
    )
    (home.path / "sources" / "图.png").write_bytes(b"\x89PNG")
    found = told(home)
    assert {file: [problem.line for problem in some] for file, some in found.items()} == {
        "图.png": [None],
        "坏.md": [2],
        "空.md": [None],
        "缺.md": [None, None, 1, 3],
    }
    assert all(problem.remedy for some in found.values() for problem in some)


def test_lost_characters_are_told_once_though_the_loader_warns_of_them_too(home: Home) -> None:
    path = home.path / "sources" / "缺.txt"
    path.write_text("关于缺字的通知\n\n2018年3月5日\n\n社会\ufffd组织参与扶贫。\n", encoding="utf-8")
    reload(home.path, home.bundled)
    assert [(each.line, "1 处缺字" in each.problem) for each in told(home)["缺.txt"]] == [(5, True)]


def test_of_two_texts_that_are_the_same_the_newer_is_to_be_kept(home: Home) -> None:
    home.write(甲=DATED.format(date="2018-10-30") + TEXT, 乙=DATED.format(date="2019-01-01") + TEXT)
    found = told(home)
    assert list(found) == ["甲.md"]
    assert found["甲.md"][0].problem == "与 乙.md 内容相同，建议以后者为准（日期较新）"
    assert "fupin kb remove 甲" in found["甲.md"][0].remedy


def test_the_organisations_own_file_is_to_be_kept(home: Home) -> None:
    (home.bundled / "附.md").write_text(DATED.format(date="2020-01-01") + TEXT, encoding="utf-8")
    home.write(甲=DATED.format(date="2018-10-30") + TEXT)
    found = told(home)
    assert list(found) == ["附.md"]
    assert "本机构" in found["附.md"][0].problem
    assert "remove" not in found["附.md"][0].remedy


def test_texts_that_are_nearly_the_same_are_told_with_their_share(home: Home) -> None:
    home.write(
        甲=DATED.format(date="2018-10-30") + TEXT,
        乙=DATED.format(date="2018-10-30") + TEXT.replace("第39项", "第三十九项"),
    )
    problem = told(home)["甲.md"][0] if "甲.md" in told(home) else told(home)["乙.md"][0]
    assert "9" in problem.problem
    assert "%" in problem.problem


def test_unchanged_files_are_not_read_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write(甲="要做好以下四项工作：一是甲事，二是乙事，三是丙事。", 乙=TEXT)
    before = check(home.path, home.bundled)
    reload(home.path, home.bundled)

    def refuse(reader: Reader, path: Path, file: str) -> None:
        raise AssertionError(file)

    monkeypatch.setattr(Reader, "load", refuse)
    steps: list[tuple[str, int, int]] = []
    assert check(home.path, home.bundled, lambda *step: steps.append(step)) == before
    assert steps[-1] == ("检查内容", 2, 2)
