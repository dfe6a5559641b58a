"""An offer that goes on selling after its deadline, at another price: which price is asked and shown when."""

import pytest

from funnels.engine.effects.orders import OpenOrder
from tests.funnels.engine.world import NOON, World, hours, world

RISING = """
funnel: test
language: en
start: {default: true}
products:
  talk:
    title: Talk
    stars: 100
    price: [10 EUR, 900 RUB]
    pay: [stars, manual EUR, manual RUB]
    deliver: {text: Here is the talk.}
stages:
  - stage: sale
    steps:
      - offer: talk
        text: The talk.
        deadline: 2 days
        late_stars: 150
        late_price: [15 EUR, 1400 RUB]
      - message: Farewell.
        buttons: [Bye]
"""
CHOICE = """
funnel: test
language: en
start: {default: true}
products:
  basic: {title: Basic, stars: 100, deliver: {text: Basic.}}
  pro: {title: Pro, stars: 900, price: 90 EUR, pay: [stars, manual], deliver: {text: Pro.}}
  whole: {title: Whole, stars: 2000, stock: 5, deliver: {text: Whole.}}
stages:
  - stage: sale
    steps:
      - offer: {basic: {late_stars: 150}, pro: {late_stars: 990, late_price: 99 EUR}, whole: {}}
        text: Choose.
        deadline: 2 days
      - message: Farewell.
        buttons: [Bye]
"""
STARS_ONLY = RISING.replace("    price: [10 EUR, 900 RUB]\n    pay: [stars, manual EUR, manual RUB]\n", "").replace(
    "        late_price: [15 EUR, 1400 RUB]\n", ""
)


def asked(anna: World) -> list[tuple[int, str]]:
    return [(order.price.amount, order.price.currency) for order in anna.all_of(OpenOrder)]


def labels(anna: World) -> list[str]:
    return [button.text.replace("\N{NO-BREAK SPACE}", " ") for button in anna.buttons()]


@pytest.mark.parametrize(("after", "price"), [(47.9, 100), (48, 150), (60, 150)])
@pytest.mark.parametrize("script", [RISING, STARS_ONLY])
def test_from_the_very_moment_of_the_deadline_it_costs_more(script: str, after: float, price: int) -> None:
    anna = world(script)
    anna.start()
    anna.now = NOON + hours(after)
    anna.press("Pay 100")
    assert asked(anna) == [(price, "XTR")]


@pytest.mark.parametrize(
    ("label", "price"), [("Pay €10 by transfer", (15_00, "EUR")), ("Pay ₽900 by transfer", (1400_00, "RUB"))]
)
def test_it_rises_in_every_currency(label: str, price: tuple[int, str]) -> None:
    anna = world(RISING)
    anna.start()
    anna.now = NOON + hours(50)
    anna.press(label)
    assert asked(anna) == [price]


def test_the_way_back_to_the_products_shows_what_they_cost_by_then_without_those_sold_out() -> None:
    anna = world(CHOICE)
    anna.start()
    anna.left = {("test", "whole", ""): 0}
    anna.press("Pro")
    anna.press("‹ Pro")
    assert labels(anna) == ["Basic — 100 ⭐", "Pro — €90"]
    anna.now = NOON + hours(50)
    anna.press("Pro")
    assert labels(anna)[:2] == ["Pay 990 ⭐", "Pay €99 by transfer"]
    anna.press("‹ Pro")
    assert labels(anna) == ["Basic — 150 ⭐", "Pro — €99"]
    anna.left = {("test", "whole", ""): 1}
    anna.press("Pro")
    anna.press("‹ Pro")
    assert labels(anna) == ["Basic — 150 ⭐", "Pro — €99", "Whole — 2,000 ⭐"]
