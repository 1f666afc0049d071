"""What asks: the question that an attribute answers, and what is asked of a previous answer itself."""

import re

ABOUT_IT = re.compile(
    r"增长|下降|减少|增加|提高|上升|变化|降|涨|为什么|为何|原因|怎么算|怎么来|来自|来源|从哪|哪来|依据|上一?年|同比"
)
_QUESTIONS = (
    (re.compile(r"时间|日期"), "是什么时候"),
    (re.compile(r"[期时]限|周期"), "是多久"),
    (re.compile(r"地[点址方]|位置"), "在哪里"),
    (
        re.compile(r"[率额数量费款]\Z|标准|比例|占比|比重|经费|资金|[增降]幅|上限|下限|预算|投资"),
        "是多少",
    ),
    (
        re.compile(r"组长|负责人|主任|主席|[会部局司]长|作者|记者|发言人|(?:单位|部门|机关)\Z|主办方|秘书长"),
        "是谁",
    ),
    (re.compile(r"成员|领导|板块|环节|名单|附件|条件|材料|步骤|措施|举措|任务|渠道|途径"), "有哪些"),
)


def asking(attribute: str) -> str:
    """组长 -> 是谁, 地点 -> 在哪里."""
    return next((question for pattern, question in _QUESTIONS if pattern.search(attribute)), "是什么")
