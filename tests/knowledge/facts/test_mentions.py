"""Titles in book brackets, and who issued them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.repair import repair
from knowledge.structure import titles_mentioned


def named(text: str) -> list[tuple[str, str | None]]:
    return [(mention.title, mention.issuer) for mention in titles_mentioned(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青山市印发《帮扶办法》。", [("帮扶办法", "青山市")]),
        ("民政部制定了《登记办法》。", [("登记办法", "民政部")]),
        ("近日，民政部、财政部联合印发《登记办法》。", [("登记办法", "民政部、财政部")]),
        ("西藏出台《帮扶方案》", [("帮扶方案", "西藏")]),
        ("2017年专门制定出台了《登记办法》。", [("登记办法", None)]),
        ("依照《登记办法》办理。", [("登记办法", None)]),
        ("依照《民政部关于登记的通知》办理。", [("民政部关于登记的通知", "民政部")]),
        (
            "上海市印发《甲办法》《乙办法》、《丙办法》。",
            [("甲办法", "上海市"), ("乙办法", "上海市"), ("丙办法", "上海市")],
        ),
        ("上海市印发《甲办法》。《乙办法》另发。", [("甲办法", "上海市"), ("乙办法", None)]),
        ("《民政部关于登记的通知》《乙办法》", [("民政部关于登记的通知", "民政部"), ("乙办法", None)]),
    ],
)
def test_the_issuer_is_who_the_sentence_or_the_title_says(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(("left", "right"), ["〈〉", "<>", "《》"])
def test_a_title_inside_a_title_follows_it(left: str, right: str) -> None:
    text = f"民政部印发《关于贯彻{left}帮扶决定{right}的通知》。"
    assert named(text) == [(f"关于贯彻{left}帮扶决定{right}的通知", "民政部"), ("帮扶决定", None)]


@pytest.mark.parametrize(
    "text", ["《没有结束", "没有开始》", "3<5且7>6", "《》", "《 》", "《" + "长" * 400 + "》"]
)
def test_what_is_not_in_a_pair_of_book_brackets_is_no_title(text: str) -> None:
    assert titles_mentioned(text) == []


@given(st.text("《》〈〉<>甲乙印发民政部、。\n", max_size=200))
def test_whatever_the_text_the_spans_hold_the_titles(text: str) -> None:
    for mention in titles_mentioned(text):
        start, end = mention.span
        assert text[start] in "《〈<"
        assert text[end - 1] in "》〉>"
        assert text[start + 1 : end - 1].replace("\n", "").strip() == mention.title


def test_provinces_issued_what_the_newspaper_page_says_they_did(real_data: Path) -> None:
    (page, _) = sorted((real_data / "seeds").iterdir())
    issuers = [mention.issuer for mention in titles_mentioned(repair(page.read_text(encoding="utf-8")))]
    assert issuers.count("内蒙古") == 2
    assert issuers.count("重庆市") == 2
    assert {"上海市", "安徽省", "山东省", "河南省", "广东省", "贵州省", "陕西省", "新疆"} <= set(issuers)
