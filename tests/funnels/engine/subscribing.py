"""A club that is subscribed to, and what is seen of it; Telegram tells of its payments one by one, or by itself."""

from datetime import timedelta

from funnels.definition.money import Money
from funnels.engine.effects.orders import CancelSubscription, RecordPayment
from funnels.engine.effects.shown import SendMessage
from funnels.engine.inputs import (
    Paid,
    Recurring,
    Refunded,
)
from funnels.engine.orders import Renewing
from tests.funnels.engine.world import NOON, World, world

CLUB = """
funnel: test
language: en
timezone: Etc/UTC
start: {default: true, again: always}
products:
  month:
    title: A month
    stars: 100
    price: 500 RUB
    pay: [stars, manual]
    subscription: true
    remind: 3 days
    ends: "{{ access_left }} left."
    ended: The month is over.
    deliver: {text: "Welcome until {{ access_until | date: '%d.%m' }}.", invite: {chat: "@the_club"}}
stages:
  - stage: club
    goal: paid month
    steps:
      - offer: month
        text: Join us.
        decline: No
  - stage: more
    goal: paid month
    steps:
      - wait: {for: [renewed, renewal_failed, subscription_cancelled]}
      - message: "So it is {{ event }}."
      - wait: 300 days
"""
ORDER = "7:test:1:1:0"
STARS = Money(amount=100, currency="XTR")
DAY = timedelta(days=1)


def asked() -> World:
    anna = world(CLUB)
    anna.start()
    anna.press("Subscribe")
    anna.heard()
    return anna


def month(number: int, *, order: str = ORDER, charge: str = "") -> Paid:
    """Telegram tells of the n-th payment of the subscription that began at noon."""
    recurring = Recurring(until=NOON + 30 * number * DAY, first=number == 1)
    return Paid(order=order, method="stars", money=STARS, charge=charge or f"m{number}", recurring=recurring)


def back(charge: str, order: str = ORDER) -> Refunded:
    return Refunded(refund=f"r{charge}", order=order, charge=charge, money=STARS, whole=True)


def state(anna: World, order: str = ORDER) -> Renewing | None:
    known = anna.journey().orders[order].subscription
    return known.state if known else None


def until(anna: World) -> float | None:
    """How many days from the beginning on somebody has access."""
    held = anna.person.subscriber.access.get("test/month")
    return (held.until - NOON) / DAY if held and held.until else None


def kinds(anna: World) -> list[str]:
    return [payment.kind for payment in anna.all_of(RecordPayment)]


def goods(anna: World) -> int:
    return sum(message.purpose == "goods" for message in anna.all_of(SendMessage))


def cancels(anna: World) -> list[str]:
    return [effect.charge for effect in anna.all_of(CancelSubscription)]


def pays_in_telegram(anna: World) -> list[str]:
    anna.pay(ORDER, method="stars")
    return anna.heard()
