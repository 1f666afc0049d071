"""The library's pages: documents, uploads that are looked at first, corrections, removal, editions."""

import asyncio
import html
import re
import tomllib
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from httpx import Response

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.web.access import CSRF_FIELD
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.desk import Browser, said
from tests.bot.gated import LIBRARY, NEW, PAY, TEXTS, gated, write

HERE = "/admin/library"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return gated(tmp_path)


@pytest.fixture
def answerer(desk: Desk) -> Answerer:
    return Answerer(desk.settings.home)


@pytest.fixture
def assistant(desk: Desk, answerer: Answerer) -> Assistant:
    return Assistant(answerer, desk.store.log)


async def uploaded(admin: Browser, **files: bytes) -> Response:
    sent = [("files", (name, content)) for name, content in files.items()]
    return await admin.client.post(f"{HERE}/upload", data={CSRF_FIELD: admin.csrf}, files=sent)


async def done(admin: Browser) -> str:
    """The page once the work has ended."""
    for _ in range(300):
        page = await admin.get(HERE)
        if "看看进度" not in page.text:
            return page.text
        await asyncio.sleep(0.1)
    raise AssertionError("the work does not end")


async def test_files_are_looked_at_before_they_count(admin: Browser, answerer: Answerer) -> None:
    sent = await uploaded(admin, **{"补贴.md": NEW.encode(), "坏的.pdf": b"no pdf"})
    preview = (await admin.get(sent.headers["location"])).text
    assert "图书室管理员补贴办法" in preview
    assert "坏的.pdf" in preview
    assert "flash problem" in preview
    assert answerer.answer(PAY).status == "unanswered"

    await admin.submit(sent.headers["location"])
    page = await done(admin)
    assert "已收入 补贴.md" in page
    assert "未收入" in page
    assert "八百元" in answerer.answer(PAY).snippets[0].text
    assert (await admin.get(sent.headers["location"])).status_code == 404


async def test_an_upload_that_is_discarded_leaves_nothing(admin: Browser, desk: Desk) -> None:
    sent = await uploaded(admin, **{"补贴.md": NEW.encode()})
    assert "没有收入" in said(await admin.submit(f"{sent.headers['location']}/discard"))
    assert list((desk.settings.home / "uploads").iterdir()) == []
    assert not (desk.settings.home / "sources" / "补贴.md").exists()


async def test_an_upload_cannot_leave_its_folder(admin: Browser, desk: Desk) -> None:
    await uploaded(admin, **{"../../escaped.md": NEW.encode()})
    assert list(desk.settings.home.parent.rglob("escaped.md")) == list(
        (desk.settings.home / "uploads").rglob("escaped.md")
    )


async def test_a_document_shows_what_is_known_and_its_passages(admin: Browser) -> None:
    page = (await admin.get(f"{HERE}/{quote('图书')}")).text
    assert "乡村图书室指南" in page
    assert "贫困村图书室藏书不少于三千册。" in page
    assert (await admin.get(f"{HERE}/{quote('没有')}")).status_code == 404
    file = await admin.get(f"{HERE}/{quote('图书')}/file")
    assert "三千册" in file.text
    assert "attachment" in file.headers["content-disposition"]


async def test_a_document_of_an_archive_is_shown_as_ones_own_and_removed_with_the_others(
    admin: Browser,
) -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in ("轮椅", "拐杖"):
            archive.writestr(f"{name}.txt", f"第一条 {name}可以免费借用三个月。\n")
    sent = await uploaded(admin, **{"借用.zip": content.getvalue()})
    await admin.submit(sent.headers["location"])
    assert "已收入" in await done(admin)
    chair = f"{HERE}/{quote('轮椅')}"
    page = (await admin.get(chair)).text
    assert "保存更正" in page
    assert "“借用.zip”里的另外 1 份文件一起删除" in page
    assert (await admin.get(f"{chair}/file")).content == content.getvalue()
    await admin.submit(f"{chair}/remove")
    assert "里面的 2 份文件要一起删除" in await done(admin)
    await admin.submit(f"{chair}/remove", whole="1")
    assert "已删除 借用.zip" in await done(admin)
    assert (await admin.get(f"{HERE}/{quote('拐杖')}")).status_code == 404


