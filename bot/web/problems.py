"""What can go wrong with a request, for the reference of the API."""

from typing import Any

from bot.web import schema

Responses = dict[int | str, dict[str, Any]]
_SENTENCES = {
    400: "请求来自不认识的主机名。",
    401: "没有登录，或登录已经失效。",
    403: "角色不能使用这项功能，或缺少 X-CSRF-Token。",
    404: "没有要找的内容。",
    409: "现在不能这样做，说明里有原因。",
    413: "内容太长。",
    415: "没有用 application/json 发送。",
    422: "请求的格式不对。",
    503: "暂时没法存取记录。",
}


def problems(*statuses: int, **sentences: str) -> Responses:
    """The statuses with their sentences; `s404="…"` gives one a sentence of its own."""
    own = {int(name.removeprefix("s")): sentence for name, sentence in sentences.items()}
    return {
        status: {"model": schema.Problem, "description": own.get(status, _SENTENCES[status])}
        for status in sorted({*statuses, *own, 422})
    }


def desk_problems(*statuses: int, **sentences: str) -> Responses:
    """Those that every request to the desk may meet, and the others that are named."""
    return problems(401, 403, *statuses, **sentences)
