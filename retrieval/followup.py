"""那云南呢？ after a question -> the whole question.

A follow-up exchanges one slot of an earlier question (region, year, title, person, item of a list, any noun
before 呢) or says something new of its subject (谁负责, 它的目标是什么). A question that has a subject of its own
is left as it is. What is decided on is the words alone: knowledge/words/elliptic.tsv has those that are no
subject.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.cardinals import value
from knowledge.document import Span
from knowledge.regions import Region

from .carriers import Carriers, carriers
from .slots import (
    TITLED,
    dates_in,
    person_in,
    regions_in,
    titles_in,
    with_date,
    with_region,
    without_dates,
)
from .subject import parts, subject
from .text import fold
from .tokens import Tokenizer

_LEVELS = ("省", "市", "县")
LONGEST = 40  # code points; a longer question says what it is about
_N = "[一二两三四五六七八九十\\d]"
_LEAD = re.compile(
    r"(?:(?:好的?|嗯+|哦+|噢|谢谢|多谢|明白了?|知道了|ok|OK|那么|至于|请问|再问一?下?|另外|接着|对了|换成|改成|换|麻烦问一?下?)[，,。！!～~ ]*"
    rf"|那(?![个些次份项条家里边儿年天时种类笔届批场部]|{_N}个)[，, ]*|还有(?!多少|几|哪|什么|谁|没|别|其他|[呢吗？?]|\Z)|然后(?![呢？?]|\Z))+"
)
_TAIL = re.compile(r"[\s。？?！!～~…，,]+\Z")
_HOW_ABOUT = re.compile(r"(?:呢|咧|啊|呀|哈)+\Z")
_QUESTION = re.compile(
    r"什么|啥|谁|哪|几|多少|多[长久大高远]|怎|如何|为何|何[时地]|吗\Z|是不是|是否|有没有|能不能|百分之"
)
_MORE = re.compile(
    r"(?:还有|然后|其他|其它|别的|继续|接着说?|再说说|还有(?:什么|别的|其他|其它|哪些)?吗?)(?:的|吗|什么|哪些)?"
)
_DETAIL = re.compile(
    r"(?:具体|详细|详情|细节|展开|说)(?:的|点|一点|一些|说说|说明|讲讲|介绍|内容|一下|情况|呢|下)*"
)
_EMPTY = re.compile(
    r"(?:的|省|市|县|那边|那里|那儿|这边|地区|方面|这块|情况|当年|年度|底|末|也|又)*"
    r"(?:(?:是|做)?(?:怎么样?|怎样|如何|咋样?|怎么(?:做|说|办|规定|要求|弄|搞)|什么|多少|几|谁|哪些)(?:的|了|样的)?|有(?:吗|没有|多少|哪些|什么)?|有没有|是?吗|数据|数字)?"
)
_ITEM = re.compile(
    rf"(?P<which>第(?P<number>{_N}{{1,3}})|最后(?:那|这)?一)(?P<unit>个|条|点|项|方面|种|类|款|步|大点|件|份|位|部分|环节)(?:方面|内容|要求|措施|任务|工作|做法)?"
)
_LIST = re.compile(rf"哪[些几]|哪{_N}+|几(?:个?方面|[项条点种类大步])|分别|有何(?:措施|举措|要求|做法)")
_COUNT = re.compile(rf"哪({_N}{{1,3}})[个项种类条点大步方]")
_SERIAL = re.compile(rf"第{_N}{{1,4}}(?P<unit>季度|批次|部分|[期届批章节条款次轮集页])")
_PERSON_PRONOUN = re.compile(r"(?<![其吉])(?:他|她)们?(?![人国])")
_PRONOUN = re.compile(r"(?:它们?|其(?![中他它余实次])|他们?|她们?)的?")
_THERE = re.compile(r"当地|那里|那边|那儿|[两二三]地|[两二三][省市县]|[该本][省市县区州]|这个?[省市县区州]")
_THIS = re.compile(
    rf"(?:该|此|上述|前述|这|那(?=[个些次份项条家期届批笔种类场部]|{_N}个))(?:{_N}?[个些次份项条家期届批笔种类场部])?"
)
_NEXT_YEAR = re.compile(
    r"(?:(?P<back>[上前]一?年|之前一年)|(?P<on>[下后次]一?年|第二年|之后一年))(?:度|底|末|初)?的?"
)
_RELATIVE_YEAR = re.compile(r"(?:今年|去年|前年|明年)[底末初]?的?")
_WHEN = re.compile(r"(?:以后|之后|后|以前|之前|期间|的?时候|时|情况下|的话)\Z")
_GOES_ON = re.compile(r"其中|还(?!款|贷|乡|债)|后来|另外|同时|具体")
_SINCE = re.compile(r"后来|现在|目前|如今|最近|截至")
_DID = re.compile(
    r"(?:还|又|也|共|都|一共|总共|累计|另外|同时|首批|每年|分别|已经?)*(?P<did>[\u4e00-\u9fff]{1,2})(?P<done>了|过)?(?=多少|几|哪|什么)"
)
_ABOUT_IT = re.compile(
    r"增长|下降|减少|增加|提高|上升|变化|降[到至低为]|涨|为什么|为何|原因|怎么算|怎么来|来自|来源|从哪|哪来|依据|上一?年|同比"
)
_MEANS = re.compile(r"(?:什么(?:是|叫做?)|.{2,12}(?:是什么(?:意思)?|指(?:的是)?什么|是指什么|什么意思))")
_WHY = re.compile(r"(?:为什么|为何|为啥|原因)(?:呢|是什么|啊)?")
_TIME, _SPELL, _PLACE = re.compile(r"时间|日期"), re.compile(r"[期时]限|周期"), re.compile(r"地[点址方]|位置")
_FIGURE = re.compile(
    r"[率额数量费]\Z|标准|比例|占比|比重|[金额]额|经费|资金|[增降]幅|上限|下限|预算|投资|款\Z"
)
_PEOPLE = re.compile(
    r"组长|负责人|主任|主席|[会部局司]长|作者|记者|发言人|单位\Z|部门\Z|主办方|机关\Z|秘书长"
)
_SEVERAL = re.compile(r"成员|领导|板块|环节|名单|附件|条件|材料|步骤|措施|举措|任务|渠道|途径")
_ABOUT = re.compile(r"第[一二三四五六七八九十]季度")


def rewrite(question: str, history: Sequence[str], tokenizer: Tokenizer) -> str:
    """The whole question that is meant; `question` itself where it stands alone.

    `history` has the conversation's earlier questions as they were understood, newest last.
    """
    if not history or len(question) > LONGEST:
        return question
    turn = Turn.of(question, history, tokenizer)
    if not turn.core:
        return question
    readings = (_more, _item, _scope, _how_about, _pronoun, _elliptic)
    return next((found for read in readings if (found := read(turn))), question)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question after others. `core` is what it says without 那…呢 and punctuation.

    `led` is set where it began with 那 or the like, `how_about` where it ended in 呢 or asks nothing.
    """

    question: str
    core: str
    led: bool
    how_about: bool
    history: Sequence[str]
    tokenizer: Tokenizer
    words: Carriers

    @classmethod
    def of(cls, question: str, history: Sequence[str], tokenizer: Tokenizer) -> "Turn":
        text = _TAIL.sub("", question.strip())
        lead = _LEAD.match(text)
        text = text[lead.end() :] if lead else text
        core = _TAIL.sub("", _HOW_ABOUT.sub("", text))
        how_about = not _QUESTION.search(core) and (core != text or bool(lead))
        return cls(question, core, bool(lead), how_about, history, tokenizer, carriers())

    @property
    def previous(self) -> str:
        return self.history[-1]

    def newest(self, holds: Callable[[str], object]) -> str | None:
        """The newest earlier question of which that is true."""
        return next((each for each in reversed(self.history) if holds(each)), None)

    def topical(self, text: str) -> list[str]:
        """The words of `text` that are subjects of their own; a single character is part of no word alone."""
        found = self.tokenizer.words(fold(text))
        left = [word for word in found if not self.words.holds(word)]
        single = [word for word in left if len(word) == 1]
        return left if len(single) > 1 else [word for word in left if len(word) > 1]

    def about(self, *, doer: bool = False, whole: bool = False) -> str:
        return subject(self.previous, self.tokenizer, doer=doer, whole=whole)


