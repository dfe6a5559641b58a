"""The moments of an offer: a date that is reached, and follow-ups of whoever asked to pay and did not."""

from funnels.definition.money import Money
from tests.funnels.engine.world import World, world

SCRIPT = """
funnel: test
language: en
timezone: Etc/UTC
start: {default: true}
products:
  basic: {title: Basic, stars: 100, price: 10 EUR, pay: [stars, manual], deliver: {text: Basic.}}
  pro: {title: Pro, stars: 900, deliver: {text: Pro.}}
stages:
  - stage: sale
    steps:
      - offer: basic
        text: Choose.
        deadline: 3 days
        abandoned: [{after: 3 hours, message: Was there any trouble?}]
      - message: Farewell.
        buttons: [Bye]
"""


def offered(script: str = SCRIPT) -> World:
    anna = world(script)
    anna.start()
    anna.heard()
    return anna


def test_whoever_comes_at_the_very_moment_of_the_end_comes_too_late() -> None:
    anna = world(SCRIPT.replace("deadline: 3 days", "deadline: 2026-03-02 12:00"))
    assert anna.start() == ["Farewell."]


def test_nobody_is_asked_what_the_trouble_is_while_the_owners_look_for_the_money() -> None:
    anna = offered()
    anna.press("Pay €10")
    anna.press("I have paid")
    anna.heard()
    assert "Was there any trouble?" not in anna.wait("1 day")


def test_nor_while_they_decide_about_money_that_came() -> None:
    anna = offered()
    anna.press("Pay 100")
    anna.settle(next(iter(anna.orders)), money=Money(amount=50, currency="XTR"))
    assert anna.wait("1 day") == []


def test_of_two_products_the_first_that_was_asked_for_counts() -> None:
    anna = offered(SCRIPT.replace("offer: basic", "offer: [basic, pro]"))
    anna.press("Basic")
    anna.press("Pay 100")
    anna.wait("2 hours")
    anna.press("‹ Basic")
    anna.press("Pro")
    anna.heard()
    assert anna.wait("1 hour") == ["Was there any trouble?"]
    assert anna.wait("1 day") == []
