"""What can be set: the only reader of the environment and of .env."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as SourceError

from bot.errors import BotError
from knowledge.editions import KEEP
from knowledge.limits import MEGABYTE, Limits

PREFIX = "FUPIN_"
_LIMITS = Limits()
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SEPARATORS = re.compile(r"[,，、;；\s]+")


class SettingsError(BotError):
    """A setting that cannot be used; its text is one Chinese line that names the variable."""

    exit_status = 2


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _telegram_ids(value: Any) -> Any:
    """ "123, 456" -> {123, 456}; anything but a string is left to pydantic."""
    if not isinstance(value, str):
        return value
    parts = [part for part in _SEPARATORS.split(value) if part]
    for part in parts:
        if not re.fullmatch(r"-?\d{1,18}", part):
            raise ValueError(f"“{part}”不是 Telegram 数字编号，多个编号用逗号隔开")
    return frozenset(map(int, parts))


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("令牌应由 @BotFather 给出，形如 123456:ABC-def，请整段复制")
    return value


def _web_address(value: str) -> str:
    return _address(value, ("http", "https"))


def _site(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+/?", value):
        raise ValueError("应为 http:// 或 https:// 开头的网站地址，后面不带路径")
    return value


def _proxy(value: str) -> str:
    return _address(value, ("http", "https", "socks5", "socks5h"))


def _address(value: str, schemes: tuple[str, ...]) -> str:
    if not re.fullmatch(rf"({'|'.join(schemes)})://[^\s/]\S*", value):
        raise ValueError(f"应为 {'、'.join(f'{scheme}://' for scheme in schemes)} 开头的完整地址")
    return value


def _database(value: str) -> str:
    if not value.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        raise ValueError("应为 postgresql:// 开头的完整地址；不设置时使用 SQLite")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(f"没有“{value}”这个时区，请写成 Asia/Shanghai 的样子") from error
    return value


def _networks(value: Any) -> Any:
    """ "127.0.0.1, 10.0.0.0/8" -> {"127.0.0.1/32", "10.0.0.0/8"}; what is no string is left to pydantic."""
    if not isinstance(value, str):
        return value
    found: set[str] = set()
    for part in filter(None, _SEPARATORS.split(value)):
        try:
            found.add(str(ip_network(part, strict=False)))
        except ValueError:
            raise ValueError(f"“{part}”不是 IP 地址或网段，多个用逗号隔开") from None
    return frozenset(found)


TelegramIds = Annotated[frozenset[int], NoDecode, BeforeValidator(_telegram_ids)]
Networks = Annotated[frozenset[str], NoDecode, BeforeValidator(_networks)]
Folder = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseSettings):
    """Every setting, from FUPIN_… in the environment or else in .env of the working directory.

    An empty value counts as not set. `describe` lists them; `load` is how a command gets them.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Folder = Field(
        default_factory=lambda: user_data_path("fupin", appauthor=False),
        description="存放全部数据的文件夹：文件原件、各版资料库、数据库",
    )
    library: Folder | None = Field(default=None, description="代替自带资料的文件夹；空文件夹表示不要自带资料")
    watch: bool = Field(
        default=False, description="设为 1 则运行时留意资料文件夹，文件有变化就自动更新资料库"
    )
    editions_kept: int = Field(default=KEEP, ge=1, le=1000, description="保留最近几版资料库，供回退和重答")
    gate_questions: int = Field(default=200, ge=0, le=10000, description="发布前重问最近多少个有过答案的问题")
    gate_lost_percent: float = Field(
        default=20,
        ge=0,
        le=100,
        description="发布前重问时，失去答案的问题超过百分之几就不许发布；100 为不限制",
    )
    limit_file_mb: int = Field(
        default=_LIMITS.file // MEGABYTE, ge=1, description="添加的文件最大多少 MB，更大的不收"
    )
    limit_unpacked_mb: int = Field(
        default=_LIMITS.unpacked // MEGABYTE,
        ge=1,
        description="压缩包、docx、xlsx 解开后最大多少 MB",
    )
    limit_entries: int = Field(default=_LIMITS.entries, ge=1, description="一个压缩包里最多有多少个文件")
    limit_characters: int = Field(default=_LIMITS.text, ge=1, description="一份文件最多有多少字")
    limit_cells: int = Field(default=_LIMITS.cells, ge=1, description="一个表格文件最多有多少个单元格")
    limit_pages: int = Field(default=_LIMITS.pages, ge=1, description="一份 PDF 最多有多少页")
    limit_seconds: int = Field(
        default=int(_LIMITS.seconds), ge=1, le=3600, description="读一个文件最多用多少秒，1 到 3600"
    )
    limit_memory_mb: int = Field(
        default=_LIMITS.memory // MEGABYTE, ge=256, description="读一个文件最多用多少 MB 内存，至少 256"
    )
    database_url: Annotated[str, AfterValidator(_database)] | None = Field(
        default=None, repr=False, description="PostgreSQL 地址；不设置时用数据文件夹里的 SQLite"
    )
    log_days: int = Field(
        default=365,
        ge=0,
        le=36500,
        description="问答记录保留多少天，过期的每天自动删除，有星标的和统计数字留下；0 表示一直保留",
    )
    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None, description="@BotFather 给的机器人令牌；不设置时只开网页"
    )
    telegram_api_url: Annotated[str, AfterValidator(_web_address)] | None = Field(
        default=None, description="另一台 Bot API 服务器的地址；不设置时用 Telegram 官方的"
    )
    telegram_proxy: Annotated[str, AfterValidator(_proxy)] | None = Field(
        default=None, repr=False, description="连接 Telegram 用的代理，如 http://127.0.0.1:7890"
    )
    telegram_webhook: Annotated[str, AfterValidator(_web_address)] | None = Field(
        default=None,
        description="Telegram 推送消息用的 https 地址，由反向代理转到网页的端口；不设置时由程序主动收取",
    )
    telegram_rate: int = Field(
        default=30, ge=1, le=1000, description="每秒最多发出几条消息；Telegram 一般允许 30 条"
    )
    telegram_allowed: TelegramIds | None = Field(
        default=None, description="可以提问的 Telegram 编号，用逗号隔开；不设置时谁都可以问"
    )
    telegram_invited_only: bool = Field(
        default=False, description="设为 1 则只有管理员和凭邀请码加入的人可以提问；不影响上一项列出的人"
    )
    conversation_minutes: int = Field(
        default=30,
        ge=1,
        le=1440,
        description="隔多少分钟没有提问，再问就另起一段对话，不再参考之前的问题，1 到 1440",
    )
    asks_per_minute: int = Field(
        default=20, ge=1, le=1000, description="每人每分钟最多提问几次，超过的请其稍候"
    )
    admins: TelegramIds = Field(default=frozenset(), description="管理员的 Telegram 编号，用逗号隔开")
    web_host: str = Field(default="127.0.0.1", description="网页监听的地址")
    web_port: int = Field(
        default=8036, ge=0, le=65535, description="网页监听的端口，0 到 65535（0 为任选空闲端口）"
    )
    web_public: bool = Field(
        default=False, description="网页对外开放时，提问要先登录；设为 1 则凡能连上的人都能提问"
    )
    web_url: Annotated[str, AfterValidator(_site)] | None = Field(
        default=None, description="别人打开网页用的地址，如 https://fupin.example.org；写进登录链接"
    )
    web_tls_cert: Folder | None = Field(
        default=None, description="TLS 证书文件；与私钥一起设置后网页走 https"
    )
    web_tls_key: Folder | None = Field(default=None, description="TLS 私钥文件")
    web_trusted_proxy: Networks | None = Field(
        default=None, description="反向代理的地址或网段，用逗号隔开；只相信它们转来的访客地址和 https 标记"
    )
    log_json: bool = Field(default=False, description="设为 1 则程序日志每行一个 JSON 对象，便于收集")
    timezone: Annotated[str, AfterValidator(_time_zone)] = Field(
        default="Asia/Shanghai", description="显示时间和 --since 所用的时区；数据库里一律是 UTC"
    )

    @property
    def asking_needs_sign_in(self) -> bool:
        """Whether strangers may reach the web page and are not meant to ask."""
        return not self.web_public and not (self.web_is_local and self.web_trusted_proxy is None)

    @property
    def limits(self) -> Limits:
        """How much one file of the library may take."""
        return Limits(
            self.limit_file_mb * MEGABYTE,
            self.limit_unpacked_mb * MEGABYTE,
            self.limit_entries,
            self.limit_characters,
            self.limit_cells,
            self.limit_pages,
            self.limit_seconds,
            self.limit_memory_mb * MEGABYTE,
        )

    @property
    def web_is_local(self) -> bool:
        """Whether the web page listens to this machine only."""
        try:
            return ip_address(self.web_host).is_loopback
        except ValueError:
            return self.web_host == "localhost"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the README's table. `default` is what it says there, in Chinese where it is no value."""

    name: str
    default: str
    meaning: str


def describe() -> Iterator[Setting]:
    """Every setting in the order in which they are declared."""
    for name, field in Settings.model_fields.items():
        yield Setting(_variable(name), _default(field), field.description or "")


def load() -> Settings:
    """The settings of this process. Raises SettingsError for values that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("；".join(map(_sentence, error.errors())) + "。") from error
    except (SourceError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"读不了 .env 文件（{error}）。请检查它是不是 UTF-8 文本、能否打开。") from error


def _variable(field: str) -> str:
    return PREFIX + field.upper()


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "系统的用户数据文件夹"
    if field.default is None or field.default == frozenset():
        return "不设置"
    return str(int(field.default) if isinstance(field.default, bool) else field.default)


def _sentence(error: Any) -> str:
    """One of pydantic's errors in Chinese; the value itself may be secret and is not repeated."""
    name = str(error["loc"][0])
    problem = error.get("ctx", {}).get("error") or Settings.model_fields[name].description
    return f"设置 {_variable(name)} 的值不对：{problem}"
