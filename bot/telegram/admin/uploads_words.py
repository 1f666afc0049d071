"""What an admin reads of a document that was sent to the chat."""

from collections.abc import Iterator, Sequence

from bot.desk.labels import LABELS
from bot.desk.library.documents import FIELDS, as_typed
from bot.desk.library.uploads import Previewed
from bot.markup import Run
from knowledge.document import Document
from knowledge.limits import MEGABYTE

IN_FULL = 3  # documents of one file that are shown with all that is known of them
LISTED = 20  # documents of one file that are named
BEGINNING = 300  # code points of the text that are shown
WARNED = 5  # warnings that are told
ADD, CANCEL, AGAIN = "收入资料库", "取消", "再试一次"
CANCELLED = "已取消，没有收入这份文件。"
GONE = "这次上传已经处理过了，或已经取消。请重新发送文件。"
UNEXPECTED = "收入时出了意料之外的错，没有完成。请再试一次；还不行的话，详情见程序日志。"
BEGINS = "正在收入资料库……"
ONLY_ADMINS = "只有管理员可以添加文件。要提问，请直接用一句话发给我。"
NOT_LOADED = "没能从 Telegram 下载这份文件，请重新发送一次；还不行的话，请用 /web 打开管理网页上传。"
EMPTY = "“{}”是空文件，没有内容可以收入。请检查后重新发送。"
OUTSIDE = "文件名“{}”里有路径符号（/ 或 \\），不能收入。请改名后重新发送。"


def too_large(name: str, limit: int) -> str:
    return f"“{name}”超过了 {limit // MEGABYTE} MB，不能收入。请拆成几份，或只保留文字部分后重新发送。"


def too_large_for_telegram(name: str, limit: int) -> str:
    return (
        f"“{name}”超过了 {limit // MEGABYTE} MB，Telegram 不让机器人下载这么大的文件。"
        "请发送 /web 打开管理网页，在“资料库”里上传。"
    )


def preview(file: Previewed, alike: Sequence[tuple[str, float]]) -> Iterator[Run]:
    """What was recognised in a file; `alike` are files that hold nearly the same, with the share."""
    yield Run(file.name, bold=True)
    if file.refused:
        yield Run(f"\n不能收入。{file.refused}")
        return
    if file.same:
        yield Run("\n资料库里的同名文件与它完全相同，不必再收入。")
        return
    if file.replaces:
        yield Run("\n⚠️ 资料库里有同名文件，收入后会替换它。")
    for other, share in alike:
        yield Run(f"\n⚠️ 与资料库里的 {other} 约 {share:.0%} 的内容相同。")
    for warning in file.warnings[:WARNED]:
        yield Run(f"\n⚠️ {warning}")
    if len(file.warnings) > WARNED:
        yield Run(f"\n⚠️ 另有 {len(file.warnings) - WARNED} 处需要留意，收入后可在网页上查看。")
    yield from _documents(file.documents)


def added(said: str, documents: int, edition: int) -> str:
    return f"✅ {said}\n资料库现在是第 {edition} 版，共 {documents} 份文件。"


def _documents(documents: Sequence[Document]) -> Iterator[Run]:
    if len(documents) > 1:
        yield Run(f"\n\n共 {len(documents)} 份文件：")
    if len(documents) <= IN_FULL:
        for document in documents:
            yield from _in_full(document)
        return
    for document in documents[:LISTED]:
        yield Run(f"\n• {'，'.join(_briefly(document))}")
    if len(documents) > LISTED:
        yield Run(f"\n• ……另有 {len(documents) - LISTED} 份")


def _in_full(document: Document) -> Iterator[Run]:
    metadata = document.metadata
    yield Run("\n")
    if not metadata.title:
        yield Run(f"\n标题：没有认出来，用文件名“{document.id}”代替")
    for name in FIELDS:
        if value := as_typed(metadata, name):
            yield Run(f"\n{LABELS[name]}：{value}{'（推断）' if name in metadata.guessed else ''}")
    yield Run(f"\n字数：{len(document.text)}\n")
    begun = document.text[:BEGINNING].strip()
    yield Run(begun + ("……" if len(document.text) > BEGINNING else ""), quoted=True)


def _briefly(document: Document) -> Iterator[str]:
    metadata = document.metadata
    yield metadata.title or document.id
    yield from (value for value in (metadata.issuer, metadata.number, metadata.published) if value)
    yield f"{len(document.text)} 字"
