"""The log of the process, on standard error; the bot token never gets into it."""

import json
import logging
from datetime import UTC, datetime

from pydantic import SecretStr

REDACTED = "[令牌]"
_LONG_ENOUGH = 8
"""Characters that a token's secret half needs, so that taking it out does not harm ordinary words."""

_CHATTY = ("httpx", "httpcore", "uvicorn", "apscheduler", "alembic", "jieba")


class Redaction(logging.Filter):
    """Takes a secret out of whatever a record would say: message, arguments, traceback, stack."""

    def __init__(self, token: str) -> None:
        super().__init__()
        half = token.rpartition(":")[2]
        self._secrets = (token, half) if len(half) >= _LONG_ENOUGH else (token,)
        self._plain = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._without(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = self._plain.formatException(record.exc_info)
        record.exc_text = record.exc_text and self._without(record.exc_text)
        record.stack_info = record.stack_info and self._without(record.stack_info)
        return True

    def _without(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        return text


class JsonLines(logging.Formatter):
    """A JSON object a line, for programs that collect logs. The time is UTC."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info or record.exc_text:
            said["exception"] = record.exc_text or self.formatException(record.exc_info or (None, None, None))
        return json.dumps(said, ensure_ascii=False)


def configure(token: SecretStr | None, as_json: bool = False) -> None:
    """Log from INFO on; libraries that would fill the log, or put addresses into it, from WARNING on."""
    handler = logging.StreamHandler()
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if as_json else plain)
    if token is not None:
        handler.addFilter(Redaction(token.get_secret_value()))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
