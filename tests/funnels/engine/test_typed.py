"""Words go to whoever understands them: menus of several funnels, keywords that begin one, the fallback."""

from tests.funnels.engine.world import World, world

HOUSE = """
funnel: house
language: en
start: {links: [house]}
stages:
  - stage: one
    steps:
      - message: A house?
        buttons: ["Yes"]
menu:
  - {command: prices, title: Prices, keywords: [price, tree], message: A house is dear.}
"""
GARDEN = """
funnel: garden
language: en
start: {links: [garden], keywords: [tree, shrub]}
stages:
  - stage: one
    steps:
      - message: A garden?
        buttons: ["Yes"]
menu:
  - {command: prices, title: Prices, keywords: [price, garden], message: A garden is cheap.}
"""


def in_both() -> World:
    """Somebody in two funnels, the garden's the newer one."""
    anna = world(HOUSE, GARDEN)
    anna.start("house")
    anna.wait("1 minute")
    anna.start("garden")
    return anna


def test_the_menu_of_the_newest_walk_answers() -> None:
    anna = in_both()
    assert anna.say("/prices") == ["A garden is cheap."]
    assert anna.say("What is the price?") == ["A garden is cheap."]


def test_a_walk_that_goes_on_answers_before_one_that_is_over() -> None:
    anna = in_both()
    anna.press("Yes")
    assert anna.journey("garden").ended
    assert anna.say("/prices") == ["A house is dear."]
    assert anna.say("What is the price?") == ["A house is dear."]


def test_a_word_of_a_menu_begins_no_funnel() -> None:
    anna = world(HOUSE, GARDEN)
    anna.start("house")
    assert anna.say("A tree?") == ["A house is dear."]
    assert anna.say("A shrub?") == ["A garden?"]
