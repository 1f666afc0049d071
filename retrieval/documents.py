"""Questions about documents themselves: the title in full, who issued it and when, its versions.

A document is named by 《title》, by its number (国办发〔2018〕117号, however the brackets are typed), or,
where something of the document itself is asked, by what people call it (慈善法有哪些版本).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.shelf import Shelf

from .lawnames import calls, law_named
from .text import fold, normalise
from .titles import asked_titles, plain

_NUMBER = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,10}[发办函字规通政令电号告财教税])\s?[〔\[【(﹝<]?\s?(?P<year>(?:19|20)\d\d)\s?[〕\]】)﹞>]?年?"
    r"\s?第?\s?(?P<number>\d{1,4})\s?号"
    r"|(?P<order>[\u4e00-\u9fff]{2,16}(?:令|公告))\s?(?:(?P<of>(?:19|20)\d\d)年)?\s?第?\s?(?P<nth>\d{1,4})\s?号"
)
DONE = (
    "制定|印发|发布|出台|颁布|公布|通过|下发|发出|签发|签署|修订|修正|修改|施行|实施|生效|执行|废止|失效|发"
)
_WHEN = "何时|什么时候|什么时间|哪一?年|哪[天日]|几时|多久|哪年几月"
_WHO = "谁|哪个?(?:部门|单位|机关|机构|部委)|哪些(?:部门|单位|机关|机构)|什么(?:部门|单位|机关|机构)"
_ITSELF = re.compile(
    r"全称|全名|完整名称|叫什么(?!做)|什么名称|文号|发文字号|是(?:一份|个)?(?:什么|哪个|哪份)文件"
    rf"|(?:由|是|被)?(?:{_WHO})(?:联合|共同)?(?:{DONE})的?"
    rf"|(?:是|在|从)?(?:{_WHEN})(?:开始|起|正式|被)*(?:{DONE})的?"
    r"|(?:发文|制定|发布|印发|颁布|颁发)(?:机关|单位|部门|机构|日期|时间)|(?:施行|实施|生效|公布|通过|出台|成文|修订)(?:日期|时间)"
    r"|(?:现在|目前)?(?:还|是否)(?:现行)?(?:有效|失效|废止|作废|在用)|(?:有没有|是不是)(?:失效|废止|作废|有效)"
)
_NOTHING_ELSE = re.compile(
    "(?:的|是|有|讲|说|了|关于|请问|介绍|一下|这个|这份|文件|通知|规定|内容|主要|什么|哪些|啥|吗|呢)*"
)
_VERSIONS = re.compile(
    r"(?:有|共有?|收录了?|是)?(?:哪些|哪几个|几个|多少个?|什么)(?:不同的?)?(?:版本|版\b)|几版|(?:修[订正改])过?(?:几|多少)次|历次修[订正改]"
    r"|(?:各|所有|全部)(?:个)?版本|版本(?:有哪些|列表)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What documents a question names: those `held`, by number, and the names of those that are `absent`.

    `itself` is set where a document itself is asked about, `versions` where its versions are.
    """

    held: tuple[int, ...] = ()
    absent: tuple[str, ...] = ()
    itself: bool = False
    versions: bool = False


def asked_documents(question: str, shelf: Shelf) -> Asked:
    """The documents that a question names."""
    text = normalise(question)
    versions = _VERSIONS.search(text)
    itself = versions or _ITSELF.search(text)
    names = [*asked_titles(question), *_numbers(text)]
    if not names and itself and (name := law_named(text[: itself.start()].rstrip("的 "))):
        names = [name]
    if not names:
        return Asked()
    found = {name: _holding(name, shelf) for name in names}
    held = dict.fromkeys(document for documents in found.values() for document in documents)
    absent = tuple(name for name, documents in found.items() if not documents)
    alone = bool(_NOTHING_ELSE.fullmatch(_without(text, names)))
    return Asked(tuple(held), absent, alone or bool(itself), bool(versions))


def bare_number(number: str) -> str:
    """A number without what is typed in several ways: 国办发2018117号."""
    return re.sub("[年第]", "", plain(number)).removeprefix("中华人民共和国")


def _numbers(text: str) -> Iterator[str]:
    """The numbers in a normalised question, as they are written: 国办发〔2018〕117号, 民政部令第68号."""
    for match in _NUMBER.finditer(re.sub("《[^》]*》", "", text)):
        if match["order"]:
            year = f"{match['of']}年" if match["of"] else ""
            yield f"{match['order']}{year}第{match['nth']}号"
        else:
            yield f"{match['body']}〔{match['year']}〕{match['number']}号"


def _without(text: str, names: Sequence[str]) -> str:
    """What a normalised question says beside the names."""
    rest = plain(_NUMBER.sub("", text))
    for name in names:
        rest = rest.replace(plain(name), "")
    return rest


def _holding(name: str, shelf: Shelf) -> list[int]:
    """The documents of that number or title, all versions of it: of the whole title, or else short for it."""
    if name.endswith("号") and (by_number := _of_number(name, shelf)) is not None:
        return by_number
    fits = {document: calls(name, title) for document, title in _alike(name, shelf)}
    best = max(fits.values(), default=0)
    if best:
        return [document for document, fit in fits.items() if fit == best]
    wanted = plain(name)
    return [document for document, title in _alike(name, shelf) if wanted in plain(title)]


def _alike(name: str, shelf: Shelf) -> Iterator[tuple[int, str]]:
    """The documents that may be called so: all characters of the one stand in the other."""
    wanted = set(plain(name))
    for document, (title, _) in enumerate(shelf.names):
        letters = set(fold(title))
        if wanted <= letters or letters <= wanted:
            yield document, title


def _of_number(name: str, shelf: Shelf) -> list[int] | None:
    """The documents of that number; None for what is no number."""
    if not _NUMBER.fullmatch(normalise(name)):
        return None
    wanted = bare_number(name)
    return [
        document
        for document, (_, number) in enumerate(shelf.names)
        if number and (bare := bare_number(number)) and (wanted.endswith(bare) or bare.endswith(wanted))
    ]
