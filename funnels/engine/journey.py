"""One subscriber's walk through one funnel: the whole state of it, frozen, and its JSON form."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, convert, field
from msgspec.json import Encoder, decode
from msgspec.structs import asdict

from funnels.engine.orders import Order
from funnels.engine.subscriber import Subscriber


class Journey(Struct, frozen=True, kw_only=True):
    """Where one subscriber stands in one funnel.

    `revision` grows by one with each step entered. Buttons and timers carry the revision they were made at,
    so one that belongs to a step already left never moves the journey.
    """

    subscriber: Subscriber
    funnel: str
    version: int
    """The script version this journey is pinned to."""
    run: int = 1
    """1 for the first walk through this funnel, 2 for the first re-entry…"""
    started_at: datetime
    revision: int = 0
    stage: str = ""
    stage_at: datetime | None = None
    """When the journey came to that stage (UTC)."""
    step: str = ""
    """Key of the step the journey waits at; empty before the first and after the last."""
    entered_at: datetime | None = None
    """When the journey came to that step (UTC)."""
    outcome: str = ""
    """How it ended; empty while it goes on."""
    reached: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    orders: Mapping[str, Order] = field(default_factory=dict)
    """Orders by name: of offers with a deadline from the moment they are made, of others once they are asked for."""
    tasks: Mapping[str, str] = field(default_factory=dict)
    """Steps that gave staff something to do that is not done yet, by the revision they were entered at."""
    passed_on_at: datetime | None = None
    """When words that nothing understood were last answered with the fallback (UTC)."""
    chosen: frozenset[str] = frozenset()
    """Codes of the buttons marked so far at the question asked last, if several choices can be taken there."""
    held: str = ""
    """The exit by which to leave the step as soon as the person, silent now, may be written to again."""
    promo: str = ""
    """The promo code the person came with or wrote last; each product says what it is worth there."""
    event: str = ""
    """The event that came last of those the journey waited for or began by."""
    keyboard: int = 0
    """The revision of the step whose reply keyboard the person still has; 0: there is none."""

    @property
    def ended(self) -> bool:
        """Whether the walk is over."""
        return bool(self.outcome)


_STATE = Encoder(order="deterministic")


def state_to_json(journey: Journey) -> str:
    """The journey without its subscriber (who is kept beside it) as JSON; equal journeys have equal texts."""
    state = asdict(journey)
    del state["subscriber"]
    return _STATE.encode(state).decode()


def state_from_json(text: str, subscriber: Subscriber) -> Journey:
    """The reverse of `state_to_json`; fields a later release added get their defaults."""
    return convert({**decode(text), "subscriber": subscriber}, Journey)
