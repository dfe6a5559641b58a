"""What conditions and texts may ask about time: days since something, the stage, the hour."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.funnels.engine.world import NOON, World, world

SCRIPT = """
funnel: test
language: en
timezone: Europe/Moscow
products:
  talk: {{title: Talk, stars: 100, deliver: {{text: The talk.}}}}
stages:
  - stage: first
    steps:
      - message: Buy?
        buttons: [{{text: Buy, buy: talk}}, {{text: "On"}}]
  - stage: second
    steps:
      - message: Go on?
        buttons: ["Yes"]
      - if: {condition}
        then: {{message: It holds.}}
        else: {{message: It does not.}}
"""


def told(condition: str, *, days: float = 3, kept: dict[str, str] | None = None) -> list[str]:
    """What is said to somebody who came a week after first contact, stood `days` in the second stage, and bought."""
    anna = _there(condition, kept or {})
    anna.wait(f"{round(days * 24 * 60)} minutes")
    return anna.press("Yes")


def _there(condition: str, kept: dict[str, str]) -> World:
    anna = world(SCRIPT.format(condition=condition))
    known = replace(anna.person.subscriber, met_at=NOON - timedelta(days=7), attributes=kept)
    anna.person = replace(anna.person, subscriber=known)
    anna.start()
    anna.wait("1 day")
    anna.buy("Buy")
    anna.press("On")
    return anna


@pytest.mark.parametrize(
    "condition",
    [
        "days_since.contact == 11",
        "days_since.start == 4",
        "days_since.stage == 3",
        "days_since.order == 3",
        "days_since.order >= 3 and stage == 'second'",
        "days_since.birthday == 5",
        "days_since.ahead < 0",
    ],
)
def test_days_are_counted(condition: str) -> None:
    assert told(condition, kept={"birthday": "2026-03-01", "ahead": "2026-04-01"}) == ["It holds."]


@pytest.mark.parametrize("condition", ["days_since.birthday > 1", "days_since.word > 1", "days_since.nothing < 1"])
def test_what_never_happened_has_no_days(condition: str) -> None:
    assert told(condition, kept={"word": "soon"}) == ["It does not."]


def test_a_day_is_over_after_24_hours() -> None:
    assert told("days_since.stage == 0", days=0.99) == ["It holds."]
    assert told("days_since.stage == 1", days=1) == ["It holds."]


def test_texts_can_say_the_day_and_count() -> None:
    text = "{{ days_since.start }} days, {{ now | date: '%H:%M' }}"
    anna = world(SCRIPT.format(condition="stage").replace("It holds.", f'"{text}"'))
    anna.start()
    anna.press("On")
    anna.wait("2 days")
    assert anna.press("Yes") == ["2 days, 15:00"]
