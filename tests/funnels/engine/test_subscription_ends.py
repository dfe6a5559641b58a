"""Subscriptions end: cancelled by the person, by staff, with the money for them; and may begin anew."""

from itertools import permutations

from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.effects.facts import Track
from funnels.engine.effects.orders import RecordRefund, RecordSubscription
from funnels.engine.inputs import (
    CancelAsked,
    NotCancelled,
    PaymentAccepted,
    SubscriptionChanged,
)
from tests.funnels.engine.subscribing import (
    CLUB,
    DAY,
    ORDER,
    asked,
    back,
    cancels,
    goods,
    kinds,
    month,
    pays_in_telegram,
    state,
    until,
)
from tests.funnels.engine.world import NOON, coded, world


def test_a_press_cancels_it_in_telegram_and_the_person_is_told_when_that_is_done() -> None:
    anna = asked()
    pays_in_telegram(anna)
    assert anna.press("Cancel the subscription") == [
        "Cancelling…",
        "Your subscription “A month” is cancelled, nothing more will be charged. You have access until 1 April.",
        "So it is subscription_cancelled.",
    ]
    assert anna.subscriptions[0].state == "cancelled"
    assert anna.do(SubscriptionChanged(order=ORDER, state="cancelled")) == []
    assert anna.wait("27 days") == ["3 days left."]
    assert anna.wait("3 days") == ["The month is over."]
    assert anna.notices == []
    assert anna.press("Cancel the subscription") == ["This subscription is over, nothing more is charged."]


def test_it_can_be_taken_up_again_in_telegram() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.do(SubscriptionChanged(order=ORDER, state="cancelled"))
    assert anna.do(SubscriptionChanged(order=ORDER, state="active")) == [
        "Your subscription “A month” renews by itself again, the next payment is on 1 April."
    ]
    anna.wait("30 days")
    assert until(anna) == 60
    entries = [effect.entry for effect in anna.all_of(RecordSubscription)]
    assert entries == ["", "subscription_cancelled", "subscription_restored", ""]
    assert [fact.event for fact in anna.all_of(Track) if "renew" in fact.event or "subscr" in fact.event] == [
        "subscription_cancelled",
        "renewed",
    ]


def test_a_renewal_and_a_cancellation_may_be_told_in_any_order() -> None:
    ends = []
    for told in permutations([month(2), SubscriptionChanged(order=ORDER, state="cancelled")]):
        anna = asked()
        anna.do(month(1))
        anna.wait("29 days")
        for one in told:
            anna.do(one)
        ends.append((until(anna), state(anna), anna.person.subscriber.access["test/month"].renewal))
    assert ends == [(60, "cancelled", None)] * 2


def test_who_had_cancelled_may_subscribe_anew_and_loses_no_day() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.press("Cancel the subscription")
    anna.wait("20 days")
    anna.press("Subscribe")
    anna.pay("7:test:1:1:0:1", method="stars")
    assert (until(anna), goods(anna), len(cancels(anna))) == (60, 2, 1)


def test_stop_says_that_a_subscription_goes_on_and_its_button_still_works() -> None:
    anna = asked()
    pays_in_telegram(anna)
    said = anna.stop()
    assert said[1].startswith("Your subscription “A month” stays all the same and renews by itself.")
    assert anna.press("Cancel the subscription")[1].startswith("Your subscription “A month” is cancelled")
    assert anna.stop() == ["I will not write any more. If you change your mind, send /start."]


def test_who_has_stopped_or_blocked_the_bot_is_renewed_in_silence() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.block()
    assert anna.wait("65 days") == []
    assert (until(anna), kinds(anna)) == (90, ["whole", "renewal", "renewal"])


def test_what_cannot_be_cancelled_from_here_is_told_to_the_person_and_the_owners() -> None:
    anna = asked()
    anna.do(month(1))
    assert anna.do(NotCancelled(order=ORDER, reason="CHARGE_ID_INVALID")) == [
        "I could not cancel it from here. Please cancel it in Telegram: Settings → My Stars → the subscription."
    ]
    assert [notice.about for notice in anna.notices] == ["not_cancelled"]


def test_staff_can_cancel_it() -> None:
    anna = asked()
    pays_in_telegram(anna)
    assert "is cancelled" in anna.do(CancelAsked(order=ORDER, staff=900))[0]
    (record,) = (one for one in anna.all_of(RecordSubscription) if one.entry)
    assert (record.entry, record.staff) == ("subscription_cancelled", 900)
    assert anna.do(CancelAsked(order=ORDER, staff=900)) == []
    assert len(cancels(anna)) == 1


