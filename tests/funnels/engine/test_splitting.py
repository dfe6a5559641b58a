"""An experiment divides people evenly and for ever."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from funnels.engine.effects.facts import Track
from funnels.engine.subscriber import Subscriber
from funnels.steps.split import Split
from tests.funnels.engine.world import world
from tests.funnels.scripts import script_of

SCRIPT = """
funnel: test
language: en
start: {{again: always}}
stages:
  - stage: one
    steps:
      - split: words
        variants:
          long: {{weight: {long}, steps: [{{message: A long text.}}]}}
          short: {{weight: {short}, steps: [{{message: Short.}}]}}
"""
PEOPLE = 4_000


def split_of(long: int, short: int) -> Split:
    step = script_of(SCRIPT.format(long=long, short=short)).places["one.1"].step
    assert isinstance(step, Split)
    return step


def test_people_are_divided_by_weight() -> None:
    step = split_of(30, 10)
    drawn = Counter(step.drawn(number) for number in range(PEOPLE))
    assert 0.73 < drawn["long"] / PEOPLE < 0.77


def test_two_experiments_divide_people_independently() -> None:
    first = split_of(1, 1)
    second = first.model_copy(update={"split": "prices"})
    both = Counter((first.drawn(number), second.drawn(number)) for number in range(PEOPLE))
    assert all(0.22 < count / PEOPLE < 0.28 for count in both.values())


def test_a_person_draws_the_same_every_time() -> None:
    one, another = split_of(50, 50), split_of(50, 50)

    @given(st.integers(1, 2**52))
    def draws_the_same(person: int) -> None:
        assert one.drawn(person) == another.drawn(person)

    draws_the_same()


def test_new_weights_give_nobody_another_variant() -> None:
    anna = world(SCRIPT.format(long=1, short=1_000_000))
    assert anna.start() == ["Short."]
    anna.catalogue = world(SCRIPT.format(long=1_000_000, short=1)).catalogue
    assert anna.start() == ["Short."]
    assert anna.person.subscriber.variants == {"words": "short"}


def test_a_variant_that_is_gone_is_drawn_anew() -> None:
    anna = world(SCRIPT.format(long=1, short=1_000_000))
    anna.person = type(anna.person)(subscriber=Subscriber(id=7, variants={"words": "middle"}))
    anna.start()
    assert anna.person.subscriber.variants == {"words": "short"}


def test_who_got_what_is_a_fact_of_every_walk() -> None:
    anna = world(SCRIPT.format(long=1, short=1_000_000))
    anna.start()
    anna.start()
    facts = [track for track in anna.all_of(Track) if track.event == "variant"]
    assert [(fact.step, fact.detail) for fact in facts] == [("one.1", "words=short")] * 2
