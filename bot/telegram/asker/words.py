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
