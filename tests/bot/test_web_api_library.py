"""The library as JSON: documents, uploads that are looked at first, corrections, removal, editions."""

import asyncio
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from httpx import Response

from bot.assistant import Assistant
from bot.desk.desk import Desk
from bot.web.access import CSRF_HEADER
from retrieval.answerer import Answerer
from retrieval.reload import reload
from tests.bot.desk import Browser
from tests.bot.gated import LIBRARY, NEW, PAY, TEXTS, desk_in, write

API = "/api/admin"
BOOKS = f"{API}/library/{quote('图书')}"


@pytest.fixture
def desk(gated_folder: Path, tmp_path: Path) -> Desk:
    copytree(gated_folder, tmp_path, dirs_exist_ok=True)
    return desk_in(tmp_path)


@pytest.fixture
def answerer(desk: Desk) -> Answerer:
    return Answerer(desk.settings.home)


@pytest.fixture
def assistant(desk: Desk, answerer: Answerer) -> Assistant:
    return Assistant(answerer, desk.store.log)


async def uploaded(admin: Browser, **files: bytes) -> Response:
    sent = [("files", each) for each in files.items()]
    return await admin.client.post(f"{API}/uploads", files=sent, headers={CSRF_HEADER: admin.csrf})


async def done(admin: Browser, begun: Response) -> str:
    """What came of the work, once it has ended."""
    assert begun.status_code == 202, begun.text
    assert begun.json()["runs"]
    for _ in range(300):
        job = (await admin.get(f"{API}/job")).json()["job"]
        if not job["runs"]:
            return str(job["said"])
        await asyncio.sleep(0.1)
    raise AssertionError("the work does not end")


async def rows(browser: Browser, **wanted: Any) -> Any:
    return (await browser.get(f"{API}/library", params=wanted)).json()


async def test_documents_are_listed_page_by_page_with_what_is_guessed(reviewer: Browser) -> None:
    first = await rows(reviewer, limit=1)
    assert (first["total"], first["next"], len(first["documents"])) == (2, 1, 1)
    last = await rows(reviewer, limit=1, skip=first["next"])
    assert last["next"] is None
    books, massage = first["documents"][0], last["documents"][0]
    assert (books["id"], books["title"], books["times"], books["own"]) == ("图书", "乡村图书室指南", 2, True)
    assert massage["guessed"] == ["document_type"]
    assert [each["id"] for each in (await rows(reviewer, q="按摩"))["documents"]] == ["按摩"]


async def test_a_document_comes_with_its_passages_where_they_stand_and_its_problems(
    reviewer: Browser, desk: Desk
) -> None:
    write(desk, "图书.md", TEXTS["图书.md"].replace("2019-03-05", "前年"))
    reload(desk.settings.home, desk.settings.library)
    found = (await reviewer.get(BOOKS)).json()
    (passage,) = found["passages"]
    text = "贫困村图书室藏书不少于三千册。"
    assert (passage["text"], passage["start"], passage["end"], passage["times"]) == (text, 0, len(text), 2)
    assert (found["characters"], found["metadata"]["title"]) == (len(text), "乡村图书室指南")
    assert found["document"]["problems"] == len(found["problems"]) > 0
    assert any("前年" in each["problem"] for each in found["problems"])
    assert (await reviewer.get(f"{API}/library/{quote('没有')}")).status_code == 404


async def test_an_upload_is_looked_at_confirmed_and_answers(admin: Browser, answerer: Answerer) -> None:
    upload = (await uploaded(admin, **{"补贴.md": NEW.encode(), "坏的.pdf": b"no pdf"})).json()
    broken, new = sorted(upload["files"], key=lambda each: str(each["name"]))
    assert "坏的.pdf" in broken["refused"]
    assert (new["refused"], new["replaces"]) == (None, False)
    (document,) = new["documents"]
    assert document["metadata"]["title"] == "图书室管理员补贴办法"
    assert "八百元" in document["beginning"]
    assert (await admin.get(f"{API}/uploads/{upload['token']}")).json() == upload
    assert answerer.answer(PAY).status == "unanswered"

    said = await done(admin, await admin.send("POST", f"{API}/uploads/{upload['token']}/confirm"))
    assert "已收入 补贴.md" in said
    assert "未收入：坏的.pdf" in said
    assert "八百元" in answerer.answer(PAY).snippets[0].text
    assert (await admin.send("POST", f"{API}/uploads/{upload['token']}/confirm")).status_code == 404


