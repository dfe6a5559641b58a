"""A payment, its goods and its fact happen once; money that has been sent is never turned away."""

import pytest

from funnels.definition.money import Money
from funnels.engine.effects.orders import OpenOrder, RecordClaim, RecordPayment
from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.goods import CODE, with_code
from funnels.engine.inputs import Paid, Pressed
from funnels.engine.receive import UnknownOrderError
from funnels.engine.selling import ASK_AGAIN_AFTER
from tests.funnels.engine.selling import SELLING
from tests.funnels.engine.world import NOON, World, hours, world

TWICE = ["This was paid for already, the second payment is not needed. The owner is told and will refund it."]


def at_talk() -> World:
    anna = world(SELLING)
    anna.start()
    anna.press("Take it")
    return anna


def at_course() -> World:
    anna = at_talk()
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    return anna


def test_an_order_says_what_it_is_and_until_when() -> None:
    anna = at_talk()
    anna.press("Pay")
    assert anna.all_of(OpenOrder) == [
        OpenOrder(
            order="7:test:1:2:0",
            product="talk",
            title="Talk",
            price=Money(amount=100, currency="XTR"),
            method="stars",
            expires_at=NOON + hours(48),
            step="talk.1",
        )
    ]


def test_at_the_very_moment_of_the_deadline_it_is_asked_for_no_more() -> None:
    anna = at_talk()
    button = Pressed(data=anna.button("Pay").data)
    anna.now = NOON + hours(48)
    assert anna.do(button) == ["This offer is closed already."]
    assert anna.all_of(OpenOrder) == []


def test_whoever_asks_to_pay_twice_is_followed_up_from_the_first_time_on() -> None:
    follow_ups = "[{after: 1 hour, message: Was there any trouble?}, {after: 2 hours, message: I can help.}]"
    abandoned = f"decline: Not now\n        abandoned: {follow_ups}\n"
    anna = world(SELLING.replace("decline: Not now\n", abandoned))
    anna.start()
    anna.press("Take it")
    anna.press("Pay")
    anna.wait("30 minutes")
    anna.press("Pay")
    assert anna.wait("30 minutes") == ["Was there any trouble?"]
    assert anna.wait("1 hour") == ["I can help."]


def test_money_that_comes_after_the_end_buys_and_begins_nothing_anew() -> None:
    anna = world(SELLING.replace("decline: Not now", "decline: Not now\n        declined: end"))
    anna.start()
    anna.press("Take it")
    anna.press("Pay")
    anna.press("Not now")
    assert anna.settle("7:test:1:2:0") == ["Here is the talk."]
    assert anna.journey().ended
    assert anna.wait("3 days") == []


def test_a_payment_is_recorded_told_and_delivered() -> None:
    anna = at_talk()
    anna.press("Pay")
    anna.settle("7:test:1:2:0", charge="c1")
    (record,), (notice,) = anna.all_of(RecordPayment), anna.all_of(NotifyOwners)
    assert (record.charge, record.kind, record.product) == ("c1", "whole", "talk")
    assert (notice.about, notice.title) == ("paid", "Talk")
    goods = next(sent for sent in anna.all_of(SendMessage) if sent.purpose == "goods")
    assert (goods.order, goods.text) == ("7:test:1:2:0", "Here is the talk.")
    assert anna.person.subscriber.bought == ("test/talk",)
    assert anna.journey().orders["7:test:1:2:0"].paid


def test_goods_without_words_of_their_own_are_thanked_for_only_where_they_were_paid() -> None:
    file_alone = SELLING.replace("deliver: {text: Here is the talk.}", "deliver: {file: media/talk.pdf}")
    anna = world(file_alone.replace("      - message: A gift", "      - deliver: talk\n      - message: A gift"))
    assert anna.start()[0] == "This is for you."
    anna.press("Take it")
    assert anna.buy("Pay")[0] == "Payment received, thank you!"
    assert [(sent.purpose, bool(sent.order)) for sent in anna.all_of(SendMessage) if sent.media] == [
        ("goods", False),
        ("goods", True),
    ]


def test_every_file_of_the_goods_is_owed_to_the_order() -> None:
    files = "deliver: {files: [media/talk.pdf, media/notes.pdf], text: Here is the talk.}"
    anna = world(SELLING.replace("deliver: {text: Here is the talk.}", files))
    anna.start()
    anna.press("Take it")
    anna.buy("Pay")
    goods = [sent for sent in anna.all_of(SendMessage) if sent.purpose == "goods"]
    assert len(goods) == 2
    assert {sent.order for sent in goods} == set(anna.orders)


