"""What texts and conditions may use: who the subscriber is, what they said and bought, the offer before them.

A name the script keeps an answer under never hides one of these; the checker refuses it.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from funnels.definition.dialect import TEXT_LANGUAGE
from funnels.definition.durations import describe_duration
from funnels.definition.money import STARS, Money, format_money

if TYPE_CHECKING:
    from funnels.engine.turn import Turn

ABOUT_PERSON = ("first_name", "last_name", "username", "language", "source", "tags", "orders", "variants")
ABOUT_OFFER = ("price", "stars", "old_price", "deadline", "time_left")

show_price = lru_cache(maxsize=1024)(format_money)
"""A script has few prices and every prospect is shown them."""

_show_left = lru_cache(maxsize=1024)(describe_duration)
"""Most are told of an offer the moment it is made, with the whole of its time left."""


def personal(turn: "Turn") -> dict[str, object]:
    """What is known of the subscriber; what is empty is left out, so that `default` can stand in for it."""
    subscriber = turn.journey.subscriber
    prefix = f"{turn.script.funnel}/"
    here = [name.removeprefix(prefix) for name in subscriber.bought if name.startswith(prefix)]
    values: dict[str, object] = {
        **subscriber.attributes,
        "first_name": subscriber.first_name,
        "last_name": subscriber.last_name,
        "username": subscriber.username,
        "language": subscriber.language,
        "source": subscriber.source,
        "tags": sorted(subscriber.tags),
        "orders": [*subscriber.bought, *here],
        "variants": subscriber.variants,
        TEXT_LANGUAGE: turn.script.language,
    }
    return {name: value for name, value in values.items() if value != ""}


def of_offer(turn: "Turn") -> Mapping[str, object]:
    """What is known of the offer the journey stands at; nothing while it stands elsewhere."""
    name = turn.offered
    if name is None:
        return {}
    step, product = turn.place.step, turn.script.products[name]
    price = (getattr(step, "price", None) or product.price) if "manual" in product.methods else None
    stars = getattr(step, "stars", None) or product.stars
    old_price = getattr(step, "old_price", None)
    language, deadline = turn.script.language, turn.deadline
    values: dict[str, object] = {}
    if stars is not None:
        values |= {"stars": stars, "price": show_price(Money(amount=stars, currency=STARS), language)}
    if price is not None:
        values["price"] = show_price(price, language)
    if old_price is not None:
        values["old_price"] = show_price(old_price, language)
    if deadline is not None:
        left = max(deadline - turn.now, timedelta(0))
        values |= {"deadline": deadline.astimezone(turn.zone), "time_left": _show_left(left, language)}
    return values
