"""What other systems tell of a person: single values, which a script may keep as attributes."""

import json
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from funnels.engine.limits import TEXT_LIMIT

if TYPE_CHECKING:
    from funnels.engine.inputs import EventReceived
    from funnels.engine.journey import Journey
    from funnels.engine.turn import Turn

OutsideValue = str | int | float | bool


def clean(value: object) -> OutsideValue | None:
    """What a database and a message take: no half characters, no zero bytes, no infinity, no novel; else None."""
    if isinstance(value, str):
        return value.replace("\0", "").encode(errors="replace").decode()[:TEXT_LIMIT]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, int | float) else None


def keep(turn: "Turn", names: Iterable[str], event: "EventReceived") -> None:
    """Keep these values of an event, those it carries."""
    for name in names:
        if name in event.values:
            turn.set_attribute(name, event.values[name])


def found_in(answer: str, path: str) -> OutsideValue | None:
    """A single value of a JSON answer, by the names and numbers that lead to it; None where there is none."""
    try:
        at = json.loads(answer)
    except (ValueError, RecursionError):  # RecursionError: brackets a thousand deep
        return None
    for part in path.split("."):
        if isinstance(at, list) and part.isdecimal() and int(part) < len(at):
            at = at[int(part)]
        elif isinstance(at, dict):
            at = at.get(part)
        else:
            return None
    return clean(at)


def everything_known(journey: "Journey") -> dict[str, Any]:
    """What another system is told of the person where the script does not choose."""
    subscriber = journey.subscriber
    return {
        "subscriber": subscriber.id,
        "first_name": subscriber.first_name,
        "last_name": subscriber.last_name,
        "username": subscriber.username,
        "language": subscriber.language,
        "source": subscriber.source,
        "tags": sorted(subscriber.tags),
        "orders": list(subscriber.bought),
        "attributes": dict(subscriber.attributes),
        "funnel": journey.funnel,
        "stage": journey.stage,
    }
