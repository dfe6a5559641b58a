"""A story for a program: every line by its name, with its values and its words."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from bot.why.reading import Told
from funnels.why.ahead import ahead
from funnels.why.past import past
from funnels.why.story import Line
from funnels.why.times import zone_of
from funnels.why.words import say


def as_json(told: Told, language: str) -> dict[str, Any]:
    """Moments are UTC in ISO 8601; `funnel` is null for somebody who has never begun one."""
    who, story = told.person.subscriber, told.story
    person = {"person": who.id, "name": f"{who.first_name} {who.last_name}".strip(), "username": who.username}
    head = person | {"reach": who.reach, "funnel": None, "past": [], "ahead": []}
    if story is None:
        return head
    zone = zone_of(story)
    return head | {
        "funnel": story.script.funnel,
        "version": story.journey.version,
        "run": story.journey.run,
        "timezone": str(zone),
        "past": _lines(past(story), language, zone),
        "ahead": _lines(ahead(story), language, zone),
        "capped": story.capped,
        "others": sorted(told.others),
    }


def _lines(lines: Sequence[Line], language: str, zone: tzinfo) -> list[dict[str, Any]]:
    return [
        {
            "at": line.at.isoformat() if line.at else None,
            "what": line.what,
            "step": line.step,
            "values": {
                name: value.isoformat() if isinstance(value, datetime) else value for name, value in line.values.items()
            },
            "words": say(line, language, zone),
        }
        for line in lines
    ]
