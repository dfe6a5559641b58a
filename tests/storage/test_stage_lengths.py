"""How long stages and the way to the last sale took, journey by journey."""

from datetime import UTC
from itertools import permutations

from funnels.analytics.histogram import bucket_of
from storage.rollups.facts import Counted, JourneyFacts, Passage
from storage.rollups.rollup import Key
from storage.rollups.stage_lengths import FUNNEL, count
from storage.slices import Counting
from storage.types import MICROSECONDS_A_SECOND

HOUR = 3600 * MICROSECONDS_A_SECOND
DAY = 24 * HOUR
START = 20_000 * DAY + 9 * HOUR
PASSAGES = {
    "magnet": Passage(START, START + HOUR),
    "core": Passage(START + HOUR, START + 2 * DAY),
    "upsell": Passage(START + 2 * DAY, START + 5 * DAY),
    "review": Passage(START + 5 * DAY, START + 9 * DAY),
    "club": Passage(START + 9 * DAY),
}


def walk(*stages: str, again: bool = False) -> JourneyFacts:
    passages = {stage: PASSAGES[stage] for stage in stages}
    return JourneyFacts("sales", again, START, frozenset({"core", "upsell", "club"}), (), passages)


def lengths(before: JourneyFacts | None, after: JourneyFacts) -> dict[Key, int]:
    return {
        key: figures[0] for key, figures in count([Counted(before, after)], Counting(zone=UTC)).items() if figures[0]
    }


def test_the_funnel_is_as_long_as_the_way_to_its_last_sale() -> None:
    for order in permutations(("core", "upsell", "review", "club")):
        found = lengths(None, walk(*order))
        assert {key[1:]: number for key, number in found.items() if key[3] == FUNNEL} == {
            (False, False, FUNNEL, bucket_of(5 * DAY), 20_000): 1,
            (True, False, FUNNEL, bucket_of(5 * DAY), 20_005): 1,
        }


def test_a_stage_is_as_long_as_from_its_first_entry_to_its_pass() -> None:
    assert lengths(None, walk("core", again=True)) == {
        ("sales", False, True, "core", bucket_of(2 * DAY - HOUR), 20_000): 1,
        ("sales", True, True, "core", bucket_of(2 * DAY - HOUR), 20_002): 1,
        ("sales", False, True, FUNNEL, bucket_of(2 * DAY), 20_000): 1,
        ("sales", True, True, FUNNEL, bucket_of(2 * DAY), 20_002): 1,
    }


def test_a_later_sale_takes_the_place_of_the_one_before() -> None:
    gone, come = bucket_of(2 * DAY), bucket_of(5 * DAY)
    changed = lengths(walk("core"), walk("core", "upsell"))
    assert {key[1:]: number for key, number in changed.items() if key[3] == FUNNEL} == {
        (False, False, FUNNEL, gone, 20_000): -1,
        (True, False, FUNNEL, gone, 20_002): -1,
        (False, False, FUNNEL, come, 20_000): 1,
        (True, False, FUNNEL, come, 20_005): 1,
    }
    assert "core" not in {key[3] for key in changed}


def test_without_a_sale_the_funnel_has_no_length() -> None:
    assert {key[3] for key in lengths(None, walk("magnet", "review"))} == {"magnet", "review"}
