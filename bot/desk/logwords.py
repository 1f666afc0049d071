"""What stands in the query log, in words."""

STATUSES = {"answered": "已答", "unanswered": "未答", "smalltalk": "寒暄"}
REASONS = {
    "off_topic": "不在范围内",
    "not_in_library": "资料库没有",
    "region_not_covered": "没有这个地区",
    "year_not_covered": "没有这个年份",
    "document_not_in_library": "没有这份文件",
    "empty": "没有文字",
    "too_long": "问题太长",
}
VOTES = {"up": "有用", "down": "没用"}
VOTE_REASONS = {"irrelevant": "不相关", "incomplete": "不完整", "outdated": "过时", "wrong": "有误"}
CHANNELS = {"telegram": "Telegram", "web": "网页", "api": "接口", "cli": "命令行"}


def outcome(status: str, reason: str | None) -> str:
    """未答（资料库没有）"""
    word = STATUSES.get(status, status)
    return f"{word}（{REASONS.get(reason, reason)}）" if reason else word


def opinion(vote: str | None, reason: str | None) -> str:
    """没用（过时）; empty where nobody voted."""
    if vote is None:
        return ""
    word = VOTES.get(vote, vote)
    return f"{word}（{VOTE_REASONS.get(reason, reason)}）" if reason else word
