"""What the styles of a Word file say of a paragraph: its heading level, list, size, weight and alignment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from .wordml import Element, attribute, child, children, is_on

DEEPEST = 9
CHAIN = 20  # styles that are based on one another


@dataclass(frozen=True, slots=True)
class Looks:
    """`level` is that of a heading (1 …; 0 for text), `title` and `contents` roles that a style's name gives.

    `size` is in half points, 0 where nothing says.
    """

    level: int = 0
    title: bool = False
    contents: bool = False
    list: str = ""
    depth: int = 0
    size: int = 0
    bold: bool = False
    centred: bool = False

    def below(self, properties: Element | None, run: Element | None, name: str = "") -> Self:
        """These looks, changed by paragraph and run properties."""
        low = name.lower()
        outline = attribute(child(properties, "outlineLvl"), "val")
        numbered = child(properties, "numPr")
        size = attribute(child(run, "sz"), "val")
        bold, align = child(run, "b"), attribute(child(properties, "jc"), "val")
        return type(self)(
            level=_level(outline, low, self.level),
            title=self.title or low == "title",
            contents=self.contents or low.startswith(("toc ", "table of figures")),
            list=attribute(child(numbered, "numId"), "val") or self.list,
            depth=_number(attribute(child(numbered, "ilvl"), "val"), self.depth),
            size=_number(size, self.size),
            bold=is_on(bold) if bold is not None else self.bold,
            centred=align == "center" if align else self.centred,
        )


class Styles:
    """The styles of styles.xml, by id."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(each, "styleId"): each for each in children(root, "style")}
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._base = Looks(size=21).below(None, defaults)
        normal = (
            id
            for id, each in self._styles.items()
            if attribute(each, "default") == "1" and attribute(each, "type") == "paragraph"
        )
        self._normal = next(normal, "")
        self._known: dict[str, Looks] = {}

    def looks(self, id: str) -> Looks:
        """The looks of a paragraph of this style; of the default style for an unknown one."""
        id = id if id in self._styles else self._normal
        if id not in self._known:
            looks = self._base
            for style in reversed(list(self._chain(id))):
                title = attribute(child(style, "name"), "val")
                looks = looks.below(child(style, "pPr"), child(style, "rPr"), title)
            self._known[id] = looks
        return self._known[id]

    def _chain(self, id: str) -> Iterator[Element]:
        """The style and those that it is based on."""
        for _ in range(CHAIN):
            style = self._styles.get(id)
            if style is None:
                return
            yield style
            id = attribute(child(style, "basedOn"), "val")


def _level(outline: str, name: str, before: int) -> int:
    if outline.isdecimal():
        return int(outline) + 1 if int(outline) < DEEPEST else 0
    if name.startswith("heading ") and name[8:].isdecimal():
        return min(int(name[8:]), DEEPEST)
    return before


def _number(text: str, before: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else before
