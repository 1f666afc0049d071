"""What a person should look at in a document, by line of its file."""

from pathlib import Path

import pytest

from knowledge.inspection import inspect
from knowledge.loaders import load
from knowledge.problems import Problem
from knowledge.structure import enumerations

GOOD = "---\ntitle: 通知\npublished: 2018-10-30\n---\n\n"


def problems(folder: Path, text: str, name: str = "通知.md") -> list[Problem]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    document = load(path, name).documents[0]
    return list(inspect(document, enumerations(document.text), path))


def test_a_document_in_order_has_no_problems(tmp_path: Path) -> None:
    assert (
        problems(
            tmp_path, GOOD + "正文。做好两项工作：一是宣传，二是培训。\n\n| 甲 | 1 |\n|---|---|\n| 乙 | 2 |"
        )
        == []
    )


def test_a_missing_title_and_date_are_told_with_their_remedy(tmp_path: Path) -> None:
    title, date = problems(tmp_path, "正文。")
    assert (title.problem, date.problem) == ("没有标题", "没有日期")
    assert "title" in title.remedy
    assert "published" in date.remedy


def test_lost_characters_are_counted_and_their_line_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD + "第一段。\n\n社会\ufffd组织参与扶\ufffd贫。")
    assert [(problem.file, problem.line) for problem in found] == [("通知.md", 8)]
    assert "2 处" in found[0].problem


@pytest.mark.parametrize(
    "text",
    [
        "\ue012\ue034\ue056\ue078" * 60,
        "ç¤¾ä¼šç»„ç»‡å‚ä¸Žæ‰¶è´«" * 20,
        "□■◆※＃＠" * 40,
    ],
)
def test_a_page_of_symbols_is_told(tmp_path: Path, text: str) -> None:
    found = problems(tmp_path, GOOD + f"正常的一段文字。\n\n{text}")
    assert len(found) == 1
    assert "符号" in found[0].problem
    assert found[0].line == 8


@pytest.mark.parametrize(
    "text",
    [
        "第一章 总则……………………………………1\n\n第二章 附则……………………………………20\n\n" * 20,
        "| 1,234.5 | 67% | -8 |\n\n" * 40,
        "Poverty alleviation policies, 2018-2020. " * 20,
        "《关于进一步动员社会组织的通知》（民发〔2018〕1号）、《办法》（二）；“三保障”。" * 20,
        "\U00020000\U00020001" * 200,
    ],
)
def test_contents_figures_and_other_scripts_are_no_symbols(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, GOOD + text) == []


def test_a_list_with_a_gap_is_told_by_line(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD + "第一段。\n\n要做好以下四项工作：一是宣传，二是培训，三是帮扶。")
    assert [problem.line for problem in found] == [8]
    assert "4 项" in found[0].problem
    assert "3 项" in found[0].problem


def test_without_a_text_file_there_is_no_line(tmp_path: Path) -> None:
    path = tmp_path / "通知.md"
    path.write_text(GOOD + "社会\ufffd组织。", encoding="utf-8")
    document = load(path, path.name).documents[0]
    path.rename(tmp_path / "通知.docx")
    assert [problem.line for problem in inspect(document, [], tmp_path / "通知.docx")] == [None]
    assert [problem.line for problem in inspect(document, [], path)] == [None]


def test_few_lists_of_real_documents_have_gaps(real_data: Path) -> None:
    told = []
    for path in sorted((real_data / "benchmarks" / "policy_qa" / "documents").glob("*.txt"))[::5]:
        document = load(path, path.name).documents[0]
        told += [
            each for each in inspect(document, enumerations(document.text), path) if "项" in each.problem
        ]
    assert len(told) <= 1
