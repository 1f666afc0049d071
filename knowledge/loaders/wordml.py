"""WordprocessingML as lxml gives it, by local names: Word, WPS and strict files use different namespaces."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

Element = Any  # lxml has no types


def parsed(content: bytes) -> Element:
    """The root of a part. Entities stay unread, nothing is fetched. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def name(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    return (each for each in (element if element is not None else ()) if name(each) == wanted)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and so on down the path; None where it ends."""
    for wanted in path:
        element = next(children(element, wanted), None)
    return element


def attribute(element: Element | None, wanted: str) -> str:
    """The attribute of that local name; empty where there is none."""
    for key, value in element.attrib.items() if element is not None else ():
        if key.rpartition("}")[2] == wanted:
            return str(value)
    return ""


def is_on(element: Element | None) -> bool:
    """Whether a switch like <w:b/> is there and not turned off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")