def _more(turn: Turn) -> str | None:
    """还有呢, 然后呢, 具体呢, 为什么: more about the whole of the previous question."""
    if _WHY.fullmatch(turn.core):
        return f"为什么{_stated(turn.previous)}？"
    more, detail = _MORE.fullmatch(turn.core), _DETAIL.fullmatch(turn.core)
    if not (more or detail):
        return None
    about = turn.about()
    if not about:
        return None
    return f"{about}还有什么？" if more else f"{about}的具体内容是什么？"


def _item(turn: Turn) -> str | None:
    """第二个是什么, 最后一条呢: that item of the list that was asked for."""
    match = _ITEM.match(turn.core)
    if match is None or turn.topical(turn.core[match.end() :]):
        return None
    asked = turn.newest(lambda each: _LIST.search(each) or _ITEM.search(each))
    if asked is None:
        return None
    listed = _closed(asked)
    if before := re.search(
        rf"，{_ITEM.pattern.replace('?P<which>', '?:').replace('?P<number>', '?:').replace('?P<unit>', '?:')}[^，]*\Z",
        listed,
    ):
        listed = listed[: before.start()]
    unit = "项" if match["unit"] == "条" else match["unit"]
    which = f"第{match['number']}" if match["number"] else _last(listed)
    said = turn.core[match.end() :]
    return f"{listed}，{which}{unit}{said if _QUESTION.search(said) else '是什么'}？"


