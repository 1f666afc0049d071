"""Who a question asks about: 黄茹 of 黄茹是谁, 黄茹担任什么职务. The rest of it only asks."""

import re

_WHO = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,4}?)(?:同志|先生|女士)?"
    r"(?:是(?:谁|什么人|干什么的|做什么的|哪位)|(?:是|任|担任|现任)?的?(?:什么|哪个)?(?:职务|职位|身份)(?:是什么)?|担任什么|什么官)"
    r"[呀啊呢?？。]*"
)


def asked_person(question: str) -> str | None:
    """The name in a normalised question that asks for nothing but who somebody is."""
    who = _WHO.fullmatch(question)
    return who["name"] if who else None
