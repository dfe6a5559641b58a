"""What texts and conditions may use: who the subscriber is, what they said and bought, the offer before them.

`first_name`, `last_name`, `username` and `language` are as in Telegram and may be missing, so say what stands there
then: `{{ first_name | default: "friend" }}`. `source` is where the person came from, `tags` their labels, `orders`
what they bought and still have, `variants` the arm they are in of each experiment: `variants.price-test`, `segments`
the script's segments they belong to: `segments contains "warm"`. Whatever the script saved is there by its name:
`{{ email }}`. `event` is the event this journey waited for, or began by, last. `stage` is where they stand, `now` the
moment on their clock (`{{ now | date: "%H:%M" }}`), and `days_since.contact`, `.start`, `.stage`, `.order` are whole
days since they came, began the funnel, entered the stage, or last bought; `days_since` also takes an attribute that
keeps a date.

While a product of the funnel gives access for a time, `access_until` is the moment it ends, on their clock, and
`access_left` says how long that is, in words; without access neither is there: `{% if access_until %}`.

While an offer is open there are `price`, `stars` and `old_price`, as the person would pay, `promo`, the promo code that
lowers it (`old_price` is the one without it then, unless the offer names one), `deadline`, the moment it closes on
their clock (`{{ deadline | date: "%H:%M" }}`), and `time_left`, in words. Anywhere `products` has the same of each
product by its name: `{{ products.basic.price }}`, `title`, `stars`, `old_price`, `promo`; an offer of several products
has its prices only so.

A name the script keeps an answer under never hides one of these; the checker refuses it. What people type is never
markup.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from funnels.definition.dialect import TEXT_LANGUAGE
from funnels.definition.durations import describe_duration
from funnels.engine import price_list
from funnels.engine.pricing import promo_at
from funnels.engine.since import DaysSince

if TYPE_CHECKING:
    from funnels.engine.standing import Standing

Reader = Callable[["Standing"], object]

_show_left = lru_cache(maxsize=1024)(describe_duration)
"""Most are told of an offer the moment it is made, with the whole of its time left."""


class Values(dict[str, object]):
    """The values by name, each worked out when it is first asked for; what is empty is not there.

    So a text costs only what it prints, and `default` can stand in for what is not known.
    """

    def __init__(self, turn: "Standing", given: Mapping[str, object] | None) -> None:
        if given:
            self.update(given)
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


def segments(turn: "Standing") -> list[str]:
    """The names of the script's segments that hold for the person now; each may ask for those above it."""
    held: list[str] = []
    for name, condition in turn.script.segments.items():
        if condition.holds(Values(turn, {"segments": held})):
            held.append(name)
    return held


def _of_the_one(read: "Callable[[Standing, str], object]") -> Reader:
    """What is said of the product the journey stands before; of several each is said by its name."""

    def reader(turn: "Standing") -> object:
        return read(turn, turn.offered[0]) if len(turn.offered) == 1 else None

    return reader


def _now(turn: "Standing") -> datetime:
    """On the person's own clock."""
    return turn.now.astimezone(turn.zone)


def _promo(turn: "Standing") -> str:
    """The promo code as the script writes it; of several products that of the first it lowers."""
    return next(filter(None, (promo_at(turn, name) for name in turn.offered)), "")


def _deadline(turn: "Standing") -> datetime | None:
    """In the subscriber's time zone, as texts show it."""
    deadline = turn.deadline
    return deadline.astimezone(turn.zone) if deadline else None


def _time_left(turn: "Standing") -> str | None:
    deadline = turn.deadline
    return _show_left(max(deadline - turn.now, timedelta(0)), turn.script.language) if deadline else None


def _access_until(turn: "Standing") -> datetime | None:
    """On the person's own clock."""
    until = _access_end(turn)
    return until.astimezone(turn.zone) if until else None


def _access_left(turn: "Standing") -> str | None:
    until = _access_end(turn)
    return _show_left(max(until - turn.now, timedelta(0)), turn.script.language) if until else None


def _access_end(turn: "Standing") -> datetime | None:
    """The last end among the products of this funnel."""
    prefix = f"{turn.script.funnel}/"
    access = turn.journey.subscriber.access.items()
    return max((one.until for name, one in access if one.until and name.startswith(prefix)), default=None)


_OF_PERSON: dict[str, Reader] = {
    "first_name": lambda turn: turn.journey.subscriber.first_name,
    "last_name": lambda turn: turn.journey.subscriber.last_name,
    "username": lambda turn: turn.journey.subscriber.username,
    "language": lambda turn: turn.journey.subscriber.language,
    "source": lambda turn: turn.journey.subscriber.source,
    "tags": lambda turn: sorted(turn.journey.subscriber.tags),
    "orders": _orders,
    "segments": segments,
    "access_until": _access_until,
    "access_left": _access_left,
    "stage": lambda turn: turn.journey.stage,
    "event": lambda turn: turn.journey.event,
    "days_since": DaysSince,
    "now": _now,
    "variants": lambda turn: turn.journey.subscriber.variants or None,
    "products": price_list.PriceList,
}

_OF_OFFER: dict[str, Reader] = {
    "price": _of_the_one(price_list.price),
    "stars": _of_the_one(price_list.stars),
    "old_price": _of_the_one(price_list.old_price),
    "promo": _promo,
    "deadline": _deadline,
    "time_left": _time_left,
}
"""What is known while the journey stands at an offer."""

_READERS = _OF_PERSON | _OF_OFFER

ABOUT_PERSON = tuple(_OF_PERSON)
ABOUT_OFFER = tuple(_OF_OFFER)
