"""What stands on the buttons for votes, suggestions and unanswered questions, and what pressing them says."""

from bot.desk.handing_in import LONGEST_NOTE
from bot.store.querylog import VoteReason

REASONS: dict[VoteReason, str] = {
    "irrelevant": "不相关",
    "incomplete": "不完整",
    "outdated": "过时",
    "wrong": "有误",
}
WHY = "谢谢，已经记下。方便的话，请再点一下哪里不好。"

HAND_IN = "📮 提交给管理员"
WITHOUT_NOTE = "不写备注，直接提交"
HANDED_IN = "已提交给管理员，谢谢。"
HANDED_IN_WITH_NOTE = "已连同您刚才写的备注提交给管理员，谢谢。"
HANDED_IN_BEFORE = "这个问题已经提交给管理员了，谢谢。"
NOTE_IS_WAITED_FOR = "请写下要补充的话发给我，或者点“不写备注，直接提交”。"
NOTE_IS_TEXT = "备注请用文字写；不想写就点上面的“不写备注，直接提交”，或发送 /cancel 取消。"

WISH = "🔔 有答案时通知我"
WISHED = "✅ 有答案会通知我"
WISH_KEPT = "好的，资料库里有了答案，就发到这里。再按一次可以取消。"
WISH_WITHDRAWN = "好的，不再通知。"


def asked(question: str) -> str:
    """What is said before the answer to a question that was pressed and not typed."""
    return f"问：{question}"


def note_wanted(private: bool) -> str:
    how = "请写下来发给我" if private else "请回复这条消息写下来"
    return (
        f"有什么要补充给管理员的吗？例如用在哪里、急不急。{how}，最多 {LONGEST_NOTE} 字；"
        "也可以直接提交，或发送 /cancel 取消。"
    )


def note_too_long(length: int) -> str:
    return f"备注最多 {LONGEST_NOTE} 字，您写了 {length} 字。请写短一些再发给我，或发送 /cancel 取消。"
