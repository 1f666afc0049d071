"""Questions are put right by the words of the library, and stay as they are where those do not tell."""

from datetime import date

import pytest

from retrieval.answerer import Answerer
from retrieval.spelling.speller import LONGEST, Speller

from ..conftest import Home

DAY = date(2024, 6, 7)


@pytest.fixture(scope="module")
def speller(bundled_answerer: Answerer) -> Speller:
    return Speller(*bundled_answerer.opened())


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("慈善发是什么时候施行的", "慈善法是什么时候施行的", "sound"),
        ("莲华县还有多少人没脱贫？", "莲花县还有多少人没脱贫？", "sound"),
        ("社会组只有哪些作用", "社会组织有哪些作用", "sound"),
        ("脱平攻坚要靠谁", "脱贫攻坚要靠谁", "near_sound"),
        ("京津翼三地投入了多少", "京津冀三地投入了多少", "shape"),
        ("社会织组怎么参与扶贫", "社会组织怎么参与扶贫", "order"),
        ("社社会组织有哪些作用", "社会组织有哪些作用", "doubled"),
        ("社会社会组织有哪些作用", "社会组织有哪些作用", "doubled"),
        ("社会会组织怎么登记", "社会会组织怎么登记", None),
        ("贫攻坚的目标是什么", "脱贫攻坚的目标是什么", "missing"),
        ("罗霄片区有几个县", "罗霄山片区有几个县", "missing"),
        ("慈善組織怎麼認定", "慈善组织怎么认定", "traditional"),
        ("cishanfa是什么时候施行的", "慈善法是什么时候施行的", "pinyin"),
        ("shehui zuzhi怎么参与fupin", "社会组织怎么参与扶贫", "pinyin"),
        ("FUPIN日是哪天", "扶贫日是哪天", "pinyin"),
        ("tpgj的目标是什么", "脱贫攻坚的目标是什么", "initials"),
        ("社会组织有那些作用", "社会组织有哪些作用", "asking"),
        ("《慈善发》是什么时候施行的", "《慈善法》是什么时候施行的", "title"),
    ],
)
def test_slips_of_each_kind_are_put_right(speller: Speller, typed: str, meant: str, kind: str | None) -> None:
    corrections = list(speller.corrections(typed))
    assert speller.correct(typed) == meant
    assert {each.kind for each in corrections} == ({kind} if kind else set())


def test_several_slips_of_one_question_are_put_right(speller: Speller) -> None:
    assert speller.correct("遂穿县的贫困发生律是多少") == "遂川县的贫困发生率是多少"


@pytest.mark.parametrize(
    "question",
    [
        "慈善发了多少钱？",  # 慈善 was done, no law
        "民政不给钱怎么办",
        "连城县还有多少贫困人口",  # a county, if none of the library
        "随县还剩多少人没脱贫？",
        "遂宁市的社会组织怎么扶贫",
        "慈善会会长是谁",
        "石门村村委会主任是谁",
        "市市场监管局的电话是多少",
        "郑策局长说了什么",
        "第二批名单有哪些",
        "碳达峰是哪一年",
        "他说的那些文件在哪里",
        "GDP增长了多少",
        "online办理可以吗",
        "请登录 https://www.fupin.gov.cn/cishan 查看",
        "cishan.fupin.gov.cn是什么网站",
        "《慈善法》是什么时候施行的",
        "《红烧肉的做法》讲了什么",
        "",
        "？",
    ],
)
def test_questions_without_a_slip_stay_as_they_are(speller: Speller, question: str) -> None:
    assert speller.correct(question) == question


def test_what_is_put_right_is_right(speller: Speller) -> None:
    for typed in ("慈善发是什么时候施行的", "社会组只有哪些作用", "cishanfa是什么", "慈善組織怎麼認定"):
        meant = speller.correct(typed)
        assert list(speller.corrections(meant)) == []


