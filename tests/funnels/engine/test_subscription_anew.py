"""A subscription begins anew: by the same link after it had failed or was cancelled, or after its money went back."""

import pytest

from funnels.definition.money import Money
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.inputs import Paid, Recurring, SubscriptionChanged
from funnels.engine.orders import Renewing, Subscription
from tests.funnels.engine.subscribing import (
    DAY,
    ORDER,
    STARS,
    asked,
    back,
    cancels,
    goods,
    kinds,
    month,
    state,
    until,
)
from tests.funnels.engine.world import NOON, World


def anew(day: int) -> Paid:
    """So many days after the beginning the same link is paid once more."""
    recurring = Recurring(until=NOON + (day + 30) * DAY, first=True)
    return Paid(order=ORDER, method="stars", money=STARS, charge="n1", recurring=recurring)


def subscription(anna: World) -> Subscription:
    known = anna.journey().orders[ORDER].subscription
    assert known is not None
    return known


@pytest.mark.parametrize(("before", "given_up"), [("cancelled", []), ("failed", ["m1"])])
def test_by_the_same_link_it_goes_on_and_no_day_is_lost(before: Renewing, given_up: list[str]) -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("10 days")
    anna.do(SubscriptionChanged(order=ORDER, state=before))
    assert len(anna.do(anew(10))) == 1
    assert (kinds(anna), goods(anna)) == (["whole", "renewal"], 1)
    assert (until(anna), state(anna)) == (60, "active")
    assert (subscription(anna).charge, subscription(anna).begun) == ("n1", True)
    assert [(one.charge, one.known) for one in anna.all_of(CancelSubscription)] == [(name, False) for name in given_up]
    anna.wait("30 days")
    anna.do(
        Paid(order=ORDER, method="stars", money=STARS, charge="n2", recurring=Recurring(NOON + 70 * DAY, first=False))
    )
    assert (until(anna), subscription(anna).charge) == (90, "n1")


def test_by_the_same_link_after_the_end_everything_comes_anew() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("30 days")
    anna.do(SubscriptionChanged(order=ORDER, state="failed"))
    anna.wait("5 days")
    anna.do(anew(35))
    assert (until(anna), goods(anna), state(anna)) == (65, 2, "active")


def test_by_the_same_link_after_the_money_went_back_it_is_another_subscription() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(back("m1"))
    anna.do(anew(0))
    assert kinds(anna) == ["whole", "whole"]
    assert (subscription(anna).charge, until(anna)) == ("n1", 30)


def test_a_renewal_after_the_money_went_back_is_of_the_same_subscription() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(back("m1"))
    anna.do(SubscriptionChanged(order=ORDER, state="active"))  # the person wants it all the same
    anna.do(month(2))
    assert cancels(anna) == ["m1"]
    assert (subscription(anna).charge, subscription(anna).begun) == ("m1", True)


def test_the_first_payment_may_come_after_a_renewal_whose_money_went_back() -> None:
    anna = asked()
    for told in (month(2), back("m2"), month(3), month(1)):
        anna.do(told)
    assert kinds(anna) == ["whole", "whole", "renewal"]
    assert (subscription(anna).charge, cancels(anna)) == ("m1", ["m2"])


def test_an_old_payment_told_after_a_failure_ends_no_failure() -> None:
    anna = asked()
    for told in (month(1), month(3), SubscriptionChanged(order=ORDER, state="failed"), month(2)):
        anna.do(told)
    assert (until(anna), state(anna)) == (90, "failed")


def test_money_that_comes_in_another_way_for_what_renews_is_put_before_the_owners() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(Paid(order=ORDER, method="manual", money=Money(amount=50000, currency="RUB"), charge="hand"))
    assert (kinds(anna), until(anna)) == (["whole", "extra"], 30)


def test_a_first_payment_told_when_its_month_is_over_gives_no_time() -> None:
    anna = asked()
    anna.wait("40 days")
    anna.do(month(1))
    assert until(anna) == 40


def test_a_first_payment_told_days_later_says_when_the_next_one_is() -> None:
    anna = asked()
    anna.wait("3 days")
    assert "the next payment is on 1 April" in anna.do(month(1))[1]
    assert until(anna) == 30
