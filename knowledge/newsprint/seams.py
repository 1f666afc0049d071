"""The seams between lines set in columns: where a paragraph runs on and where another begins."""

from collections.abc import Iterator, Sequence

from .columns import Columns
from .habits import INDENT, habits
from .imprint import SIGNS, begins_entry, imprint
from .lines import CLOSING, OPENING, PAUSES, Line, cut_in_two, cut_number

_TAIL = 6  # characters; a sentence that short on a line of its own is the end of one
_HEADING = 3  # lines that a heading has at most


class Seams:
    """Decides from the widths of the lines, their edges, and the habits of the text."""

    def __init__(self, lines: Sequence[Line], columns: Columns) -> None:
        self.lines, self.columns = lines, columns
        self.slack, self.room = columns.slack, columns.room
        self.habits = habits(lines, columns)
        self.block_end = _block_ends(lines)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """The bounds of each paragraph or heading: its first line, and the one after its last."""
        start = brackets = 0
        for at, line in enumerate(self.lines):
            brackets = max(0, brackets + line.open_brackets)
            if at + 1 == len(self.lines) or self._breaks(start, at, brackets > 0):
                yield start, at + 1
                start, brackets = at + 1, 0

    def interrupted(self, start: int, at: int) -> bool:
        """Line `at` fills the column within a sentence, a heading follows, and then no paragraph begins."""
        if at + 1 == len(self.lines) or not self.lines[at + 1].parted or not self._heading(at + 1):
            return False
        if imprint(self.lines[at].text) or imprint(self.lines[at + 1].text) in ("byline", "credit", "date"):
            return False
        going_on = self.block_end[at + 1] + 1
        if going_on == len(self.lines) or self._heading(start) or self._first(going_on):
            return False
        within = not self.lines[at].ends_clause and self._free(start, at) <= 0
        return within and not begins_entry(self.lines[going_on].text)

    def _breaks(self, start: int, at: int, bracketed: bool) -> bool:
        """Whether the paragraph that began in line `start` ends with line `at`."""
        before, after = self.lines[at], self.lines[at + 1]
        free = self._free(start, at)
        if self._apart(at + 1) or (start == at and self._apart(at)):
            return True
        if after.parted and free <= 0 and self._heading(at + 1):
            return not self._may_head(start, at)
        if bracketed and not (before.ends_clause and free > 0):
            return False
        done = after.parted or before.ends_clause or free > 0 or after.text[0] in SIGNS
        if self._alone(at, start) or (done and self._alone(at + 1, at + 1)):
            return True
        if self._heading(start) and at < self.block_end[start]:
            return begins_entry(after.text)
        if self._indented(at + 1):
            return True
        if before.ends_clause and (free > 0 or not cut_in_two(before, after)):
            return self._after_sentence(start, at)
        if cut_in_two(before, after) or (cut_number(before, after) and free < INDENT):
            return False
        return self._within_sentence(start, at)

    def _after_sentence(self, start: int, at: int) -> bool:
        """Line `at` ends a sentence: does it end the paragraph?"""
        after, first, free = self.lines[at + 1], self._first(at + 1), self._free(start, at)
        if first or self._heading(at + 1) or self._stub(at + 1):
            return True
        if first is False and self.habits.indentation == "stripped":
            return free > (2 if after.parted else INDENT)
        announces = self.lines[at].text[-1] in "：:" and after.text[0] not in OPENING
        likely = after.parted and self.habits.blank_lines and (self.lines[at].ends_sentence or announces)
        return free > 0 or (first is None and (likely or begins_entry(after.text)))

    def _within_sentence(self, start: int, at: int) -> bool:
        """Line `at` ends no sentence: is it the end of a heading, or does a heading follow?"""
        after, first, free = self.lines[at + 1], self._first(at + 1), self._free(start, at)
        length = at - start + 1
        if not after.parted:
            closed = self.lines[at].text[-1] in CLOSING or (length <= 2 and self.room[at] >= INDENT - 1)
            short = free >= INDENT and not self._narrowed(start, at)
            over = short or (at == start and self._exceeds(at))
            return (first is True and closed) or (over and self._text_begins(start, at + 1))
        if self._heading(at + 1):
            return True
        if length > _HEADING + 1:
            return free >= INDENT and not self._narrowed(start, at)
        return free > 0 or (first is True and length <= 2)

    def _text_begins(self, start: int, at: int) -> bool:
        """Line `at`, after a short line, is no second line of that heading but the text under it."""
        first = self._first(at)
        if first is not None or self.slack[at] <= 0:
            return first is not False
        if self.lines[at].ends_sentence:
            return len(self.lines[at].text) > _TAIL
        if begins_entry(self.lines[at].text):
            return True
        return start > 0 and not self._heads_text(at)

    def _heads_text(self, at: int) -> bool:
        """Line `at` is the last of a heading: short, and text begins after it."""
        if at + 1 == len(self.lines) or not self.lines[at].ends_bare:
            return False
        return self._first(at + 1) is True or (self._stub(at) and self.slack[at + 1] <= 0)

    def _first(self, at: int) -> bool | None:
        """Whether line `at` is the first of a paragraph; None where its width does not tell."""
        if self._indented(at):
            return True
        if self.habits.indentation == "none":
            return None
        hanging = 2 if self.lines[at].text[-1] in PAUSES else 0
        if self.habits.indentation == "kept" or self.room[at] + hanging < INDENT - 1:
            return False
        return True if 0 < self.slack[at] <= INDENT + 1 and self._runs_on(at) else None

    def _runs_on(self, at: int) -> bool:
        """A sentence runs on from line `at`, over a line as wide as the column or to its end."""
        if at + 1 == len(self.lines) or self.lines[at].ends_clause:
            return False
        return self.slack[at + 1] <= 0 or self.lines[at + 1].ends_clause

    def _free(self, start: int, at: int) -> float:
        """The columns still free in line `at`, an indentation that was lost counted as filled."""
        return self.slack[at] - self._lost_indent(start, at)

    def _lost_indent(self, start: int, at: int) -> float:
        stripped = start == at and self.habits.indentation == "stripped" and not self._indented(at)
        return INDENT if stripped else 0.0

    def _may_head(self, start: int, at: int) -> bool:
        """The lines may be the first of a heading whose last one stands in the next column."""
        return at - start < _HEADING - 1 and not any(
            mark in line.text for line in self.lines[start : at + 1] for mark in PAUSES + "。！？"
        )

    def _alone(self, at: int, start: int) -> bool:
        """A byline, credit, caption or date: one line, not as wide as the column."""
        if start != at or imprint(self.lines[at].text) is None:
            return False
        return self.slack[at] > 0 or self._exceeds(at) or self.lines[at].text[0] in SIGNS

    def _apart(self, at: int) -> bool:
        """A byline, credit, caption or date between blank lines, be it as wide as the column."""
        parted = (at == 0 or self.lines[at].parted) and self.block_end[at] == at
        return parted and imprint(self.lines[at].text) is not None

    def _exceeds(self, at: int) -> bool:
        """Much wider than the column: a headline set across several."""
        return self.room[at] <= -4

    def _indented(self, at: int) -> bool:
        return self.lines[at].indent - self.columns.margin >= 2

    def _stub(self, at: int) -> bool:
        """A line that neither fills the column nor ends a sentence: a heading, a signature."""
        return self.lines[at].ends_bare and self._free(at, at) >= INDENT and not self._narrowed(at, at)

    def _narrowed(self, start: int, at: int) -> bool:
        """A line beside it in the same prose is as short: the column is narrowed by a picture."""
        beside = [other for other in (at - 1, at + 1) if start <= other < len(self.lines)]
        prose = any(mark in line.text for line in self.lines[max(start, at - 3) : at + 2] for mark in PAUSES)
        room = self.room[at] - self._lost_indent(start, at)
        return prose and any(abs(room - self.room[other]) <= 2 for other in beside)

    def _heading(self, at: int) -> bool:
        """A block of its own begins with line `at` that is only a heading: a few lines, the last short."""
        end = self.block_end[at]
        if end - at >= _HEADING or not (at == 0 or self.lines[at].parted):
            return False
        block = self.lines[at : end + 1]
        return (
            self.slack[end] > 0
            and block[-1].ends_bare
            and sum(len(line.text) for line in block) >= 4
            and (at == 0 or not block[0].begins_within)
            and not any(line.ends_sentence or line.ends_inside for line in block)
        )


def _block_ends(lines: Sequence[Line]) -> list[int]:
    """For each line, the last line before the next blank one."""
    ends = [len(lines) - 1] * len(lines)
    for at in range(len(lines) - 2, -1, -1):
        ends[at] = at if lines[at + 1].parted else ends[at + 1]
    return ends