def test_a_text_of_many_characters_is_not_looked_at(speller: Speller) -> None:
    long = "慈善发是什么" + "。" * LONGEST
    assert speller.correct(long) == long


@pytest.mark.parametrize(
    ("text", "typed", "otherwise"),
    [
        # another region, if none of the library
        ("镇远县的帮扶项目有三个。", "镇沅县的帮扶项目有几个", "镇元县的帮扶项目有几个"),
        # numerals
        ("医疗保险按年缴费。", "一疗保险怎么缴", "依疗保险怎么缴"),
        # 村 and 市 are names of their own
        ("村委会开展慰问，村委会公示名单。", "石门村村委会在哪里", "存委会在哪里"),
        ("市场监管局的电话已公布。", "市市场监管局在哪里", "市场场监管局在哪里"),
        # as well 贫困县 as 贫困线
        ("贫困县共有三个。贫困线是多少。", "贫困陷有几个", None),
    ],
)
def test_what_may_be_meant_as_it_stands_is_left(
    home: Home, text: str, typed: str, otherwise: str | None
) -> None:
    speller = Speller(*home.answerer(notice=f"# 工作通知\n\n{text}").opened())
    assert speller.correct(typed) == typed
    if otherwise:
        assert speller.correct(otherwise) != otherwise


def test_what_the_library_itself_writes_is_no_slip(home: Home) -> None:
    laws = {f"law{number}": f"# 通知{number}\n\n各地要宣传慈善法。" for number in range(40)}
    speller = Speller(*home.answerer(**laws, valve="# 检修\n\n慈善阀每月检修一次。").opened())
    assert speller.correct("慈善筏怎么用") == "慈善法怎么用"
    assert speller.correct("慈善阀怎么用") == "慈善阀怎么用"


def test_pinyin_that_may_be_several_words_is_left(home: Home) -> None:
    text = "申请使用登记。申请试用登记。使用登记后试用，试用登记后使用。"
    speller = Speller(*home.answerer(notice=f"# 办理指南\n\n{text}").opened())
    assert speller.correct("shiyong登记要什么材料") == "shiyong登记要什么材料"


def test_a_library_without_the_word_puts_nothing_right(home: Home) -> None:
    answerer = home.answerer(notice="# 供暖通知\n\n供暖从十一月十五日开始。")
    speller = Speller(*answerer.opened())
    for question in ("慈善发是什么", "社社会组织", "cishanfa", "贫攻坚的目标"):
        assert speller.correct(question) == question


def test_an_empty_library_puts_nothing_right(home: Home) -> None:
    home.reload()
    speller = Speller(*Answerer(home.path).opened())
    assert speller.correct("慈善发是什么 cishanfa 《慈善发》") == "慈善发是什么 cishanfa 《慈善发》"


def test_the_county_that_was_meant_answers_a_follow_up(bundled_answerer: Answerer) -> None:
    answer = bundled_answerer.answer("那莲华县呢？", ["2017年底遂川县的贫困发生率是多少？"])
    assert answer.understood == "2017年底莲花县的贫困发生率是多少？"
    assert "2.84%" in answer.snippets[0].text


def test_a_refusal_says_how_the_question_was_understood(bundled_answerer: Answerer) -> None:
    answer = bundled_answerer.answer("慈善发规定了哪些税率？")
    assert (answer.status, answer.understood) == ("unanswered", "慈善法规定了哪些税率？")


def test_what_was_understood_is_asked_again_as_it_is(bundled_answerer: Answerer) -> None:
    asked = bundled_answerer.answer("慈善发是什么时候施行的", today=DAY)
    again = bundled_answerer.again(asked.understood, bundled_answerer.edition, DAY)
    assert again.snippets == asked.snippets
    typed = bundled_answerer.again("慈善发是什么时候施行的", bundled_answerer.edition, DAY)
    assert typed.understood == "慈善发是什么时候施行的"