def _last(listed: str) -> str:
    """Which item is the last, where the question says how many there are (哪六个方面)."""
    count = _COUNT.search(listed)
    return f"第{count[1]}" if count and value(count[1].replace("两", "二")) else "最后一"


def _scope(turn: Turn) -> str | None:
    """云南呢, 2016年的呢, 湖南是多少, 2017年底降到多少: another region or year, and nothing else of its own."""
    if relative := _NEXT_YEAR.fullmatch(turn.core):
        return _neighbour(turn, 1 if relative["on"] else -1)
    if _RELATIVE_YEAR.fullmatch(turn.core):
        return with_date(turn.previous, turn.core.removesuffix("的"))
    text = fold(turn.core)
    regions = regions_in(turn.core) or _named_alone(turn)
    spans = dates_in(text)
    if not (regions or spans):
        bare = re.match(r"((?:19|20)\d\d)(?=的|\Z)", text)
        spans = [bare.span()] if bare else []
    if not (regions or spans):
        return None
    taken = [*(span for _, span in regions), *spans]
    rest = _outside(turn.core, taken)
    if not _EMPTY.fullmatch(rest):
        return _scoped_rest(turn, regions, spans, rest)
    previous = turn.newest(lambda each: regions_in(each)) if regions else None
    if not regions:
        previous = turn.newest(lambda each: dates_in(each))
    return _exchanged(turn, previous or turn.previous, regions, spans)


def _exchanged(turn: Turn, previous: str, regions: list[tuple[Region, Span]], spans: list[Span]) -> str:
    if regions:
        previous = with_region(previous, regions, _called(turn.core, regions))
    if spans:
        previous = with_date(previous, turn.core[spans[0][0] : spans[-1][1]])
    return previous


def _called(text: str, regions: list[tuple[Region, Span]]) -> str:
    """How the regions are written."""
    start, end = regions[0][1][0], regions[-1][1][1]
    return text[start : end + 1] if text[end : end + 1] in _LEVELS else text[start:end]


def _neighbour(turn: Turn, step: int) -> str | None:
    """The year before or after the one that was asked about."""
    previous = turn.newest(dates_in)
    found = re.search(r"(?:19|20)\d\d", previous) if previous else None
    return with_date(previous, f"{int(found[0]) + step}年") if previous and found else None


def _named_alone(turn: Turn) -> list[tuple[Region, Span]]:
    """川呢: a name that is taken for a region only where it stands alone."""
    return regions_in(turn.core + "呢") if turn.how_about and len(turn.core) <= 6 else []


def _outside(text: str, taken: list[Span]) -> str:
    for start, end in sorted(taken, reverse=True):
        text = text[:start] + text[end:]
    return text


def _scoped_rest(turn: Turn, regions: list[tuple[Region, Span]], spans: list[Span], rest: str) -> str | None:
    """A region or year that says something new of the old subject; without 那, only where no noun stands there."""
    rest = rest.lstrip("的，, ")
    if turn.topical(rest) and not (turn.how_about and _is_attribute(turn, rest)):
        return None
    if turn.how_about and _is_attribute(turn, rest):
        return _of_region(turn, regions, spans, rest)
    if turn.how_about:
        aligned = _aligned(turn, turn.core)
        return aligned or _exchanged(turn, turn.previous, regions, spans)
    if not turn.led and any(
        word in turn.words.attribute or word in turn.words.kind for word in turn.tokenizer.words(fold(rest))
    ):
        return None
    about = subject(turn.previous, turn.tokenizer, whole=bool(_ABOUT_IT.search(rest)))
    if not about:
        return None
    if spans:
        about = without_dates(about)
    if regions:
        about = with_region(about, regions, _called(turn.core, regions))
    date = turn.core[spans[0][0] : spans[-1][1]] if spans else ""
    return f"{about}{date}{rest}？"


