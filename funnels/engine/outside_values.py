"""What other systems tell of a person: single values, which a script may keep as attributes."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from funnels.engine.limits import TEXT_LIMIT

if TYPE_CHECKING:
    from funnels.engine.inputs import EventReceived
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
