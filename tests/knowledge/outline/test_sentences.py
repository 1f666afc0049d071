"""Where sentences end."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.outline.sentences import LONG, sentences

CHARACTERS = st.text(alphabet='甲乙丙第一二条（）()《》“”"。！？!?；：，、 \n\u30001.x' + "年", max_size=300)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_a_sentence_ends_with_its_mark_and_the_closing_quotes_behind_it() -> None:
    assert split("他答应了。“真的吗？”她问。（见附表。）完了！") == [
        "他答应了。",
        "“真的吗？”她问。",
        "（见附表。）",
        "完了！",
    ]
    long_quote = "“" + "这句话很长" * 20 + "。”"
    assert split(long_quote + "他说完就走了。") == [long_quote, "他说完就走了。"]


def test_a_line_break_ends_a_sentence() -> None:
    assert split("申请材料\n  身份证\n\n户口本。") == ["申请材料", "身份证", "户口本。"]


@pytest.mark.parametrize(
    "whole",
    [
        "发布《为什么？怎么办！帮扶问答》一书。",
        "他喊“加油！再加油！”的声音传得很远。",
        "贫困发生率降到3.17%。",
        "网址是https://example.org/a?b=1&c=2!3。",
        "会议由王 勇主持。",
        "第三条　本办法所称帮扶，是指定点帮扶。",
    ],
)
def test_titles_short_quotes_figures_and_addresses_stay_whole(whole: str) -> None:
    assert split(whole) == [whole]


def test_a_short_quotation_that_is_a_whole_sentence_ends_one() -> None:
    assert split("村民说：“日子好了。”记者来到邻村。") == ["村民说：“日子好了。”", "记者来到邻村。"]
    assert split("『她说：“水来了。”』这是去年的事。") == ["『她说：“水来了。”』", "这是去年的事。"]
    assert split("（她说：“水来了。”）这是去年的事。") == ["（她说：“水来了。”）", "这是去年的事。"]
    assert split('镇长说:"路修通了。"记者又问。') == ['镇长说:"路修通了。"', "记者又问。"]


def test_spaces_that_stand_for_line_breaks_end_sentences() -> None:
    joined = (
        "青山县关于做好秋收帮扶工作的通知 各乡镇人民政府：　　为做好秋收，现通知如下： 一、加强组织 "
        "各乡镇要排好班。 二、做好登记 登记要到户。 青山县人民政府 2021年9月1日"
    )
    assert split(joined) == [
        "青山县关于做好秋收帮扶工作的通知",
        "各乡镇人民政府：",
        "为做好秋收，现通知如下：",
        "一、加强组织",
        "各乡镇要排好班。",
        "二、做好登记",
        "登记要到户。",
        "青山县人民政府",
        "2021年9月1日",
    ]


def test_a_quotation_broken_off_by_an_ellipsis_ends_before_a_gap() -> None:
    assert split("规定：“禁止下列行为……” 《种子法》另有规定。") == [
        "规定：“禁止下列行为……”",
        "《种子法》另有规定。",
    ]


def test_a_long_sentence_is_cut_at_its_semicolons() -> None:
    clause = "各地要把帮扶工作" + "做细" * 30 + "；"
    assert split(clause * 3 + "完。") == [clause, clause, clause + "完。"]
    assert len(split("要登记；要核对；要公示。")) == 1
    assert len(clause * 3) > LONG


def test_a_long_sentence_without_semicolons_is_cut_at_its_commas() -> None:
    clause = "各地要把帮扶工作" + "做细" * 20 + "，"
    assert split(clause * 5 + "完。") == [clause] * 4 + [clause + "完。"]
    assert split(clause * 3 + "完。") == [clause * 3 + "完。"]
    quoted = "各地要落实《" + "，".join(["关于做好帮扶工作的意见"] * 4) + "》，"
    assert split(quoted * 5 + "完。") == [quoted] * 4 + [quoted + "完。"]


def test_a_long_line_without_any_mark_is_cut_at_its_gaps() -> None:
    entry = "咨询电话" + "0" * 60
    assert split(" ".join([entry] * 5)) == [entry] * 5


def test_what_no_mark_ends_is_cut_all_the_same() -> None:
    text = "图" + "1" * 1000 + "。"
    assert [len(part) for part in split(text)] == [400, 400, 202]
    assert "".join(split(text)) == text


@given(CHARACTERS)
def test_sentences_cover_everything_but_white_space_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize("part", [" 一", "“", "。”", "（", "《", "啊 ", "一、", "；啊", '"。'])
def test_time_grows_with_the_text_not_faster(part: str) -> None:
    def seconds(text: str) -> float:
        return min(_timed(text) for _ in range(3))

    assert seconds(part * 20_000) < 20 * seconds(part * 2_000) + 0.05


def _timed(text: str) -> float:
    start = time.process_time()
    sentences(text)
    return time.process_time() - start


def test_real_documents_split_into_readable_sentences(real_data: Path) -> None:
    lengths = [
        end - start
        for path in sorted((real_data / "benchmarks/policy_qa/documents").iterdir())
        for start, end in sentences(path.read_text(encoding="utf-8"))
    ]
    lengths.sort()
    assert 35 <= lengths[len(lengths) // 2] <= 70
    assert sum(length > 300 for length in lengths) < 0.01 * len(lengths)
    assert sum(length < 4 for length in lengths) < 0.01 * len(lengths)
