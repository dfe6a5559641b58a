"""Goods another system makes: in whatever order things come, a payment is handed over once, a refund told once."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.engine.effects.outside import Call
from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.goods_key import GoodsKey
from funnels.engine.inputs import Refunded, SendingAgainAsked
from tests.funnels.engine.subscribing import back, month
from tests.funnels.engine.world import World, world

SHOP = """
funnel: test
language: en
start: {default: true}
products:
  key:
    title: Key
    stars: 100
    deliver: {call: {url: https://keys.example.com, save: {key: k}}, text: "Key {{ key }}."}
stages:
  - stage: sale
    steps:
      - message: A key?
        buttons: [{text: Key, buy: key}, Bye]
"""
ACTS = ("pays", "made", "made", "refused", "without a key", "again", "again", "gets the money back")


def asked(script: str = SHOP) -> World:
    """Somebody who has been asked to pay."""
    anna = world(script)
    anna.start()
    anna.press("Key")
    return anna


def act(anna: World, what: str) -> None:
    ((order, _),) = anna.orders.items()
    paid = anna.paid().get(order)
    match what:
        case "pays" if not paid:
            anna.settle(order)
        case "again":
            anna.feed(SendingAgainAsked(order=order))
        case "gets the money back" if paid:
            money = anna.orders[order].price
            anna.feed(Refunded(refund=f"back {paid}", order=order, charge=paid, money=money, whole=True))
        case "made" | "refused" | "without a key" if anna.calls:
            anna.answer_call({"made": {"k": paid}, "refused": None, "without a key": {"k": None}}[what])


def handed_over(anna: World) -> int:
    return sum(message.purpose == "goods" for message in anna.all_of(SendMessage))


@given(acts=st.lists(st.sampled_from(ACTS), max_size=25))
def test_whatever_the_order_a_payment_is_handed_over_once(acts: list[str]) -> None:
    anna, handed, seen = asked(), Counter[str](), 0
    for what in acts:
        act(anna, what)
        for charge in anna.paid().values():
            handed[charge] += handed_over(anna) - seen
        assert handed_over(anna) == handed.total()  # nothing for money that is not there
        seen = handed_over(anna)
    assert not [charge for charge, times in handed.items() if times > 1]
    calls = [(GoodsKey.parse(call.key), call.body) for call in anna.all_of(Call)]
    told = Counter(key.charge for key, _ in calls if key.event == "refunded")
    assert set(told.values()) <= {1}
    assert len({key.charge for key, _ in calls if key.event == "paid"}) == len(anna.paid()) + len(told)


@given(acts=st.lists(st.sampled_from(ACTS), max_size=15))
def test_wherever_it_stands_the_owners_can_bring_it_to_its_end(acts: list[str]) -> None:
    anna = asked()
    for what in (*acts, "pays"):
        act(anna, what)
    while anna.calls:
        act(anna, "made")
    act(anna, "again")
    act(anna, "made")
    (charge,) = anna.paid().values()
    texts = [message.text for message in anna.all_of(SendMessage) if message.purpose == "goods"]
    assert texts[-1] == f"Key {charge}."
    assert not anna.calls


def test_a_failure_is_told_to_the_owners_each_time_and_to_the_person_once() -> None:
    anna = asked()
    for what in ("pays", "refused", "again", "without a key"):
        act(anna, what)
    reasons = [notice.reason for notice in anna.all_of(NotifyOwners) if notice.about == "not_delivered"]
    assert reasons == ["https://keys.example.com/ does not answer", "keys.example.com answered without k"]
    assert sum("could not be handed over" in text for text in anna.heard()) <= 1
    assert sum("could not be handed over" in message.text for message in anna.all_of(SendMessage)) == 1


def test_of_a_payment_after_a_refund_a_failure_is_told_anew() -> None:
    anna = asked()
    for what in ("pays", "refused", "gets the money back", "made", "pays", "refused"):
        act(anna, what)
    assert sum("could not be handed over" in message.text for message in anna.all_of(SendMessage)) == 2


def test_the_refund_is_tried_longer_than_the_payment_so_that_it_never_overtakes_it() -> None:
    anna = asked(SHOP.replace("save: {key: k}", "save: {key: k}, within: 3 days"))
    act(anna, "pays")
    act(anna, "gets the money back")
    paid, back = anna.all_of(Call)
    assert back.give_up_at > paid.give_up_at


@pytest.mark.parametrize(("lost", "calls"), [(False, 1), (True, 2)])
def test_while_it_waits_it_is_asked_for_again_only_where_nobody_asks_any_more(lost: bool, calls: int) -> None:
    anna = asked()
    (order,) = anna.orders
    anna.settle(order)
    anna.feed(SendingAgainAsked(order=order, lost=lost))
    assert len(anna.all_of(Call)) == calls


@pytest.mark.parametrize("first", ["made", "refused"])
def test_an_answer_that_is_told_again_changes_nothing(first: str) -> None:
    anna = asked()
    act(anna, "pays")
    calls = [*anna.calls]
    act(anna, first)
    handed, notices = handed_over(anna), len(anna.all_of(NotifyOwners))
    for again in ("made", "refused"):
        anna.calls = [*calls]
        act(anna, again)
    assert (handed_over(anna), len(anna.all_of(NotifyOwners))) == (handed, notices)


def test_an_answer_for_money_that_went_back_hands_nothing_over_for_what_was_paid_since() -> None:
    anna = asked()
    act(anna, "pays")
    ((order, charge),) = anna.paid().items()
    act(anna, "gets the money back")
    anna.settle(order, charge="later")
    anna.answer_call({"k": charge})
    assert handed_over(anna) == 0
    anna.answer_call(None)  # of the refund
    anna.answer_call({"k": "later"})
    assert [shown.text for shown in anna.all_of(SendMessage) if shown.purpose == "goods"] == ["Key later."]


@pytest.mark.parametrize("before", [("pays", "made"), ("pays", "refused", "gets the money back"), ()])
def test_what_is_not_waited_for_is_not_asked_for_again(before: tuple[str, ...]) -> None:
    anna = asked()
    for what in before:
        act(anna, what)
    calls = len(anna.all_of(Call))
    ((order, _),) = anna.orders.items()
    anna.feed(SendingAgainAsked(order=order, lost=True))
    assert len(anna.all_of(Call)) == calls


def test_goods_no_system_makes_are_asked_of_none() -> None:
    called = "call: {url: https://keys.example.com, save: {key: k}}, "
    assert called in SHOP
    anna = asked(SHOP.replace(called, ""))
    act(anna, "pays")
    ((order, _),) = anna.orders.items()
    anna.feed(SendingAgainAsked(order=order, lost=True))
    assert (handed_over(anna), anna.all_of(Call)) == (1, [])


def test_a_refund_of_a_later_month_is_told_of_the_payment_that_was_told() -> None:
    anna = asked(SHOP.replace("stars: 100", "stars: 100\n    subscription: true"))
    ((order, _),) = anna.orders.items()
    for number in (1, 2):
        anna.feed(month(number, order=order))
    anna.wait("31 days")
    anna.feed(back("m2", order))
    keys = [GoodsKey.parse(call.key) for call in anna.all_of(Call)]
    assert keys == [GoodsKey("paid", order, "m1"), GoodsKey("refunded", order, "m1")]
