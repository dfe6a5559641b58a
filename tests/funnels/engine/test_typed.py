"""Words go to whoever understands them: menus of several funnels, keywords that begin one, the fallback."""

import pytest

from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.staff import NotifyStaff
from funnels.engine.fallback import LONGEST_KEPT, SAID_AGAIN_AFTER
from funnels.engine.keywords import mentions
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

SHOP = """
funnel: shop
language: LANGUAGE
start: {default: true, links: [shop]}
products:
  book: {title: Book, stars: 100, deliver: {text: The book.}}
stages:
  - stage: one
    steps:
      - message: A shop.
      - wait: 1 day
menu:
  - {command: book, title: Book, message: The book is good., buttons: [{text: Buy, buy: book}]}
fallback: {message: A person will answer., handoff: true}
"""


@pytest.mark.parametrize(
    ("text", "keyword", "there"),
    [
        ("What is the PRICE?", "price", True),
        ("It is priceless", "price", False),
        ("It is priceless", "pric*", True),
        ("Ёлка и шары", "елка", True),
        ("елки", "ёлк*", True),
        ("how very much", "how much", False),
        ("How much?", "how much", True),
        ("", "price", False),
        ("price", "*", True),
    ],
)
def test_which_words_are_a_keyword(text: str, keyword: str, there: bool) -> None:
    assert mentions(text, keyword) is there


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


def test_a_message_that_waits_for_a_press_hears_before_a_funnel_that_waits_for_time() -> None:
    anna = world(HOUSE, SHOP.replace("LANGUAGE", "en").replace("fallback: {message: A person will answer.", "#"))
    anna.start("house")
    anna.wait("1 minute")
    anna.start("shop")
    assert anna.say("Hm") == ["Please press one of the buttons, so that I understand you exactly."]


def test_whoever_walks_no_funnel_yet_gets_the_menu_without_what_needs_a_walk() -> None:
    anna = world(SHOP.replace("LANGUAGE", "en"))
    assert anna.say("/book") == ["The book is good."]
    assert [message.buttons for message in anna.all_of(SendMessage)] == [()]
    assert anna.person.journeys == ()
    assert anna.say("Hello?") == ["A shop."]
    assert anna.say("/book") == ["The book is good."]
    assert anna.button("Buy")


def test_words_nobody_understands_are_kept_in_part_and_told_the_staff_as_they_are() -> None:
    anna = world(SHOP.replace("LANGUAGE", "en"))
    anna.start()
    assert anna.say("<b>" * 100) == ["A person will answer."]
    assert anna.all_of(NotifyStaff)[-1].text == "&lt;b&gt;" * 100
    assert [len(fact.detail) for fact in anna.all_of(Track) if fact.event == "not_understood"] == [LONGEST_KEPT]


def test_whoever_writes_on_is_told_again_only_after_a_while() -> None:
    anna = world(SHOP.replace("LANGUAGE", "en"))
    anna.start()
    assert anna.say("Hello?") == ["A person will answer."]
    assert anna.say("Hello?") == []
    anna.later(SAID_AGAIN_AFTER)
    assert anna.say("Hello?") == ["A person will answer."]
    assert len(anna.all_of(NotifyStaff)) == 3


def test_the_bot_speaks_the_language_of_the_funnel_begun_last() -> None:
    anna = world(HOUSE, SHOP.replace("LANGUAGE", "ru"))
    anna.start("house")
    anna.wait("1 minute")
    anna.start("shop")
    (said,) = anna.stop()
    assert said.startswith("Больше")
