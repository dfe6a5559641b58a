"""Promo codes that people write at an offer: which are taken, and what is said of those that are not."""

from funnels.engine.effects.orders import OpenOrder
from tests.funnels.engine.world import World, world

SCRIPT = """
funnel: test
language: en
timezone: Etc/UTC
start: {default: true}
products:
  basic:
    title: Basic
    stars: 100
    promo: {SPRING: {off: 20%, uses: 1}, WINTER: {off: 20%, until: 2026-02-28}}
    deliver: {text: Basic.}
  pro:
    title: Pro
    stars: 1000
    promo: {SPRING: {off: 10%}, WINTER: {off: 10%, until: 2026-02-28}}
    deliver: {text: Pro.}
stages:
  - stage: sale
    steps:
      - {offer: [basic, pro], text: Choose., deadline: 5 days}
      - message: Farewell.
        buttons: [Bye]
"""


def offered() -> World:
    anna = world(SCRIPT)
    anna.start()
    return anna


def test_a_code_that_is_over_is_not_taken() -> None:
    anna = offered()
    (said,) = anna.say("winter")
    assert said.startswith("The promo code WINTER is over")
    assert anna.journey().promo == ""


def test_a_code_that_is_used_up_for_one_product_lowers_the_other() -> None:
    anna = offered()
    anna.left = {("test", "basic", "SPRING"): 0}
    (said,) = anna.say("spring")
    assert "Pro — 900" in said
    assert "Basic" not in said
    anna.press("Pro")
    anna.press("Basic")
    assert [(order.promo, order.price.amount) for order in anna.all_of(OpenOrder)] == [("SPRING", 900), ("", 100)]


def test_where_no_product_has_codes_a_word_of_letters_and_digits_is_a_word() -> None:
    without = SCRIPT.replace("    promo: {SPRING: {off: 20%, uses: 1}, WINTER: {off: 20%, until: 2026-02-28}}\n", "")
    menu = "menu:\n  - {command: firms, keywords: [b2b], message: For firms.}\nstages:\n"
    anna = world(without.replace("offer: [basic, pro]", "offer: basic").replace("stages:\n", menu))
    anna.start()
    assert anna.say("b2b") == ["For firms."]
    other = world(SCRIPT.replace("stages:\n", menu))
    other.start()
    assert other.say("b2b") != ["For firms."]
