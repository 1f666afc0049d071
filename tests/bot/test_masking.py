"""Numbers that belong to somebody are masked in questions; figures of policies are not."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.desk.masking import mask, masked
from retrieval.answer import Answer, Citation, Snippet

KEPT = [
    "2018年贫困人口有多少？",
    "国办发〔2018〕117号的内容是什么",
    "国发[2016]64号和民发〔2017〕193号有什么不同",
    "资金13800000000元用到哪里了",
    "投入138.00000000亿元",
    "粮食产量13812345678 吨",
    "2016 2017 2018 2019年的贫困线分别是多少",
    "2300 2536 2736 2855元这几个标准是哪年的",
    "2011-2020年纲要",
    "2018-10-30发布的文件",
    "20181030的通知",
    "第52、53条和第117条",
    "统一社会信用代码53100000500021174B的基金会是哪家",
    "信用代码 91110108MA01ABCD2X",
    "行政区划代码530102000000是哪里",
    "身份代码110101",
    "12317扶贫热线和12345热线怎么打",
    "拨打400-810-1234咨询",
    "95588是什么",
    "占比3.1415926535",
    "北纬39.90400000度",
    "面积1381234.5678亩",
    "ISBN 978-7-5085-3500-1",
    "编号000000111122223333",
    "3000万元、1500万元、1.5亿元",
    "第1-2-3-4项",
    "13个省、139个县、1500个村",
    "发改价格2013年1234号、5678号",
    "账号尾号1234",
    "电话是12345吗",
]

MASKED = [
    ("13812345678怎么申请", "138****5678怎么申请"),
    ("我的手机号是 138 1234 5678，请联系", "我的手机号是 138****5678，请联系"),
    ("手机138-1234-5678", "手机138****5678"),
    ("手机138.123.45678", "手机138****5678"),
    ("手机1381 234 5678", "手机138****5678"),
    ("+8613812345678", "+86138****5678"),
    ("+86 138 1234 5678", "+86 138****5678"),
    ("008613812345678", "0086138****5678"),
    ("8613812345678", "86138****5678"),
    ("１３８１２３４５６７８", "138****5678"),
    ("１３８－１２３４－５６７８", "138****5678"),
    ("138　1234　5678", "138****5678"),
    ("13812345678名下有什么补贴", "138****5678名下有什么补贴"),
    ("张三13812345678李四19912345678", "张三138****5678李四199****5678"),
    ("13812345678,13912345678", "138****5678,139****5678"),
    ("微信wx13812345678", "微信wx138****5678"),
    ("打010-58123114问问", "打010-****3114问问"),
    ("（010）58123114", "（010）****3114"),
    ("01058123114", "010****3114"),
    ("0871 63123456", "0871 ****3456"),
    ("0871-6312-3456转801", "0871-****3456转801"),
    ("+86 10 5812 3114", "+86 10 ****3114"),
    ("座机：58123114", "座机：****3114"),
    ("联系电话是6312 3456", "联系电话是****3456"),
    ("tel: 5812-3114", "tel: ****3114"),
    ("身份证11010519491231002X能查吗", "身份证110105************能查吗"),
    ("身份证11010519491231002x", "身份证110105************"),
    ("身份证440524188001010014", "身份证440524************"),
    ("110105 19491231 002X", "110105************"),
    ("１１０１０５１９４９１２３１００２Ｘ", "110105************"),
    ("老证110105491231002", "老证110105*********"),
    ("抄错一位的身份证110105194912310021", "抄错一位的身份证110105************"),
    ("卡号6222021234567890128怎么领补贴", "卡号6222***********0128怎么领补贴"),
    ("6222 0212 3456 7890 128", "6222***********0128"),
    ("4111-1111-1111-1111", "4111********1111"),
]


@pytest.mark.parametrize("question", KEPT)
def test_figures_of_policies_stay_as_they_are(question: str) -> None:
    assert mask(question) == question


@pytest.mark.parametrize(("question", "expected"), MASKED)
def test_numbers_of_somebody_are_masked(question: str, expected: str) -> None:
    assert mask(question) == expected


WORDS = st.text(alphabet="云南贫困户补贴怎样申请，。？（）我的号码是 abc", max_size=12)
MOBILE = st.from_regex(r"\A1[3-9][0-9]{9}\Z")


@given(WORDS, MOBILE, WORDS)
def test_a_mobile_number_anywhere_loses_its_middle_and_nothing_else(
    before: str, number: str, after: str
) -> None:
    assert mask(before + number + after) == f"{before}{number[:3]}****{number[-4:]}{after}"


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
    st.sampled_from(["110105", "530102", "659001"]),
)
def test_an_identity_card_keeps_its_district_alone(born: date, serial: int, district: str) -> None:
    number = f"{district}{born:%Y%m%d}{serial:03d}"
    assert mask(f"我是{number}{check_digit(number)}") == f"我是{district}{'*' * 12}"


def check_digit(number: str) -> str:
    """GB 11643-1999."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))
    return "10X98765432"[total % 11]


@given(st.from_regex(r"\A62[0-9]{13,16}\Z"))
def test_a_bank_card_keeps_its_issuer_and_its_end(number: str) -> None:
    whole = number + luhn_digit(number)
    assert mask(f"卡{whole}") in (
        f"卡{whole[:4]}{'*' * (len(whole) - 8)}{whole[-4:]}",
        f"卡{whole[:6]}{'*' * 12}",
    )


def luhn_digit(number: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(number)):
        twice = int(digit) * (2 if place % 2 == 0 else 1)
        total += twice - 9 if twice > 9 else twice
    return str(-total % 10)


@given(st.text(alphabet="0123456789０１２ -.,，年月号〔〕元万+()（）电话X*", max_size=40))
@example("13812345678" * 3)
def test_masking_twice_is_masking_once_and_invents_no_digit(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert len(re.findall(r"\d", once)) <= len(re.findall(r"\d", text))
    if "*" not in once:
        assert once == text


@given(st.integers(0, 10**9), st.integers(1949, 2035), st.sampled_from(["元", "万元", "人", "户", "%", "亩"]))
def test_amounts_and_years_stay(amount: int, year: int, unit: str) -> None:
    text = f"{year}年投入{amount}{unit}，{year - 1}—{year}年共{amount:,}{unit}"
    assert mask(text) == text


def test_an_answer_is_stored_masked_but_its_quotations_are_the_librarys() -> None:
    snippet = Snippet("电话010-58123114", "sentence", (), 1.0, Citation("d", "联系方式"))
    answer = Answer(
        "问13812345678", "问13812345678", "answered", snippets=(snippet,), suggestions=("打13912345678？",)
    )
    stored = masked(answer)
    assert (stored.question, stored.understood) == ("问138****5678", "问138****5678")
    assert stored.suggestions == ("打139****5678？",)
    assert stored.snippets == answer.snippets