def _is_attribute(turn: Turn, text: str) -> bool:
    return any(text.endswith(word) for word in turn.words.attribute) or text.endswith("率")


def _of_region(turn: Turn, regions: list[tuple[Region, Span]], spans: list[Span], attribute: str) -> str:
    """莲花县的贫困发生率呢: whole but for the year, if it has a subject; else what is asked of the old one."""
    if turn.topical(attribute):
        date = (
            "" if spans else "".join(turn.previous[start:end] for start, end in dates_in(turn.previous)[:1])
        )
        return f"{date}{turn.core}{_asking(attribute)}？"
    about = _exchanged(turn, turn.about(), regions, spans)
    return f"{about}的{attribute}{_asking(attribute)}？"


def _how_about(turn: Turn) -> str | None:
    """《…》呢, 刘振国呢, 期限呢, 健康扶贫呢: something else in the place of its like."""
    core = turn.core.removesuffix("的")
    if not turn.how_about or len(core) < 2:
        return None
    if titles := titles_in(core):
        return _titled(turn, titles[0])
    if serial := _SERIAL.fullmatch(core):
        return _serial(turn, serial)
    if _WHEN.search(core):
        return core + turn.previous
    if named := _person_alone(turn):
        return _person(turn, named)
    if not turn.topical(core) or (_is_attribute(turn, core) and len(turn.topical(core)) < 3):
        about = turn.about()
        return f"{about}的{core}{_asking(core)}？" if about else None
    return _aligned(turn, core) or _asked_instead(turn, core) or _subject_instead(turn, core)


def _titled(turn: Turn, span: Span) -> str | None:
    title = turn.core[span[0] : span[1]]
    previous = turn.newest(titles_in)
    if previous is None:
        return _subject_instead(turn, title)
    start, end = titles_in(previous)[0]
    return previous[:start] + title + previous[end:]


def _serial(turn: Turn, match: re.Match[str]) -> str | None:
    """第三季度呢, 第九章呢: the place of another of that unit, or before the subject."""
    for other in _SERIAL.finditer(turn.previous):
        if other["unit"] == match["unit"]:
            return turn.previous[: other.start()] + match[0] + turn.previous[other.end() :]
    return match[0] + turn.previous


def _person_alone(turn: Turn) -> str:
    """The name that the core is, with or without an office."""
    span = person_in(turn.core, turn.tokenizer) if len(turn.core) <= 9 else None
    if span is None or span[0] or re.sub(TITLED, "", turn.core[span[1] :]):
        return ""
    return turn.core


def _person(turn: Turn, name: str) -> str | None:
    previous = turn.newest(lambda each: person_in(each, turn.tokenizer))
    if previous is None:
        return _subject_instead(turn, name)
    start, end = person_in(previous, turn.tokenizer) or (0, 0)
    return previous[:start] + name + previous[end:]


def _aligned(turn: Turn, noun: str) -> str | None:
    """健康扶贫 for 农业扶贫: what ends alike, as far as its own words reach."""
    previous = turn.previous
    for length in range(len(noun) - 1, 1, -1):
        at = previous.find(noun[-length:])
        if at >= 0 and noun not in previous:
            return previous[: _start(turn, previous, at)] + noun + previous[at + length :]
    return None


def _start(turn: Turn, text: str, at: int) -> int:
    """Where the modifier before `at` begins: a quotation, regions, or a word that is not light."""
    if at and text[at - 1] in "”\"'":
        return max(0, text.rfind("“", 0, at))
    for length in (4, 3, 2):
        word = text[max(0, at - length) : at]
        if len(word) == length and turn.tokenizer.knows(word) and word not in turn.words.light:
            at -= length
            break
    for _, (start, end) in reversed(regions_in(text)):
        if end == at:
            at = start
    return at


