"""Subscriptions: paid by itself every thirty days, in whatever order Telegram tells of it."""

from itertools import permutations

import pytest
from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.effects.facts import Track
from funnels.engine.effects.members import RemoveMember
from funnels.engine.effects.orders import CancelSubscription, RecordSubscription
from funnels.engine.effects.shown import AskPayment, SendMessage
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import (
    Paid,
    Recurring,
    SubscriptionChanged,
)
from tests.funnels.engine.subscribing import (
    CLUB,
    DAY,
    ORDER,
    STARS,
    asked,
    cancels,
    goods,
    kinds,
    month,
    pays_in_telegram,
    state,
    until,
)
from tests.funnels.engine.world import NOON, world


def test_it_is_asked_for_as_one_and_says_what_was_agreed_to() -> None:
    anna = asked()
    (invoice,) = anna.all_of(AskPayment)
    assert (invoice.subscribes, invoice.price) == (True, STARS)
    goods_, agreed = pays_in_telegram(anna)
    assert goods_ == "Welcome until 01.04."
    assert agreed.startswith("You are subscribed: 100 ⭐ every 30 days, the next payment is on 1 April.")
    assert anna.button("Cancel the subscription")


def test_by_hand_it_is_a_month_paid_once() -> None:
    anna = world(CLUB)
    anna.start()
    anna.press("Pay")
    anna.settle(ORDER, method="manual", money=Money(amount=50000, currency="RUB"))
    assert (until(anna), state(anna)) == (30, None)
    assert anna.wait("27 days") == ["3 days left."]


def test_it_renews_by_itself_and_hands_nothing_over_again() -> None:
    anna = asked()
    pays_in_telegram(anna)
    (soon,) = anna.wait("27 days")
    assert soon.startswith("Your subscription “A month” renews by itself on 1 April: Telegram takes 100 ⭐.")
    assert anna.wait("3 days") == ["Your subscription “A month” is paid until 1 May. Thank you for staying with us!"]
    anna.wait("300 days")
    assert kinds(anna) == ["whole", *["renewal"] * 11]
    assert (until(anna), goods(anna)) == (360, 1)
    assert anna.person.subscriber.bought == ("test/month",)
    assert anna.all_of(RemoveMember) == []
    assert anna.journey().passed == {"club", "more"}
    known = anna.journey().orders[ORDER].subscription
    assert known is not None
    assert len(known.periods) == 1


def test_it_is_reminded_of_before_each_payment_by_the_day_on_the_person_s_clock() -> None:
    anna = world(CLUB.replace("Etc/UTC", "Pacific/Kiritimati"))
    anna.start()
    anna.press("Subscribe")
    pays_in_telegram(anna)
    for day in ("2 April", "2 May"):
        assert f"renews by itself on {day}: Telegram takes 100" in anna.wait("27 days")[0].replace(
            "\N{NO-BREAK SPACE}", " "
        )
        anna.wait("3 days")
    facts = [fact.event for fact in anna.all_of(Track) if fact.event in ("access_reminded", "renewed")]
    assert facts == ["access_reminded", "renewed"] * 2
    assert [notice.about for notice in anna.all_of(NotifyOwners)] == ["paid", "renewed", "renewed"]


def test_a_reminder_says_the_price_that_was_agreed_to_or_that_of_now_where_none_was() -> None:
    cheaper = CLUB.replace("    subscription: true\n", "    subscription: true\n    promo: {SPRING: {off: 20%}}\n")
    for asks, price in ((True, "80"), (False, "100")):
        anna = world(cheaper)
        anna.start()
        if asks:
            anna.say("spring")
            anna.press("Subscribe")
            pays_in_telegram(anna)
        else:
            anna.do(month(1))
        assert f"Telegram takes {price}" in anna.wait("27 days")[0]


def test_an_end_nobody_has_told_of_is_put_before_the_owners() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("32 days")
    assert [notice.about for notice in anna.notices] == ["renewal_unheard"]
    assert anna.stop()[1].startswith("Your subscription “A month” stays all the same")


def test_a_step_can_wait_for_a_renewal() -> None:
    anna = world(CLUB.replace("  - stage: more\n    goal: paid month\n", "  - stage: more\n"))
    anna.start()
    anna.press("Subscribe")
    pays_in_telegram(anna)
    assert anna.wait("30 days")[-1] == "So it is renewed."


def test_while_it_renews_nothing_else_is_sold_of_it() -> None:
    anna = asked()
    pays_in_telegram(anna)
    assert anna.press("Subscribe") == ["You are subscribed and it renews by itself, no need to pay."]
    assert anna.press("Pay") == ["You are subscribed and it renews by itself, no need to pay."]


@pytest.mark.parametrize("order", list(permutations([1, 2, 3])))
def test_payments_may_be_told_in_any_order(order: tuple[int, ...]) -> None:
    anna = asked()
    for number in order:
        anna.do(month(number))
    assert (until(anna), state(anna), goods(anna)) == (90, "active", 1)
    assert sorted(kinds(anna)) == ["renewal", "renewal", "whole"]
    assert [record.until for record in anna.all_of(RecordSubscription)][-1] == NOON + 90 * DAY
    known = anna.journey().orders[ORDER].subscription
    assert known is not None
    assert (known.charge, known.begun) == ("m1", True)


