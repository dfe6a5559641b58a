"""A period in the words of a report."""

from babel.dates import format_date

from funnels.analytics.period import Period
from funnels.definition.locales import locale_of

_EVER = {"ru": "за всё время", "en": "all time"}


def span(period: Period, language: str) -> str:
    """`2 мар. 2026 г. – 8 мар. 2026 г.`, one day, or all time; an open side is left out."""
    if period.first is None and period.last is None:
        return _EVER[language]
    days = (period.first,) if period.first == period.last else (period.first, period.last)
    return "\N{NO-BREAK SPACE}– ".join(
        format_date(day, "medium", locale=locale_of(language)) if day else "…" for day in days
    )
