"""The pages of curated answers: written beside the passages they cite, previewed as staff will see them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.desk import curated, gaps
from bot.desk.desk import Desk
from bot.desk.errors import DeskError
from bot.web.access import Reviewer, TheDesk
from bot.web.admin.rendering import page, redirect
from bot.web.api import Asked
from bot.web.reply import reply
from bot.web.schema import LARGEST
from knowledge.curated.answer import Cite, CuratedAnswer
from knowledge.curated.answers import MOST_CITES
from knowledge.errors import UnknownDocument, UnreadableFile
from retrieval.edition import Edition
from retrieval.reloading import today

router = APIRouter()
FOUND = 8
"""Passages that a search for something to cite shows."""
Text = Annotated[str, Form(max_length=20_000)]
AnswerId = Annotated[str, Path(max_length=200, description="答复编号。")]
OfGap = Annotated[int | None, Query(ge=1, le=LARGEST)]
Do = Literal["save", "preview", "search"]


@dataclass(frozen=True)
class Sent:
    """What the form carries. `over` is the version that is changed, `cite` are passages as JSON, `search` is
    what to look for in the library.
    """

    question: Text = ""
    wordings: Text = ""
    text: Text = ""
    author: Text = ""
    date: Text = ""
    review: Text = ""
    search: Text = ""
    gap: Annotated[str, Form(max_length=20)] = ""
    over: Annotated[str, Form(max_length=20)] = ""
    do: Annotated[Do, Form()] = "save"
    cite: Annotated[list[str], Form(max_length=50)] = None  # type: ignore[assignment]

    def draft(self, id: str) -> CuratedAnswer:
        """Raises DeskError for what no page of ours sends."""
        return CuratedAnswer(
            id,
            self.question.strip(),
            self.text.replace("\r\n", "\n").strip(),
            tuple(line.strip() for line in self.wordings.splitlines() if line.strip()),
            tuple(map(_cite, self.cite or ())),
            self.author.strip() or None,
            self.date.strip() or None,
            self.review.strip() or None,
        )


Given = Annotated[Sent, Depends()]


@router.get("/answers")
def every_answer(request: Request, me: Reviewer, desk: TheDesk, assistant: Asked) -> HTMLResponse:
    """All answers, the newest first, with what should be looked at."""
    edition = assistant.answerer.opened()[0]
    found = curated.listing(desk, edition, today())
    waiting = curated.unpublished(found, edition)
    return page(request, "answers.html", me, answers=found.answers, broken=found.broken, waiting=waiting)


@router.get("/answers/new")
def new_answer(
    request: Request, me: Reviewer, desk: TheDesk, assistant: Asked, gap: OfGap = None
) -> HTMLResponse:
    """An empty form, or one with the questions of a gap."""
    draft = CuratedAnswer(curated.NEW, "", "", author=me.name, date=today().isoformat())
    if gap is None:
        return _form(request, me, desk, assistant, draft)
    whole = gaps.whole(desk, gap)
    others = tuple(each.question for each in whole.questions if each.question != whole.gap.question)
    draft = replace(draft, question=whole.gap.question, wordings=others)
    return _form(request, me, desk, assistant, draft, gap, search=draft.question)


@router.get("/answers/{id}")
def one_answer(request: Request, me: Reviewer, desk: TheDesk, assistant: Asked, id: AnswerId) -> HTMLResponse:
    """An answer, to be looked at and changed."""
    answer = curated.one(desk, id)
    return _form(request, me, desk, assistant, answer, shown=True)


@router.post("/answers/{id}")
def save(
    request: Request, me: Reviewer, desk: TheDesk, assistant: Asked, id: AnswerId, sent: Given
) -> Response:
    """Save what the form carries, or show it again with a preview or with passages to cite."""
    gap = int(sent.gap) if sent.gap.isdecimal() and 0 < int(sent.gap) <= LARGEST else None
    draft = sent.draft(id)
    if sent.do == "search":
        search = sent.search or draft.question
        return _form(request, me, desk, assistant, draft, gap, search, over=sent.over)
    try:
        if sent.do == "save":
            saved = curated.save(desk, draft, me.actor, sent.over)
            return _saved(saved, gap)
        checked = curated.checked(draft)
        return _form(request, me, desk, assistant, checked, gap, sent.search, over=sent.over, shown=True)
    except curated.Overtaken as error:
        return _form(request, me, desk, assistant, draft, gap, sent.search, problem=str(error))
    except UnreadableFile as error:
        problem = f"{error.problem}。{error.remedy}。"
        return _form(request, me, desk, assistant, draft, gap, sent.search, over=sent.over, problem=problem)


@router.post("/answers/{id}/remove")
def remove(me: Reviewer, desk: TheDesk, id: AnswerId) -> RedirectResponse:
    curated.remove(desk, id, me.actor)
    return redirect("/admin/answers", "已删除。更新资料库之后不再用到。")


def _form(
    request: Request,
    me: Reviewer,
    desk: Desk,
    assistant: Asked,
    draft: CuratedAnswer,
    gap: int | None = None,
    search: str = "",
    shown: bool = False,
    problem: str = "",
    over: str = "",
) -> HTMLResponse:
    """The form; `shown` adds how the answer will look, `search` passages that could be cited. What it changes
    is the version `over`, by default the newest.
    """
    edition = assistant.answerer.opened()[0]
    preview = curated.preview(draft, assistant.answerer, today()) if shown else None
    return page(
        request,
        "answer.html",
        me,
        status_code=409 if problem else 200,
        answer=draft,
        is_new=draft.id == curated.NEW,
        gap=gap,
        over=over or _newest(desk, draft.id),
        cites=[_shown_cite(each, edition) for each in draft.cites],
        found=_passages(search, draft.cites, assistant) if search else (),
        search=search,
        preview=reply(preview, "") if preview else None,
        reached=_reached(draft, desk, gap, assistant) if shown else {},
        doubts=curated.problems_of(draft, edition, today()),
        problem=problem,
        most_cites=MOST_CITES,
    )


def _newest(desk: Desk, id: str) -> str:
    return "" if id == curated.NEW else curated.version(curated.one(desk, id))


def _passages(search: str, cited: Sequence[Cite], assistant: Asked) -> list[dict[str, Any]]:
    """The best passages for some words, without those that are cited already."""
    edition = assistant.answerer.opened()[0]
    known = {(each.document, each.quote) for each in cited}
    runs = assistant.answerer.explain(search)["runs"][:FOUND]
    places = ((run["document"], *run["span"]) for run in runs)
    found = [curated.cite(document, start, end, edition) for document, start, end in places]
    return [_shown_cite(each, edition) for each in found if (each.document, each.quote) not in known]


def _shown_cite(cite: Cite, edition: Edition) -> dict[str, Any]:
    """A passage for the form: its value there, its words and its document's title."""
    value = json.dumps([cite.document, cite.quote], ensure_ascii=False)
    try:
        title = edition.shelf.title(edition.shelf.number(cite.document))
    except UnknownDocument:
        title = cite.document
    return {"value": value, "quote": cite.quote, "title": title}


def _reached(draft: CuratedAnswer, desk: Desk, gap: int | None, assistant: Asked) -> dict[str, bool]:
    """Which questions of the gap will get the answer."""
    if gap is None:
        return {}
    questions = [each.question for each in gaps.whole(desk, gap).questions]
    return curated.reached(draft, questions, assistant.answerer)


def _cite(value: str) -> Cite:
    try:
        document, quote = json.loads(value)
        return Cite(str(document), str(quote))
    except (ValueError, TypeError) as error:
        raise DeskError("所引的原文没有传对，请重新选择。") from error


def _saved(answer: CuratedAnswer, gap: int | None) -> RedirectResponse:
    path = f"/admin/gaps/{gap}" if gap else "/admin/answers"
    return redirect(path, f"已保存答复“{answer.question[:60]}”。更新资料库之后，问到的人就会看到。")
