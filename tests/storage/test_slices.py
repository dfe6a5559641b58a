"""The cells of a journey: by what it is told apart from others."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from funnels.definition.load import load_version
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.facts import Track
from funnels.engine.journey import Journey
from storage.slices import Counting, cells
from tests.storage.stories import NOW, person

SCRIPT = """
funnel: relationships
language: ru
start: {default: true}
segments:
  warm: tags contains "warm"
  hot: segments contains "warm" and tags contains "hot"
stages:
  - stage: lead_magnet
    steps: [{message: Здравствуйте!}]
"""


def journey(*, run: int = 1, **fields: object) -> Journey:
    (one,) = person(run=run).journeys
    return replace(one, subscriber=replace(one.subscriber, **fields))


def test_a_journey_begins_in_the_cells_of_its_start() -> None:
    zone = ZoneInfo("Asia/Yekaterinburg")
    begun = cells(journey(source="vk-march-2"), (), (), NOW, Counting(zone=zone))
    assert begun == (
        "campaign=march-2",
        "hour=14",
        "language=ru",
        "newness=new",
        "source=vk-march-2",
        "version=1",
        "weekday=1",
    )


def test_who_comes_from_nowhere_has_no_campaign() -> None:
    begun = cells(journey(), (), (), NOW, Counting())
    assert "source=" in begun
    assert not any(cell.startswith("campaign=") for cell in begun)


@pytest.mark.parametrize(
    ("walk", "newness"),
    [
        (journey(), "new"),
        (journey(met_at=None), "new"),
        (journey(met_at=NOW - timedelta(days=1)), "returning"),
        (journey(run=2), "returning"),
    ],
)
def test_a_first_contact_is_new(walk: Journey, newness: str) -> None:
    assert f"newness={newness}" in cells(walk, (), (), NOW, Counting())


def test_what_was_true_at_the_start_stays() -> None:
    begun = cells(journey(source="vk"), (), (), NOW, Counting())
    later = replace(journey(source="tg", language="en", met_at=NOW - timedelta(days=1)), version=2)
    assert cells(later, begun, (), NOW + timedelta(hours=5), Counting()) == begun


def test_facts_of_other_kinds_change_nothing() -> None:
    begun = cells(journey(), (), (), NOW, Counting())
    assert cells(journey(), begun, [Track(event="clicked", detail="0")], NOW, Counting()) == begun


def test_segments_are_those_of_the_moment() -> None:
    script = load_version(SCRIPT, funnel="relationships", version=1, timezone="UTC")
    counting = Counting(catalogue=Catalogue(live={"relationships": script}))
    begun = cells(journey(tags=frozenset({"warm", "hot"})), (), (), NOW, counting)
    assert [cell for cell in begun if cell.startswith("segment=")] == ["segment=hot", "segment=warm"]
    assert "segment=hot" not in cells(journey(tags=frozenset({"warm"})), begun, (), NOW, counting)
