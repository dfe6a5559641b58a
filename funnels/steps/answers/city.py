"""`for: city`: where the person lives, or what their clock shows; from then on times are those of their zone."""

from typing import TYPE_CHECKING

from funnels.engine.cities import Whereabouts, find_city, find_clock

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn


def _found(text: str, turn: "Turn") -> Whereabouts | None:
    return find_clock(text, turn.now, turn.script.timezone) or find_city(text)


def read(answer: "Answered", turn: "Turn") -> str | None:
    """The city by its proper name; `UTC+5` for an hour."""
    found = _found(answer.text, turn)
    return found.name if found else None


def kept(turn: "Turn", name: str) -> None:
    """The person's time zone is known now."""
    found = _found(name, turn)
    if found:
        turn.set_timezone(found.zone)