async def test_it_is_told_how_often_answers_quoted_a_document_and_its_passages(
    admin: Browser, desk: Desk
) -> None:
    write(desk, "新的.md", NEW)
    reload(desk.settings.home, desk.settings.library)
    page = (await admin.get(f"{HERE}/{quote('图书')}")).text
    assert "回答引用过 2 次" in page
    assert '<span class="tag">引用 2 次</span>' in page
    assert "还没有回答引用过" in (await admin.get(f"{HERE}/{quote('新的')}")).text
    listed = (await admin.get(HERE)).text
    link = re.search(r'data-label="被引用"><a href="([^"]+)">2</a>', listed)
    assert link
    assert (await admin.get(html.unescape(link[1]))).text.count(LIBRARY) == 2


async def test_two_editions_are_compared(admin: Browser, answerer: Answerer, desk: Desk) -> None:
    write(desk, "新的.md", NEW)
    write(desk, "图书.md", TEXTS["图书.md"].replace("三千", "五千"))
    reload(desk.settings.home, desk.settings.library)
    page = (await admin.get(f"{HERE}/editions/2")).text
    assert "第 2 版和第 1 版的不同" in page
    assert re.search(r"新增的文件（1）.*图书室管理员补贴办法", page, re.DOTALL)
    assert "<del>贫困村图书室藏书不少于三千册。</del>" in page
    assert "<ins>贫困村图书室藏书不少于五千册。</ins>" in page
    back = (await admin.get(f"{HERE}/editions/1?before=2")).text
    assert "删除的文件（1）" in back
    assert "没有不同" in (await admin.get(f"{HERE}/editions/1?before=")).text
    assert (await admin.get(f"{HERE}/editions/9")).status_code == 404


async def test_metadata_is_corrected_in_library_toml(admin: Browser, desk: Desk, answerer: Answerer) -> None:
    path = f"{HERE}/{quote('图书')}"
    given = {"title": "乡村图书室指南", "issuer": "某省文化厅", "regions": "湖南省、云南省"}
    await admin.submit(f"{path}/correct", published="2019-03-05", **given)
    assert "已更正" in await done(admin)
    table = tomllib.loads((desk.settings.home / "sources" / "library.toml").read_text("utf-8"))["图书.md"]
    assert table == {"issuer": "某省文化厅", "regions": ["湖南省", "云南省"]}
    assert answerer.answer(LIBRARY).snippets[0].citation.issuer == "某省文化厅"
    await admin.submit(f"{path}/correct", published="昨天", **given)
    assert "不是日期" in await done(admin) or "昨天" not in (await admin.get(path)).text


async def test_a_document_is_removed_and_restored(admin: Browser, answerer: Answerer) -> None:
    await admin.submit(f"{HERE}/{quote('图书')}/remove")
    assert "已删除 图书.md" in await done(admin)
    assert answerer.answer(LIBRARY).status == "unanswered"
    await admin.submit(f"{HERE}/restore", name="图书.md")
    assert "已收入 图书.md" in await done(admin)
    assert answerer.answer(LIBRARY).status == "answered"


async def test_an_earlier_edition_is_gone_back_to(admin: Browser, desk: Desk, answerer: Answerer) -> None:
    await admin.submit(f"{HERE}/{quote('图书')}/remove")
    await done(admin)
    assert "已退回第 1 版" in said(await admin.submit(f"{HERE}/rollback", number=1))
    assert answerer.edition == 1
    assert desk.store.audit.select(action="library.rollback")[0].target == "1"


async def test_a_reviewer_reads_and_changes_nothing(reviewer: Browser) -> None:
    assert "乡村图书室指南" in (await reviewer.get(HERE)).text
    for path in (f"{quote('图书')}/remove", "restore", "rollback", f"{quote('图书')}/correct"):
        assert (await reviewer.submit(f"{HERE}/{path}", name="x", number=1)).status_code == 403
    assert (await uploaded(reviewer, **{"补贴.md": NEW.encode()})).status_code == 403
    told = (await reviewer.get("/api/admin/library", params={"q": "图书室"})).json()
    assert [each["id"] for each in told["documents"]] == ["图书"]
