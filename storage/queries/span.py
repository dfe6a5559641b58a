"""Days as the moments between which they lie, for columns that keep moments."""

from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement

from funnels.analytics.period import Period

_DAY = timedelta(days=1)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When the day begins there."""
    return datetime.combine(day, time.min, zone)


def within(moment: ColumnElement[datetime], period: Period, zone: tzinfo) -> list[ColumnElement[bool]]:
    """The conditions under which the moment lies on one of these days there; none for an open side."""
    conditions = []
    if period.first is not None:
        conditions.append(moment >= midnight(period.first, zone))
    if period.last is not None:
        conditions.append(moment < midnight(period.last + _DAY, zone))
    return conditions
