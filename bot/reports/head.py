"""What was asked, in words: the days, how they were counted, and whose journeys."""

from babel.dates import format_date, format_interval

from bot.reports.slices import SLICE_NAMES, cell_name
from funnels.analytics.period import Period
from funnels.analytics.question import Question

_WORDS = {
    "ru": {
        "all": "за всё время",
        "from": "от этапа «{stage}»",
        "again": "с повторными прохождениями",
        "split": "срез: {slice}",
    },
    "en": {"all": "all time", "from": "from the stage “{stage}”", "again": "all journeys", "split": "by {slice}"},
}
_BY = {
    "ru": {"contact": "по дате контакта", "calendar": "по дате события"},
    "en": {"contact": "by contact date", "calendar": "by calendar date"},
}


def days_of(period: Period, language: str) -> str:
    """The days as people write them: `1 – 31 мар. 2026 г.`, `all time`."""
    if period.first is None or period.last is None:
        return _WORDS[language]["all"]
    if period.first == period.last:
        return str(format_date(period.first, "d MMM y", locale=language))
    return str(format_interval(period.first, period.last, "yMMMd", locale=language))


def head_of(question: Question, language: str) -> list[str]:
    """Each thing that was asked, in a few words; plain text."""
    words = _WORDS[language]
    said = [days_of(question.period, language), _BY[language][question.by]]
    if question.only:
        said.append(cell_name(question.only, language))
    if question.split:
        said.append(words["split"].format(slice=SLICE_NAMES[language][question.split]))
    if question.from_stage:
        said.append(words["from"].format(stage=question.from_stage))
    if question.again:
        said.append(words["again"])
    return said
