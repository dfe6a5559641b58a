"""How people come into funnels: links and their sources, several funnels at once, and walking again."""

import pytest

from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.facts import RecordTouch, Track
from funnels.engine.inputs import Pressed, Stopped
from tests.funnels.engine.world import NOON, World, world
from tests.funnels.scripts import catalogue_of, script_of

TEA = """
funnel: tea
language: en
start: {links: [tea, tea-time], default: true, again: after 7 days}
stages:
  - stage: one
    steps:
      - ask: Which tea?
        save: tea
      - message: Tea it is.
        buttons: [Thanks]
"""
COFFEE = """
funnel: coffee
language: en
start: {links: [coffee], again: AGAIN}
stages:
  - stage: one
    steps:
      - message: Coffee?
        buttons: ["Yes"]
        follow_ups: [{after: 1 hour, message: Still no coffee?}]
      - message: Here.
"""


def both(again: str = "never") -> World:
    return world(TEA, COFFEE.replace("AGAIN", again))


@pytest.mark.parametrize(
    ("payload", "funnel", "link", "source"),
    [
        ("", "tea", "", ""),
        ("coffee", "coffee", "coffee", ""),
        ("coffee__vk-march", "coffee", "coffee", "vk-march"),
        ("coffee__vk__march", "coffee", "coffee", "vk__march"),
        ("coffee__", "coffee", "coffee", ""),
        ("tea-time__x", "tea", "tea-time", "x"),
        ("leaflet", "tea", "", "leaflet"),
        ("leaflet__7", "tea", "", "leaflet__7"),
        ("Coffee", "tea", "", "Coffee"),
        ("__vk", "tea", "", "vk"),
        ("__", "tea", "", ""),
        ("a" * 64, "tea", "", "a" * 64),
        ("a" * 65, "tea", "", ""),
        ("coffee please", "tea", "", ""),
        ("кофе", "tea", "", ""),
        ("'; drop table", "tea", "", ""),
        ("coffee__" + "x" * 57, "tea", "", ""),
    ],
)
def test_a_payload_names_the_funnel_and_the_source(payload: str, funnel: str, link: str, source: str) -> None:
    anna = both()
    anna.start(payload)
    assert [journey.funnel for journey in anna.person.journeys] == [funnel]
    assert anna.all_of(RecordTouch) == [RecordTouch(source=source, link=link, funnel=funnel)]
    assert anna.person.subscriber.source == source
    assert anna.all_of(Track)[0] == Track(event="started", detail=source)


def test_the_first_source_stays_and_every_touch_is_kept() -> None:
    anna = both()
    anna.start("tea__vk")
    anna.start("coffee__mail")
    anna.start("coffee")
    anna.start()
    assert anna.person.subscriber.source == "vk"
    assert [(touch.funnel, touch.source) for touch in anna.all_of(RecordTouch)] == [
        ("tea", "vk"),
        ("coffee", "mail"),
        ("coffee", ""),
    ]


def test_a_second_start_shows_the_step_again_and_moves_nothing() -> None:
    anna = both()
    assert anna.start() == anna.start("tea") == anna.start("tea__again") == ["Which tea?"]
    assert (anna.journey("tea").revision, len(anna.person.journeys)) == (1, 1)


def test_a_bare_start_shows_the_funnel_that_moved_last() -> None:
    anna = both()
    anna.start("tea")
    anna.wait("1 minute")
    anna.start("coffee")
    assert anna.start() == ["Coffee?"]
    anna.wait("1 minute")
    anna.say("Green")
    assert anna.start() == ["Tea it is."]


def test_two_funnels_at_once_keep_to_themselves() -> None:
    anna = both()
    anna.start("tea")
    anna.start("coffee")
    assert anna.wait("1 hour") == ["Still no coffee?"]
    assert anna.say("Green") == ["Tea it is."]
    assert anna.press("Yes") == ["Here."]
    assert (anna.journey("coffee").outcome, anna.journey("tea").step) == ("finished", "one.2")
    assert anna.say("thanks") == []
    assert anna.journey("tea").ended


def test_words_go_to_the_funnel_that_asks_then_to_one_that_understands_them() -> None:
    anna = both()
    anna.start("tea")
    anna.wait("1 minute")
    anna.start("coffee")
    anna.wait("1 minute")
    assert anna.say("Yes") == ["Tea it is."]
    assert anna.person.subscriber.attributes == {"tea": "Yes"}
    assert anna.say("Perhaps") == ["Please press one of the buttons, so that I understand you exactly."]
    assert (anna.journey("coffee").step, anna.journey("tea").step) == ("one.1", "one.2")
    anna.say("Yes")
    assert anna.journey("coffee").step != "one.1"


