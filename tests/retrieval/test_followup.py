"""What a question means after others, where the measured ones say nothing of it."""

import pytest

from retrieval.answerer import Answerer

ASKED = "2019年社会组织帮扶了多少贫困人口？"


@pytest.mark.parametrize(
    ("history", "question", "understood"),
    [
        (
            ["莲花县2018年脱贫了吗", "各地出台了哪些动员社会组织扶贫的文件？"],
            "那云南呢？",
            "云南出台了哪些动员社会组织扶贫的文件？",
        ),
        (["全国有多少贫困县？"], "湖南呢", "湖南有多少贫困县？"),
        ([ASKED], "贵州省毕节市有多少贫困人口？", "贵州省毕节市有多少贫困人口？"),
        ([ASKED], "湖南有多少", "2019年湖南社会组织帮扶了多少贫困人口？"),
    ],
)
def test_a_region_takes_the_place_of_all_or_begins_a_question_of_its_own(
    bundled_answerer: Answerer, history: list[str], question: str, understood: str
) -> None:
    assert bundled_answerer.answer(question, history).understood == understood


def test_a_sum_that_is_asked_for_by_its_name_is_no_number_of_something_else(
    bundled_answerer: Answerer,
) -> None:
    answer = bundled_answerer.answer("互联网募捐平台为脱贫攻坚募集了多少善款？")
    first = answer.snippets[0]
    assert "35.4亿元" in first.text
    assert first.as_of != "2016年9月1日"
