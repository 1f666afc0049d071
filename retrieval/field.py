"""Whether a question is of the field that the library is for, though the library may not answer it."""

from functools import cache

from knowledge.words import HERE, read


def is_of_field(question: str) -> bool:
    """Whether a normalised question has a word of knowledge/words/topics.txt."""
    return any(topic in question for topic in _topics())


@cache
def _topics() -> tuple[str, ...]:
    return tuple(topic for line in read(HERE / "topics.txt") for topic in line.split())
