"""A subscription that is added to a month paid by hand: access lasts longer than what Telegram was paid for."""

from funnels.definition.money import Money
from funnels.engine.effects.orders import RecordRefund
from funnels.engine.inputs import SubscriptionChanged
from tests.funnels.engine.subscribing import CLUB, ORDER, back, cancels, month, until
from tests.funnels.engine.world import World, world

ADDED = "7:test:1:1:0:1"


def added() -> World:
    """Paid by hand till day 30, by Telegram till day 30 too: access till day 60."""
    anna = world(CLUB)
    anna.start()
    anna.press("Pay")
    anna.settle(ORDER, method="manual", money=Money(amount=50000, currency="RUB"))
    anna.press("Subscribe")
    anna.do(month(1, order=ADDED))
    assert until(anna) == 60
    return anna


def closed(anna: World) -> list[bool]:
    return [refund.closes for refund in anna.all_of(RecordRefund)]


def test_who_cancels_keeps_all_that_is_paid_and_who_takes_it_up_again_pays_when_telegram_says() -> None:
    anna = added()
    assert "You have access until 1 May." in anna.do(SubscriptionChanged(order=ADDED, state="cancelled"))[0]
    assert "the next payment is on 1 April" in anna.do(SubscriptionChanged(order=ADDED, state="active"))[0]


def test_the_month_by_hand_that_follows_leaves_it_renewing() -> None:
    anna = added()
    anna.settle("7:test:1:1:0:2", method="manual", money=Money(amount=50000, currency="RUB"))
    renewal = anna.person.subscriber.access["test/month"].renewal
    assert renewal is not None
    assert (renewal.order, until(anna)) == (ADDED, 90)


def test_money_back_for_a_month_telegram_thinks_is_over_takes_what_is_left_of_it_here() -> None:
    anna = added()
    anna.wait("30 days")
    anna.do(month(2, order=ADDED))
    anna.wait("10 days")
    anna.do(back("m1", ADDED))
    assert (until(anna), closed(anna), cancels(anna)) == (70, [False], [])


def test_money_back_for_the_newest_month_closes_nothing_while_the_one_before_still_runs_here() -> None:
    anna = added()
    anna.wait("30 days")
    anna.do(month(2, order=ADDED))
    anna.wait("10 days")
    anna.do(back("m2", ADDED))
    assert (until(anna), closed(anna), cancels(anna)) == (60, [False], [])
    assert anna.journey().orders[ADDED].subscription is not None


def test_money_back_for_it_leaves_the_month_by_hand_which_ends_without_waiting_for_more() -> None:
    anna = added()
    anna.do(back("m1", ADDED))
    assert (until(anna), closed(anna), cancels(anna)) == (30, [True], ["m1"])
    assert anna.wait("30 days")[-1] == "The month is over."
    assert anna.notices == []
