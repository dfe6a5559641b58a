"""A walk fires each timer at its own moment and keeps what the person sees."""

from datetime import timedelta

import pytest

from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Pressed, Started
from funnels.walk import Walk
from tests.funnels.engine.selling import SELLING
from tests.funnels.engine.world import NOON
from tests.funnels.scripts import catalogue_of


def started() -> Walk:
    walk = Walk(catalogue=catalogue_of(SELLING), now=NOON)
    walk.feed(Started())
    return walk


def test_timers_fire_in_order_each_at_its_moment() -> None:
    walk = started()
    assert [timer.name for timer in walk.timers] == ["follow_up.1", "follow_up.2", "within"]
    walk.later(timedelta(days=2))
    assert (walk.now, walk.timers) == (NOON + timedelta(days=2), [])
    assert [message.text for message in walk.shown if not isinstance(message, AskPayment)] == [
        "A gift for you.",
        "It is still here.",
        "It is nearly gone.",
    ]
    assert walk.person.journeys[0].ended


def test_feeding_returns_what_is_shown_because_of_it() -> None:
    walk = started()
    (offer,) = walk.feed(Pressed(data=walk.buttons()[0].data))
    assert offer is walk.shown[-1]


def test_the_newest_buttons_and_invoices_come_first() -> None:
    walk = started()
    walk.feed(Pressed(data=walk.buttons()[0].data))
    assert [button.text.split()[0] for button in walk.buttons()] == ["Pay", "Not", "Take"]
    walk.feed(Pressed(data=walk.buttons()[0].data))
    (invoice,) = walk.asked_to_pay()
    assert walk.orders.keys() == {invoice.order}
    walk.pay(invoice.order, method="stars")
    assert walk.person.subscriber.bought == ("test/talk",)


def test_an_order_that_was_not_opened_cannot_be_paid() -> None:
    with pytest.raises(KeyError):
        started().pay("1:test:1:2:0", method="stars")


def test_time_without_timers_just_passes() -> None:
    walk = Walk(catalogue=catalogue_of(SELLING), now=NOON)
    walk.later(timedelta(days=400))
    assert (walk.now, walk.shown) == (NOON + timedelta(days=400), [])
