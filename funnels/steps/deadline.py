"""Until when an offer can be bought: so long from the moment it is made, or until a date that is one for everybody.

A date is on the funnel's clock, not on each person's own, and a day without an hour is included. `friday 20:00` and
`1 December` mean the next one after the offer is made.
"""

from datetime import datetime, timedelta, tzinfo
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from funnels.definition.common_dates import end_of
from funnels.definition.durations import parse_duration, spell_duration
from funnels.definition.explain import wrong
from funnels.definition.findings import RefusedError
from funnels.definition.moment_words import find_moment
from funnels.definition.moments import Moment

_EXAMPLES = ["48 hours", "3 дня", "2026-12-01 20:00", "friday 20:00"]


def _read(value: object) -> object:
    if isinstance(value, dict):
        if set(value) != {"until"}:
            raise wrong("a deadline is a length of time or a date", "write deadline: {until: 2026-12-01 20:00}")
        value = value["until"]
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return value
    try:
        return parse_duration(str(value))
    except RefusedError:
        moment = find_moment(str(value))
        if moment is None:
            raise
        return moment


def _spelled(deadline: timedelta | Moment) -> str:
    return spell_duration(deadline) if isinstance(deadline, timedelta) else str(deadline)


Deadline = Annotated[
    timedelta | Moment,
    BeforeValidator(_read),
    PlainSerializer(_spelled, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "title": "duration or date",
            "anyOf": [
                {"type": "string", "examples": _EXAMPLES},
                {
                    "type": "object",
                    "properties": {"until": {"type": "string", "examples": _EXAMPLES[2:]}},
                    "required": ["until"],
                    "additionalProperties": False,
                },
            ],
        }
    ),
]


def deadline_at(deadline: timedelta | Moment, now: datetime, zone: tzinfo) -> datetime:
    """When it is over (UTC), for an offer made `now`; `zone` is the funnel's."""
    return now + deadline if isinstance(deadline, timedelta) else end_of(deadline, now, zone)
