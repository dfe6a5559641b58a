"""What a report is of, at its top: its name, the funnel, the days, how they are counted, and which journeys."""

from collections.abc import Mapping
from html import escape

from bot.reports.marked import TITLE, name_html
from bot.reports.report import Asked
from bot.reports.slices import cell_name
from bot.reports.spans import span
from funnels.analytics.question import By

_BY: Mapping[By, dict[str, str]] = {
    "contact": {"ru": "по дате контакта", "en": "by contact date"},
    "calendar": {"ru": "по дате события", "en": "by calendar date"},
}
_AGAIN = {"ru": "с повторными прохождениями", "en": "all journeys"}


def heading(asked: Asked, name: Mapping[str, str], language: str, *, by: By | None = None) -> str:
    """Telegram HTML of two or three lines; `by` is how days are counted where the report heeds no other way."""
    question = asked.question
    title = name_html(str(asked.script.title) or question.funnel, TITLE)
    lines = [
        f"<b>{name[language]} · {title}</b>",
        f"{span(question.period, language)}, {_BY[by or question.by][language]}",
    ]
    if question.only:
        lines.append(escape(cell_name(question.only, language), quote=False))
    if question.again:
        lines.append(_AGAIN[language])
    return "\n".join(lines)
