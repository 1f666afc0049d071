"""File numbers: 国办发〔2018〕117号, 民政部令第68号, 财政部公告2020年第8号."""

import re
import unicodedata

from .issuers import cited, trailing

HEADER = 1500  # code points from the start in which a document gives its own number
ORDER = 600  # code points from the start in which an order or announcement gives its number
_OPEN, _CLOSE = r"[〔\[【（(﹝［〈<]", r"[〕\]】）)﹞］〉>]"
_NUMBER = (
    rf"(?P<body>[\u4e00-\u9fff]{{2,12}})\s?{_OPEN}\s?(?P<year>(?:19|20|１９|２０)\d\d)\s?{_CLOSE}"
    r"\s?第?\s?(?P<number>\d{1,4})\s?[号號]"
)
_ANY = re.compile(_NUMBER)
_OWN = re.compile(
    rf"\A\s*{_NUMBER}|(?:^|(?<=[\s：:（(])){_NUMBER.replace('(?P<', '(?P<own_')}(?=[\s）)]|$)", re.MULTILINE
)
_ORDER = re.compile(
    r"(?:令|公告)\s?(?:(?:19|20)\d\d\s?年\s?)?第\s?\d{1,4}\s?号(?=\s|\Z|[）)]|，?(?:公布|发布|颁布|修订))"
)


def normalised(text: str) -> str | None:
    """The first number in `text` with 〔〕 and half-width digits; None if there is none."""
    match = _ANY.search(text)
    return _written(match) if match else None


def own_number(text: str, official: bool = True) -> str | None:
    """The number a document gives itself: on its own line or behind its title, not behind a 《title》.

    What is not `official`, as news are, has none in brackets: that is another document's.
    """
    header = text[:HEADER]
    own = (
        match[0]
        for match in _OWN.finditer(header)
        if not cited(header, match.start()) and (official or header[max(0, match.start() - 1)] not in "（(")
    )
    return normalised(next(own, "")) or _order(header[:ORDER])


def unnumbered(title: str) -> str:
    """The title without a number set before it (石政发〔2020〕3号-……)."""
    match = _ANY.match(title)
    return title[match.end() :].lstrip("-—－:： ") if match else title


def _order(header: str) -> str | None:
    """民政部令第68号, as it stands under the title of a regulation or alone on its line."""
    for match in _ORDER.finditer(header):
        if (issuers := trailing(header[: match.start()])) and not cited(header, match.start()):
            return "、".join(issuers) + "".join(unicodedata.normalize("NFKC", match[0]).split())
    return None


def _written(match: re.Match[str]) -> str:
    year, number = (unicodedata.normalize("NFKC", match[name]) for name in ("year", "number"))
    return f"{match['body']}〔{year}〕{int(number)}号"
