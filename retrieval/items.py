"""Which items of a list a question asks for: 第二项, 最后一条, 前三个方面, 第二到第四点."""

import re
from dataclasses import dataclass

from knowledge.numbers.cardinals import value

MOST = 30  # items that one question asks for
_N = r"(?:[一二三四五六七八九十]{1,3}|两|\d{1,3})"
_UNIT = (
    r"(?:个(?=方面|内容|要求|措施|举措|任务|做法|作用|环节|原则|特点|目标|是|呢|讲|说|和|与|、|到|至|[?？。,，]|\Z)(?:方面)?"
    r"|(?:点|项|方面)|条(?=是|呢|讲|说|内容|和|与|、|到|至))"
)
_ONE = rf"第(?P<one>{_N})(?:个(?![季月批期届])|点|项|方面|条(?=是|呢|讲|说|内容))(?:方面)?"
_PATTERNS = re.compile(
    rf"第(?P<first>{_N}){_UNIT}?(?:到|至|-|—|~)第?(?P<last>{_N}){_UNIT}"
    rf"|第(?P<several>{_N}{_UNIT}?(?:(?:[、和与及]|以及)第?{_N}{_UNIT}?)*(?:[、和与及]|以及)第?{_N}){_UNIT}"
    rf"|倒数第(?P<back>{_N}){_UNIT}"
    rf"|最后(?:那|这|的)?(?P<end>{_N}){_UNIT}"
    rf"|(?<![以之目日])(?:前|头)(?P<head>{_N}){_UNIT}"
    rf"|(?<![以之今])后(?P<tail>{_N}){_UNIT}"
    rf"|{_ONE}"
)
_COUNT = re.compile(
    r"(?<![第一二三四五六七八九十\d])(?P<count>[一二三四五六七八九十]{1,3}|两|\d{1,3})(?:大|个|项|条|点|种|类|方面)"
)


@dataclass(frozen=True, slots=True)
class Items:
    """Numbers of items from 1 on, or from -1 back; `said` is how the question names them."""

    numbers: tuple[int, ...]
    said: str

    def places(self, count: int) -> tuple[int, ...]:
        """Those that a list of so many items has, by place (0 …), in order."""
        places = {number - 1 if number > 0 else count + number for number in self.numbers}
        return tuple(sorted(place for place in places if 0 <= place < count))


def asked_items(question: str) -> Items | None:
    """The items that a normalised question asks for; None where it asks for none in particular."""
    match = _PATTERNS.search(question)
    numbers = _numbers(match) if match else ()
    return Items(numbers, match[0]) if match and numbers and len(numbers) <= MOST else None


def counts(question: str) -> set[int]:
    """How many items the lists have that a normalised question speaks of (八个方面, 30项)."""
    return {_number(match["count"]) for match in _COUNT.finditer(question)}


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    found = {name: text for name, text in match.groupdict().items() if text}
    if "first" in found:
        return tuple(range(_number(found["first"]), _number(found["last"]) + 1))
    if "several" in found:
        return tuple(map(_number, re.findall(_N, found["several"])))
    if "back" in found:
        return (-_number(found["back"]),)
    if "head" in found:
        return tuple(range(1, _number(found["head"]) + 1))
    if ending := found.get("end") or found.get("tail"):
        return tuple(range(-_number(ending), 0))
    return (_number(found["one"]),)


def _number(written: str) -> int:
    return int(value(written.replace("两", "二")) or 0)
