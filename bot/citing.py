"""How a quotation's source is cited in Chinese writing."""

from knowledge.curated.answer import OWN
from knowledge.standing import nested
from retrieval.answer import Citation

_PARTS = ("年", "月", "日")


def reference(citation: Citation) -> str:
    """《title》（number），issuer or source，date，见“section”之“subsection”（validity）; what is unknown is
    left out. A curated answer is named for what it is, and has its author.
    """
    section = "之".join(f"“{_one_line(heading)}”" for heading in citation.section)
    who = citation.author if citation.issuer == OWN else citation.issuer or citation.source
    known = (_named(citation), who, chinese_date(citation.published or ""), f"见{section}" if section else "")
    validity = f"（{citation.validity}）" if citation.validity else ""
    return "，".join(filter(None, known)) + validity


def chinese_date(iso: str) -> str:
    """2018-10-30 -> 2018年10月30日; 2018-10 -> 2018年10月."""
    return "".join(f"{int(part)}{sign}" for part, sign in zip(iso.split("-"), _PARTS, strict=False) if part)


def _named(citation: Citation) -> str:
    title = _one_line(citation.title)
    if citation.issuer == OWN:
        return f"{OWN}“{title}”"
    return book_title(title) + (f"（{citation.number}）" if citation.number else "")


def book_title(title: str) -> str:
    """The title in book brackets; those within it become single ones, as GB/T 15834 has it."""
    if title.startswith("《") and title.find("》") == len(title) - 1:
        return title
    return f"《{nested(title)}》"


def _one_line(text: str) -> str:
    return " ".join(text.split())
