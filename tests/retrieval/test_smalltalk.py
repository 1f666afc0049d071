import pytest

from retrieval.answerer import Answerer
from retrieval.smalltalk import smalltalk, without_courtesy


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("你好呀", "greeting"),
        ("您好，在吗？", "greeting"),
        ("各位领导好！", "greeting"),
        ("你好，我是民政局的", "greeting"),
        ("谢谢啦", "thanks"),
        ("收到，谢谢！", "thanks"),
        ("没有了，谢谢", "thanks"),
        ("再见啦", "goodbye"),
        ("不用了", "goodbye"),
        ("你是机器人吗", "identity"),
        ("您是真人还是机器人？", "identity"),
        ("你能干嘛", "ability"),
        ("使用说明", "ability"),
        ("哈哈", "pleased"),
        ("不错", "pleased"),
        ("不对", "displeased"),
        ("答非所问！", "displeased"),
        ("测试一下", "test"),
        ("test", "test"),
        ("好滴", "agreed"),
        ("👍", "agreed"),
        ("🙏🙏", "agreed"),
        ("？？？", "unclear"),
        ("……", "unclear"),
        ("1", "unclear"),
        ("我想问一下", "unclear"),
    ],
)
def test_what_is_said_to_the_assistant_is_small_talk(said: str, kind: str) -> None:
    assert smalltalk(said) == kind


@pytest.mark.parametrize(
    "question",
    [
        "问责",
        "好人好事",
        "不用还款吗",
        "帮助残疾人",
        "谢谢信",
        "2016",
        "12月",
        "没有户口",
        "我是低保户，能领多少钱",
    ],
)
def test_a_question_is_not_taken_for_small_talk(question: str) -> None:
    assert smalltalk(question) is None


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("你好，请问莲花县在哪里", "莲花县在哪里"),
        ("晚上好呀，问下什么是慈善募捐", "什么是慈善募捐"),
        ("我想咨询一下低保，谢谢您！", "低保"),
        ("麻烦帮我查一下低保", "低保"),
        ("好的基金会有哪些", "好的基金会有哪些"),
        ("问题整改", "问题整改"),
        ("谢谢", "谢谢"),
    ],
)
def test_courtesies_around_a_question_do_not_count(typed: str, asked: str) -> None:
    assert without_courtesy(typed) == asked


def test_a_greeting_before_a_question_leaves_its_answer_as_it_is(bundled_answerer: Answerer) -> None:
    plain = bundled_answerer.answer("遂川县脱贫了多少人？")
    polite = bundled_answerer.answer("您好，请问遂川县脱贫了多少人？谢谢！")
    assert [each.citation for each in polite.snippets] == [each.citation for each in plain.snippets]
    assert plain.snippets


def test_what_says_nothing_alone_may_follow_a_question(bundled_answerer: Answerer) -> None:
    before = bundled_answerer.answer("福康工程是做什么的？").understood
    assert bundled_answerer.answer("为什么").status == "smalltalk"
    assert bundled_answerer.answer("为什么", [before]).understood != "为什么"
