"""A long query log to measure with: the answers are real ones, given again and again to made-up questions."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, delete
from sqlmodel import Session

from bot.store import logwriting
from bot.store.database import translated_errors
from bot.store.logwriting import Values
from bot.store.querylog import VOTE_REASONS
from bot.store.tables import Gap, GapInbox
from knowledge.document import COLUMNS
from retrieval.answer import Answer

BATCH = 5_000
ROWS_OF_GAP = 50
DAYS = 365  # over which the questions are spread
ASKERS = 400
_REASONS = ("off_topic", "not_in_library", "not_in_library", "region_not_covered", "year_not_covered")
_REGIONS = "云南 贵州 四川 甘肃 广西 湖南 江西 陕西 西藏 新疆 青海 宁夏 河北".split()  # noqa: SIM905
_SUBJECTS = (
    *"社会组织 基金会 志愿服务 行业协会 慈善捐赠 公益项目 定点帮扶 东西部协作 驻村工作队".split(),  # noqa: SIM905
    *"产业扶贫 教育扶贫 健康扶贫 消费扶贫 电商扶贫 旅游扶贫 光伏扶贫 易地搬迁 危房改造".split(),  # noqa: SIM905
    *"贫困户 贫困县 贫困村 扶贫资金 残疾人 留守儿童 低保 小额信贷 公益岗位 对口支援".split(),  # noqa: SIM905
)
_ASKED = "有哪些政策 怎样申请 标准是什么 由谁负责 有多少 什么时候开始 需要什么材料 效果如何".split()  # noqa: SIM905
_WAYS = (
    "{region}{year}年{subject}{asked}？",
    "{region}{subject}{asked}？",
    "{subject}{asked}？",
    "{year}年{subject}{asked}？",
)
_CHANNELS = ("telegram",) * 12 + ("web",) * 6 + ("api",) + ("cli",)


def fill(
    engine: Engine,
    zone: ZoneInfo,
    answers: Sequence[Answer],
    rows: int,
    until: datetime,
    progress: Callable[[int], None],
    seed: int = 1,
) -> None:
    """Give an empty log so many rows, spread evenly over the year that ends at `until`, and gaps beside them;
    `progress` is told how many rows there are. Raises StoreError.
    """
    maker = _Maker(answers, seed)
    start = until - timedelta(days=DAYS)
    with translated_errors():
        for first in range(0, rows, BATCH):
            some = range(first, min(first + BATCH, rows))
            made = [maker.row(at + 1, start + timedelta(days=DAYS) * (at / rows), at / rows) for at in some]
            with engine.begin() as connection:
                logwriting.write_many(connection, made, zone)
            progress(some.stop)
        _add_gaps(engine, maker, rows // ROWS_OF_GAP, until)


def _add_gaps(engine: Engine, maker: "_Maker", number: int, at: datetime) -> None:
    """Open gaps as the list shows them; nothing is left to be grouped, for that is not what is measured."""
    with Session(engine) as session:
        session.execute(delete(GapInbox))
        for rank in range(number):
            gap = Gap(question=maker.question()[0], kind="not_in_library", first_at=at, last_at=at)
            gap.asked, gap.askers, gap.rank = ROWS_OF_GAP, 1 + rank % 9, float(rank)
            session.add(gap)
        session.commit()


class _Maker:
    """Makes rows; the same seed makes the same ones. Half of the questions are among the 2,000 usual ones."""

    def __init__(self, answers: Sequence[Answer], seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.answers = [logwriting.values_of(answer) for answer in answers]
        self.usual = [self.question() for _ in range(2_000)]

    def row(self, id: int, at: datetime, progress: float) -> Values:
        """A row of then; `progress` (0 to 1) is how far that is from the first row to the last."""
        chance = self.chance
        asker = f"{chance.randrange(ASKERS):032x}"
        usual = chance.random() < 0.5
        question, region = self.usual[int(2_000 * chance.random() ** 3)] if usual else self.question()
        about = {"question": question, "understood": question.rstrip("？"), "region": region}
        asked = {
            "id": id,
            "at": at,
            "channel": chance.choice(_CHANNELS),
            "asker": asker,
            "conversation": asker,
        }
        known = {
            "edition": 1 + int(progress * 20),
            "elapsed_ms": chance.lognormvariate(0, 0.6),
            **self._vote(at),
        }
        return self._outcome() | about | asked | known

    def _outcome(self) -> Values:
        """What the question got: 17 % are refused, 4 % are no question."""
        drawn = self.chance.random()
        answered = self.chance.choice(self.answers)
        if drawn < 0.79:
            return answered | {"column": self.chance.choice(COLUMNS)}
        nothing = answered | {"snippets": [], "column": None, "conflict": False}
        if drawn < 0.96:
            return nothing | {"status": "unanswered", "reason": self.chance.choice(_REASONS)}
        return nothing | {"status": "smalltalk", "suggestions": []}

    def _vote(self, at: datetime) -> Values:
        """One in twenty is voted on, one in a thousand starred."""
        drawn = self.chance.random()
        vote = "up" if drawn < 0.03 else "down" if drawn < 0.05 else None
        reason = self.chance.choice((None, *VOTE_REASONS)) if vote == "down" else None
        starred = self.chance.random() < 0.001
        return {"vote": vote, "vote_at": at if vote else None, "vote_reason": reason, "starred": starred}

    def question(self) -> tuple[str, str | None]:
        """A question and its region."""
        choice = self.chance.choice
        way, region = choice(_WAYS), choice(_REGIONS)
        words = way.format(
            region=region,
            year=self.chance.randint(2012, 2021),
            subject=choice(_SUBJECTS),
            asked=choice(_ASKED),
        )
        return words, region if "{region}" in way else None
