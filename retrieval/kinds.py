"""The kind of answer that a question asks for and sentences hold: a figure, a date, a place, an office …"""

import re

FIGURE, DATE, TITLE, OFFICE, PLACE = "#figure", "#date", "#title", "#office", "#place"

_ASKED = {
    FIGURE: re.compile(
        r"多少|百分之几|[占比]比|比例|多[大高长久远]|(?<!哪)几[^个项条点种大类方月号日]|几[个项条]?(?:人|家|户|村|县)"
        r"|[率额](?:是|为|有|如何|怎么样)?[？?。]?$"
    ),
    DATE: re.compile(
        r"什么时候|什么时间|何时|哪[一]?[天年日月]|几[月号日]|几年|日期|多久|截止|期限|到什么时"
    ),
    TITLE: re.compile(
        r"(?:什么|哪些|哪个|哪份|哪几[个份部]|几份)[^，。？]{0,8}(?:文件|通知|办法|意见|规定|法律|方案)|全称|文号"
    ),
    OFFICE: re.compile(
        r"谁|哪位|哪个人|什么人|职务|哪些人|哪个(?:部门|单位|机构)|哪些(?:部门|单位|机构|领导)|姓名"
    ),
    PLACE: re.compile(
        r"(?<![差好错难强现])在哪(?![些个几方])|哪里|哪儿|何地|什么地方|哪些(?:地方|地区|省|市|县)|哪个(?:地方|地区|省|市|县|村|城市)|地点|地址"
    ),
}
_HELD = {
    FIGURE: re.compile(
        r"\d|[一二三四五六七八九十百千万亿两][十百千万亿]*(?:余|多)?[个人家户元次场名条项村县万亿%]|百分之"
    ),
    DATE: re.compile(r"\d[年月日天]|年底|[一二三四五六七八九十](?:个月|年|天|日)|即日起|至今"),
    TITLE: re.compile(r"《"),
    OFFICE: re.compile(
        r"(?:部|司|局|厅|省|市|县|会|处|组|院|校|行|区|州|科|镇|乡|社|总|委)长|主任|主席|书记|记者|负责人|发言人|秘书|专员|教授|院士"
    ),
    PLACE: re.compile(
        r"地点|地址|位于|设在|酒店|宾馆|大厦|会议中心|广场|大道|路\d+号|[\u4e00-\u9fff]{2}(?:省|市|县|区|州|镇|乡|村)"
    ),
}


def asked(question: str) -> tuple[str, ...]:
    """The kinds that a normalised question asks for."""
    return tuple(kind for kind, pattern in _ASKED.items() if pattern.search(question))


def held(sentence: str) -> tuple[str, ...]:
    """The kinds that a normalised sentence holds."""
    return tuple(kind for kind, pattern in _HELD.items() if pattern.search(sentence))
