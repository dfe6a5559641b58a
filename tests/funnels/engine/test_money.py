"""Money that is not what was asked, and money that goes back: nothing is lost, hidden or handed over twice."""

import pytest

from funnels.definition.money import Money
from funnels.engine.effects.orders import MoveOrder, RecordPayment, RecordRefund
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import NotDelivered, PaymentAccepted, Refunded
from funnels.engine.orders import Asked, Order
from tests.funnels.engine.selling import SELLING
from tests.funnels.engine.world import NOON, World, hours, world

TALK = "7:test:1:2:0"
ANOTHER = "7:test:1:1:0"
"""Of the same product."""

OWNER = 900


def stars(amount: int) -> Money:
    return Money(amount=amount, currency="XTR")


def asked() -> World:
    """Somebody who was asked a hundred Stars for the talk."""
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    anna.press("Pay")
    return anna


def told(anna: World) -> list[str]:
    return [notice.about for notice in anna.all_of(NotifyOwners)]


def kinds(anna: World) -> list[str]:
    return [record.kind for record in anna.all_of(RecordPayment)]


@pytest.mark.parametrize("money", [stars(99), stars(1), Money(amount=100_00, currency="RUB")])
def test_too_little_or_another_currency_is_kept_and_put_before_the_owners(money: Money) -> None:
    anna = asked()
    (said,) = anna.settle(TALK, money=money)
    assert said.endswith("has arrived, which is not what was asked. The owner is told and will decide.")
    assert (kinds(anna), told(anna), anna.at) == (["short"], ["paid_short"], "talk.1")
    assert anna.person.subscriber.bought == ()


def test_the_owners_take_it_for_the_price_once() -> None:
    anna = asked()
    anna.settle(TALK, charge="c1", money=stars(99))
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == ["Here is the talk."]
    assert anna.all_of(MoveOrder) == [MoveOrder(order=TALK, to="paid", staff=OWNER, product="talk", charge="c1")]
    assert anna.at == "course.1"
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == []
    assert len(anna.all_of(MoveOrder)) == 1


def test_nothing_can_be_taken_for_the_price_before_any_money_came() -> None:
    anna = asked()
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == []
    assert anna.person.subscriber.bought == ()


def test_who_pays_the_whole_after_too_little_gets_the_goods_and_the_rest_is_extra() -> None:
    anna = asked()
    anna.settle(TALK, money=stars(40))
    assert anna.settle(TALK) == ["Here is the talk."]
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == []
    assert (kinds(anna), told(anna)) == (["short", "whole"], ["paid_short", "paid"])


def test_more_than_was_asked_is_delivered_and_told() -> None:
    anna = asked()
    assert anna.settle(TALK, money=stars(150)) == ["Here is the talk."]
    assert (kinds(anna), told(anna)) == (["whole"], ["paid_more"])


def test_the_price_of_either_way_to_pay_that_was_asked_is_right() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    anna.press("Pay 900")
    anna.press("Pay €50")
    assert anna.settle(next(reversed(anna.orders)), money=stars(900)) == ["Here is the course."]


@pytest.mark.parametrize(
    ("amount", "fit", "promo"),
    [(79, "less", "SPRING"), (80, "right", "SPRING"), (90, "more", "SPRING"), (100, "right", ""), (120, "more", "")],
)
def test_of_two_prices_that_were_asked_the_dearest_it_covers_was_paid(amount: int, fit: str, promo: str) -> None:
    asked = {"link": Asked(at=NOON, price=stars(100)), "stars": Asked(at=NOON, price=stars(80), promo="SPRING")}
    order = Order(asked=asked)
    assert (order.fit(stars(amount)), order.promo_for(stars(amount))) == (fit, promo)


def test_money_in_a_currency_that_was_not_asked_is_not_the_other_price() -> None:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    anna.press("Pay €50")
    anna.settle(next(reversed(anna.orders)), money=stars(900))
    assert kinds(anna) == ["short"]


