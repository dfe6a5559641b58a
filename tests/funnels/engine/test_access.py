"""Access for a time: it begins with the payment, can be prolonged, ends with a word and the way out of its chat."""

from datetime import timedelta

import pytest

from funnels.definition.money import Money
from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.shown import SendMessage
from funnels.engine.inputs import JoinRequested, NotRemoved, Refunded
from tests.funnels.engine.world import NOON, World, coded, world

CLUB = """
funnel: test
language: en
timezone: Etc/UTC
sending_hours: 09:00-21:00
start: {default: true, again: always}
products:
  month:
    title: A month
    stars: 100
    access: 30 days
    ends: "{{ access_left }} left, until {{ access_until | date: '%d.%m' }}."
    ended: The month is over.
    deliver: {text: "Welcome until {{ access_until | date: '%d.%m' }}.", invite: {chat: "@the_club", by: request}}
  season:
    title: A season
    stars: 250
    access: 90 days
    deliver: {text: A season., invite: {chat: "@The_Club", by: request}}
  cup: {title: A cup, stars: 10, repeat: true, deliver: {text: Here is a cup.}}
  book: {title: A book, stars: 20, deliver: {text: Here is the book.}}
stages:
  - stage: club
    goal: paid month
    steps:
      - offer: month
        text: Join us.
        decline: No
  - stage: more
    steps:
      - message: Something else?
        buttons: [{text: Season, buy: season}, {text: Cup, buy: cup}, {text: Book, buy: book}, Bye]
      - message: "{% if orders contains 'month' %}In.{% else %}Out.{% endif %}"
      - wait: 200 days
"""
DAY = timedelta(days=1)


def member() -> World:
    """Somebody who has bought a month at noon of the second of March."""
    anna = world(CLUB)
    anna.start()
    anna.buy("Pay")
    anna.heard()
    return anna


def until(anna: World, name: str = "month") -> object:
    """How many days from the beginning on somebody has access."""
    end = anna.person.subscriber.access[f"test/{name}"].until
    return end and (end - NOON) / DAY


def refund(order: str, charge: str) -> Refunded:
    return Refunded(refund=charge, order=order, charge=charge, money=Money(amount=100, currency="XTR"), whole=True)


def removals(anna: World) -> list[str]:
    return [effect.chat for effect in anna.all_of(RemoveMember)]


def test_it_begins_with_the_payment_and_says_until_when() -> None:
    anna = world(CLUB)
    anna.start()
    assert anna.buy("Pay")[0] == "Welcome until 01.04."
    assert until(anna) == 30
    (goods,) = (message for message in anna.all_of(SendMessage) if message.invitation)
    assert goods.invitation is not None
    assert goods.invitation.by_request
    assert (goods.invitation.chat, goods.invitation.name, goods.order) == ("@the_club", "7:test:1:1:0", "7:test:1:1:0")


def test_a_reminder_comes_before_its_end_and_pays_for_more() -> None:
    anna = member()
    anna.wait("26 days")
    (said,) = anna.wait("1 day")
    assert said == "3 days left, until 01.04."
    assert anna.buy("Pay 100") == ["Welcome until 01.05."]
    assert until(anna) == 60
    assert anna.person.subscriber.bought == ("test/month",)
    assert list(anna.orders) == ["7:test:1:1:0", "7:test:1:0:0"]
    assert anna.wait("29 days") == []
    assert anna.wait("1 day") == ["3 days left, until 01.05."]
    assert removals(anna) == []


def test_at_its_end_they_are_told_and_leave_the_chat_and_no_condition_holds() -> None:
    anna = member()
    anna.wait("29 days")
    anna.channels.add("@the_club")
    assert anna.wait("1 day") == ["The month is over."]
    assert (anna.person.subscriber.bought, dict(anna.person.subscriber.access)) == ((), {})
    assert (removals(anna), anna.channels) == (["@the_club"], set())
    assert anna.press("Bye")[-1] == "Out."
    assert anna.wait("60 days") == []


def test_it_can_be_bought_by_the_reminder_also_after_the_end() -> None:
    anna = member()
    anna.wait("40 days")
    anna.buy("Pay 100")
    assert until(anna) == 70


def test_a_reminder_nobody_was_sent_sells_nothing() -> None:
    anna = world(CLUB)
    anna.start()
    made_up = coded(anna.button("Pay"), "pay.stars.0", revision=0)
    assert anna.do(made_up) == ["This step is behind us, see the messages below."]


def test_another_product_of_the_same_chat_goes_on_where_the_first_ends() -> None:
    anna = member()
    anna.buy("Season")
    assert (until(anna), until(anna, "season")) == (30, 120)
    assert anna.wait("40 days") == []
    assert (anna.person.subscriber.bought, removals(anna)) == (("test/season",), [])
    assert len(anna.wait("77 days")) == 1
    assert anna.wait("4 days") == ["“A season” has ended. Thank you for having been with us!"]
    assert removals(anna) == ["@The_Club"]


