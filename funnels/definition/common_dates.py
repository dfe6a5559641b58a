"""A date that is the same moment for everybody, whatever their own clock shows: on the clock of the funnel.

A day without an hour is over when the day is.
"""

from datetime import datetime, time, timedelta, tzinfo
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from funnels.definition.explain import wrong
from funnels.definition.moment_words import parse_moment
from funnels.definition.moments import Moment, OnDate, shifted

_SHAPE = WithJsonSchema({"title": "date", "type": "string", "examples": ["2026-12-01", "2026-12-01 20:00"]})


def _read(value: object) -> object:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return value
    moment = parse_moment(str(value))
    if not isinstance(moment.day, OnDate):
        raise wrong(f"`{value}` is not one day for everybody", "write the date with its year: 2026-12-01 20:00")
    return moment


CommonDate = Annotated[Moment, BeforeValidator(_read), _SHAPE]


def end_of(moment: Moment, now: datetime, zone: tzinfo) -> datetime:
    """When it is over (UTC), seen from `now` on the clocks of the zone."""
    at = moment.resolve(now, zone, time(0))
    return at if moment.at is not None else shifted(at, moment.zone or zone, plus=timedelta(days=1))