def test_the_end_waits_a_day_for_the_money_and_what_comes_then_lasts_as_long() -> None:
    anna = asked()
    anna.do(month(1))
    assert anna.wait("30 days 23 hours")[1:] == []
    anna.do(month(2))
    assert until(anna) == 60
    anna.wait("31 days")
    assert "The month is over." in anna.wait("1 day") + [m.text for m in anna.all_of(SendMessage)]
    assert anna.person.subscriber.bought == ()


def test_money_that_comes_after_the_end_brings_everything_anew() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("35 days")
    assert until(anna) is None
    said = anna.do(
        Paid(order=ORDER, method="stars", money=STARS, charge="late", recurring=Recurring(NOON + 65 * DAY, first=False))
    )
    assert said[:2] == [
        "Your subscription “A month” is paid until 6 May. Thank you for staying with us!",
        "Welcome until 06.05.",
    ]
    assert (until(anna), goods(anna), kinds(anna)[-1]) == (65, 2, "renewal")
    assert anna.person.subscriber.bought == ("test/month",)


def test_a_renewal_that_failed_is_told_once_with_a_way_to_pay_and_access_lasts_a_day_longer() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.subscriptions[0].stars = False
    anna.wait("29 days")
    failed, event = anna.wait("1 day")
    assert failed.startswith("Your subscription “A month” was not renewed")
    assert "until 2 April" in failed
    assert event == "So it is renewal_failed."
    assert anna.do(SubscriptionChanged(order=ORDER, state="failed")) == []
    assert until(anna) == 30
    assert anna.wait("1 day") == ["The month is over."]
    assert [effect.chat for effect in anna.all_of(RemoveMember)] == ["@the_club"]


def test_a_failure_told_after_the_end_promises_nothing() -> None:
    anna = asked()
    anna.do(month(1))
    assert anna.wait("32 days")[-1] == "The month is over."
    assert anna.do(SubscriptionChanged(order=ORDER, state="failed")) == ["So it is renewal_failed."]
    assert state(anna) == "failed"


def test_who_has_blocked_the_bot_hears_nothing_of_a_failure_nor_of_its_end() -> None:
    anna = asked()
    anna.do(month(1))
    anna.block()
    assert anna.do(SubscriptionChanged(order=ORDER, state="failed")) == []
    assert anna.do(SubscriptionChanged(order=ORDER, state="active")) == []


def test_a_month_told_when_it_is_over_gives_nothing() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("70 days")
    assert anna.do(month(2)) == []
    assert (until(anna), kinds(anna)) == (None, ["whole", "renewal"])


def test_a_month_that_costs_more_renews_and_one_that_is_paid_twice_adds_nothing() -> None:
    anna = asked()
    anna.do(month(1))
    anna.do(replace(month(2), money=Money(amount=150, currency="XTR")))
    assert until(anna) == 60
    assert anna.do(month(2, charge="again")) == []
    assert (until(anna), kinds(anna)) == (60, ["whole", "renewal", "renewal"])


def test_who_tops_up_in_time_goes_on() -> None:
    anna = asked()
    anna.do(month(1))
    anna.wait("30 days")
    anna.do(SubscriptionChanged(order=ORDER, state="failed"))
    anna.do(month(2))
    assert (until(anna), state(anna), goods(anna), cancels(anna)) == (60, "active", 1, [])


def test_who_pays_anew_after_a_failure_is_not_charged_for_both() -> None:
    anna = asked()
    pays_in_telegram(anna)
    anna.subscriptions[0].stars = False
    anna.wait("30 days")
    anna.press("Subscribe")
    anna.pay(f"{ORDER[:-3]}0:0", method="stars")
    first = anna.journey().orders[ORDER].subscription
    assert first is not None
    assert [(one.charge, one.known) for one in anna.all_of(CancelSubscription)] == [(first.charge, False)]
    assert [one.order for one in anna.all_of(RecordSubscription) if one.entry == "subscription_cancelled"] == [ORDER]
    assert (until(anna), goods(anna)) == (60, 2)
    assert (state(anna), state(anna, "7:test:1:0:0")) == ("cancelled", "active")
    anna.do(SubscriptionChanged(order=ORDER, state="failed"))
    anna.do(SubscriptionChanged(order=ORDER, state="cancelled"))
    anna.do(month(2))
    renewal = anna.person.subscriber.access["test/month"].renewal
    assert renewal is not None
    assert (renewal.order, until(anna)) == ("7:test:1:0:0", 90)


def test_of_several_products_the_one_that_renews_is_not_offered() -> None:
    anna = world(
        """
        funnel: test
        language: en
        products:
          month: {title: A month, stars: 100, subscription: true, deliver: {text: Welcome.}}
          cup: {title: A cup, stars: 10, repeat: true, deliver: {text: A cup.}}
        stages:
          - stage: one
            steps:
              - message: Hello.
                buttons: [{text: Join, buy: month}, On]
              - offer: [month, cup]
                text: Choose.
              - offer: month
                text: Join us.
              - message: Bye.
        """
    )
    anna.start()
    anna.press("Join")
    anna.pay(ORDER, method="stars")
    assert anna.press("On")[-1] == "Choose."
    assert [button.text for button in anna.buttons() if ":pay." in button.data or ":buy." in button.data][:2] == [
        "A cup — 10\N{NO-BREAK SPACE}⭐",
        "Join",
    ]
    assert anna.buy("A cup")[-1] == "Bye."
