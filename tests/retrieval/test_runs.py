"""Where snippets start and end, and which come first."""

from .conftest import Home, texts

NOTICE = """# 青山县饮水工程管护办法

青山县饮水工程管护办法

各乡镇人民政府：

为做好饮水工程管护，制定本办法。

一、饮水工程管护由村民委员会负责。

二、管护人员每月巡查管线两次。

青山县饮水工程管护办公室

2021年9月1日
"""


def test_a_title_an_addressee_or_a_signature_is_no_answer(home: Home) -> None:
    found = texts(home.answerer(notice=NOTICE), "青山县饮水工程管护由谁负责？")
    assert found[0].startswith("一、饮水工程管护由村民委员会负责。")


def test_what_a_question_ends_with_weighs_more_than_what_it_begins_with(home: Home) -> None:
    subject = "一、青山县饮水工程的水源来自红旗水库。"
    asked = "二、管护人员的误工补贴由县财政承担。"
    other = "三、水费由村民委员会收取。"
    answerer = home.answerer(works=f"# 规定\n\n{subject}{'水源要做好围挡。' * 22}\n\n{asked}{other}\n")
    assert asked in texts(answerer, "青山县饮水工程由谁承担误工补贴？")[0]


def test_a_snippet_ends_with_its_paragraph(home: Home) -> None:
    first = "一、饮水工程管护由村民委员会负责。" + "管护人员每月巡查管线两次，做好登记。" * 6
    second = "二、水费由用水户承担。" + "水费按月收取，收支每季度公开一次。" * 6
    answerer = home.answerer(works=f"# 规定\n\n{first}\n\n{second}\n")
    assert texts(answerer, "饮水工程管护由谁负责？")[0] == first
