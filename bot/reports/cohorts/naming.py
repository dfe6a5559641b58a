"""What a cohort is called."""

from babel.dates import format_date, format_interval

from funnels.analytics.cohorts import Unit
from funnels.analytics.period import Period


def cohort_name(period: Period, unit: Unit, language: str) -> str:
    """A week by its days, a month by its name: `2–8 мар. 2026 г.`, `March 2026`."""
    if unit == "month":
        return str(format_date(period.first, "LLLL y", locale=language))
    return str(format_interval(period.first, period.last, "yMMMd", locale=language))
