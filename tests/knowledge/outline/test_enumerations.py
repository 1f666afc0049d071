"""Enumerations: found whole, nested, with lead-in and announced count; nothing else is taken for one."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Enumeration
from knowledge.numbers.cardinals import whole
from knowledge.outline.enumerations import enumerations
from knowledge.repair import repair

NUMERALS = "一二三四五六七八九十"


def items(text: str) -> list[list[str]]:
    return [[text[slice(*item)] for item in found.items] for found in enumerations(text)]


def leads(text: str) -> list[str]:
    return [text[slice(*found.lead)] for found in enumerations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要抓三件事：一是建账；二是走访；三是公示。另议。", ["一是建账；", "二是走访；", "三是公示。"]),
        ("会议要求：一要早排查，二要早报告。散会。", ["一要早排查，", "二要早报告。"]),
        ("第一，核实名单。第二，张榜公布。其他照旧。", ["第一，核实名单。", "第二，张榜公布。"]),
        ("第一步，登记；第二步，核对。", ["第一步，登记；", "第二步，核对。"]),
        (
            "首先，摸清底数。其次，结成对子。再次，按月回访。最后，总结经验。结束。",
            ["首先，摸清底数。", "其次，结成对子。", "再次，按月回访。", "最后，总结经验。"],
        ),
        ("首先是建档，其次是立卡，第三是公示。", ["首先是建档，", "其次是立卡，", "第三是公示。"]),
        ("其一，路要通。其二，水要通。", ["其一，路要通。", "其二，水要通。"]),
        ("县里一方面修路，另一方面引水。", ["一方面修路，", "另一方面引水。"]),
        ("需带：①身份证②户口簿③照片。逾期不候。", ["①身份证", "②户口簿", "③照片。"]),
        ("包括（1）口粮；（2）棉被；(3)药品。", ["（1）口粮；", "（2）棉被；", "(3)药品。"]),
        ("材料：1.申请表；2.照片；3.承诺书。", ["1.申请表；", "2.照片；", "3.承诺书。"]),
        ("材料：\n1、申请表\n2、照片\n", ["1、申请表", "2、照片"]),
        ("条件如下：\n（一）已登记；\n（二）有账户。\n第四条 其他", ["（一）已登记；", "（二）有账户。"]),
        ("原因：1）路远；2）人少。", ["1）路远；", "2）人少。"]),
        ("顺序：⒈报名；⒉面试。", ["⒈报名；", "⒉面试。"]),
        ("措施：㈠建库；㈡入户。", ["㈠建库；", "㈡入户。"]),
    ],
)
def test_every_kind_of_numbering_is_found(text: str, expected: list[str]) -> None:
    assert items(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "产业以茶叶一是为主，别无他业。",
        "一是一，二是二，绝不含糊。",
        "贫困率从9.5下降到3.17，1.2万人受益，2.3万人参保。",
        "2019.1.5到2019.2.6，第一书记带领第二批队员，在第一季度、第二季度走访。",
        "根据本办法第（一）项、第（二）项和前款第（一）、（二）项办理。",
        "一、二、三产业融合，一、二级医院都可报销。",
        "房租第一、二、三季度减半。",
        "这是头等大事。二是缺路，三是缺水。",
        "三、继续抓好就业。四、抓好住房。",
        "唯一是他会修，第二是他不收钱。",
        "详见附表（1）的名单和附表（2）的数额。",
        "他的强项唯一是修路，二是引水的事他不懂。",
        "看病方便了。一、二级医院报九成。二、三级医院报八成。",
        "县里抓发展，第一要务不动摇，第二要务不放松。",
        "一是修路，" + "路要修得长远，" * 400 + "二是引水。",
        "科研要首先为病人服务，最后才谈收益。",
        "",
        "一是",
    ],
)
def test_what_only_looks_like_a_list_is_none(text: str) -> None:
    assert enumerations(text) == []


def test_the_lead_is_the_clause_before_the_first_item_with_its_count() -> None:
    text = "会议开了一天。李明提出从三个方面帮扶：一是修路；二是引水；三是建校。"
    (found,) = enumerations(text)
    assert text[slice(*found.lead)] == "李明提出从三个方面帮扶："
    assert found.announced == 3
    assert text[slice(*found.span)] == text[7:]


def test_the_lead_is_the_sentence_before_where_the_first_item_starts_one() -> None:
    assert leads("路不通。李明要求抓紧。一是修路；二是引水。") == ["李明要求抓紧。"]
    assert leads("甲乡的事。其中，一是修路；二是引水。") == ["甲乡的事。其中，"]
    assert leads("一是修路；二是引水。") == [""]


@pytest.mark.parametrize(
    ("lead", "announced"),
    [
        ("要做到以下两点", 2),
        ("体现在四个方面", 4),
        ("进一步推出5项措施", 5),
        ("要做到“三个聚焦”", 3),
        ("十八条举措包括三个部分", 3),
        ("第三个环节已经过半", None),
        ("用两个月时间整治", None),
        ("以下简称五项费用", None),
    ],
)
def test_the_announced_count_is_read_from_the_lead(lead: str, announced: int | None) -> None:
    found = enumerations(f"{lead}：一是修路；二是引水；三是建校。")[0]
    assert found.announced == announced


def test_nested_lists_are_both_found_and_the_outer_items_stay_whole() -> None:
    text = (
        "李明介绍，一是健全机制。县里分三步走。一是摸底；二是建档；三是公示。名单已上墙。\n"
        "二是加大投入。去年投了三亿。\n三是用好平台。平台有两个。"
    )
    outer, inner = items(text)
    assert [item[:6] for item in outer] == ["一是健全机制", "二是加大投入", "三是用好平台"]
    assert outer[0].endswith("三是公示。名单已上墙。")
    assert outer[2].endswith("平台有两个。")
    assert inner == ["一是摸底；", "二是建档；", "三是公示。"]
    assert leads(text)[1] == "县里分三步走。"


def test_two_lists_in_one_paragraph_are_two() -> None:
    text = "成绩有两条：一是路通了；二是水通了。问题有三个：一是钱少；二是人少；三是地远。"
    assert [len(found) for found in items(text)] == [2, 3]
    assert items(text)[0][1] == "二是水通了。"
    assert [found.announced for found in enumerations(text)] == [2, 3]


def test_an_item_of_several_sentences_runs_to_the_next_and_the_last_one_ends_with_its_paragraph() -> None:
    text = "工作如下：\n一是修路。修了三条。\n\n二是引水。引到五村。全部通水。\n会后参观。"
    assert items(text) == [["一是修路。修了三条。", "二是引水。引到五村。全部通水。"]]


def test_within_a_paragraph_the_last_item_is_no_longer_than_the_others() -> None:
    text = "一是修路。修了三条。二是引水。引到五村。会后参观。"
    assert items(text) == [["一是修路。修了三条。", "二是引水。引到五村。"]]
    assert items("一是修路。很好。二是引水。此外，村里建了校。") == [["一是修路。很好。", "二是引水。"]]


def test_items_that_are_clauses_end_with_their_sentence() -> None:
    text = "有下列情形：\n（一）路断；\n（二）水断。有这些情形的要上报。\n村里设专人。"
    assert items(text) == [["（一）路断；", "（二）水断。"]]


def test_a_last_item_ends_where_the_next_list_is_introduced() -> None:
    text = "成绩有两条：一是路通了。修了三条。二是水通了。问题有两个：一是钱少。差一亿。二是人少。"
    assert items(text)[0] == ["一是路通了。修了三条。", "二是水通了。"]


def test_a_last_item_holds_the_list_that_it_introduces() -> None:
    text = "分工如下：\n（一）县里修路。\n（二）乡里管水，包括：\n1.引水；\n2.节水。\n各司其职。"
    outer, inner = items(text)
    assert outer == ["（一）县里修路。", "（二）乡里管水，包括：\n1.引水；\n2.节水。"]
    assert inner == ["1.引水；", "2.节水。"]


def test_the_lead_of_an_inner_list_is_within_the_outer_item() -> None:
    assert leads("有两点：一是修路；二是建档，分两步：（1）摸底；（2）登记。")[1] == "二是建档，分两步："


def test_a_mark_torn_by_a_line_wrap_is_still_a_mark() -> None:
    assert items("两点：一\n是修路；\n\n二\n\n是引水。") == [["一\n是修路；", "二\n\n是引水。"]]


def test_the_items_of_an_outline_are_its_headings_or_first_sentences() -> None:
    text = (
        "现通知如下：\n一、加强组织\n各县要建专班。要有专人。\n"
        "二、落实资金。资金要到户。要公示。\n三、严格督查\n每月一查。"
    )
    assert items(text) == [["一、加强组织", "二、落实资金。", "三、严格督查"]]
    assert leads(text) == ["现通知如下："]


def test_an_outline_in_joined_text_ends_its_headings_where_the_lines_ended() -> None:
    text = "现通知如下： 一、加强组织 各县要建专班。 二、落实资金 资金要到户。"
    assert items(text) == [["一、加强组织", "二、落实资金"]]


def test_numbers_that_run_on_across_sections_are_one_list_and_one_for_each_section() -> None:
    text = (
        "提出以下措施：\n一、就业\n（一）办班。\n（二）招工。\n"
        "二、住房\n（三）修房。\n（四）补贴。\n三、医疗\n（五）义诊。"
    )
    assert items(text) == [
        ["一、就业", "二、住房", "三、医疗"],
        ["（一）办班。", "（二）招工。", "（三）修房。", "（四）补贴。", "（五）义诊。"],
        ["（一）办班。", "（二）招工。"],
        ["（三）修房。", "（四）补贴。"],
    ]
    assert leads(text) == ["提出以下措施：", "提出以下措施：", "一、就业", "二、住房"]


def test_a_list_does_not_run_on_into_the_next_article_or_quotation() -> None:
    articles = "第一条 有下列情形：\n（一）甲事；\n（二）乙事。\n第二条 按（三）项办理。\n（三）丙事。"
    assert items(articles) == [["（一）甲事；", "（二）乙事。"]]
    quoted = "法律规定：“（一）甲的情形；（二）乙的情形。”另一部规定：“（三）丙的情形。”"
    assert items(quoted) == [["（一）甲的情形；", "（二）乙的情形。”"]]


def test_a_list_inside_numbered_questions_does_not_end_them() -> None:
    text = "1、怎么申请？答：（一）填表；（二）送审。\n2、何时发放？答：次月。\n3、找谁问？答：村委会。"
    assert [len(found) for found in items(text)] == [3, 2]


@given(st.lists(st.text("甲乙丙丁修路引水", min_size=2, max_size=12), min_size=2, max_size=10))
def test_any_list_of_clauses_is_found_item_by_item(clauses: list[str]) -> None:
    marked = [f"{NUMERALS[number]}是{clause}" for number, clause in enumerate(clauses)]
    text = "前情如此。李明提出几点要求：" + "；".join(marked) + "。后话不提。"
    assert [[item.rstrip("；。") for item in found] for found in items(text)] == [marked]


@given(
    st.text("一二三四是要、，。；：（）()12.①② \n\u3000第条首先其次最后方面另“”《》甲乙", max_size=200),
)
def test_whatever_the_text_the_spans_are_in_it_in_order_and_not_empty(text: str) -> None:
    found = enumerations(text)
    assert [one.items[0][0] for one in found] == sorted(one.items[0][0] for one in found)
    for one in found:
        spans = [one.lead, *one.items]
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert len(one.items) >= 2
        assert all(re.search(r"\w", text[start:end]) for start, end in one.items)
        assert one.span == (one.lead[0], one.items[-1][1])


@pytest.mark.parametrize(
    "part",
    [
        "一是甲乙。",
        "一是甲乙，二是丙丁。",
        "（一）",
        "\n1.甲乙\n2.丙丁",
        "首先，甲。其次，乙。再次，丙。",
        "一、甲乙\n",
        "①",
    ],
)
def test_time_grows_with_the_text_not_faster(part: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        enumerations(text)
        return time.process_time() - start

    tries = (seconds(part * 10_000) < 30 * seconds(part * 1_000) + 0.1 for _ in range(3))
    assert any(tries)  # whatever else the machine does meanwhile


def test_deep_nesting_takes_no_longer_than_a_flat_list() -> None:
    start = time.process_time()
    enumerations("（一）甲乙" * 20_000 + "（二）丙丁" * 20_000)
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    ("text", "value"), [("八", 8), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百零五", 105), ("12", 12)]
)
def test_numerals_have_their_values(text: str, value: int) -> None:
    assert whole(text) == value


@pytest.mark.parametrize("text", ["", "二二", "甲", "1二"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert whole(text) is None


def test_the_lists_of_the_newspaper_pages_are_found_as_printed(real_data: Path) -> None:
    found: list[list[Enumeration]] = []
    for path in sorted((real_data / "seeds").iterdir()):
        text = repair(path.read_text(encoding="utf-8"))
        found.append(enumerations(text))
        for one in found[-1]:
            assert all(text[start:end].endswith(("；", "。", "）")) for start, end in one.items)
    assert [[len(one.items) for one in page] for page in found] == [[4, 8, 4, 4, 4, 6], [5, 3, 4, 6]]
    assert [one.announced for one in found[0]][:4] == [4, 8, 4, 4]


def test_the_items_of_a_law_are_found_article_by_article(real_data: Path) -> None:
    text = (real_data / "samples/laws/慈善法(2016-03-16).md").read_text(encoding="utf-8")
    counts = {
        text[found.lead[0] : found.lead[0] + 5].split("条")[0] + "条": len(found.items)
        for found in enumerations(text)
        if text.startswith("第", found.lead[0])
    }
    assert counts["第三条"] == 6
    assert counts["第九条"] == 7
    assert counts["第十一条"] == 10


def test_real_documents_hold_the_lists_their_leads_announce(real_data: Path) -> None:
    found = [
        one
        for path in sorted((real_data / "benchmarks/policy_qa/documents").iterdir())
        for one in enumerations(path.read_text(encoding="utf-8"))
    ]
    announced = [one for one in found if one.announced]
    assert len(found) > 350
    assert len(announced) >= 10
    assert sum(one.announced != len(one.items) for one in announced) <= 2
