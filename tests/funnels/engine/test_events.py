"""Something happened outside: whoever waits for it goes on, and a goal of one funnel is news to the others."""

import pytest

from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import SendMessage
from funnels.engine.inputs import EventReceived
from tests.funnels.engine.world import World, world

WAITS = """
funnel: test
language: en
start: {links: [waits]}
stages:
  - stage: one
    steps:
      - wait: {for: seen, save: [minutes]}
      - goal: told
      - message: 'You saw {{ minutes | default: "all" }} of it.'
      - wait: {for: seen}
      - message: Again.
"""
SHOWS = """
funnel: shows
language: en
start: {links: [shows]}
stages:
  - stage: one
    steps:
      - message: Watch this.
        buttons: [Done]
      - goal: seen
      - wait: {for: told}
      - goal: seen
      - message: Thank you.
"""


def both() -> World:
    anna = world(WAITS, SHOWS)
    anna.start("waits")
    anna.start("shows")
    anna.heard()
    return anna


def facts(anna: World) -> list[tuple[str, str]]:
    return [(fact.step, fact.detail) for fact in anna.all_of(Track) if fact.event == "event"]


def test_a_goal_of_one_funnel_is_an_event_of_another_and_told_once() -> None:
    anna = both()
    assert anna.press("Done") == ["You saw all of it.", "Thank you."]
    assert anna.journey().step == "one.4"
    assert facts(anna) == [("one.1", "seen"), ("one.3", "told")]


def test_what_an_event_causes_is_sent_after_answers() -> None:
    anna = world(WAITS)
    anna.start("waits")
    assert anna.do(EventReceived(name="seen")) == ["You saw all of it."]
    assert [sent.lane for sent in anna.all_of(SendMessage)] == ["event"]


def test_a_goal_is_no_event_for_the_funnel_that_met_it() -> None:
    anna = world(SHOWS.replace("wait: {for: told}", "wait: {for: seen}"))
    anna.start("shows")
    assert anna.press("Done") == []
    assert anna.journey("shows").step == "one.3"


def test_an_event_nobody_waits_for_is_a_fact_about_the_person() -> None:
    anna = world(WAITS)
    anna.start("waits")
    assert anna.do(EventReceived(name="paid_elsewhere", values={"minutes": "5"})) == []
    ordered = anna.effects[-1]
    assert (ordered.journey, ordered.effect) == (None, Track(event="event", detail="paid_elsewhere"))
    assert dict(anna.person.subscriber.attributes) == {}


def test_an_event_before_the_first_start_is_a_fact_too() -> None:
    anna = world(WAITS)
    assert anna.do(EventReceived(name="seen")) == []
    assert facts(anna) == [("", "seen")]


def test_whoever_asked_for_silence_hears_of_it_when_they_are_back() -> None:
    anna = world(WAITS)
    anna.start("waits")
    anna.stop()
    assert anna.do(EventReceived(name="seen", values={"minutes": "5"})) == []
    assert anna.start() == ["You saw 5 of it."]


def test_what_a_person_writes_goes_to_the_funnel_that_asks_and_not_to_the_one_that_waits() -> None:
    anna = world(WAITS, SHOWS)
    anna.start("shows")
    anna.now = anna.now.replace(hour=13)
    anna.start("waits")
    anna.heard()
    assert anna.say("done") == ["You saw all of it.", "Thank you."]


SEVERAL = """
funnel: test
language: en
start: {links: [several]}
stages:
  - stage: one
    steps:
      - wait: {for: [paid_elsewhere, called_us], save: [sum]}
      - if: event == "called_us"
        then:
          - message: Good to hear you.
          - wait: {for: [seen]}
        else: {message: 'Thank you for {{ sum | plus: 1 }}.'}
      - message: 'It was {{ event }}.'
      - wait: 1 day
"""


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (EventReceived(name="paid_elsewhere", values={"sum": 41}), ["Thank you for 42.", "It was paid_elsewhere."]),
        (EventReceived(name="called_us"), ["Good to hear you."]),
        (EventReceived(name="seen"), []),
    ],
)
def test_whichever_comes_first_ends_the_wait_and_can_be_asked_for(came: EventReceived, said: list[str]) -> None:
    anna = world(SEVERAL)
    anna.start("several")
    assert anna.do(came) == said


def test_the_event_that_came_last_is_the_one_that_is_known() -> None:
    anna = world(SEVERAL)
    anna.start("several")
    anna.do(EventReceived(name="called_us"))
    assert anna.do(EventReceived(name="seen")) == ["It was seen."]


def test_values_keep_their_kinds() -> None:
    anna = world(WAITS.replace("save: [minutes]", "save: [minutes, share, live]"))
    anna.start("waits")
    anna.do(EventReceived(name="seen", values={"minutes": 5, "share": 0.5, "live": True, "other": "no"}))
    assert anna.person.subscriber.attributes == {"minutes": 5, "share": 0.5, "live": True}
