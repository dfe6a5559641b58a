"""Where a journey stands while one input is handled: what can be read of it, and the three ways to change it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from funnels.definition.script import Place, Script
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import Event, Track
from funnels.engine.effects.shown import Lane
from funnels.engine.hours import zone
from funnels.engine.journey import Journey
from funnels.engine.left import UNLIMITED, Left
from funnels.engine.orders import Order, OrderRef
from funnels.engine.values import Values

if TYPE_CHECKING:
    from funnels.definition.products import Product
    from funnels.definition.schema import Stage


class Standing:
    """The journey as it becomes in this turn, and the effects so far."""

    pressed = False
    """Whether this is about a button that was pressed."""
    _named: tuple[int, str] = (-1, "")
    _name = ""

    def __init__(
        self, script: Script, journey: Journey, now: datetime, lane: Lane = "answer", left: Left = UNLIMITED
    ) -> None:
        self.script = script
        self.journey: Journey = journey
        self.now = now
        self.lane: Lane = lane
        self.left = left
        self.effects: list[Effect] = []
        self.emit: Callable[[Effect], None] = self.effects.append
        self.zone: ZoneInfo = zone(journey.subscriber.timezone or script.timezone)
        """The subscriber's time zone, or the funnel's while theirs is not known."""
        self._here: Place | None = script.places[journey.step] if journey.step else None

    @property
    def place(self) -> Place:
        """Where the journey stands; only while it stands somewhere. While the menu speaks, its entry."""
        assert self._here is not None  # nobody asks a journey that is over
        return self._here

    @property
    def stage(self) -> "Stage":
        """The stage the journey is in."""
        return self.script.stage(self.journey.stage)

    @property
    def entered_at(self) -> datetime:
        """When the step was entered (UTC)."""
        return self.journey.entered_at or self.now

    @property
    def deadline(self) -> datetime | None:
        """Until when the offer the journey stands at can be paid (UTC)."""
        for order in self.offered_orders:
            if order.closes_at:
                return order.closes_at
        return None

    @property
    def offered_orders(self) -> Sequence[Order]:
        """The orders of the products the journey stands before, as far as there are any."""
        orders = self.journey.orders
        if not (orders and self._here):
            return ()
        return [orders[name] for one in self._here.step.offered if (name := self._order(one)) in orders]

    @property
    def offered(self) -> tuple[str, ...]:
        """The products the journey stands before, if it stands at an offer."""
        return self._here.step.offered if self._here else ()

    def decent(self, moment: datetime) -> datetime:
        """The first moment of the sending hours from `moment` on (UTC)."""
        hours = self.script.sending_hours
        return hours.not_before(moment, self.zone) if hours else moment

    def decent_before(self, moment: datetime) -> datetime:
        """The last moment of the sending hours up to `moment` (UTC)."""
        hours = self.script.sending_hours
        return hours.not_after(moment, self.zone) if hours else moment

    def values(self, given: Mapping[str, object] | None = None) -> Mapping[str, object]:
        """What conditions and texts may use, and what is given here; see `funnels.engine.values`."""
        return Values(self, given)

    def ordered(self, order: str) -> "tuple[str, Product]":
        """The product an order of this journey is for, by its name and as it is."""
        ref = OrderRef.parse(order)
        assert ref is not None  # the journey was found by it, or has it
        name = self.script.product_name(ref.product)
        return name, self.script.products[name]

    def orders_of(self, product: str) -> Iterator[tuple[str, Order]]:
        """The orders of this walk for the product, by name."""
        number = self.script.product_number(product)
        for name, order in self.journey.orders.items():
            if (ref := OrderRef.parse(name)) and ref.product == number:
                yield name, order

    def has_bought(self, product: str) -> bool:
        """Whether the subscriber paid for a product of this funnel, in this walk or an earlier one."""
        return self.full_name(product) in self.journey.subscriber.bought

    def is_sold_out(self, product: str) -> bool:
        """Whether nothing is left of a product of this funnel."""
        return self.left.get((self.script.funnel, product, ""), 1) <= 0

    def has_for_good(self, product: str) -> bool:
        """Whether the subscriber has bought it, and it cannot be bought again."""
        return self.has_bought(product) and not self.script.products[product].again

    def renews(self, product: str) -> bool:
        """Whether a subscription to a product of this funnel goes on by itself."""
        held = self.journey.subscriber.access.get(self.full_name(product))
        return held is not None and held.renewal is not None and not held.renewal.failing

    def has_already(self, product: str) -> bool:
        """Whether it need not be offered: it was bought for good, or goes on by itself."""
        return self.has_for_good(product) or self.renews(product)

    def full_name(self, product: str) -> str:
        """A product of this funnel as it is called among all funnels."""
        return f"{self.script.funnel}/{product}"

    def go_to(self, place: Place | None, outcome: str = "") -> None:
        """Come to a step, or to the end (None): buttons and timers of the one before move nothing from now on."""
        self._here = place
        at, moment = (place.key, self.now) if place else ("", None)
        journey = self.journey
        self.journey = replace(
            journey, step=at, revision=journey.revision + 1, entered_at=moment, outcome=outcome or journey.outcome
        )

    def change(self, **fields: Any) -> None:
        """Give the journey new values."""
        self.journey = replace(self.journey, **fields)

    def change_order(self, name: str, **fields: Any) -> None:
        """Give an order of the journey new values; it is one from now on."""
        orders = self.journey.orders
        self.change(orders={**orders, name: replace(orders.get(name) or Order(), **fields)})

    def track(self, event: Event, *, part: int = 0, detail: str = "") -> None:
        """A fact about the step the journey stands at."""
        self.emit(Track(event=event, step=self._step_key(part), detail=detail))

    def _step_key(self, part: int) -> str:
        key = self._here.key if self._here else ""
        return f"{key}#{part}" if part else key

    def ref(self, code: str, part: int) -> ButtonRef:
        """A button of the step the journey stands at, by name."""
        journey = self.journey
        return ButtonRef(journey.funnel, journey.run, journey.revision, self.place.index, part, code)

    def _order(self, product: str) -> str:
        """The order's name; a step asks for it again and again."""
        which = self.journey.revision, product
        if self._named != which:
            journey, number = self.journey, self.script.product_number(product)
            self._name = str(OrderRef(journey.subscriber.id, journey.funnel, journey.run, journey.revision, number))
            self._named = which
        return self._name
