"""An event begins a funnel: for whom it is due, with what the event carried, and nothing is said to others."""

from datetime import timedelta

from funnels.engine.effects.facts import RecordTouch, Track
from funnels.engine.inputs import Answered, EventReceived
from tests.funnels.engine.world import World, world

BASKET = """
funnel: test
language: en
start:
  links: [basket]
  events: [basket_left, wish_listed]
  save: [basket, total]
  again: after 7 days
stages:
  - stage: one
    steps:
      - message: '{{ event | default: "a link" }}: {{ basket | default: "things" }} for {{ total | default: 0 }}'
      - wait: {for: basket_paid}
      - message: Thank you.
"""
SAME = """
funnel: same
language: en
start: {events: [basket_left]}
stages:
  - stage: one
    steps:
      - message: Me too.
        buttons: [Fine]
      - goal: wish_listed
"""
LEFT = EventReceived(name="basket_left", values={"basket": "two cups", "total": 2400, "email": "a@b.ru"})


def facts(anna: World, event: str) -> list[tuple[object, str]]:
    found = [(one.journey, one.effect) for one in anna.effects if isinstance(one.effect, Track)]
    return [(journey, effect.detail) for journey, effect in found if effect.event == event]


def test_an_event_begins_the_funnel_with_the_values_it_keeps() -> None:
    anna = world(BASKET)
    assert anna.do(LEFT) == ["basket_left: two cups for 2400"]
    assert anna.at == "one.2"
    assert anna.person.subscriber.attributes == {"basket": "two cups", "total": 2400}
    assert facts(anna, "started") == [(("test", 1), "")]
    assert facts(anna, "event") == [(None, "basket_left")]
    assert anna.all_of(RecordTouch) == []


def test_each_of_its_events_begins_it_and_a_link_still_does() -> None:
    assert world(BASKET).do(EventReceived(name="wish_listed")) == ["wish_listed: things for 0"]
    assert world(BASKET).start("basket") == ["a link: things for 0"]


def test_two_funnels_may_begin_by_the_same_event() -> None:
    assert sorted(world(BASKET, SAME).do(LEFT)) == ["Me too.", "basket_left: two cups for 2400"]


def test_whoever_is_inside_hears_nothing_and_nothing_is_kept() -> None:
    anna = world(BASKET)
    anna.start("basket")
    anna.heard()
    assert anna.do(LEFT) == []
    assert [journey.run for journey in anna.person.journeys] == [1]
    assert anna.person.subscriber.attributes == {}


def test_whoever_has_finished_begins_again_when_again_says_so() -> None:
    anna = world(BASKET)
    anna.do(LEFT)
    assert anna.do(EventReceived(name="basket_paid")) == ["Thank you."]
    assert anna.do(LEFT) == []
    anna.later(timedelta(days=7))
    assert anna.do(LEFT) == ["basket_left: two cups for 2400"]
    assert anna.journey(run=2).step == "one.2"


def test_an_event_that_ends_a_walk_does_not_begin_the_next_one() -> None:
    anna = world(BASKET.replace("events: [basket_left,", "events: [basket_paid,").replace("after 7 days", "always"))
    anna.start("basket")
    anna.heard()
    assert anna.do(EventReceived(name="basket_paid")) == ["Thank you."]
    assert anna.do(EventReceived(name="basket_paid")) == ["basket_paid: things for 0"]


def test_a_funnel_that_begins_does_not_go_on_by_the_event_it_began_by() -> None:
    anna = world(BASKET.replace("for: basket_paid", "for: basket_left"))
    assert anna.do(LEFT) == ["basket_left: two cups for 2400"]
    assert anna.do(LEFT) == ["Thank you."]


def test_nothing_begins_for_somebody_who_asked_for_silence() -> None:
    for leave in (World.stop, World.block):
        anna = world(BASKET, SAME.replace("events: [basket_left]", "links: [same]"))
        anna.start("same")
        leave(anna)
        anna.heard()
        assert anna.do(LEFT) == []
        assert anna.person.latest("test") is None
        assert facts(anna, "event") == [(None, "basket_left")]
        anna.do(Answered(text="/same"))
        assert anna.person.latest("test") is None


def test_a_goal_of_another_funnel_begins_it_too() -> None:
    anna = world(BASKET, SAME)
    anna.do(EventReceived(name="basket_left"))
    anna = world(BASKET, SAME.replace("events: [basket_left]", "links: [same]"))
    anna.start("same")
    anna.heard()
    assert anna.press("Fine") == ["wish_listed: things for 0"]


def test_funnels_that_begin_each_other_by_goals_do_so_once() -> None:
    ping, pong = (
        f"""
funnel: {name}
language: en
start: {{links: [{name}], events: [{other}], again: always}}
stages:
  - stage: one
    steps:
      - message: Here is {name}.
      - goal: {name}
"""
        for name, other in (("ping", "pong"), ("pong", "ping"))
    )
    anna = world(ping, pong)
    assert anna.start("ping") == ["Here is ping.", "Here is pong.", "Here is ping."]
