"""Which lists are answers: those in a text, whole; the sections of a whole document are none."""

import pytest

from .conftest import Home

LINES = "各乡镇要安排专人值守，每天巡查管线和水泵，发现渗漏当日报告，当日抢修，并把结果登记在册。" * 4
NOTICE = f"""# 关于做好饮水工程运行管护的通知

为做好饮水工程运行管护，现将有关事项通知如下：

一、落实管护责任。{LINES}

二、优先供水的用水户包括学校、卫生院和敬老院。{LINES}

三、公开水质检测结果。{LINES}
"""
WORKS = """# 饮水工程情况

饮水工程管护资金有三个来源：

（一）县财政预算安排的管护补助；

（二）用水户缴纳的水费；

（三）社会组织的捐赠。
"""


def test_a_list_in_a_text_is_shown_whole(home: Home) -> None:
    first = home.answerer(works=WORKS).answer("饮水工程管护资金有哪些来源？").snippets[0]
    assert (first.kind, first.items, first.excerpt) == ("list", 3, False)
    assert first.text.startswith("饮水工程管护资金有三个来源：")
    assert first.text.endswith("（三）社会组织的捐赠。")


def test_the_sections_of_a_notice_are_no_list_but_the_one_that_answers_is_quoted(home: Home) -> None:
    snippets = home.answerer(notice=NOTICE).answer("饮水工程优先供水的用水户包括哪些？").snippets
    assert {snippet.kind for snippet in snippets} == {"sentence"}
    assert snippets[0].text.startswith("二、优先供水的用水户包括学校、卫生院和敬老院。")


@pytest.mark.parametrize("mark", ["一是", "第一，", "首先，"])
def test_long_items_within_a_paragraph_are_a_list(home: Home, mark: str) -> None:
    marks = {"一是": ("二是", "三是"), "第一，": ("第二，", "第三，"), "首先，": ("其次，", "最后，")}[mark]
    items = "；".join(f"{each}{LINES.removesuffix('。')}" for each in (mark, *marks))
    answerer = home.answerer(works=f"# 情况\n\n饮水工程管护有哪些做法，主要是这些做法：{items}。\n")
    assert answerer.answer("饮水工程管护有哪些做法？").snippets[0].kind == "list"
