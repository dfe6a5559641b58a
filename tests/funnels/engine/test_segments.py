"""Conditions with a name: who belongs to a segment now, in conditions, in texts, and in segments further down."""

import pytest
from msgspec.structs import replace

from tests.funnels.engine.world import World, world

SCRIPT = """
funnel: test
language: en
segments:
  reached: email or phone
  warm: segments contains "reached" and tags contains "hot"
  abroad: language != "ru"
stages:
  - stage: only
    if: segments contains "abroad"
    steps:
      - message: 'You are in {{ segments | join: ", " | default: "none" }}.'
        buttons: [Warm]
      - tag: hot
      - if: segments contains "warm"
        then: {message: Warm now.}
        else: {message: Still cold.}
  - stage: last
    steps:
      - message: Goodbye.
"""


def met(language: str = "en", **attributes: str) -> World:
    """Somebody who has just started the funnel."""
    anna = world(SCRIPT)
    known = replace(anna.person.subscriber, language=language, attributes=attributes)
    anna.person = replace(anna.person, subscriber=known)
    return anna


def test_a_text_can_name_the_segments_in_their_order() -> None:
    assert met(email="anna@example.com").start() == ["You are in reached, abroad."]


@pytest.mark.parametrize(
    ("attributes", "told"),
    [({"email": "anna@example.com"}, "Warm now."), ({"phone": "+79001234567"}, "Warm now."), ({}, "Still cold.")],
)
def test_a_segment_is_asked_for_as_it_is_at_that_moment(attributes: dict[str, str], told: str) -> None:
    anna = met(**attributes)
    anna.start()
    assert anna.press("Warm") == [told, "Goodbye."]


def test_a_stage_is_for_a_segment() -> None:
    assert met(language="ru").start() == ["Goodbye."]


def test_who_is_in_none_is_shown_nothing() -> None:
    script = SCRIPT.replace('    if: segments contains "abroad"\n', "")
    anna = world(script)
    known = replace(anna.person.subscriber, language="ru")
    anna.person = replace(anna.person, subscriber=known)
    assert anna.start() == ["You are in none."]
