"""An offer of several products: what can be chosen, what one payment leaves of the others, where it leads."""

import pytest

from funnels.definition.money import Money
from funnels.engine.effects.orders import MoveOrder, RecordPayment
from funnels.engine.effects.shown import AskPayment, EditButtons
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import PaymentAccepted
from funnels.engine.selling import ASK_AGAIN_AFTER
from tests.funnels.engine.world import World, coded, world

OVER = ["This step is behind us, see the messages below."]
PRODUCTS = """
funnel: test
language: en
start: {links: [in], again: always}
products:
  basic: {title: Basic, stars: 100, deliver: {text: Here is Basic.}}
  pro: {title: "Pro{{ suffix }}", price: 90 EUR, stars: 900, pay: [stars, manual], deliver: {text: Here is Pro.}}
  talk: {title: Talk, stars: 10, deliver: {text: Here is the talk.}}
  month: {title: A month, stars: 50, access: 30 days, deliver: {text: Welcome.}}
  year: {title: A year, stars: 500, access: 365 days, deliver: {text: Welcome.}}
menu:
  - {command: prices, message: Prices, buttons: [{text: Only Basic, buy: basic}, {text: The talk, buy: talk}]}
"""
CHOICE = f"""{PRODUCTS}
stages:
  - stage: course
    goal: paid [basic, pro]
    steps:
      - offer: [basic, pro]
        text: "{{{{ products.basic.price }}}} or {{{{ products.pro.price }}}}"
        deadline: 2 days
        decline: Not now
      - message: Farewell.
  - stage: after
    steps:
      - message: What next?
        buttons: [Nothing]
"""


def chooser(script: str = CHOICE) -> World:
    anna = world(script)
    anna.start("in")
    return anna


def labels(anna: World) -> list[str]:
    """The buttons of the newest message as they are now."""
    return [button.text.replace("\N{NO-BREAK SPACE}", " ") for button in anna.buttons()]


def test_each_product_has_a_button_and_its_ways_to_pay_come_in_its_place() -> None:
    anna = chooser()
    assert labels(anna) == ["Basic — 100 ⭐", "Pro — €90", "Not now"]
    anna.press("Pro")
    assert labels(anna) == ["Pay 900 ⭐", "Pay €90 by transfer", "‹ Pro: choose another"]
    assert anna.orders == {}
    anna.press("‹ Pro")
    assert labels(anna) == ["Basic — 100 ⭐", "Pro — €90", "Not now"]


def test_every_change_of_buttons_is_of_the_message_that_was_pressed() -> None:
    anna = chooser()
    own = anna.button("Pro").data.rpartition(":")[0]
    anna.press("Not now")
    anna.press("Pro")
    anna.press("‹ Pro")
    edits = [button.data for edit in anna.all_of(EditButtons) for row in edit.buttons for button in row]
    assert {data.rpartition(":")[0] for data in edits} == {own}
    assert anna.at == "after.1"


def test_a_way_back_that_was_never_shown_leads_nowhere() -> None:
    anna = chooser()
    assert anna.do(coded(anna.button("Pro"), "back.2")) == OVER
    anna.press("Not now")
    assert anna.do(coded(anna.button("Nothing"), "back.0")) == OVER


def test_one_payment_cancels_what_else_was_asked_for() -> None:
    anna = chooser()
    anna.press("Basic")
    anna.press("Pro")
    anna.buy("Pay 900")
    first, second = anna.orders
    assert anna.all_of(MoveOrder) == [MoveOrder(order=first, to="cancelled", staff=0, reason=second)]
    assert anna.person.subscriber.bought == ("test/pro",)
    assert anna.at == "after.1"


def test_what_nobody_asked_for_is_not_cancelled() -> None:
    anna = chooser()
    anna.buy("Basic")
    assert anna.all_of(MoveOrder) == []


def test_what_was_asked_when_the_offer_came_before_is_another_choice() -> None:
    anna = chooser(CHOICE.replace("message: Farewell.", "{message: Farewell., buttons: [{text: Back, goto: course}]}"))
    anna.press("Basic")
    anna.press("Not now")
    anna.press("Back")
    anna.press("Pro")
    anna.buy("Pay 900")
    assert anna.all_of(MoveOrder) == []


def test_money_for_a_second_product_buys_it_and_the_owners_are_told() -> None:
    anna = chooser()
    anna.press("Basic")
    anna.press("Pro")
    anna.buy("Pay 900")
    assert anna.settle(next(iter(anna.orders))) == ["Here is Basic."]
    assert [record.kind for record in anna.all_of(RecordPayment)] == ["whole", "whole"]
    assert [notice.about for notice in anna.all_of(NotifyOwners)] == ["paid", "paid_second"]
    assert anna.person.subscriber.bought == ("test/pro", "test/basic")
    assert len(anna.all_of(MoveOrder)) == 1
    assert anna.at == "after.1"


def test_money_that_falls_short_is_put_before_the_owners_whatever_was_chosen_since() -> None:
    anna = chooser()
    anna.press("Basic")
    short = next(iter(anna.orders))
    anna.settle(short, money=Money(amount=1, currency="XTR"))
    anna.press("Pro")
    anna.buy("Pay 900")
    assert anna.do(PaymentAccepted(order=short, staff=1)) == ["Here is Basic."]
    assert anna.person.subscriber.bought == ("test/pro", "test/basic")


