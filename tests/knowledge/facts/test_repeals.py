"""What a text says is no longer in force."""

import time

import pytest

from knowledge.facts.repeals import repeals


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《甲办法》《乙办法》同时废止。", ["乙办法", "甲办法"]),
        ("《甲办法》继续有效。", []),
        ("2012年8月3日民政部发布的《处罚规定》同时废止。", ["处罚规定"]),
        ("1998年国务院发布的《甲办法》和1999年民政部发布的《乙办法》同时废止。", ["乙办法", "甲办法"]),
        ("原《甲办法》（民发〔2001〕3号）自2020年1月1日起停止执行。", ["甲办法"]),
        ("《甲办法》及其实施细则同时废止。", ["甲办法"]),
        ("《甲办法》等三个文件一并废止。", ["甲办法"]),
        ("根据《甲法》，《乙办法》同时废止。", ["乙办法"]),
        ("《甲条例》第三条同时废止。", []),
        ("《甲办法》有关规定同时废止。", []),
        ("《甲办法》废止后，由乙部另行规定。", []),
    ],
)
def test_whole_documents_that_a_sentence_ends_are_named(text: str, titles: list[str]) -> None:
    assert [each.title for each in repeals(text)] == titles


def test_the_number_behind_a_title_is_kept() -> None:
    found = repeals("《关于甲的通知》（民发[2010]01号）同时废止。")
    assert [(each.title, each.number) for each in found] == [("关于甲的通知", "民发〔2010〕1号")]


def test_a_decision_to_end_something_names_it_in_its_title() -> None:
    found = repeals("现予公布。", "国务院关于废止《甲条例》和《乙办法》的决定")
    assert [each.title for each in found] == ["甲条例", "乙办法"]


@pytest.mark.parametrize(
    "text", ["《甲办法》、" * 20_000, "《甲办法》" + "自起" * 20_000 + "废止", "废止" * 50_000]
)
def test_long_texts_take_little_time(text: str) -> None:
    start = time.process_time()
    repeals(text + "同时废止。")
    assert time.process_time() - start < 1