def _asked_instead(turn: Turn, core: str) -> str | None:
    """彩票公益金呢 after 片区安排了多少投资; 三个平台呢 after 哪三种机制: in the place of what was asked for."""
    found = parts(turn.previous)
    noun = found.noun
    if not noun or not turn.topical(noun):
        counted = re.match(rf"{_N}[个种项类条]", core)
        if not (noun and counted):
            return None
    if re.match(rf"{_N}[个种项类条]", core) and found.asked.startswith("哪"):
        return f"{found.before}哪{core}{found.after[len(noun) :]}"
    about = turn.about(doer=True)
    if not regions_in(about):
        return None
    return turn.previous.replace(noun, core, 1)


def _subject_instead(turn: Turn, noun: str) -> str | None:
    about = turn.about(doer=True)
    return turn.previous.replace(about, noun, 1) if about and about in turn.previous else None


def _pronoun(turn: Turn) -> str | None:
    """他还说了什么, 它的目标是什么, 这个文件要求什么, 当地有多少人."""
    if match := _PERSON_PRONOUN.match(turn.core):
        person = turn.newest(lambda each: person_in(each, turn.tokenizer))
        if person:
            start, end = person_in(person, turn.tokenizer) or (0, 0)
            return person[start:end] + turn.core[match.end() :] + "？"
    if match := _THERE.match(turn.core):
        return _there(turn, match)
    if match := _PRONOUN.match(turn.core):
        about = turn.about(doer=True) or turn.about()
        possessive = "的" if match[0].endswith("的") else ""
        return f"{about}{possessive}{turn.core[match.end() :]}？" if about else None
    if match := _THIS.match(turn.core):
        return _this(turn, turn.core[match.end() :])
    return None


def _there(turn: Turn, match: re.Match[str]) -> str | None:
    """The place that was asked about last."""
    previous = turn.newest(regions_in)
    if previous is None:
        return None
    spans = [span for _, span in regions_in(previous)]
    return previous[spans[0][0] : spans[-1][1]] + turn.core[match.end() :] + "？"


def _this(turn: Turn, rest: str) -> str | None:
    """What 这个 points to: the subject, by what it is (文件), or by a word that the last question used."""
    words = turn.tokenizer.words(fold(rest))
    noun = words[0] if words and rest.startswith(words[0]) else ""
    about = turn.about()
    if not about:
        return None
    if noun in turn.words.kind:
        return f"{about}{rest[len(noun) :]}？"
    if noun and noun in turn.previous:
        named = about if noun in about else f"{about}的{noun}"
        return f"{named}{rest[len(noun) :]}？"
    return f"{about}{rest}？" if not turn.topical(rest) else None


def _elliptic(turn: Turn) -> str | None:
    """谁负责, 什么时候开始的, 有多少人参加, 目标是什么: said of the subject of the last question."""
    core = turn.core
    if not (_QUESTION.search(core) or turn.how_about):
        return None
    goes_on = _GOES_ON.match(core)
    did = _DID.match(core)
    said = core[did.end() :] if did and (did["done"] or did["did"] in turn.words.light) else core
    acted = bool(did and did["done"])
    topical = turn.topical(said)
    if acted and topical and (found := parts(core)).noun and not goes_on:
        topical = turn.topical(said.replace(found.noun, "", 1)) if len(found.noun) <= 5 else topical
    if topical and not goes_on:
        return None
    if (
        not goes_on
        and _MEANS.fullmatch(core)
        and any(word in turn.words.actor for word in turn.tokenizer.words(fold(core)))
    ):
        return None
    about = turn.about(doer=acted, whole=bool(_ABOUT_IT.search(core)))
    if not about or about in core:
        return None
    if _SINCE.match(core):
        about = without_dates(about)
    return f"{about}{core}？"


def _asking(attribute: str) -> str:
    """The question that an attribute answers."""
    if _TIME.search(attribute):
        return "是什么时候"
    if _SPELL.search(attribute):
        return "是多久"
    if _PLACE.search(attribute):
        return "在哪里"
    if _FIGURE.search(attribute):
        return "是多少"
    if _PEOPLE.search(attribute):
        return "是谁"
    return "有哪些" if _SEVERAL.search(attribute) else "是什么"


def _closed(question: str) -> str:
    return _TAIL.sub("", question)


def _stated(question: str) -> str:
    """The question as a statement: 基金会受到了什么处罚 -> 基金会受到了处罚."""
    found = parts(question)
    return f"{found.before}{found.after}"