def test_after_one_is_bought_the_others_are_asked_for_no_more() -> None:
    anna = chooser()
    anna.buy("Basic")
    assert anna.do(coded(anna.button("Pro"), "buy.1")) == ["One is chosen here, and you have bought: Basic."]
    assert anna.do(coded(anna.button("Pro"), "pay.stars.1")) == ["One is chosen here, and you have bought: Basic."]
    assert anna.press("Basic") == ["You have this already, no need to pay."]


def test_a_product_of_the_menu_is_no_part_of_the_choice() -> None:
    anna = chooser()
    anna.press("Basic")
    anna.say("/prices")
    anna.buy("The talk")
    assert anna.at == "course.1"
    anna.settle(next(iter(anna.orders)))
    assert anna.all_of(MoveOrder) == []
    assert [notice.about for notice in anna.all_of(NotifyOwners)] == ["paid", "paid"]


def test_whoever_buys_one_of_them_elsewhere_has_chosen() -> None:
    anna = chooser()
    anna.say("/prices")
    assert anna.buy("Only Basic") == ["Here is Basic.", "What next?"]
    assert anna.journey().passed == {"course"}


UPGRADE = CHOICE.replace("    goal: paid [basic, pro]\n", "").replace(
    "  - stage: course\n",
    "  - stage: first\n    steps:\n      - {offer: basic, text: First., decline: Skip}\n  - stage: course\n",
)


def test_what_the_person_has_is_not_among_them() -> None:
    anna = chooser(UPGRADE)
    anna.buy("Pay")
    assert labels(anna)[:2] == ["Pro — €90", "Not now"]
    anna.press("Pro")
    assert labels(anna)[:3] == ["Pay 900 ⭐", "Pay €90 by transfer", "‹ Pro: choose another"]
    anna.buy("Pay 900")
    assert anna.person.subscriber.bought == ("test/basic", "test/pro")
    assert [notice.about for notice in anna.all_of(NotifyOwners)] == ["paid", "paid"]


def test_whoever_has_all_of_them_is_offered_nothing() -> None:
    anna = chooser(UPGRADE)
    anna.buy("Pay")
    anna.press("Pro")
    anna.buy("Pay 900")
    anna.press("Nothing")
    anna.start("in")
    assert anna.heard() == []
    assert anna.journey(run=2).step == "after.1"


def test_a_stage_whose_goal_is_any_of_them_is_passed_by_one() -> None:
    anna = chooser()
    anna.buy("Basic")
    anna.press("Nothing")
    assert anna.start("in") == ["What next?"]
    assert anna.journey(run=2).passed == {"course"}


PLANS = f"""{PRODUCTS}
stages:
  - stage: club
    steps:
      - {{offer: [month, year], text: Join., decline: Not now}}
      - {{message: Welcome., buttons: [Fine]}}
"""


def test_what_can_be_bought_again_is_not_closed_by_another() -> None:
    anna = chooser(PLANS)
    anna.press("A year")
    anna.buy("A month")
    assert [move.order for move in anna.all_of(MoveOrder)] == [next(iter(anna.orders))]
    anna.later(ASK_AGAIN_AFTER)
    anna.press("A year")
    anna.settle(next(iter(anna.orders)))
    assert anna.person.subscriber.bought == ("test/month", "test/year")
    assert [notice.about for notice in anna.all_of(NotifyOwners)] == ["paid", "paid"]


def test_what_is_over_closes_no_other() -> None:
    offer = "      - {offer: [basic, month], text: Choose.}\n      - message: Farewell.\n        buttons: [Bye]\n"
    anna = chooser(f"{PRODUCTS}stages:\n  - stage: course\n    steps:\n{offer}")
    anna.buy("A month")
    assert anna.press("Basic") == ["One is chosen here, and you have bought: A month."]
    anna.wait("31 days")
    anna.heard()
    assert anna.press("Basic") == []
    assert anna.all_of(AskPayment)[-1].title == "Basic"


LED_APART = CHOICE.replace(
    "        decline: Not now\n",
    "        decline: Not now\n        paid: {basic: {message: Yours., buttons: [Fine]}, pro: end}\n",
)


@pytest.mark.parametrize(("label", "at"), [("Basic", "course.1.paid.basic.1"), ("Pro", "")])
def test_a_payment_may_lead_each_product_its_own_way(label: str, at: str) -> None:
    anna = chooser(LED_APART)
    anna.press(label)
    if label == "Pro":
        anna.press("Pay 900")
    anna.settle(next(iter(anna.orders)))
    assert anna.at == at
    assert anna.journey().passed == {"course"}


def test_a_goal_that_is_one_of_them_is_met_by_that_one_alone() -> None:
    script = CHOICE.replace("goal: paid [basic, pro]", "goal: paid pro")
    anna = chooser(script)
    assert anna.buy("Basic") == ["Here is Basic.", "Farewell.", "What next?"]
    assert anna.journey().passed == set()
    other = chooser(script)
    other.press("Pro")
    assert other.buy("Pay 900") == ["Here is Pro.", "What next?"]
    assert other.journey().passed == {"course"}


def test_a_title_with_a_value_is_filled_in() -> None:
    anna = chooser(CHOICE.replace("      - offer: [", "      - set: {suffix: ', for you'}\n      - offer: ["))
    assert labels(anna)[1] == "Pro, for you — €90"
    anna.press("Pro")
    assert labels(anna)[2] == "‹ Pro, for you: choose another"


def test_an_invoice_is_asked_once_a_product() -> None:
    anna = chooser()
    anna.press("Basic")
    anna.press("Pro")
    anna.press("Pay 900")
    assert [asked.order for asked in anna.all_of(AskPayment)] == list(anna.orders)
    assert len(anna.orders) == 2
