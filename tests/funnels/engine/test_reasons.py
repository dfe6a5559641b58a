"""Facts that say why something was not sent, which nothing else would tell afterwards."""

from datetime import timedelta

from funnels.engine.effects.facts import Track
from funnels.engine.inputs import TimerFired
from tests.funnels.engine.world import World, world

TALK = """
funnel: test
language: en
stages:
  - stage: first
    steps:
      - message: Begin.
        buttons: [Next]
        follow_ups:
          - {after: 1 hour, message: One hour.}
          - {after: 2 hours, message: Two hours.}
        within: 3 hours
      - if: tags contains "hot"
        then: {message: Hot.}
  - stage: few
    if: tags contains "vip"
    steps:
      - message: A secret.
  - stage: last
    steps:
      - message: Goodbye.
"""


def reasons(anna: World) -> list[tuple[str, str, str]]:
    told = ("decided", "passed_by", "not_sent", "time_over")
    return [(fact.event, fact.step, fact.detail) for fact in anna.all_of(Track) if fact.event in told]


def fires(anna: World, name: str, **later: float) -> None:
    """The timer fires so much later than now, as after an outage."""
    anna.now += timedelta(**later)
    anna.feed(TimerFired(funnel="test", run=1, revision=anna.journey().revision, name=name))


def test_a_condition_and_a_stage_gone_by_are_told() -> None:
    anna = world(TALK)
    anna.start()
    anna.press("Next")
    assert reasons(anna) == [("decided", "first.2", "else"), ("passed_by", "few.1", "few")]


def test_of_two_that_are_due_the_first_is_not_sent() -> None:
    anna = world(TALK)
    anna.start()
    fires(anna, "follow_up.1", hours=2, minutes=5)
    assert reasons(anna) == [("not_sent", "first.1#1", "later")]


def test_what_comes_due_after_the_end_of_the_wait_is_not_sent() -> None:
    anna = world(TALK)
    anna.start()
    fires(anna, "follow_up.2", hours=4)
    assert reasons(anna) == [("not_sent", "first.1#2", "over")]


def test_the_end_of_a_wait_is_told() -> None:
    anna = world(TALK)
    anna.start()
    fires(anna, "within", hours=3)
    assert reasons(anna)[0] == ("time_over", "first.1", "otherwise")
