"""What a report is of, at its top: its name, the funnel, the days, how they are counted, and which journeys."""

from collections.abc import Mapping
from html import escape

from babel.dates import format_date, format_interval

from bot.reports.labels import clip
from bot.reports.report import Asked
from funnels.analytics.cohorts import Unit
from funnels.analytics.period import Period
from funnels.analytics.question import By

_LONGEST = 64
_EVER = {"ru": "за всё время", "en": "all time"}
_SINCE = {"ru": "с {day}", "en": "since {day}"}
_UNTIL = {"ru": "по {day}", "en": "until {day}"}
_BY: Mapping[By, dict[str, str]] = {
    "contact": {"ru": "по дате контакта", "en": "by contact date"},
    "calendar": {"ru": "по дате события", "en": "by calendar date"},
}
_AGAIN = {"ru": "с повторными прохождениями", "en": "all journeys"}


def heading(asked: Asked, name: Mapping[str, str], language: str, *, by: By | None = None) -> str:
    """Telegram HTML of two or three lines; `by` is how days are counted where the report heeds no other way."""
    question = asked.question
    title = clip(str(asked.script.title), _LONGEST) or question.funnel
    lines = [
        f"<b>{escape(name[language], quote=False)} · {escape(title, quote=False)}</b>",
        f"{days(question.period, language)}, {_BY[by or question.by][language]}",
    ]
    if question.only:
        only = clip(f"{question.only.slice}: {question.only.value}", _LONGEST)
        lines.append(escape(only, quote=False))
    if question.again:
        lines.append(_AGAIN[language])
    return "\n".join(lines)


def days(period: Period, language: str) -> str:
    """The days of a period: `2–8 мар. 2026 г.`, `Mar 2 – 8, 2026`."""
    if period.first and period.last:
        return str(format_interval(period.first, period.last, "yMMMd", locale=language))
    if period.first:
        return _SINCE[language].format(day=format_date(period.first, "medium", locale=language))
    if period.last:
        return _UNTIL[language].format(day=format_date(period.last, "medium", locale=language))
    return _EVER[language]


def cohort_name(period: Period, unit: Unit, language: str) -> str:
    """A week by its days, a month by its name."""
    if unit == "month" and period.first:
        return str(format_date(period.first, "LLLL y", locale=language))
    return days(period, language)