def test_a_second_subscription_to_the_same_order_is_cancelled_and_its_money_put_before_the_owners() -> None:
    anna = asked()
    anna.do(month(1))
    assert "second payment is not needed" in anna.do(month(1, charge="twice"))[0]
    assert kinds(anna) == ["whole", "extra"]
    assert cancels(anna) == ["twice"]
    assert (until(anna), state(anna)) == (30, "active")


def test_one_that_begins_with_too_little_is_cancelled_and_taken_for_a_month_if_staff_say_so() -> None:
    anna = asked()
    paid = month(1)
    anna.do(replace(paid, money=Money(amount=1, currency="XTR")))
    assert (kinds(anna), cancels(anna)) == (["short"], ["m1"])
    anna.do(PaymentAccepted(order=ORDER, staff=900))
    assert (until(anna), state(anna)) == (30, None)


def test_a_renewal_of_another_sum_is_put_before_the_owners() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(replace(month(2), money=Money(amount=1, currency="XTR")))
    assert (kinds(anna), until(anna), cancels(anna)) == (["whole", "extra"], 30, [])


def test_money_back_for_the_running_month_takes_it_and_cancels() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("29 days")
    anna.do(month(2))
    anna.wait("10 days")
    said = anna.do(back("m2"))
    assert "on its way back" in said[0]
    assert said[1] == "Your subscription “A month” is cancelled, nothing more will be charged."
    assert (cancels(anna), until(anna)) == (["m1"], None)
    assert [refund.closes for refund in anna.all_of(RecordRefund)] == [True]
    assert anna.person.subscriber.bought == ()


def test_money_back_for_one_of_two_months_ahead_takes_one() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("29 days")
    anna.do(month(2))
    anna.do(back("m2"))
    assert (until(anna), cancels(anna), state(anna)) == (30, [], "active")
    assert anna.journey().orders[ORDER].until == NOON + 30 * DAY
    anna.do(back("m1"))
    assert (until(anna), cancels(anna)) == (None, ["m1"])


def test_money_back_for_a_month_that_is_over_takes_nothing() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("29 days")
    anna.do(month(2))
    anna.wait("10 days")
    anna.do(back("m1"))
    assert (until(anna), cancels(anna)) == (60, [])
    assert [refund.closes for refund in anna.all_of(RecordRefund)] == [False]


def test_a_renewal_after_the_money_went_back_pays_the_order_again() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(back("m1"))
    anna.wait("30 days")
    anna.do(month(2))
    assert (kinds(anna), until(anna), goods(anna)) == (["whole", "whole"], 60, 2)
    assert anna.press("Cancel the subscription")[0] == "Cancelling…"
    assert cancels(anna)[-1] == "m1"


def test_a_month_paid_by_hand_is_added_and_the_subscription_goes_on() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.settle("7:test:1:1:0:1", method="manual", money=Money(amount=50000, currency="RUB"))
    assert until(anna) == 60
    anna.wait("30 days")
    assert until(anna) == 90


def test_no_button_that_was_made_up_cancels_anything() -> None:
    anna = asked()
    pays_in_telegram(anna)
    for code in ("unsubscribe.1", "unsubscribe.x", "unsubscribe.", "unsubscribe.-1"):
        assert anna.do(coded(anna.button("Cancel"), code)) == ["This subscription is over, nothing more is charged."]
    assert cancels(anna) == []


def test_what_becomes_of_it_is_a_fact_with_its_product() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.wait("30 days")
    anna.press("Cancel the subscription")
    facts = [
        (fact.event, fact.detail) for fact in anna.all_of(Track) if fact.event in ("renewed", "subscription_cancelled")
    ]
    assert facts == [("renewed", "month"), ("subscription_cancelled", "month")]


def test_the_first_payment_may_be_heard_of_late() -> None:
    anna = asked()
    anna.wait("10 hours")
    assert anna.do(month(1))[0] == "Welcome until 01.04."
    assert until(anna) == 30


def test_a_month_that_was_added_to_another_goes_back_as_a_whole_and_is_reminded_of_in_time() -> None:
    anna = world(CLUB)
    anna.start()
    anna.press("Pay")
    anna.settle(ORDER, method="manual", money=Money(amount=50000, currency="RUB"))
    anna.press("Subscribe")
    order = "7:test:1:1:0:1"
    anna.do(month(1, order=order))
    assert until(anna) == 60
    anna.wait("26 days")
    (soon,) = anna.wait("1 day")
    assert soon.startswith("Your subscription “A month” renews by itself on 1 April")
    anna.wait("10 hours")
    anna.do(back("m1", order))
    assert until(anna) == 30
