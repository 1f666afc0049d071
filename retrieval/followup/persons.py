"""Names of people in questions, by surname: there is no list of people."""

import re

from knowledge.document import Span

from ..tokens import Tokenizer

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹章云苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉薛雷"
    "贺倪汤罗毕郝安常于傅齐康余顾孟黄萧尹姚邵汪毛戴宋庞熊舒屈项祝董梁杜阮蓝季贾江郭梅林钟徐邱骆高夏蔡田樊胡凌霍卢莫"
    "房丁邓洪包石崔龚程邢裴陆翁段侯武刘叶黎白蒲从索赖卓池乔曾关查游盖桂牛施庄柯阎闫向温易龙伍尚曲"
)
_PERSON = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_IN_NO_NAME = frozenset(
    "是有在对说讲谈做的了还怎什么谁与和及副部局司厅省市县区主任会书出提指介参由为把被给到去来就都也写认强要呢吗哪几多"
)
_HEADS = "部长|局长|司长|主任|书记|主席|省长|处长|厅长|县长|市长|会长|秘书长|理事长"
_OFFICE = re.compile(rf"副?(?:{_HEADS}|教授|院士|先生|女士|同志|记者|发言人)")
_COMMON = (
    15.5  # the rarity below which a word of two characters is no name; names that jieba knows have 16-17
)


def person_in(text: str, tokenizer: Tokenizer) -> Span | None:
    """The first name of a person, with the office behind it (黄茹副局长); none that is a common word."""
    for match in _candidates(text):
        name = _name(match, text, tokenizer)
        if name:
            end = match.start() + len(name)
            office = _OFFICE.match(text, end)
            return match.start(), office.end() if office else end
    return None


def _candidates(text: str) -> list[re.Match[str]]:
    return [match for at in range(len(text) - 1) if (match := _PERSON.match(text, at))]


def _name(match: re.Match[str], text: str, tokenizer: Tokenizer) -> str:
    """The name of two or three characters; empty where a common word stands there."""
    at = match.start()
    if _common(text[at - 1 : at + 1], tokenizer) or _common(text[at : at + 2], tokenizer):
        return ""
    for name in (match[0], match[0][:2]):
        following = text[at + len(name) - 1 : at + len(name) + 1]
        split = len(name) == 3 and _common(following, tokenizer)
        if not split and not _IN_NO_NAME & set(name[1:]):
            return name
    return ""


def _common(word: str, tokenizer: Tokenizer) -> bool:
    return len(word) == 2 and tokenizer.knows(word) and tokenizer.rarity(word) < _COMMON
