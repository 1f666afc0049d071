"""The JSON API: ask, read in context, vote, and whether the service is well."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from bot.assistant import Assistant
from bot.web import schema, visitors
from bot.web.access import may_ask
from bot.web.problems import problems
from bot.web.reply import reply
from knowledge.errors import EditionDamaged
from retrieval.answer import Context

MOST_SPANS = 200

router = APIRouter(dependencies=[Depends(may_ask)])
health = APIRouter()


def assistant(request: Request) -> Assistant:
    found: Assistant = request.app.state.assistant
    return found


Asked = Annotated[Assistant, Depends(assistant)]
Offsets = Annotated[list[int], Query(min_length=1, max_length=MOST_SPANS)]


@router.post(
    "/api/ask",
    response_model=schema.Answer,
    summary="提问",
    tags=["问答"],
    responses=problems(401, 403, 413, 415),
)
def ask(
    body: schema.Question,
    request: Request,
    assistant: Asked,
    explain: Annotated[bool, Query(description="在 explanation 中说明为何这样回答。")] = False,
) -> dict[str, Any]:
    """得到最多五条原文摘录及其出处；没有答案时，reason 和 message 说明原因。每个问题都会记录。"""
    conversation, channel = visitors.conversation(body.conversation)
    asker = visitors.asker(request, channel)
    answer = assistant.ask(
        body.question,
        asker=asker,
        conversation=conversation,
        channel=channel,
        any_region=body.no_region,
    )
    why = {"explanation": assistant.explain(answer)} if explain else {}
    return reply(answer, conversation, request.app.state.bot()) | why


def wanted_context(
    assistant: Asked,
    document: Annotated[str, Query(max_length=500, description="文件编号。")],
    start: Annotated[Offsets, Query(description="摘录的起点，可重复。")],
    end: Annotated[Offsets, Query(description="摘录的终点，与起点一一对应。")],
    edition: Annotated[int | None, Query(ge=1, description="资料库版次；不填则用当前版。")] = None,
) -> Context:
    """The passage that a citation points at. Raises HTTPException: 422 for spans that are none, 404 where
    that edition is kept no longer; and UnknownDocument.
    """
    spans = sorted(zip(start, end, strict=False))
    if len(start) != len(end) or any(not 0 <= first < last for first, last in spans):
        raise HTTPException(422, "start 和 end 要一一对应，且终点大于起点。")
    try:
        return assistant.context(document, spans, edition)
    except EditionDamaged as error:
        raise HTTPException(404, str(error)) from error


@router.get(
    "/api/context",
    response_model=schema.Context,
    summary="查看摘录的上下文",
    tags=["问答"],
    responses=problems(401, 403, s404="资料库里没有这份文件。"),
)
def context(context: Annotated[Context, Depends(wanted_context)]) -> Context:
    """参数取自回答里某条摘录的 citation.document、citation.spans，以及回答的 edition。"""
    return context


@router.post(
    "/api/vote",
    response_model=schema.Recorded,
    summary="评价回答",
    tags=["问答"],
    responses=problems(401, 403, 413, 415, s404="没有这条问答记录。"),
)
def vote(body: schema.Vote, assistant: Asked) -> dict[str, bool]:
    """只能评价同一次对话里的回答；再次评价会替换上一次的。"""
    conversation, _ = visitors.conversation(body.conversation)
    if not assistant.vote(body.log_id, body.vote, conversation=conversation, reason=body.reason):
        raise HTTPException(404, "没有这条问答记录，或它不属于这次对话。")
    return {"recorded": True}


@health.get("/healthz", response_model=schema.Health, summary="服务状态", tags=["运行"])
def well(assistant: Asked) -> dict[str, Any]:
    """服务正常时给出正在使用的资料库版次。"""
    return {"ok": True, "edition": assistant.edition}
