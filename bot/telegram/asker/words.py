"""What the bot says to those who ask, beside the answers."""

CHANGED = "（已更新）"
"""In place of a part that the new answer does not have."""

# What is no text, by how python-telegram-bot calls it
_HEARD = "抱歉，我听不了语音。请把想问的事打成一句话发给我，也可以用输入法把语音转成文字。"
_SEEN = "抱歉，我看不了图片和视频。请把想问的事打成一句话；想查图上的文件，写出标题或文号就行。"
_FUN = "收到！想查政策时，用一句话问我就行。"
_PLACE = "抱歉，我不能按位置查找。请在问题里写出地名，例如：湖南省有哪些社会组织扶贫的政策？"
NO_TEXT = {
    "voice": _HEARD,
    "audio": _HEARD,
    "video_note": _HEARD,
    "photo": _SEEN,
    "video": _SEEN,
    "animation": _SEEN,
    "document": "抱歉，我不读发来的文件。想查政策，请用一句话提问；想把文件收进资料库，请交给管理员。",
    "sticker": _FUN,
    "dice": _FUN,
    "location": _PLACE,
    "venue": _PLACE,
    "contact": "抱歉，我用不上联系人，也不会保存。请把想问的事写成一句话发给我。",
    "poll": "抱歉，我不能参加投票。请把想问的事写成一句话发给我。",
}
KINDS = {
    "photo": "图片",
    "video": "视频",
    "animation": "动图",
    "document": "文件",
    "voice": "语音",
    "audio": "音频",
}


def only_words(kind: str) -> str:
    """Before the answer to what stands under a picture or file."""
    return f"（我只读了文字，没有看您发来的{KINDS.get(kind, '附件')}。）"


# /history
HISTORY = "您在这里问过的问题（新的在前），点编号看当时的回答："
NO_HISTORY = "这里还没有您问过的问题。请直接用一句话提问。"
UNANSWERED = "（没有答案）"
NEWEST = "⏮ 最新的"
EARLIER = "更早的 ▶"
ROW_GONE = "找不到这条记录了，它可能已经删除。请把问题再问一次。"


def given_then(moment: str, question: str, edition: int | None) -> str:
    library = f"，用的是第 {edition} 版资料库" if edition else ""
    return f"您在 {moment} 问：{question}\n以下是当时的回答{library}。要按现在的资料库回答，请再问一次。"


# /forget
KEEP = "不删了"
KEPT = "好的，什么也没有删除。"
NOTHING_KEPT = "这里没有您的问答记录，没有什么可以删除的。"


def only_private(command: str) -> str:
    return f"这是您个人的内容，请在与我的私聊里发送 {command}。"


def about_to_forget(rows: int) -> str:
    return (
        f"将删除您在 Telegram 里问过的全部 {rows} 个问题：问题的文字、得到的回答、您的评价和附言，"
        "包括您在群里问的，也包括管理员加了星标的；“有答案时通知我”的登记一并取消。删除后无法恢复。\n\n"
        "会留下的：不含文字的统计数字；别人也问过的同样的问题；管理员写的本机构答复；您的使用权限和订阅；"
        "一条操作记录（只写您删除了几条）；以及之前做的数据备份，由管理员保管和清理。"
    )


def forget_label(rows: int) -> str:
    return f"确认删除这 {rows} 条"


def forgotten(rows: int) -> str:
    return f"已删除您的 {rows} 条问答记录。聊天窗口里的消息还在，可以自己清空。"


# /privacy


def privacy(days: int) -> str:
    """`days` as in the setting log_days: 0 is for good."""
    long = f"保留 {days} 天，到期自动删除；加了星标的和统计数字会留下" if days else "一直保留，没有期限"
    return (
        "记录什么：您的问题、得到的回答、时间和您的评价、附言。记录里用代号代替您的姓名和账号；"
        "问题里的手机号、身份证号和银行卡号只留首尾几位。订阅、“有答案时通知我”和您的使用权限"
        "要用到您的 Telegram 编号，所以也会记下编号。"
        "语音、图片和文件不会保存（管理员交来入库的文件除外）。\n\n"
        f"保留多久：问答记录{long}。\n\n"
        "谁能看到：只有本机构的管理员和审阅员，用来改进资料库，不对外提供。群里的问答，群成员都能看到。"
        "消息经 Telegram 传送，适用它自己的隐私政策。\n\n"
        "怎样删除：发送 /forget，确认后立即删除您问过的全部问题。发送 /history 可以先看看有哪些。"
    )


# Inline mode: on the button over the results, which leads to the private chat
COME_IN = "请先私聊机器人"
TYPE_ON = "请接着输入问题，如：社会组织怎样参与扶贫"
TYPE_SLOWLY = "您打得有点快，请过一会儿再试"
NOTHING_FOUND = "没有找到原文，请到私聊里问"


# /join without a code
NO_CODE = "请在 /join 后面写上管理员给您的邀请码。已经能提问的，不用再加入。"


# Links that bring a question
LINK_GONE = "这个链接里的问题已经找不到了，可能已按保留期限删除。请直接把问题发给我。"


def asked(question: str) -> str:
    return f"您问：{question}"