def test_whoever_gets_the_price_back_has_the_product_no_longer_and_can_buy_it_again() -> None:
    anna = asked()
    anna.settle(TALK, charge="c1")
    back = Refunded(refund="r1", order=TALK, charge="c1", money=stars(100), whole=True, reason="asked", staff=OWNER)
    assert anna.do(back) == ["Your money is on its way back: 100 ⭐ for “Talk”."]
    assert anna.all_of(RecordRefund) == [
        RecordRefund(refund="r1", order=TALK, charge="c1", money=stars(100), closes=True, reason="asked", staff=OWNER)
    ]
    assert anna.person.subscriber.bought == ()
    anna.later(hours(1))
    anna.press("Pay")
    assert anna.settle(TALK) == ["Here is the talk."]
    assert kinds(anna) == ["whole", "whole"]


def test_a_part_of_the_price_that_goes_back_takes_nothing_away() -> None:
    anna = asked()
    anna.settle(TALK, charge="c1")
    anna.do(Refunded(refund="r1", order=TALK, charge="c1", money=stars(30), whole=False))
    assert anna.person.subscriber.bought == ("test/talk",)
    assert anna.press("Pay") == ["You have this already, no need to pay."]


def test_too_little_that_went_back_can_no_longer_be_taken_for_the_price() -> None:
    anna = asked()
    anna.settle(TALK, charge="c1", money=stars(40))
    anna.do(Refunded(refund="r1", order=TALK, charge="c1", money=stars(40), whole=True))
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == []
    assert anna.person.subscriber.bought == ()


def test_a_refund_told_twice_is_told_the_person_once() -> None:
    anna = asked()
    anna.settle(TALK, charge="c1")
    back = Refunded(refund="r1", order=TALK, charge="c1", money=stars(100), whole=True)
    assert len(anna.do(back)) == 1
    assert anna.do(back) == []
    assert len(anna.all_of(RecordRefund)) == 1


def test_what_was_paid_twice_and_went_back_once_stays_bought() -> None:
    anna = asked()
    anna.settle(TALK, charge="c1")
    anna.settle(TALK, charge="c2")
    anna.do(Refunded(refund="r1", order=TALK, charge="c2", money=stars(100), whole=True))
    assert anna.person.subscriber.bought == ("test/talk",)
    assert [refund.closes for refund in anna.all_of(RecordRefund)] == [False]


def test_too_little_waits_while_the_product_is_bought_otherwise_and_until_that_money_is_back() -> None:
    anna = asked()
    anna.settle(TALK, charge="short", money=stars(40))
    anna.settle(ANOTHER, charge="c2")
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == []
    anna.settle(TALK, charge="c3")
    assert kinds(anna) == ["short", "whole", "extra"]
    anna.do(Refunded(refund="r3", order=TALK, charge="c3", money=stars(100), whole=True))
    anna.do(Refunded(refund="r2", order=ANOTHER, charge="c2", money=stars(100), whole=True))
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == ["Here is the talk."]


def test_what_can_be_bought_again_is_taken_for_the_price_once() -> None:
    anna = world(SELLING.replace("stars: 100,", "stars: 100, repeat: true,"))
    anna.start()
    anna.press("Take it")
    anna.press("Pay")
    anna.settle(TALK, charge="c1", money=stars(99))
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == ["Here is the talk."]
    assert anna.do(PaymentAccepted(order=TALK, staff=OWNER)) == []
    assert len(anna.all_of(MoveOrder)) == 1


def test_goods_that_could_not_come_are_no_news_once_their_money_is_back() -> None:
    anna = asked()
    anna.settle(TALK, charge="c1")
    anna.do(Refunded(refund="r1", order=TALK, charge="c1", money=stars(100), whole=True))
    assert anna.do(NotDelivered(order=TALK, reason="the file is too big")) == []
    assert told(anna) == ["paid"]