def test_money_back_takes_the_time_it_had_bought_at_once() -> None:
    anna = member()
    charge = anna.journey().orders["7:test:1:1:0"].paid
    anna.do(refund("7:test:1:1:0", charge))
    assert (anna.person.subscriber.bought, removals(anna)) == ((), ["@the_club"])
    assert anna.wait("60 days") == []


def test_money_back_for_one_of_two_months_takes_one() -> None:
    anna = member()
    anna.wait("27 days")
    anna.buy("Pay 100")
    anna.do(refund("7:test:1:0:0", anna.journey().orders["7:test:1:0:0"].paid))
    assert (until(anna), anna.person.subscriber.bought) == (30, ("test/month",))
    assert anna.wait("3 days") == ["The month is over."]


def test_money_back_for_the_month_that_runs_takes_what_is_left_of_it() -> None:
    anna = member()
    anna.wait("27 days")
    anna.buy("Pay 100")
    anna.do(refund("7:test:1:1:0", anna.journey().orders["7:test:1:1:0"].paid))
    assert until(anna) == 57
    assert anna.wait("27 days") == ["3 days left, until 28.04."]
    assert anna.wait("3 days") == ["The month is over."]


def test_money_back_for_a_month_that_is_over_takes_nothing() -> None:
    anna = member()
    anna.wait("27 days")
    anna.buy("Pay 100")
    anna.wait("10 days")
    anna.do(refund("7:test:1:1:0", anna.journey().orders["7:test:1:1:0"].paid))
    assert until(anna) == 60


def test_an_end_at_night_waits_for_the_morning() -> None:
    anna = world(CLUB)
    anna.start()
    anna.wait("11 hours")
    anna.buy("Pay")
    assert anna.wait("30 days") == ["2 days 14 hours left, until 01.04."]
    assert until(anna) == 30 + 11 / 24
    assert anna.wait("10 hours") == ["The month is over."]


def test_who_has_stopped_the_bot_hears_nothing_and_leaves_the_chat_all_the_same() -> None:
    anna = member()
    anna.stop()
    assert anna.wait("31 days") == []
    assert removals(anna) == ["@the_club"]


def test_who_walks_anew_is_offered_it_again_and_it_is_one_access() -> None:
    anna = member()
    anna.wait("10 days")
    anna.press("Bye")
    anna.wait("1 day")
    order = next(reversed(anna.orders))
    anna.settle("7:test:1:1:0:1")
    assert order == "7:test:1:1:0"
    assert until(anna) == 60
    assert len(anna.wait("17 days")) == 0
    assert len(anna.wait("30 days")) == 1


@pytest.mark.parametrize(("title", "times"), [("Cup", 3), ("Book", 1)])
def test_what_may_be_bought_again_is_an_order_each_time(title: str, times: int) -> None:
    anna = member()
    for _ in range(3):
        anna.press(title)
        order = next(reversed(anna.orders))
        if not (known := anna.journey().orders.get(order)) or not known.paid:
            anna.settle(order)
        anna.wait("5 minutes")
    goods = [message.text for message in anna.all_of(SendMessage) if message.purpose == "goods"]
    assert len(goods) == 1 + times
    assert anna.person.subscriber.bought[-1] == f"test/{title.lower()}"


def test_one_order_paid_twice_is_paid_once_also_where_it_can_be_bought_again() -> None:
    anna = member()
    anna.buy("Cup")
    order = next(reversed(anna.orders))
    assert "second payment is not needed" in anna.settle(order)[0]


def test_the_money_for_one_of_two_cups_leaves_them_the_other() -> None:
    anna = member()
    anna.buy("Cup")
    anna.wait("5 minutes")
    anna.buy("Cup")
    order = next(reversed(anna.orders))
    anna.do(refund(order, anna.journey().orders[order].paid))
    assert "test/cup" in anna.person.subscriber.bought


def test_the_money_for_the_only_cup_takes_it_whatever_else_is_paid() -> None:
    anna = member()
    anna.buy("Cup")
    order = next(reversed(anna.orders))
    anna.do(refund(order, anna.journey().orders[order].paid))
    assert anna.person.subscriber.bought == ("test/month",)


def test_a_request_to_join_is_granted_to_whoever_has_access() -> None:
    anna = member()
    assert anna.do(JoinRequested(chats=("@the_club", "-1005"))) == []
    anna.wait("31 days")
    assert "opens with a purchase" in anna.do(JoinRequested(chats=("@the_club", "-1005")))[0]
    assert anna.all_of(AnswerJoinRequest) == [
        AnswerJoinRequest(chat="-1005", approve=True),
        AnswerJoinRequest(chat="-1005", approve=False),
    ]


def test_a_request_to_join_another_chat_is_left_to_its_own_staff() -> None:
    anna = member()
    assert anna.do(JoinRequested(chats=("@another",))) == []
    assert anna.all_of(AnswerJoinRequest) == []


def test_the_owners_learn_who_could_not_be_removed() -> None:
    anna = member()
    anna.do(NotRemoved(funnel="test", run=1, reason="@the_club: <not> enough rights"))
    assert [(notice.about, notice.to, notice.text) for notice in anna.notices] == [
        ("not_removed", "owner", "@the_club: &lt;not&gt; enough rights")
    ]
