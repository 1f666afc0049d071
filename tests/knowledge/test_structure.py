"""Plain text lines -> headings, articles, questions, answers and paragraphs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Document, Metadata
from knowledge.repair import repair
from knowledge.structure import pieces

LONG = "各乡镇要把排查、登记、公示三件事做到前头，做到村不漏户、户不漏人，逐户建档，逐月更新。"


def found(text: str) -> list[tuple[str, int, str]]:
    return [(piece.kind, piece.level, piece.text) for piece in pieces(text.split("\n"))]


def kinds(text: str) -> list[str]:
    return [piece.kind for piece in pieces(text.split("\n"))]


def headings(text: str) -> list[tuple[int, str]]:
    return [(level, text) for kind, level, text in found(text) if kind == "heading"]


def test_numbered_headings_have_the_level_of_their_numbering() -> None:
    text = (
        f"青山县帮扶工作方案\n一、总体要求\n{LONG}\n二、重点任务\n"
        f"（一）产业帮扶\n{LONG}\n1.茶叶\n{LONG}\n（二）就业帮扶\n{LONG}"
    )
    assert headings(text) == [
        (1, "一、总体要求"),
        (1, "二、重点任务"),
        (2, "（一）产业帮扶"),
        (3, "1.茶叶"),
        (2, "（二）就业帮扶"),
    ]


def test_the_heading_path_of_an_assembled_document_follows_the_levels() -> None:
    text = f"一、总体要求\n{LONG}\n二、重点任务\n（一）产业帮扶\n{LONG}"
    document = Document.assemble("a", "a.txt", pieces(text.split("\n")), Metadata())
    assert document.text == text
    assert document.blocks[-1].section == ("二、重点任务", "（一）产业帮扶")


def test_a_law_has_chapters_and_articles() -> None:
    text = (
        "青山县志愿服务办法\n第一章 总则\n第一条 为了鼓励志愿服务，制定本办法。\n"
        "第二条　依照第一条办理。\n第二节 登记"
    )
    assert [(kind, level) for kind, level, _ in found(text)] == [
        ("paragraph", 0),
        ("heading", 1),
        ("article", 0),
        ("article", 0),
        ("heading", 2),
    ]


def test_a_reference_to_an_article_is_text() -> None:
    assert kinds("第三条、第五条规定的材料应当齐全。\n第十二条第二款不适用。") == ["paragraph", "paragraph"]


def test_numbered_text_is_no_heading() -> None:
    text = (
        f"一、{LONG}\n二、{LONG}\n三、本通知自印发之日起执行。\n（一）扶贫；\n（二）济困。\n"
        "3.17万人受益\n1.身份证\n2.户口簿"
    )
    assert headings(text) == []


def test_headings_that_end_in_a_full_stop_stand_above_their_text() -> None:
    text = f"1、出台文件，压实责任。\n{LONG}\n2、搭建平台，用好资源。\n{LONG}"
    assert [text for _, text in headings(text)] == ["1、出台文件，压实责任。", "2、搭建平台，用好资源。"]
    assert headings("1.有名称。\n2.有住所。\n3.有章程。\n登记机关另行公布名单。") == []


def test_attachments_are_no_headings() -> None:
    assert headings(f"附件：\n1.登记表\n{LONG}\n2.汇总表\n{LONG}") == []


def test_subtitles_of_an_article_are_headings_and_its_title_is_not() -> None:
    text = (
        f"青山县的帮扶路\n■ 本报记者 李明\n{LONG}\n产业兴起来了\n{LONG}\n"
        f"日子好起来了\n{LONG}\n（据《青山日报》）"
    )
    assert headings(text) == [(1, "产业兴起来了"), (1, "日子好起来了")]


def test_a_signature_or_a_label_is_no_subtitle() -> None:
    text = f"通知\n{LONG}\n青山县人民政府办公室\n2021年9月1日\n{LONG}\n联系电话八二三四五六\n{LONG}"
    assert headings(text) == []


def test_a_caption_is_no_subtitle() -> None:
    assert headings(f"通知\n{LONG}\n发布会的现场（资料图片）\n{LONG}") == []


def test_subtitles_are_not_looked_for_where_headings_are_numbered() -> None:
    assert headings(f"一、要求\n{LONG}\n青山县的做法值得学\n{LONG}") == [(1, "一、要求")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("问：补贴什么时候发？", "question"),
        ("答：每月十日前发放。", "answer"),
        ("记者：今年有什么新政策？", "question"),
        ("新华社记者：请介绍社会组织的作用。", "question"),
        ("记者问：进展如何？", "question"),
        ("问题3：怎么申请？", "question"),
        ("Q1：怎么申请？", "question"),
        ("A1：到村委会填表。", "answer"),
        ("1.问：怎么申请？", "question"),
        ("民政部新闻发言人李明：今年我们主要做了三方面工作，下面逐一介绍。", "answer"),
        ("社会组织管理局副局长 李明：谢谢您的提问，我来回答这个问题，情况是这样的。", "answer"),
        ("联系人：李明，电话：12345，地址：青山县城关镇人民路一号二楼东侧办公室。", "paragraph"),
        ("责任单位：县民政局、县农业农村局、县人力资源和社会保障局、县教育局。", "paragraph"),
        ("他问：你吃了吗？", "paragraph"),
    ],
)
def test_who_asks_and_who_answers_is_read_from_the_start_of_the_line(line: str, kind: str) -> None:
    assert kinds(line) == [kind]


def test_somebody_named_before_answers_by_name_alone() -> None:
    text = f"民政部发言人李明：{LONG}\n{LONG}\n李明：{LONG}\n王勇：{LONG}\n附注：{LONG}"
    assert kinds(text) == ["answer", "paragraph", "answer", "answer", "paragraph"]
    assert kinds(f"李明：{LONG}") == ["paragraph"]
    assert kinds(f"记者：效果怎么样？\n李明：{LONG}") == ["question", "answer"]


def test_a_question_that_stands_alone_is_a_question() -> None:
    text = f"帮扶政策问答\n1、怎样申请救助？\n{LONG}\n要交哪些材料？\n{LONG}"
    assert kinds(text) == ["paragraph", "question", "paragraph", "question", "paragraph"]
    assert kinds(f"问题\n路通了吗？\n水通了吗？\n{LONG}") == [
        "paragraph",
        "paragraph",
        "question",
        "paragraph",
    ]


def test_paragraphs_joined_by_spaces_are_parted_again() -> None:
    joined = (
        f"青山县关于做好秋收帮扶的通知 各乡镇人民政府： {LONG * 4} 一、加强领导 {LONG} 二、抓好落实 {LONG}"
    )
    assert found(joined)[:3] == [
        ("paragraph", 0, "青山县关于做好秋收帮扶的通知"),
        ("paragraph", 0, "各乡镇人民政府："),
        ("paragraph", 0, LONG * 4),
    ]
    assert headings(joined) == [(1, "一、加强领导"), (1, "二、抓好落实")]


def test_a_long_article_or_answer_stays_whole() -> None:
    article = f"第一条 {LONG} {LONG * 8}"
    assert found(article) == [("article", 0, article)]
    answer = f"答：{LONG} {LONG * 8}"
    assert found(answer) == [("answer", 0, answer)]


@given(st.lists(st.text("一二、（）()1.第条章节问答：？。 \u3000甲乙丙“”\r", max_size=40), max_size=12))
def test_whatever_the_lines_every_character_is_kept_in_order(lines: list[str]) -> None:
    assert [piece.text for piece in pieces(lines)] == [line.strip() for line in lines if line.strip()]


@given(st.text("一二、（）1.第条问答：？。 \u3000甲乙丙丁", min_size=201, max_size=600))
def test_whatever_the_long_line_only_white_space_between_its_paragraphs_goes(line: str) -> None:
    assert "".join("".join(piece.text.split()) for piece in pieces([line])) == "".join(line.split())


def test_the_newspaper_pages_show_their_headings(real_data: Path) -> None:
    levels = []
    for path in sorted((real_data / "seeds").iterdir()):
        lines = repair(path.read_text(encoding="utf-8")).split("\n")
        levels.append([piece.level for piece in pieces(lines) if piece.kind == "heading"])
    assert levels == [[1, 1, 2, 2, 2, 2, 2, 2, 1, 1, 1], [1, 1, 1]]


def test_real_documents_keep_every_character(real_data: Path) -> None:
    count = 0
    for path in sorted((real_data / "benchmarks/policy_qa/documents").iterdir()):
        text = path.read_text(encoding="utf-8")
        found = pieces(text.splitlines())
        count += sum(piece.kind == "heading" for piece in found)
        assert "".join("".join(piece.text.split()) for piece in found) == "".join(text.split())
    assert count > 350
