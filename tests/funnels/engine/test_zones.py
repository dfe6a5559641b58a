"""A person tells one funnel where they live, and what they wait for in another comes by their clock as well."""

from datetime import UTC, datetime

import pytest

from tests.funnels.engine.world import World, world

ASKS = """
funnel: asks
language: en
timezone: Europe/Moscow
start: {links: [asks]}
stages:
  - stage: one
    steps:
      - ask: Where do you live?
        for: city
        save: city
"""
WAITS = """
funnel: waits
language: en
timezone: Europe/Moscow
sending_hours: 09:00-21:00
start: {links: [waits]}
stages:
  - stage: one
    steps:
      - WAIT
      - message: Now.
"""


def waiting(step: str) -> World:
    """Somebody who waits since Monday at noon, UTC, and is asked for their city."""
    anna = world(WAITS.replace("WAIT", step), ASKS)
    anna.start("waits")
    anna.start("asks")
    anna.heard()
    return anna


@pytest.mark.parametrize(
    ("wait", "city", "comes"),
    [
        ("tomorrow 10:00", "New York", "2026-03-03 15:00"),
        ("tomorrow 10:00", "Владивосток", "2026-03-03 00:00"),
        ("tomorrow 23:00", "New York", "2026-03-04 04:00"),
        ("19 hours", "New York", "2026-03-03 14:00"),
        ("tomorrow 10:00", "Казань", "2026-03-03 07:00"),
    ],
)
def test_a_wait_ends_by_the_clock_the_person_has_by_then(wait: str, city: str, comes: str) -> None:
    anna = waiting(f"wait: {wait}")
    anna.say(city)
    anna.heard()
    (due,) = [timer.due_at for timer in anna.timers]
    assert due == datetime.fromisoformat(comes).replace(tzinfo=UTC)
    anna.later(due - anna.now)
    assert anna.heard() == ["Now."]


def test_a_moment_that_is_past_on_the_new_clock_has_come() -> None:
    anna = waiting("wait: today 18:00")
    anna.say("Владивосток")
    anna.heard()
    assert anna.wait("11 hours") == ["Now."]  # nine in the morning there


def test_a_follow_up_that_was_sent_does_not_come_again() -> None:
    anna = waiting("ask: Name?\n        save: name\n        follow_ups: [{after: 18 hours, message: Well?}]")
    assert anna.wait("18 hours") == ["Well?"]
    anna.say("New York")
    anna.heard()
    assert anna.wait("2 days") == []
