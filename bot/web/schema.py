"""The API's requests and replies, as its reference describes them, after the values of retrieval.answer."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.store.querylog import VoteReason
from retrieval.answer import Reason, SnippetKind, Status

Pair = tuple[int, int]
LARGEST = 2**53 - 1  # what every reader of JSON takes for the same number; no id gets there
NAME = r"^[!-~]*$"  # visible ASCII


class _Growing(BaseModel):
    """A reply whose origin may gain fields; those are passed on as they are."""

    model_config = ConfigDict(extra="allow")


class Question(BaseModel):
    """一个问题。"""

    question: Annotated[str, Field(description="问题原文。", examples=["社会组织可以怎样参与帮扶？"])]
    conversation: Annotated[
        str | None,
        Field(
            max_length=100,
            pattern=NAME,
            description=(
                "对话标识，由字母、数字和符号组成。追问（如“那云南呢？”）要带上同一个标识；不填则另起一次对话。"
            ),
        ),
    ] = None
    no_region: Annotated[bool, Field(description="为 true 则不限于问题里的地区。")] = False


class Citation(_Growing):
    """一条摘录的出处。"""

    document: Annotated[str, Field(description="文件编号。")]
    title: Annotated[str, Field(description="标题。")]
    issuer: Annotated[str | None, Field(description="发文机关。")]
    source: Annotated[str | None, Field(description="来源媒体或网站。")]
    published: Annotated[str | None, Field(description="发布日期，如 2018-10-30。")]
    number: Annotated[str | None, Field(description="文号。")]
    section: Annotated[list[str], Field(description="所在章节，由外到内。")]
    spans: Annotated[list[Pair], Field(description="摘录在文件全文中的位置。")]
    validity: Annotated[str | None, Field(description="效力提示，如已失效。")]
    uri: Annotated[str | None, Field(description="原文网址。")]
    author: Annotated[str | None, Field(description="本机构答复的作者。")]
    line: Annotated[str, Field(description="写好的出处，可直接引用。")]


class Snippet(_Growing):
    """一条原文摘录。"""

    text: Annotated[str, Field(description="原文，一字不改；不相连的几段以“……”相接。")]
    kind: Annotated[SnippetKind, Field(description="句子、要点、条文、表格或本机构答复。")]
    highlights: Annotated[list[Pair], Field(description="text 中需要突出的位置。")]
    score: Annotated[float, Field(description="相关程度，只在同一回答内可比。")]
    items: Annotated[int | None, Field(description="完整列出的要点有几项。")]
    excerpt: Annotated[bool, Field(description="是否因篇幅只节选每项的开头。")]
    picked: Annotated[list[int], Field(description="只问其中几项时，摘录的是第几项。")]
    out_of: Annotated[int | None, Field(description="只问其中几项时，要点共有几项。")]
    as_of: Annotated[str | None, Field(description="数字所属的时间，照录原文。")]
    applies_to: Annotated[str | None, Field(description="摘录不是说所问地区的，说的是哪里。")]
    note: Annotated[str | None, Field(description="关于时间、地区和要点项数的一句话。")]
    citation: Citation


class Held(_Growing):
    """问题所问的一份文件。"""

    document: Annotated[str, Field(description="文件编号。")]
    title: Annotated[str, Field(description="标题。")]
    number: Annotated[str | None, Field(description="文号。")]
    issuer: Annotated[str | None, Field(description="发文机关。")]
    published: Annotated[str | None, Field(description="发布日期。")]
    effective: Annotated[str | None, Field(description="施行日期。")]
    expires: Annotated[str | None, Field(description="有效期的最后一天。")]
    validity: Annotated[str | None, Field(description="效力提示，如已失效。")]


class Fallback(_Growing):
    """资料库没有所问地区的内容时，改用了哪里的。"""

    asked: Annotated[str, Field(description="所问的地区。")]
    used: Annotated[str, Field(description="摘录所说的地区，或“全国”“未写明地区”。")]


class Answer(_Growing):
    """一个回答：摘录按相关程度排列；没有答案时说明原因。"""

    question: Annotated[str, Field(description="收到的问题。")]
    understood: Annotated[str, Field(description="理解成的完整问题。")]
    status: Annotated[Status, Field(description="有答案、没有答案或寒暄。")]
    reason: Annotated[Reason | None, Field(description="没有答案的原因。")]
    region: Annotated[str | None, Field(description="问题所指的地区。")]
    region_label: Annotated[str | None, Field(description="写好的一句，说明按哪个地区检索。")]
    region_dropped: Annotated[str | None, Field(description="应要求没有限定的地区。")]
    fallback: Annotated[Fallback | None, Field(description="没有所问地区的内容时，改用了哪里的。")]
    available: Annotated[list[str], Field(description="没有所问的地区或年份时，资料库有哪些。")]
    library_empty: Annotated[bool, Field(description="资料库是不是还没有任何文件。")]
    conflict: Annotated[bool, Field(description="各条摘录的说法是否不一致。")]
    snippets: list[Snippet]
    suggestions: Annotated[list[str], Field(description="可以接着问的问题。")]
    edition: Annotated[int | None, Field(description="资料库版次。")]
    log_id: Annotated[int | None, Field(description="问答记录编号，评价时要用。")]
    elapsed_ms: Annotated[float, Field(description="用时，毫秒。")]
    documents: Annotated[list[Held], Field(description="问题所问的文件；同一文件的各个版本，新的在前。")]
    mentioned: Annotated[list[str], Field(description="问到而资料库只是提及、没有收录的文件。")]
    evidence: Annotated[float | None, Field(description="依据有多充分，最高为 1；太低的不作答。")]
    message: Annotated[str | None, Field(description="给提问人看的一句话。")]
    conversation: Annotated[str, Field(description="对话标识，追问和评价时带上。")]
    telegram: Annotated[str | None, Field(description="在 Telegram 里问同一个问题的链接。")]


class Context(_Growing):
    """摘录及其上下文。"""

    document: Annotated[str, Field(description="文件编号。")]
    title: Annotated[str, Field(description="标题。")]
    section: Annotated[list[str], Field(description="所在章节，由外到内。")]
    text: Annotated[str, Field(description="原文，一字不改。")]
    start: Annotated[int, Field(description="text 在文件全文中的起点。")]
    spans: Annotated[list[Pair], Field(description="被摘录的位置，从 text 的开头算起。")]
    has_before: Annotated[bool, Field(description="前面是否还有内容。")]
    has_after: Annotated[bool, Field(description="后面是否还有内容。")]


class Vote(BaseModel):
    """对一个回答的评价。"""

    log_id: Annotated[int, Field(ge=1, le=LARGEST, description="回答里的 log_id。")]
    vote: Annotated[Literal["up", "down"], Field(description="有帮助（up）或没有帮助（down）。")]
    reason: Annotated[
        VoteReason | None,
        Field(description="为什么没有帮助：不相关、不完整、过时、有误；只在 vote 为 down 时记下。"),
    ] = None
    conversation: Annotated[str, Field(max_length=100, pattern=NAME, description="回答里的 conversation。")]


class Recorded(BaseModel):
    """评价已记下。"""

    recorded: bool


class Health(BaseModel):
    """服务状态。"""

    ok: bool
    edition: Annotated[int | None, Field(description="正在使用的资料库版次。")]


class Problem(BaseModel):
    """出错的说明。"""

    detail: Annotated[str, Field(description="给使用者看的一句话。")]