def test_stop_silences_every_funnel_and_start_takes_up_all() -> None:
    anna = both()
    anna.start("tea")
    anna.start("coffee")
    anna.stop()
    assert anna.wait("30 minutes") == []
    anna.start()
    assert anna.wait("30 minutes") == ["Still no coffee?"]


def test_never_again_is_never() -> None:
    anna = both("never")
    anna.start("coffee")
    assert anna.start("coffee") == ["Coffee?"]
    anna.press("Yes")
    anna.wait("3000 days")
    assert anna.start("coffee") == ["You have seen all I had to show. Thank you for staying with me!"]


def test_always_again_begins_a_new_walk_only_after_the_old_one_has_ended() -> None:
    anna = both("always")
    anna.start("coffee")
    anna.start("coffee")
    anna.press("Yes")
    assert anna.start("coffee") == ["Coffee?"]
    assert [journey.run for journey in anna.person.journeys if journey.funnel == "coffee"] == [1, 2]
    assert anna.journey("coffee", run=2).started_at == anna.now


def test_again_after_a_time_counts_from_the_beginning_of_the_last_walk() -> None:
    served = "  - stage: two\n    steps:\n      - message: Here.\n        buttons: [Thanks]\n"
    anna = world(TEA, COFFEE.replace("AGAIN", "after 7 days").replace("      - message: Here.\n", served))
    anna.start("coffee")
    anna.wait("6 days")
    anna.press("Yes")
    anna.press("Thanks")
    assert anna.start("coffee") == ["You have seen all I had to show. Thank you for staying with me!"]
    anna.wait("1 day")
    assert anna.start("coffee") == ["Coffee?"]


def test_buttons_of_an_old_walk_do_not_move_the_new_one() -> None:
    anna = both("always")
    anna.start("coffee")
    old = anna.button("Yes")
    anna.press("Yes")
    anna.start("coffee")
    before = anna.journey("coffee", run=2)
    assert anna.do(Pressed(data=old.data)) == ["This step is behind us, see the messages below."]
    assert anna.journey("coffee", run=2) == before


def test_without_a_default_funnel_there_is_a_word_about_links() -> None:
    anna = world(TEA.replace("default: true, ", ""), COFFEE.replace("AGAIN", "never"))
    hint = ["Hello! Please open me by the link you were given, and we will begin."]
    assert anna.start() == anna.say("Hello?") == anna.start("leaflet") == hint
    assert anna.start("coffee") == ["Coffee?"]


def test_words_before_any_start_begin_the_default_funnel() -> None:
    assert both().say("Hello?") == ["Which tea?"]


def test_the_only_funnel_is_the_default_one() -> None:
    assert world(COFFEE.replace("AGAIN", "never")).start() == ["Coffee?"]


def test_a_journey_stays_with_the_version_it_began_with() -> None:
    old = script_of(TEA, version=1)
    new = script_of(TEA.replace("Which tea?", "Which one?"), version=2)
    anna = World(catalogue=Catalogue(live={"tea": old}), now=NOON)
    anna.start()
    anna.catalogue = Catalogue(live={"tea": new}, older={("tea", 1): old})
    assert anna.start() == ["Which tea?"]
    other = World(catalogue=anna.catalogue, now=NOON)
    assert other.start() == ["Which one?"]


def test_a_journey_whose_version_is_gone_stands_still() -> None:
    anna = World(catalogue=catalogue_of(COFFEE.replace("AGAIN", "never")), now=NOON)
    anna.start()
    button = anna.button("Yes")
    anna.catalogue = Catalogue(live={"coffee": script_of(COFFEE.replace("AGAIN", "never"), version=2)})
    assert anna.wait("1 hour") == []
    assert anna.do(Pressed(data=button.data)) == ["This step is behind us, see the messages below."]
    assert anna.start() == []
    assert anna.stop() == ["I will not write any more. If you change your mind, send /start."]


TALKS = """
funnel: talks
language: en
start: {links: [talks], default: true, again: always}
products:
  talk: {title: Talk, stars: 100, deliver: {text: Here is the talk.}}
stages:
  - stage: talk
    goal: paid talk
    steps:
      - offer: talk
        text: The talk.
"""


@pytest.mark.parametrize("stops", [False, True])
@pytest.mark.parametrize("payload", ["talks", ""])
def test_who_has_bought_all_that_a_funnel_sells_is_answered_too(payload: str, *, stops: bool) -> None:
    anna = world(TALKS)
    anna.start("talks")
    anna.press("Pay")
    anna.settle("7:talks:1:1:0")
    if stops:
        anna.do(Stopped())
    assert anna.start(payload) == ["You have seen all I had to show. Thank you for staying with me!"]


def test_a_walk_that_begins_by_waiting_begins_in_silence() -> None:
    anna = world(TALKS.replace("      - offer", "      - wait: 1 day\n      - offer"))
    assert anna.start("talks") == []
