"""What an audit line says was done, in words: every action, and what its detail is about."""

from collections.abc import Iterator
from typing import Any

from bot.desk.labels import LABELS
from bot.desk.people import ROLES

ACTIONS = {
    "sign_in": "登录",
    "sign_out": "退出登录",
    "link.make": "生成登录链接",
    "invite.make": "生成邀请码",
    "invite.use": "凭邀请码加入",
    "access.refuse": "拒绝进入",
    "backup.make": "备份",
    "library.add": "收入文件",
    "library.remove": "删除文件",
    "library.correct": "更正文件信息",
    "library.rollback": "退回旧版资料库",
    "gate.publish": "启用新版资料库",
    "gate.drop": "放弃新版资料库",
    "person.add": "添加人员",
    "person.name": "更改称呼",
    "person.role": "更改角色",
    "person.sign_out": "让其退出登录",
    "log.star": "加星标",
    "log.unstar": "取消星标",
    "log.export": "导出问答记录",
    "log.prune": "删除过期的问答记录",
    "log.forget": "删除自己的问答记录",
    "gap.ignore": "忽略缺口",
    "gap.reopen": "重新处理缺口",
    "gap.merge": "合并缺口",
    "gap.split": "拆分缺口",
    "answer.save": "保存本机构答复",
    "answer.remove": "删除本机构答复",
    "words.add": "添加词语",
    "words.remove": "删除词语",
}
DETAILS = {
    "before": "原来",
    "after": "改为",
    "role": "角色",
    "person": "人员编号",
    "sessions": "浏览器数",
    "rows": "条数",
    "days": "保留天数",
    "name": "称呼",
    "filled": "补上的缺口",
    "lost": "失去答案的问题",
    "changed": "改变的回答",
    "gained": "新有答案的问题",
    "question": "问题",
    "reason": "原因",
    "into": "并入",
    "file": "文件",
    "fields": "项目",
    "edition": "版本",
    "gap": "缺口",
    "questions": "问法数",
}


def in_words(detail: dict[str, Any]) -> str:
    """{"before": "staff", "after": "admin"} -> "原来：使用者；改为：管理员"; what is None is left out."""
    return "；".join(f"{DETAILS.get(name, name)}：{value}" for name, value in _told(detail))


def _told(detail: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in detail.items():
        if isinstance(value, list):
            yield name, "、".join(LABELS.get(str(each), str(each)) for each in value)
        elif value is not None:
            yield name, ROLES.get(str(value), str(value))