@pytest.mark.parametrize(("text", "sent"), [(f"It is {CODE}.", "It is {}."), ("Enjoy.", "Enjoy.\n\n{}"), ("", "{}")])
def test_a_code_is_shown_as_it_is_written(text: str, sent: str) -> None:
    assert with_code(text, "A<b&C") == sent.format("<code>A&lt;b&amp;C</code>")


def test_the_same_order_paid_twice_is_delivered_once() -> None:
    anna = at_talk()
    anna.buy("Pay")
    assert anna.settle("7:test:1:2:0", charge="again") == TWICE
    assert [record.kind for record in anna.all_of(RecordPayment)] == ["whole", "extra"]
    assert [notice.about for notice in anna.all_of(NotifyOwners)] == ["paid", "paid_again"]
    assert anna.person.subscriber.bought == ("test/talk",)
    assert anna.at == "course.1"


def test_another_order_of_the_same_product_is_extra_too() -> None:
    anna = world(SELLING.replace("buttons: [Fine]", "buttons: [{text: Again, goto: talk}]"))
    anna.start()
    anna.press("Take it")
    anna.press("Pay")
    anna.press("Not now")
    anna.press("Again")
    anna.press("Pay")
    first, second = anna.orders
    assert anna.settle(second) == ["Here is the talk."]
    assert anna.settle(first) == TWICE
    assert [(record.order, record.kind) for record in anna.all_of(RecordPayment)] == [
        (second, "whole"),
        (first, "extra"),
    ]


def test_an_order_by_an_old_button_closes_with_its_own_offer() -> None:
    anna = at_course()
    anna.press("Pay 100")
    assert anna.all_of(OpenOrder)[-1].expires_at == NOON + hours(48)


def test_steps_that_follow_a_payment_are_walked_one_after_another() -> None:
    anna = world(SELLING.replace("expired:", "paid: {message: How do you like it?, buttons: [Fine]}\n        expired:"))
    anna.start()
    anna.press("Take it")
    assert anna.buy("Pay") == ["Here is the talk.", "How do you like it?"]
    assert anna.at == "talk.1.paid.1"


def test_a_second_invoice_takes_a_minute() -> None:
    anna = at_talk()
    anna.press("Pay")
    assert anna.press("Pay") == ["All you need to pay is already in this chat."]
    anna.later(ASK_AGAIN_AFTER)
    anna.press("Pay")
    assert len(anna.asked_to_pay()) == 2


def test_a_claim_is_refused_and_made_again_and_confirmed() -> None:
    anna = at_course()
    anna.press("Pay €50")
    assert anna.press("I have paid")[0].startswith("Thank you! I will check the payment and write to you.")
    assert anna.press("I have paid") == ["It is being checked, I will write soon."]
    (order,) = anna.claims
    (refused,) = anna.refuse(order)
    assert refused.startswith("The payment has not been found yet.")
    assert anna.refuse(order) == []
    anna.press("I have paid")
    assert [(claim.order, claim.answer) for claim in anna.all_of(RecordClaim)] == [
        (order, ""),
        (order, "refused"),
        (order, ""),
    ]
    assert [(notice.about, notice.order) for notice in anna.all_of(NotifyOwners)] == [("claimed", order)] * 2
    assert anna.settle(order, method="manual") == ["Here is the course."]
    assert not any(order.claim for order in anna.journey().orders.values())
    assert anna.refuse(order) == []
    assert anna.press("I have paid") == ["You have this already, no need to pay."]


def test_who_was_asked_in_time_may_say_later_that_they_paid() -> None:
    anna = world(SELLING.replace("stars: 100", "price: 5 EUR"))
    anna.start()
    anna.press("Take it")
    anna.press("Pay €5")
    anna.wait("3 days")
    assert anna.press("I have paid")[0].startswith("Thank you! I will check the payment and write to you.")
    assert anna.settle(anna.claims[0], method="manual") == ["Here is the talk."]
    assert anna.stages()[-1] == "+course"


def test_a_claim_of_what_was_paid_otherwise_is_forgotten() -> None:
    anna = at_course()
    anna.press("Pay €50")
    anna.press("I have paid")
    anna.buy("Pay 900")
    assert anna.settle(anna.claims[0], method="manual") == TWICE
    assert not any(order.claim for order in anna.journey().orders.values())


def test_a_claim_at_an_earlier_offer_of_what_was_paid_is_forgotten_too() -> None:
    anna = world(SELLING.replace("      - message: Farewell.", "      - offer: course\n        text: Really?"))
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    anna.press("Pay €50")
    anna.press("I have paid")
    anna.press("No")
    anna.buy("Pay 900")
    (claimed,) = anna.claims
    assert [name for name, order in anna.journey().orders.items() if order.claim] == [claimed]
    assert anna.settle(claimed, method="manual") == TWICE
    assert not any(order.claim for order in anna.journey().orders.values())


