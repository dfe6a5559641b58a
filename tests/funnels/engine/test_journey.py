"""A journey goes through JSON and comes back the same, also to a release that knows more of it."""

import json

from msgspec.structs import fields

from funnels.definition.money import Money
from funnels.engine.journey import Journey, state_from_json, state_to_json
from funnels.engine.orders import Asked, Claim, Order, Short
from tests.funnels.engine.world import NOON, hours, world

FULL = Journey(
    subscriber=world().person.subscriber,
    funnel="test",
    version=3,
    run=2,
    started_at=NOON,
    revision=9,
    stage="talk",
    stage_at=NOON + hours(0.25),
    step="talk.1",
    entered_at=NOON + hours(0.5),
    outcome="finished",
    reached=frozenset({"gift", "talk"}),
    passed=frozenset({"gift"}),
    orders={
        "7:test:2:9:0": Order(
            closes_at=NOON + hours(48),
            checkout_at=NOON + hours(1),
            asked={"stars": Asked(NOON, Money(amount=100, currency="XTR"), "SPRING")},
            button="test:2:9:0.0:pay.manual.0",
            contact_asked=NOON + hours(2),
            claim=Claim(at=NOON + hours(3), way="manual", proofs=2, longer=True),
            short=Short(charge="c1", money=Money(amount=90, currency="XTR")),
            refunds=frozenset({"r1"}),
        ),
        "7:test:2:1:0": Order(paid="c2"),
    },
    tasks={"4": "talk.2"},
    passed_on_at=NOON + hours(3),
    chosen=frozenset({"choice.1"}),
    held="paid",
    promo="SPRING",
    event="basket_left",
    keyboard=8,
)


def test_the_example_has_every_field_filled() -> None:
    empty = Journey(subscriber=FULL.subscriber, funnel="", version=0, started_at=NOON + hours(1))
    assert all(getattr(FULL, field.name) != getattr(empty, field.name) for field in fields(Journey)[1:])


def test_it_comes_back_the_same() -> None:
    assert state_from_json(state_to_json(FULL), FULL.subscriber) == FULL


def test_it_says_nothing_of_the_subscriber() -> None:
    assert "subscriber" not in json.loads(state_to_json(FULL))
    assert "Anna" not in state_to_json(FULL)


def test_equal_journeys_have_equal_json() -> None:
    assert state_to_json(state_from_json(state_to_json(FULL), FULL.subscriber)) == state_to_json(FULL)


def test_what_an_older_release_did_not_know_has_its_default() -> None:
    state = json.loads(state_to_json(FULL))
    del state["held"]
    assert state_from_json(json.dumps(state), FULL.subscriber).held == ""
