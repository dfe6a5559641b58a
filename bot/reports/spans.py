"""A period in the words of a report."""

from typing import Literal

from babel.dates import format_date

from funnels.analytics.period import Period
from funnels.definition.locales import locale_of

_FORMATS: dict[str, Literal["short", "medium"]] = {"ru": "short", "en": "medium"}
_EVER = {"ru": "за всё время", "en": "all time"}


def span(period: Period, language: str) -> str:
    """`02.03.2026 – 08.03.2026`, `Mar 2, 2026 – Mar 8, 2026`, one day, or all time; `…` for an open side."""
    if period.first is None and period.last is None:
        return _EVER[language]
    days = (period.first,) if period.first == period.last else (period.first, period.last)
    return "\N{NO-BREAK SPACE}– ".join(
        format_date(day, _FORMATS[language], locale=locale_of(language)) if day else "…" for day in days
    )
