"""What there is only so much of: the last piece is sold once, the last use of a code counts, money is never lost."""

import pytest

from funnels.definition.money import Money
from funnels.definition.promo import Promo
from funnels.engine.effects.orders import MoveOrder, OpenOrder, RecordPayment
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import PaymentAccepted
from funnels.engine.left import UNLIMITED, less
from tests.funnels.engine.world import World, world

SCRIPT = """
funnel: test
language: en
start: {default: true, links: [book]}
products:
  talk:
    title: Talk
    stars: 100
    stock: 2
    promo: {SPRING: {off: 20%, uses: 1}}
    deliver: {text: Here is the talk.}
stages:
  - stage: talk
    steps:
      - {offer: talk, text: "The talk is {{ price }}.", deadline: 2 days}
      - message: Farewell.
"""
TALK = "7:test:1:1:0"
ALL, CODE = ("test", "talk", ""), ("test", "talk", "SPRING")


def asked(code: str = "") -> World:
    """Somebody who was asked for the talk, with a promo code or without."""
    anna = world(SCRIPT)
    anna.start(f"book__vk__{code}" if code else "")
    anna.press("Pay")
    return anna


def kinds(anna: World) -> list[str]:
    return [record.kind for record in anna.all_of(RecordPayment)]


def told(anna: World) -> list[str]:
    return [notice.about for notice in anna.all_of(NotifyOwners)]


def test_money_for_what_is_sold_out_is_kept_until_the_owners_find_one_more() -> None:
    anna = asked()
    anna.left = {ALL: 0}
    (said,) = anna.settle(TALK, charge="c1")
    assert said == "100 ⭐ has arrived, but the last one was sold before. The owner is told and will decide."
    assert (kinds(anna), told(anna), anna.person.subscriber.bought) == (["sold_out"], ["paid_sold_out"], ())
    assert anna.do(PaymentAccepted(order=TALK, staff=900)) == ["Here is the talk.", "Farewell."]
    assert anna.all_of(MoveOrder) == [MoveOrder(order=TALK, to="paid", staff=900, product="talk", charge="c1")]
    assert anna.left == {ALL: -1}


def test_one_more_that_the_owners_found_uses_the_code_it_was_asked_with() -> None:
    anna = asked("spring")
    anna.left = {ALL: 0, CODE: 1}
    anna.settle(TALK)
    assert anna.do(PaymentAccepted(order=TALK, staff=900)) == ["Here is the talk.", "Farewell."]
    assert [moved.promo for moved in anna.all_of(MoveOrder)] == ["SPRING"]
    assert anna.left == {ALL: -1, CODE: 0}


@pytest.mark.parametrize("money", [Money(amount=50, currency="XTR"), Money(amount=9_000, currency="RUB")])
def test_money_that_was_not_what_was_asked_and_is_taken_uses_the_code_it_was_asked_with(money: Money) -> None:
    anna = asked("spring")
    anna.settle(TALK, money=money)
    assert kinds(anna) == ["short"]
    assert anna.do(PaymentAccepted(order=TALK, staff=900)) == ["Here is the talk.", "Farewell."]
    assert [moved.promo for moved in anna.all_of(MoveOrder)] == ["SPRING"]
    assert anna.left == {ALL: 1, CODE: 0}


def test_what_is_sold_out_is_not_asked_for() -> None:
    anna = world(SCRIPT)
    anna.start()
    anna.left = {ALL: 0}
    assert anna.press("Pay") == ["Sold out: there is none left."]
    assert anna.all_of(OpenOrder) == []


def test_the_last_piece_is_sold() -> None:
    anna = asked()
    anna.left = {ALL: 1}
    assert anna.settle(TALK) == ["Here is the talk.", "Farewell."]
    assert anna.left == {ALL: 0}


def test_too_little_money_for_what_is_sold_out_is_too_little() -> None:
    anna = asked()
    anna.left = {ALL: 0}
    anna.settle(TALK, money=Money(amount=1, currency="XTR"))
    assert kinds(anna) == ["short"]


def test_a_code_is_used_when_the_order_is_paid() -> None:
    anna = asked("spring")
    (opened,) = anna.all_of(OpenOrder)
    assert (opened.promo, opened.price.amount) == ("SPRING", 80)
    assert anna.left == {ALL: 2, CODE: 1}
    assert anna.settle(TALK) == ["Here is the talk.", "Farewell."]
    assert [record.promo for record in anna.all_of(RecordPayment)] == ["SPRING"]
    assert anna.left == {ALL: 1, CODE: 0}
    assert anna.person.subscriber.source == "vk"


def test_the_price_somebody_was_asked_is_good_past_the_last_use() -> None:
    anna = asked("spring")
    anna.left = {ALL: 2, CODE: 0}
    assert anna.settle(TALK) == ["Here is the talk.", "Farewell."]
    assert kinds(anna) == ["whole"]


def test_a_new_price_is_asked_at_once_and_the_same_one_not_twice_in_haste() -> None:
    anna = asked()
    anna.press("Pay 100")
    anna.say("spring")
    anna.press("Pay 80")
    assert [order.price.amount for order in anna.all_of(OpenOrder)] == [100, 80]


def test_a_code_without_uses_left_lowers_nothing() -> None:
    anna = world(SCRIPT)
    anna.left = {ALL: 2, CODE: 0}
    assert anna.start("book__vk__SPRING") == ["The talk is 100 ⭐."]
    anna.press("Pay 100")
    assert [order.promo for order in anna.all_of(OpenOrder)] == [""]


def test_money_of_the_full_price_was_not_paid_with_the_code_asked_for_later() -> None:
    anna = asked()
    anna.say("spring")
    anna.settle(TALK)
    assert [record.promo for record in anna.all_of(RecordPayment)] == [""]


def test_what_follows_two_underscores_and_is_no_code_belongs_to_the_source() -> None:
    anna = world(SCRIPT)
    anna.start("book__vk__march")
    assert (anna.person.subscriber.source, anna.journey().promo) == ("vk__march", "")


def test_a_code_of_a_link_holds_for_who_is_there_already() -> None:
    anna = world(SCRIPT)
    anna.start()
    assert anna.start("book__vk__spring") == ["The talk is 80 ⭐."]


@pytest.mark.parametrize(
    ("percent", "price", "lowered"),
    [
        ("20%", Money(amount=4900_00, currency="RUB"), 3920_00),
        ("15%", Money(amount=190_00, currency="RUB"), 161_00),
        ("15%", Money(amount=190_50, currency="RUB"), 161_92),
        ("99%", Money(amount=1_00, currency="RUB"), 1),
        ("99%", Money(amount=1, currency="XTR"), 1),
    ],
)
def test_a_part_taken_off_is_rounded_for_the_person(percent: str, price: Money, lowered: int) -> None:
    assert Promo.model_validate({"off": percent}).lowered(price).amount == lowered


def test_what_was_sold_with_a_code_is_sold() -> None:
    assert less({ALL: 20, CODE: 5}, {ALL: 3, CODE: 2, ("other", "talk", ""): 9}) == {ALL: 15, CODE: 3}
    assert less(UNLIMITED, {ALL: 3}) == {}
