"""What was asked, in words: the days, how they were counted, and whose journeys."""

from datetime import date
from html import escape

from babel.dates import format_interval, format_skeleton

from bot.reports.marked import TITLE, name_html
from bot.reports.report import Asked
from bot.reports.slices import SLICE_NAMES, cell_name
from funnels.analytics.period import Period
from funnels.analytics.question import Question, Setting

_WORDS = {
    "ru": {
        "all": "за всё время",
        "contact": "по дате контакта",
        "calendar": "по дате события",
        "split": "срез: {slice}",
        "from": "от этапа «{stage}»",
        "again": "с повторными прохождениями",
        "compare": "в сравнении с прошлым периодом",
    },
    "en": {
        "all": "all time",
        "contact": "by contact date",
        "calendar": "by calendar date",
        "split": "by {slice}",
        "from": "from the stage “{stage}”",
        "again": "all journeys",
        "compare": "compared with the period before",
    },
}


def days_of(period: Period, language: str) -> str:
    """The days as people write them: `1–31 мар. 2026 г.`, `Mar 1 – 31, 2026`, one day, `all time`."""
    first, last = period.first, period.last
    if first is None or last is None:
        return f"{_day(first, language)} – {_day(last, language)}" if first or last else _WORDS[language]["all"]
    return _day(first, language) if first == last else str(format_interval(first, last, "yMMMd", locale=language))


def said_of(question: Question, setting: Setting, language: str) -> str:
    """What the question says of one setting, in a few words; plain text."""
    words = _WORDS[language]
    match setting:
        case "period":
            return days_of(question.period, language)
        case "by":
            return words[question.by]
        case "only":
            return cell_name(question.only, language) if question.only else ""
        case "split":
            return words["split"].format(slice=SLICE_NAMES[language][question.split]) if question.split else ""
        case "from_stage":
            return words["from"].format(stage=question.from_stage)
        case "again" | "compare":
            return words[setting]


def head_of(question: Question, language: str) -> list[str]:
    """The days, how they are counted, and each thing else that was asked; plain text."""
    first: tuple[Setting, ...] = ("period", "by")
    return [said_of(question, setting, language) for setting in dict.fromkeys((*first, *question.settings))]


def heading(asked: Asked, name: str, language: str) -> str:
    """The top of a report, Telegram HTML: its `name` and the funnel's, then what was asked."""
    title = name_html(str(asked.script.title) or asked.question.funnel, TITLE)
    return f"<b>{name} · {title}</b>\n{escape(' · '.join(head_of(asked.question, language)), quote=False)}"


def _day(day: date | None, language: str) -> str:
    return str(format_skeleton("yMMMd", day, locale=language)) if day else "…"