async def test_what_would_replace_a_file_is_told(admin: Browser) -> None:
    upload = (await uploaded(admin, **{"图书.md": TEXTS["图书.md"].encode(), "按摩.md": b"x"})).json()
    told = {each["name"]: (each["replaces"], each["same"]) for each in upload["files"]}
    assert told == {"图书.md": (True, True), "按摩.md": (True, False)}


async def test_an_upload_that_is_discarded_is_gone(admin: Browser, desk: Desk) -> None:
    token = (await uploaded(admin, **{"补贴.md": NEW.encode()})).json()["token"]
    assert (await admin.send("DELETE", f"{API}/uploads/{token}")).json() == {"discarded": True}
    assert (await admin.get(f"{API}/uploads/{token}")).status_code == 404
    assert list((desk.settings.home / "uploads").iterdir()) == []


async def test_an_upload_may_be_larger_than_other_requests(admin: Browser) -> None:
    assert (await uploaded(admin, **{"大的.pdf": bytes(300_000)})).status_code == 200
    correction = await admin.send("PATCH", BOOKS, issuer="局" * 300_000)
    assert correction.status_code == 413


async def test_an_upload_that_is_cut_short_is_refused(admin: Browser, desk: Desk) -> None:
    headers = {CSRF_HEADER: admin.csrf, "Content-Type": "multipart/form-data; boundary=x"}
    for body, status in ((b"--x\r\nContent-Disp", 422), (b"no form at all", 400)):
        response = await admin.client.post(f"{API}/uploads", content=body, headers=headers)
        assert response.status_code == status, response.text
        assert "请求的格式不对" in response.json()["detail"]
    assert not (desk.settings.home / "uploads").exists()


async def test_metadata_is_corrected_and_what_is_not_given_stays(admin: Browser, answerer: Answerer) -> None:
    assert (await admin.send("PATCH", BOOKS, title="乡村图书室指南")).status_code == 409
    assert (await admin.send("PATCH", BOOKS, issuer="甲\n乙")).status_code == 422
    changes = {"issuer": "某省文化厅", "regions": "湖南省、云南省"}
    assert "已更正" in await done(admin, await admin.send("PATCH", BOOKS, **changes))
    metadata = (await admin.get(BOOKS)).json()["metadata"]
    assert (metadata["issuer"], metadata["regions"]) == ("某省文化厅", ["湖南省", "云南省"])
    assert (metadata["title"], metadata["published"]) == ("乡村图书室指南", "2019-03-05")
    assert answerer.answer(LIBRARY).snippets[0].citation.issuer == "某省文化厅"


async def test_a_document_is_removed_and_restored(admin: Browser, answerer: Answerer) -> None:
    assert "已删除 图书.md" in await done(admin, await admin.send("DELETE", BOOKS))
    assert answerer.answer(LIBRARY).status == "unanswered"
    assert (await admin.get(f"{API}/removed")).json() == {"files": ["图书.md"]}
    assert (await admin.send("POST", f"{API}/removed/restore", name="别的.md")).status_code == 404
    restored = await admin.send("POST", f"{API}/removed/restore", name="图书.md")
    assert "已收入 图书.md" in await done(admin, restored)
    assert answerer.answer(LIBRARY).status == "answered"
    assert (await admin.get(f"{API}/removed")).json() == {"files": []}


async def test_what_is_no_date_is_refused(admin: Browser, desk: Desk) -> None:
    response = await admin.send("PATCH", BOOKS, expires="明年")
    assert response.status_code == 409
    assert "“失效日期”不是日期" in response.json()["detail"]
    assert not (desk.settings.home / "sources" / "library.toml").exists()


async def test_a_document_of_an_archive_is_corrected_alone_and_removed_with_the_others(
    admin: Browser,
) -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in ("轮椅", "拐杖"):
            archive.writestr(f"{name}.txt", f"第一条 {name}可以免费借用三个月。\n")
    token = (await uploaded(admin, **{"借用.zip": content.getvalue()})).json()["token"]
    await done(admin, await admin.send("POST", f"{API}/uploads/{token}/confirm"))
    chair, stick = (f"{API}/library/{quote(name)}" for name in ("轮椅", "拐杖"))

    await done(admin, await admin.send("PATCH", chair, issuer="某市残联"))
    found = [(await admin.get(path)).json()["metadata"]["issuer"] for path in (chair, stick)]
    assert found == ["某市残联", None]

    alone = await admin.send("DELETE", chair)
    assert (alone.status_code, "里面的 2 份文件" in alone.json()["detail"]) == (409, True)
    assert (await admin.get(f"{API}/removed")).json() == {"files": []}
    assert "已删除 借用.zip" in await done(admin, await admin.send("DELETE", f"{chair}?whole=true"))
    assert (await admin.get(stick)).status_code == 404


