"""Who somebody is: the sentence that gives the post of a person comes before others that name them."""

import re
from collections.abc import Callable, Sequence

from .runs import Run
from .text import normalise
from .who import asked_person

NEARLY = 0.6  # of the best run's score is enough for one with the post to come first
_POST = r"[\u4e00-\u9fff]{3,}(?:长|主任|主席|书记|记者|负责人|发言人|秘书|专员|教授|院士|院长|委员|理事|顾问)"


def with_post_first(runs: Sequence[Run], question: str, text: Callable[[Run], str]) -> list[Run]:
    """The runs, those that give the post of the person asked about first if they are hardly worse."""
    name = asked_person(normalise(question))
    if not name or not runs:
        return list(runs)
    post = re.compile(_POST + re.escape(name))
    near = [run for run in runs if run.score >= NEARLY * runs[0].score and post.search(normalise(text(run)))]
    return [*near, *(run for run in runs if run not in near)]
