"""One input may move several journeys of a person, and each of them stays one journey."""

from collections import Counter

import pytest

from funnels.engine.inputs import EventReceived, MemberChanged
from funnels.engine.walking import EndlessLoopError
from tests.funnels.engine.world import World, world

SHARES = """
funnel: shares
language: en
start: {links: [shares]}
stages:
  - stage: one
    steps:
      - message: Your number?
        buttons: [{text: Share, contact: true}]
      - message: Thank you.
"""
LEADS_THERE = """
funnel: leads
language: en
start: {links: [leads]}
stages:
  - stage: one
    steps:
      - GATE
      - start: shares
      - wait: 1 day
"""


def both(gate: str) -> World:
    """Somebody in two funnels, of which the newer comes back to the older when its gate opens."""
    anna = world(SHARES, LEADS_THERE.replace("GATE", gate))
    anna.start("shares")
    anna.wait("1 minute")
    anna.start("leads")
    anna.heard()
    return anna


def test_a_funnel_another_one_comes_back_to_stays_one_journey() -> None:
    anna = both('gate: "@rooms"\n        text: Join us.')
    anna.do(MemberChanged(chats=("@rooms",), member=True))
    walks = Counter((journey.funnel, journey.run) for journey in anna.person.journeys)
    assert walks == {("shares", 1): 1, ("leads", 1): 1}
    assert anna.journey("leads").step == "one.3"


def test_what_one_journey_learns_of_the_person_is_not_lost_by_the_next() -> None:
    waits = "wait: {for: paid, save: [NAME]}"
    anna = world(
        LEADS_THERE.replace("GATE", waits.replace("NAME", "first")).replace("      - start: shares\n", ""),
        LEADS_THERE.replace("leads", "other")
        .replace("GATE", waits.replace("NAME", "second"))
        .replace("      - start: shares\n", ""),
    )
    anna.start("leads")
    anna.start("other")
    anna.do(EventReceived(name="paid", values={"first": "1", "second": "2"}))
    assert anna.person.subscriber.attributes == {"first": "1", "second": "2"}


def begins(funnel: str, other: str) -> str:
    start = f"{{links: [{funnel}], again: always}}"
    return f"funnel: {funnel}\nstart: {start}\nstages: [{{stage: one, steps: [{{start: {other}}}]}}]"


def test_funnels_that_begin_each_other_without_end_are_refused_and_change_nothing() -> None:
    anna = world(begins("ping", "pong"), begins("pong", "ping"))
    with pytest.raises(EndlessLoopError, match="begin each other without end"):
        anna.start("ping")
    assert anna.person.journeys == ()
