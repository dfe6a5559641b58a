"""The way out of a subscription: what a press cancels, whatever it counts as, and what `/stop` says of it."""

import pytest

from funnels.engine.effects.orders import CancelSubscription, RecordRefund
from funnels.engine.effects.staff import NotifyStaff
from funnels.engine.inputs import NotCancelled, SubscriptionChanged
from tests.funnels.engine.subscribing import (
    CLUB,
    ORDER,
    asked,
    back,
    cancels,
    month,
    pays_in_telegram,
    state,
    until,
)
from tests.funnels.engine.world import World, world

ANEW = "7:test:1:1:0:1"
BUTTON = "Cancel the subscription"


def twice() -> World:
    """Somebody who cancelled, subscribed anew, and took the first one up again in Telegram."""
    anna = asked()
    pays_in_telegram(anna)
    anna.press(BUTTON)
    anna.press("Subscribe")
    anna.pay(ANEW, method="stars")
    anna.do(SubscriptionChanged(order=ORDER, state="active"))
    return anna


def test_what_is_cancelled_already_is_cancelled_once_more_while_it_is_paid() -> None:
    anna = asked()
    pays_in_telegram(anna)
    for _ in range(2):
        assert anna.press(BUTTON)[0] == "Cancelling…"
    assert len(cancels(anna)) == 2


def test_one_whose_payment_is_late_is_cancelled() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("30 days 12 hours")
    anna.press(BUTTON)
    assert (cancels(anna), state(anna)) == (["m1"], "cancelled")


def test_a_press_cancels_all_that_run() -> None:
    anna = twice()
    before = len(cancels(anna))
    anna.press(BUTTON)
    assert sorted(one.order for one in anna.all_of(CancelSubscription)[before:]) == [ORDER, ANEW]
    assert (state(anna), state(anna, ANEW)) == ("cancelled", "cancelled")


def test_of_two_that_fail_the_one_that_is_not_cancelled_may_still_renew() -> None:
    anna = twice()
    anna.do(SubscriptionChanged(order=ORDER, state="failed"))
    anna.do(SubscriptionChanged(order=ANEW, state="failed"))
    anna.do(SubscriptionChanged(order=ORDER, state="cancelled"))
    renewal = anna.person.subscriber.access["test/month"].renewal
    assert renewal is not None
    assert (renewal.order, renewal.failing) == (ANEW, True)


def test_the_one_that_runs_renews_and_not_the_one_that_fails() -> None:
    anna = twice()
    anna.do(SubscriptionChanged(order=ANEW, state="failed"))
    anna.do(SubscriptionChanged(order=ORDER, state="cancelled"))
    anna.do(SubscriptionChanged(order=ORDER, state="active"))
    renewal = anna.person.subscriber.access["test/month"].renewal
    assert renewal is not None
    assert (renewal.order, renewal.failing) == (ORDER, False)


def test_its_button_is_of_its_product_and_of_its_walk() -> None:
    cup = "products:\n  cup: {title: A cup, stars: 10, deliver: {text: A cup.}}\n"
    anna = world(CLUB[: CLUB.index("  - stage: more")].replace("products:\n", cup))
    anna.start()
    anna.press("No")
    anna.start()
    anna.press("Subscribe")
    anna.pay("7:test:2:1:1", method="stars")
    anna.heard()
    assert anna.press(BUTTON)[0] == "Cancelling…"
    assert [one.order for one in anna.all_of(CancelSubscription)] == ["7:test:2:1:1"]


@pytest.mark.parametrize(("wait", "said"), [("1 hour", 2), ("23 hours", 2), ("1 day", 1)])
def test_stop_says_of_one_that_fails_that_it_goes_on_as_long_as_it_can_still_be_paid(wait: str, said: int) -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("30 days")
    anna.do(SubscriptionChanged(order=ORDER, state="failed"))
    anna.wait(wait)
    assert len(anna.stop()) == said


def test_what_was_cancelled_all_the_same_is_no_failure_to_cancel() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.press(BUTTON)
    assert anna.do(NotCancelled(order=ORDER, reason="CHARGE_ID_INVALID")) == []
    assert anna.notices == []


def test_one_that_began_with_too_little_and_cannot_be_cancelled_is_told_of() -> None:
    anna = asked()
    assert anna.do(NotCancelled(order=ORDER, reason="a < b"))[0].startswith("I could not cancel it from here.")
    (notice,) = anna.all_of(NotifyStaff)
    assert "a &lt; b" in notice.text


def test_money_back_for_what_is_cancelled_cancels_nothing_more() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(SubscriptionChanged(order=ORDER, state="cancelled"))
    anna.do(back("m1"))
    assert (until(anna), cancels(anna)) == (None, [])


def test_money_back_for_what_was_paid_beside_it_takes_nothing() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(month(1, charge="twice"))
    anna.do(back("twice"))
    assert (until(anna), state(anna)) == (30, "active")
    assert [refund.closes for refund in anna.all_of(RecordRefund)] == [False]


def test_money_back_for_the_newest_month_at_the_moment_the_one_before_ends_closes_it() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("29 days")
    anna.do(month(2))
    anna.wait("1 day")
    anna.do(back("m2"))
    assert [refund.closes for refund in anna.all_of(RecordRefund)] == [True]


def test_money_back_for_the_month_before_the_last_closes_nothing_however_late() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("29 days")
    anna.do(month(2))
    anna.wait("50 days")
    anna.do(back("m1"))
    assert [refund.closes for refund in anna.all_of(RecordRefund)] == [False]


def test_what_is_left_after_money_back_ends_when_that_is_over() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("29 days")
    anna.do(month(2))
    anna.do(back("m2"))
    anna.do(SubscriptionChanged(order=ORDER, state="cancelled"))
    assert anna.wait("1 day") == ["The month is over."]
