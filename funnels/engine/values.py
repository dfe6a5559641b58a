"""What texts and conditions may use: who the subscriber is, what they said and bought, the offer before them.

`first_name`, `last_name`, `username` and `language` are as in Telegram and may be missing, so say what stands there
then: `{{ first_name | default: "friend" }}`. `source` is where the person came from, `tags` their labels, `orders`
what they bought, `variants` the arm they are in of each experiment: `variants.price-test`, `segments` the script's
segments they belong to: `segments contains "warm"`. Whatever the script saved is there by its name: `{{ email }}`.
`event` is the event this journey waited for, or began by, last. `stage` is where they stand, `now` the moment on
their clock (`{{ now | date: "%H:%M" }}`), and `days_since.contact`, `.start`, `.stage`, `.order` are whole days since
they came, began the funnel, entered the stage, or last bought; `days_since` also takes an attribute that keeps a date.

While an offer is open there are `price`, `stars` and `old_price`, as the person would pay, `promo`, the promo code that
lowers it (`old_price` is the one without it then, unless the offer names one), `deadline`, the moment it closes on
their clock (`{{ deadline | date: "%H:%M" }}`), and `time_left`, in words.

A name the script keeps an answer under never hides one of these; the checker refuses it. What people type is never
markup.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from funnels.definition.dialect import TEXT_LANGUAGE
from funnels.definition.durations import describe_duration
from funnels.definition.money import format_money
from funnels.engine.pricing import full_price, is_late, price_at, promo_at
from funnels.engine.since import DaysSince

if TYPE_CHECKING:
    from funnels.definition.methods import Way
    from funnels.engine.standing import Standing

Reader = Callable[["Standing"], object]

show_price = lru_cache(maxsize=1024)(format_money)
"""A script has few prices and every prospect is shown them."""

_show_left = lru_cache(maxsize=1024)(describe_duration)
"""Most are told of an offer the moment it is made, with the whole of its time left."""


class Values(dict[str, object]):
    """The values by name, each worked out when it is first asked for; what is empty is not there.

    So a text costs only what it prints, and `default` can stand in for what is not known.
    """

    def __init__(self, turn: "Standing", given: Mapping[str, object]) -> None:
        super().__init__(given)
        self[TEXT_LANGUAGE] = turn.script.language
        self._turn = turn

    def __missing__(self, name: str) -> object:
        reader = _READERS.get(name)
        value = reader(self._turn) if reader else self._turn.journey.subscriber.attributes.get(name)
        if value is None or value == "":
            raise KeyError(name)
        self[name] = value
        return value


def _orders(turn: "Standing") -> list[str]:
    """What was bought, as `funnel/product`, and for this funnel also by the product's name alone."""
    bought, prefix = turn.journey.subscriber.bought, f"{turn.script.funnel}/"
    return [*bought, *(name.removeprefix(prefix) for name in bought if name.startswith(prefix))]


def _segments(turn: "Standing") -> list[str]:
    """The names of the script's segments that hold for the person now; each may ask for those above it."""
    held: list[str] = []
    for name, condition in turn.script.segments.items():
        if condition.holds(Values(turn, {"segments": held})):
            held.append(name)
    return held


def _stars(turn: "Standing") -> int | None:
    """The price in Stars of the offer, or of its product."""
    name = turn.offered
    way = next((way for way in turn.script.products[name].ways if way.method == "stars"), None) if name else None
    return price_at(turn, turn.place.step, name, way, late=_late(turn)).amount if name and way else None


def _price(turn: "Standing") -> str | None:
    """The price in money, of the first way to pay that asks for some; in Stars where none does."""
    name = turn.offered
    return (
        show_price(
            price_at(turn, turn.place.step, name, _first_way(turn, name), late=_late(turn)), turn.script.language
        )
        if name
        else None
    )


def _late(turn: "Standing") -> bool:
    return is_late(turn, turn.place.step, turn.deadline)


def _first_way(turn: "Standing", name: str) -> "Way":
    """Whose price is said: the first in money, or Stars."""
    ways = turn.script.products[name].ways
    return next((way for way in ways if way.method != "stars"), ways[0])


def _now(turn: "Standing") -> datetime:
    """On the person's own clock."""
    return turn.now.astimezone(turn.zone)


def _old_price(turn: "Standing") -> str | None:
    name = turn.offered
    if name is None:
        return None
    old_price = getattr(turn.place.step, "old_price", None)
    if old_price is None and promo_at(turn, name):
        old_price = full_price(turn, turn.place.step, name, _first_way(turn, name), late=_late(turn))
    return show_price(old_price, turn.script.language) if old_price else None


def _promo(turn: "Standing") -> str:
    """The promo code as the script writes it."""
    return promo_at(turn, turn.offered) if turn.offered else ""


def _deadline(turn: "Standing") -> datetime | None:
    """In the subscriber's time zone, as texts show it."""
    deadline = turn.deadline
    return deadline.astimezone(turn.zone) if deadline else None


def _time_left(turn: "Standing") -> str | None:
    deadline = turn.deadline
    return _show_left(max(deadline - turn.now, timedelta(0)), turn.script.language) if deadline else None


_OF_PERSON: dict[str, Reader] = {
    "first_name": lambda turn: turn.journey.subscriber.first_name,
    "last_name": lambda turn: turn.journey.subscriber.last_name,
    "username": lambda turn: turn.journey.subscriber.username,
    "language": lambda turn: turn.journey.subscriber.language,
    "source": lambda turn: turn.journey.subscriber.source,
    "tags": lambda turn: sorted(turn.journey.subscriber.tags),
    "orders": _orders,
    "segments": _segments,
    "stage": lambda turn: turn.journey.stage,
    "event": lambda turn: turn.journey.event,
    "days_since": DaysSince,
    "now": _now,
    "variants": lambda turn: turn.journey.subscriber.variants or None,
}

_OF_OFFER: dict[str, Reader] = {
    "price": _price,
    "stars": _stars,
    "old_price": _old_price,
    "promo": _promo,
    "deadline": _deadline,
    "time_left": _time_left,
}
"""What is known while the journey stands at an offer."""

_READERS = _OF_PERSON | _OF_OFFER

ABOUT_PERSON = tuple(_OF_PERSON)
ABOUT_OFFER = tuple(_OF_OFFER)
