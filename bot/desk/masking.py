"""Phone, ID-card and bank-card numbers in a question are masked before it is stored.

What is left tells that there was a number, and of which kind: 138****5678. Amounts, years, document numbers,
district codes and credit codes of organisations (统一社会信用代码) are what policies are about; they stay,
and so do hotlines (12345, 400-…), which are nobody's own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from retrieval.answer import Answer

_PLAIN = str.maketrans("０１２３４５６７８９＋－—–‐（）　ｘＸ", "0123456789+----() xX")
"""One character for one, so that a place in the plain text is the place in the text itself."""

_ALONE = r"(?<![\d.])"
_GAP = r"[ \-.]?"
_ABROAD = r"(?:\+|00)86[ \-]?"
_NO_AMOUNT = r"(?!\d|\.\d|\s*(?:[元万亿吨亩斤]|公斤|千瓦|平方))"
"""What is counted in thousands of millions; and more digits."""

_DISTRICT = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}"
_BIRTHDAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ISSUERS = r"(?:62|60|4\d|5[1-5]|95|3[57]|68|69)"
"""How bank cards begin that are in use in China; asked of groups, which may be a row of figures."""


def _luhn(number: str) -> bool:
    """The check digit of bank cards (ISO/IEC 7812): one number in ten has it by chance."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


@dataclass(frozen=True, slots=True)
class _Kind:
    """Numbers that match, the group `number` of which is masked but for its `first` and `last` digits."""

    pattern: re.Pattern[str]
    first: int
    last: int
    is_one: Callable[[str], bool] = bool

    def mask(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for match in self.pattern.finditer(text.translate(_PLAIN)):
            if self.is_one(match["number"]):
                parts += text[at : match.start("number")], self._masked(match["number"])
                at = match.end("number")
        return "".join((*parts, text[at:]))

    def _masked(self, number: str) -> str:
        digits = "".join(filter(str.isalnum, number))
        hidden = len(digits) - self.first - self.last
        return digits[: self.first] + "*" * hidden + digits[self.first + hidden :]


_KINDS = (
    _Kind(  # resident identity card, 18 digits; a slip in its check digit makes it no less personal
        re.compile(
            rf"{_ALONE}(?P<number>{_DISTRICT}{_GAP}(?:18|19|20)\d\d{_BIRTHDAY}{_GAP}\d{{3}}[\dxX]){_NO_AMOUNT}"
        ),
        first=6,
        last=0,
    ),
    _Kind(  # the older one of 15
        re.compile(rf"{_ALONE}(?P<number>{_DISTRICT}\d\d{_BIRTHDAY}\d{{3}}){_NO_AMOUNT}"), first=6, last=0
    ),
    _Kind(  # bank card
        re.compile(
            rf"{_ALONE}(?P<number>[1-9]\d{{15,18}}|{_ISSUERS}\d\d(?:[ \-]\d{{4}}){{3}}(?:[ \-]?\d{{1,3}})?)"
            rf"{_NO_AMOUNT}"
        ),
        first=4,
        last=4,
        is_one=_luhn,
    ),
    _Kind(  # mobile phone: 138 1234 5678, 138-123-45678, 1381-234-5678
        re.compile(
            rf"{_ALONE}(?:(?:\+|00)?86[ \-]?)?(?P<number>1[3-9]\d(?:{_GAP}\d{{4}}{_GAP}\d{{4}}"
            rf"|{_GAP}\d{{3}}{_GAP}\d{{5}}|\d{_GAP}\d{{3}}{_GAP}\d{{4}})){_NO_AMOUNT}"
        ),
        first=3,
        last=4,
    ),
    _Kind(  # fixed line with its area code, of which the code stays
        re.compile(
            rf"{_ALONE}(?:\(?(?:{_ABROAD})?\(?0(?:10|2\d|[3-9]\d\d)|{_ABROAD}(?:10|2\d|[3-9]\d\d))\)?{_GAP}"
            rf"(?P<number>\d{{3,4}}{_GAP}\d{{4}}){_NO_AMOUNT}"
        ),
        first=0,
        last=4,
    ),
    _Kind(  # fixed line without, where it is called one
        re.compile(
            rf"(?:电话|座机|固话|传真|\b[Tt][Ee][Ll])\D{{0,5}}(?P<number>[2-8]\d{{2,3}}{_GAP}\d{{4}}){_NO_AMOUNT}"
        ),
        first=0,
        last=4,
    ),
)
"""Longer numbers first: what is masked is no part of a shorter one."""


def mask(text: str) -> str:
    """The text with the middle of each such number replaced by asterisks."""
    for kind in _KINDS:
        text = kind.mask(text)
    return text


def masked(answer: Answer) -> Answer:
    """The answer as it is stored; its quotations are the library's and stay as they are."""
    return replace(
        answer,
        question=mask(answer.question),
        understood=mask(answer.understood),
        suggestions=tuple(map(mask, answer.suggestions)),
    )
