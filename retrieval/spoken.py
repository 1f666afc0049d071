"""What only asks in a question: spoken question words in writing, and phrases that are about nothing."""

import re

_WRITTEN = {
    "多会儿": "什么时候",
    "几时": "什么时候",
    "为啥": "为什么",
    "咋样": "怎么样",
    "咋": "怎么",
    "啥": "什么",
    "多长时间": "多久",
    "可不可以": "可以",
}
_SPOKEN = re.compile("|".join(_WRITTEN))
_EITHER = re.compile(r"(?P<verb>[能会要该行])不(?P=verb)")
_ASKS = re.compile(
    r"什么(?:时候|时间|地方|意思|样)|怎么(?:回事|样|办|个)|哪(?:块|方面)|多[大高长远](?=[\W_]|\Z)"
    r"|何[人处]|有无|到底|究竟|大概|大约|请?(?:说说|讲讲|谈谈|介绍一下)|[嘛呗哈](?=[\W_]*\Z)"
)


def written(question: str) -> str:
    """A normalised question with 什么时候 for 啥时候, 怎么 for 咋, 能 for 能不能."""
    return _EITHER.sub(r"\g<verb>", _SPOKEN.sub(lambda found: _WRITTEN[found[0]], question))


def without_asking(question: str) -> str:
    """A written question with a space for each phrase that says nothing of what is asked about."""
    return _ASKS.sub(" ", question)
