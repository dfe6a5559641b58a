"""`for: city`: where the person lives, or what their clock shows; from then on times are those of their zone."""

from typing import TYPE_CHECKING

from funnels.engine.cities import Whereabouts, find_city, find_clock
from funnels.engine.subscriber import Attribute
from funnels.steps.answers.kind import Kind

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask


class City(Kind):
    """A city, or an hour."""

    error = "ask_city_error"

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG002  # every kind's form
        """The city by its proper name; `UTC+5` for an hour."""
        found = _found(answer.text, turn)
        return found.name if found else None

    def kept(self, ask: "Ask", value: Attribute, turn: "Turn") -> None:  # noqa: ARG002  # every kind's form
        """The person's time zone is known now."""
        found = _found(str(value), turn)
        if found:
            turn.set_timezone(found.zone)


def _found(text: str, turn: "Turn") -> Whereabouts | None:
    return find_clock(text, turn.now, turn.script.timezone) or find_city(text)