async def test_an_article_of_a_newspaper_page_is_corrected_alone(admin: Browser, real_data: Path) -> None:
    page = next((real_data / "seeds").glob("000_*.txt")).read_bytes()
    token = (await uploaded(admin, **{"page.txt": page})).json()["token"]
    await done(admin, await admin.send("POST", f"{API}/uploads/{token}/confirm"))
    await done(admin, await admin.send("PATCH", f"{API}/library/page-1", title="另一个标题"))
    titles = [each["title"] for each in (await rows(admin, q="page"))["documents"]]
    assert titles.count("另一个标题") == 1 < len(titles)
    assert (await admin.send("DELETE", f"{API}/library/page-2")).status_code == 409


async def test_what_is_no_file_of_ones_own_is_left_alone(admin: Browser, desk: Desk) -> None:
    answers = desk.settings.home / "sources" / "answers"
    answers.mkdir()
    (answers / "借书.md").write_text("---\nquestion: 志愿者可以借书吗？\n---\n可以。\n", "utf-8")
    reload(desk.settings.home, desk.settings.library)
    (answer,) = [each["id"] for each in (await rows(admin))["documents"] if not each["own"]]
    for method in ("PATCH", "DELETE"):
        response = await admin.send(method, f"{API}/library/{quote(answer)}", title="x")
        assert (response.status_code, "本机构答复" in response.json()["detail"]) == (409, True)


async def test_one_change_at_a_time_is_made(admin: Browser) -> None:
    begun = await admin.send("DELETE", BOOKS)
    second = await admin.send("DELETE", f"{API}/library/{quote('按摩')}")
    assert (second.status_code, second.json()["detail"]) == (409, "正在删除文件，请等它完成。")
    await done(admin, begun)


async def test_two_editions_are_compared_and_the_earlier_one_is_gone_back_to(
    admin: Browser, desk: Desk, answerer: Answerer
) -> None:
    write(desk, "图书.md", TEXTS["图书.md"].replace("三千", "五千"))
    write(desk, "补贴.md", NEW)
    (desk.settings.home / "sources" / "按摩.md").unlink()
    reload(desk.settings.home, desk.settings.library)
    listed = (await admin.get(f"{API}/editions")).json()["editions"]
    assert [(each["number"], each["current"], each["documents"]) for each in listed] == [
        (2, True, 2),
        (1, False, 2),
    ]

    found = (await admin.get(f"{API}/editions/2/diff")).json()
    assert (found["before"], found["after"]) == (1, 2)
    assert found["added"] == [{"id": "补贴", "title": "图书室管理员补贴办法"}]
    assert found["removed"] == [{"id": "按摩", "title": "按摩师下乡办法"}]
    (changed,) = found["changed"]
    assert (changed["id"], changed["text"], changed["metadata"]) == ("图书", True, [])
    assert "五千" in changed["added"][0]
    assert "三千" in changed["removed"][0]
    backwards = (await admin.get(f"{API}/editions/1/diff?before=2")).json()
    assert backwards["added"] == found["removed"]
    assert (await admin.get(f"{API}/editions/9/diff")).status_code == 404

    back = await admin.send("POST", f"{API}/editions/1/rollback")
    assert (back.json(), answerer.edition) == ({"edition": 1}, 1)
    assert (await admin.send("POST", f"{API}/editions/9/rollback")).status_code == 404
    assert desk.store.audit.select(action="library.rollback")[0].target == "1"


async def test_a_reviewer_reads_and_changes_nothing(reviewer: Browser, desk: Desk) -> None:
    for path in (BOOKS, f"{API}/editions", f"{API}/editions/1/diff", f"{API}/job"):
        assert (await reviewer.get(path)).status_code == 200
    for method, path in (
        ("PATCH", BOOKS),
        ("DELETE", BOOKS),
        ("POST", f"{API}/removed/restore"),
        ("POST", f"{API}/editions/1/rollback"),
        ("DELETE", f"{API}/uploads/{'0' * 16}"),
    ):
        assert (await reviewer.send(method, path, name="x", issuer="y")).status_code == 403
    assert (await uploaded(reviewer, **{"补贴.md": NEW.encode()})).status_code == 403
    assert not (desk.settings.home / "uploads").exists()