def test_a_product_of_another_funnel_is_another_product() -> None:
    anna = world(SELLING, SELLING.replace("funnel: test", "funnel: other").replace("links: [gift]", "links: [other]"))
    anna.start("other")
    anna.press("Take it")
    anna.buy("Pay 100")
    anna.start("gift")
    anna.press("Take it")
    assert anna.at == "talk.1"
    assert anna.buy("Pay 100") == ["Here is the talk."]
    assert anna.person.subscriber.bought == ("other/talk", "test/talk")


def test_money_for_an_offer_that_has_closed_is_taken_and_delivered() -> None:
    anna = at_talk()
    anna.press("Pay")
    anna.wait("3 days")
    assert anna.stages()[-1] == "+talk"
    assert anna.settle("7:test:1:2:0") == ["Here is the talk."]
    assert anna.stages()[-2:] == ["talk!", "+course"]


def test_money_for_an_order_that_was_never_opened_is_delivered_if_it_can_be_one() -> None:
    anna = at_talk()
    assert anna.settle("7:test:1:1:1") == ["Here is the course."]


@pytest.mark.parametrize(
    "order",
    [
        "",
        "x",
        "7:test:1:2",
        "7:test:1:2:x",
        "7:other:1:2:0",
        "7:test:2:2:0",
        "7:test:1:2:9",
        "7:test:1:2:-1",
        "8:test:1:2:0",
    ],
)
def test_money_for_an_unknown_order_is_put_before_the_owners(order: str) -> None:
    anna = at_talk()
    before = anna.person
    money = Money(amount=100, currency="XTR")
    with pytest.raises(UnknownOrderError, match=f"^{order}$"):
        anna.feed(Paid(order=order, method="stars", money=money, charge="c"))
    with pytest.raises(UnknownOrderError, match=f"^{order}$"):
        anna.refuse(order)
    assert anna.person == before


def test_a_purchase_in_an_old_walk_ends_the_selling_in_the_new_one() -> None:
    anna = world(SELLING.replace("default: true", "default: true, again: always"))
    anna.start()
    anna.press("Take it")
    old = anna.button("Pay")
    anna.press("Not now")
    anna.press("Fine")
    anna.wait("1 day")
    anna.press("No")
    anna.start()
    anna.press("Take it")
    assert anna.journey(run=2).step == "talk.1"
    anna.do(Pressed(data=old.data))
    assert anna.settle("7:test:1:2:0") == ["Here is the talk."]
    second = anna.journey(run=2)
    assert (second.step, "talk" in second.passed) == ("course.1", True)
    assert [timer.name for timer in anna.timers] == ["over"]


def test_a_second_payment_in_an_old_walk_moves_the_new_one_no_more() -> None:
    asks = "- message: And now?\n        buttons: [On, {text: Back, goto: talk.later}]"
    script = SELLING.replace("default: true", "default: true, again: always").replace("- wait: 1 day", asks)
    anna = world(script.replace("message: Some other time.", "message: Some other time.\n        id: later"))
    anna.start()
    for label in ("Take it", "Pay 100", "Not now", "Fine", "On", "No"):
        anna.press(label)
    (old,) = anna.orders
    anna.start()
    anna.press("Take it")
    anna.settle(old)
    anna.press("Back")
    assert anna.journey(run=2).step == "talk.later"
    assert anna.settle(old) == TWICE
    assert anna.journey(run=2).step == "talk.later"


def test_an_offer_may_have_a_price_of_its_own() -> None:
    anna = world(
        SELLING.replace(
            "text: The course is {{ price }}.", "text: It is {{ price }}.\n        stars: 700\n        price: 40 EUR"
        )
    )
    anna.start()
    anna.press("Take it")
    anna.press("Not now")
    anna.press("Fine")
    assert anna.wait("1 day") == ["It is €40."]
    anna.press("Pay 700")
    anna.press("Pay €40")
    assert [order.price for order in anna.all_of(OpenOrder)] == [
        Money(amount=700, currency="XTR"),
        Money(amount=4000, currency="EUR"),
    ]


def test_a_buy_button_asks_how_to_pay_where_there_are_several_ways() -> None:
    shop = SELLING.replace(
        "buttons: [Take it]", "buttons: [Take it, {text: Course, buy: course}, {text: Talk, buy: talk}]"
    )
    anna = world(shop)
    anna.start()
    assert anna.press("Course") == ["How would you like to pay?"]
    assert anna.buy("Pay 900") == ["Here is the course."]
    assert anna.buy("Talk") == ["Here is the talk."]
    assert anna.press("Talk") == ["You have this already, no need to pay."]
    assert (anna.at, anna.stages()) == ("gift.1", ["+gift"])
    anna.press("Take it")
    assert anna.journey().passed == {"gift", "talk", "course"}
    assert anna.journey().outcome == "finished"
