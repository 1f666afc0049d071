"""China's administrative divisions and the areas policy speaks of: their names, and what lies in what."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..words import HERE, read

Level = Literal["nation", "area", "province", "city", "county"]
NATION = "100000"


@dataclass(frozen=True, slots=True)
class Region:
    """A division, or a named area (its code is its name). City is the prefectural level: 市, 州, 地区, 盟.

    `code` is that of GB/T 2260, `name` the full one, `parent` the code of what it lies in. What was abolished
    since 2008 keeps its code; a renamed or upgraded division goes by its present name and code.
    """

    code: str
    name: str
    level: Level
    parent: str | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The tables as loaded. Names lead to codes (with spaces between where several bear the name).

    `free` names count wherever they stand, `guarded` ones given evidence. `rows` maps a code to its line of
    the table, `areas` an area to its members as written. `starts` tells what begins with two characters: bit
    n is set where a name of n characters does, bit 0 where the two are the ending of a common word.
    """

    rows: dict[str, str]
    areas: dict[str, str]
    free: dict[str, str]
    guarded: dict[str, str]
    starts: dict[str, int]

    def codes(self, name: str) -> list[str]:
        return [*self.free.get(name, "").split(), *self.guarded.get(name, "").split()]


@cache
def gazetteer() -> Gazetteer:
    """The bundled tables; reading them takes some milliseconds, once."""
    loaded = Gazetteer({}, {}, {}, {}, {})
    for line in read(HERE / "regions.tsv"):
        code, name, _, *more = line.split("\t")
        loaded.rows[code] = line
        _bear(loaded, code, name, *more)
    for line in read(HERE / "areas.tsv"):
        name, others, members = line.split("\t")
        loaded.rows[name] = f"{name}\t{name}\t{_province_of(loaded, members)}"
        loaded.areas[name] = members
        _bear(loaded, name, name, others)
    _begin(loaded)
    return loaded


def _bear(table: Gazetteer, code: str, name: str, others: str = "", guarded: str = "") -> None:
    risky = guarded.split()
    for each in (name, *others.split()):
        if each not in risky:
            table.free[each] = f"{table.free[each]} {code}" if each in table.free else code
    for each in risky:
        table.guarded[each] = f"{table.guarded[each]} {code}" if each in table.guarded else code


def _province_of(table: Gazetteer, members: str) -> str:
    """An area whose members all stand under one province lies in it."""
    province, _, below = members.partition(":")
    return table.free[province] if below and " " not in members else NATION


def _begin(table: Gazetteer) -> None:
    starts = table.starts
    for names in (table.free, table.guarded):
        for name in names:
            pair = name[:2]
            starts[pair] = starts.get(pair, 0) | 1 << len(name)
    for ending in read(HERE / "word_endings.txt"):
        starts[ending] = starts.get(ending, 0) | 1


@cache
def region_of(code: str) -> Region:
    """The region of a code; KeyError where there is none."""
    _, name, parent = (gazetteer().rows[code] + "\t").split("\t")[:3]
    return Region(code, name, _level(code), parent or None)


def _level(code: str) -> Level:
    if code == NATION:
        return "nation"
    if not code.isdigit():
        return "area"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def regions() -> Iterator[Region]:
    """All of them: the nation, divisions by code, then the areas."""
    return map(region_of, gazetteer().rows)


@cache
def lineage(code: str) -> tuple[str, ...]:
    """The code and those of what it lies in, the nation last."""
    parent = region_of(code).parent
    return (code,) if parent is None else (code, *lineage(parent))


def ancestors(region: Region) -> tuple[Region, ...]:
    """What a region lies in, nearest first: city, province, nation."""
    return tuple(region_of(code) for code in lineage(region.code)[1:])


@cache
def members(area: Region) -> tuple[Region, ...]:
    """The divisions that make up an area; none for anything else."""
    return tuple(_members(gazetteer(), gazetteer().areas.get(area.code, "")))


def _members(table: Gazetteer, written: str) -> Iterator[Region]:
    for group in written.split():
        name, _, below = group.partition(":")
        province = table.free[name]
        if not below:
            yield region_of(province)
        for each in filter(None, below.split(",")):
            yield next(region_of(code) for code in table.codes(each) if code[:2] == province[:2])


def contains(outer: Region, inner: Region) -> bool:
    """Whether all of `inner` lies in `outer`; every region contains itself."""
    if inner.level == "area" and outer.code not in lineage(inner.code):
        return all(contains(outer, member) for member in members(inner))
    within = lineage(inner.code)
    return outer.code in within or any(member.code in within for member in members(outer))


def overlaps(one: Region, other: Region) -> bool:
    """Whether the two have land in common: 罗霄山片区 with 江西省, or with 遂川县."""
    if contains(one, other) or contains(other, one):
        return True
    if one.level == "area":
        return any(overlaps(member, other) for member in members(one))
    return other.level == "area" and overlaps(other, one)


def display(region: Region) -> str:
    """Its name after those of what it lies in: 江西省吉安市遂川县; nation and areas just have their name."""
    if region.level in ("nation", "area"):
        return region.name
    above = (each.name for each in reversed(ancestors(region)[:-1]))
    return "".join((*above, region.name))


@cache
def short(region: Region) -> str:
    """What it is called for short, where that means nothing else: 湖南, 凉山, 红河州, but 日照市."""
    table, name = gazetteer(), region.name
    others = (table.rows[region.code] + "\t\t").split("\t")[3].split()
    stems = [each for each in others if name.startswith(each)]
    forms = [each for each in others if each[:2] == name[:2] and each[-1] == name[-1]]
    return max(stems, key=len, default=forms[0] if forms else name)
