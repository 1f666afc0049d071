"""From when and until when a document says that it is in force."""

import re
from calendar import monthrange
from datetime import date, timedelta

from ..numbers.cardinals import whole
from .dates import DATE, iso
from .enactment import Enactment

_NAMES = "法|条例|办法|规定|规则|细则|通知|意见|措施|政策|方案|公告|通告|决定|文件|指引|指南|规划|计划|令"
_ITSELF = (
    rf"(?:本(?:实施|暂行|管理|指导|若干|政策|工作)?(?:{_NAMES})"
    rf"|(?:以上|上述)[\u4e00-\u9fff]{{0,6}}(?:{_NAMES}))"
)
_SELF = rf"(?:{_ITSELF}|\A|[（(\s]|(?:公布|发布|通过|修[订正])[，；]?)"
_IN_FORCE = r"(?:正式)?(?:起|开始|起开始)?(?:正式)?(?:施行|实施|执行|生效)"
_FROM_DAY = re.compile(rf"{_SELF}自?(?P<date>{DATE})起?[ \u3000]?{_IN_FORCE}(?=[，。；）)、\s]|\Z)")
_FROM_ISSUE = re.compile(
    rf"(?:{_ITSELF}|，)自(?:公布|发布|印发|颁布|发文)之日起?{_IN_FORCE}(?=[，。；）)、\s]|\Z)"
)
_UNTIL = re.compile(
    rf"(?:有效期|执行期限?|施行期限?|期限|起(?:暂)?(?:执行|施行|实施)?|执行|实施|延续|有效)(?:暂定)?(?:限)?(?:为|是)?"
    rf"(?:自?[^。，；]{{0,16}}起)?(?:暂)?(?:执行|施行|实施)?(?:至|到)(?P<date>{DATE})"
)
_TERM = re.compile(
    r"(?:有效|施行|实施|执行|试行)期(?:限)?(?:暂定|暂)?(?:为|是)?\s?"
    r"(?P<many>[一二两三四五六七八九十]{1,2}|\d{1,2})\s?(?P<unit>年|个月)"
)
_ABOUT_ITSELF = re.compile(_ITSELF)


def effective(text: str, published: str | None, enacted: Enactment) -> str | None:
    """自2016年9月1日起施行 of the document itself, or its date of issue if it is in force from then on.

    The text of a law that was changed goes on saying when it was first in force: that is no date of this
    version.
    """
    since = enacted.day if enacted.amended else None
    days = (iso(found["date"]) for found in _FROM_DAY.finditer(text))
    day = next((day for day in days if day and (since is None or day >= since)), None)
    if day or since is None:
        return day or (published if published and _FROM_ISSUE.search(text) else None)
    return since if _FROM_ISSUE.search(enacted.note) else None


def expires(text: str, since: str | None) -> str | None:
    """The last day in force, where a sentence about the document itself gives one, or a number of years."""
    for sentence in re.split("[。\n]", text):
        if not _ABOUT_ITSELF.search(sentence) or len(sentence) > 200:
            continue
        if until := _UNTIL.search(sentence):
            return iso(until["date"])
        if (term := _TERM.search(sentence)) and since:
            many = whole(term["many"]) or 0
            return _after(since, 12 * many if term["unit"] == "年" else many)
    return None


def _after(since: str, months: int) -> str:
    """The last day of so many months from a day on."""
    start = date.fromisoformat(since)
    years, month = divmod(start.month - 1 + months, 12)
    day = min(start.day, monthrange(start.year + years, month + 1)[1])
    return (date(start.year + years, month + 1, day) - timedelta(days=1)).isoformat()
