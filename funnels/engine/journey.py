"""One subscriber's walk through one funnel: the whole state of it, frozen, and its JSON form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from funnels.engine.orders import Order, order_from_plain, order_to_plain
from funnels.engine.subscriber import Subscriber


@dataclass(frozen=True, kw_only=True)
class Journey:
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

    def changed(self, **fields: Any) -> Self:
        """The journey with these values: `dataclasses.replace` without setting every other field anew."""
        journey = object.__new__(type(self))
        state = vars(journey)
        state.update(vars(self))
        state.update(fields)
        return journey


_MOMENTS = ("started_at", "stage_at", "entered_at", "passed_on_at")
_SETS = ("reached", "passed", "chosen")


def state_to_json(journey: Journey) -> str:
    """The journey without its subscriber (who is kept beside it) as JSON."""
    state: dict[str, Any] = {name: value for name, value in vars(journey).items() if name != "subscriber"}
    for name in _MOMENTS:
        state[name] = state[name] and state[name].isoformat()
    state["orders"] = {name: order_to_plain(order) for name, order in journey.orders.items()}
    for name in _SETS:
        state[name] = sorted(state[name])
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def state_from_json(text: str, subscriber: Subscriber) -> Journey:
    """The reverse of `state_to_json`; fields a later release added get their defaults."""
    state = json.loads(text)
    for name in _MOMENTS:
        state[name] = (moment := state.get(name)) and datetime.fromisoformat(moment)
    state["orders"] = {name: order_from_plain(plain) for name, plain in state.get("orders", {}).items()}
    for name in _SETS:
        state[name] = frozenset(state.get(name, ()))
    return Journey(subscriber=subscriber, **state)
