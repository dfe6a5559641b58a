from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.judgement import Count, StageJudgement, StageSeen, judge, narrowest, ranked
from funnels.definition.money import Money


def judged(
    now: Count,
    before: Count = (0, 0),
    *,
    stage: str = "core",
    target: float | None = None,
    values: Mapping[str, float] = {},  # it is only read
) -> StageJudgement:
    return judge(StageSeen(stage=stage, title=stage, now=now, before=before, target=target, values=values))


def rows(*people: int) -> list[StageJudgement]:
    """A funnel of which only this is known: how many were left after each stage."""
    return [
        judged((passed, reached), stage=f"stage {number}")
        for number, (reached, passed) in enumerate(pairwise(people), start=1)
    ]


def test_a_thousand_requests() -> None:
    """The first reference case of the design: 52.0 %, 41.3 %, 60.5 %; the weakest stage is the second."""
    found = rows(1000, 520, 215, 130)
    assert [round(100 * (one.conversion or 0), 1) for one in found] == [52.0, 41.3, 60.5]
    weakest = narrowest(found)
    assert weakest is not None
    assert (weakest[0].stage, weakest[1]) == ("stage 2", True)


def test_fifty_in_place_of_two_hundred_and_ten() -> None:
    """The second one: the third stage, 16.4 %, falls from 68.9 % and is the weak one."""
    before = [(710, 1000), (305, 710), (210, 305), (100, 210)]
    now = [(710, 1000), (305, 710), (50, 305), (24, 50)]
    found = [judged(*pair, stage=f"stage {number}") for number, pair in enumerate(zip(now, before, strict=True), 1)]
    (weak,) = ranked(found)
    assert (weak.stage, round(100 * (weak.conversion or 0), 1)) == ("stage 3", 16.4)
    assert weak.lost == pytest.approx(160)


def test_twenty_replies_are_too_few_for_the_next_stage() -> None:
    """The third one: 100 calls, 20 replies: 20 %; of the next stage nothing is said."""
    calls, replies = judged((20, 100), (300, 1000)), judged((1, 20), (300, 1000))
    assert (calls.conversion, calls.verdict) == (0.2, "weak")
    assert replies.verdict == "too_few"


def test_a_target_comes_before_what_was() -> None:
    assert judged((30, 100), (30, 100)).verdict == "fine"
    aimed = judged((30, 100), (30, 100), target=0.5)
    assert (aimed.verdict, aimed.baseline, aimed.is_target) == ("weak", 0.5, True)


def test_too_few_before_are_no_baseline() -> None:
    assert judged((10, 100), (20, 29)).verdict == "no_baseline"
    assert judged((10, 100), (20, 30)).verdict == "weak"


def test_a_stage_within_chance_is_fine() -> None:
    assert judged((40, 100), (45, 100)).verdict == "fine"


def test_the_dearest_is_first_in_the_currency_that_comes_most_often() -> None:
    cheap = judged((10, 100), target=0.5, stage="cheap", values={"RUB": 100.0, "EUR": 900.0})
    dear = judged((30, 100), target=0.5, stage="dear", values={"RUB": 500.0, "EUR": 1.0})
    free = judged((0, 100), target=0.5, stage="free")
    assert [one.stage for one in ranked([free, cheap, dear])] == ["dear", "cheap", "free"]
    assert cheap.cost == (Money(amount=4000, currency="RUB"), Money(amount=36000, currency="EUR"))


def test_nobody_anywhere_is_no_narrow_place() -> None:
    assert narrowest([judged((0, 0)), judged((5, 29))]) is None


def test_alike_stages_are_told_to_be_alike() -> None:
    found = narrowest(rows(1000, 430, 205))
    assert found is not None
    assert found == (found[0], False)


@given(st.integers(0, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), st.floats(0.01, 1))
def test_weak_is_below_the_baseline_and_costs_something(now: Count, target: float) -> None:
    one = judged(now, target=target, values={"RUB": 10_000.0})
    if one.verdict == "weak":
        assert one.reached >= 30
        assert (one.conversion or 0) < target
        assert one.lost > 0
        assert one.cost[0].amount > 0


def test_above_the_baseline_nobody_is_lost() -> None:
    above = judged((60, 100), (500, 1000), values={"RUB": 100.0})
    assert (above.lost, above.cost, above.is_target) == (0, (Money(amount=0, currency="RUB"),), False)


def test_only_weak_stages_are_ranked() -> None:
    others = [judged((1, 29), (500, 1000)), judged((10, 100)), judged((50, 100), (500, 1000))]
    assert [one.verdict for one in others] == ["too_few", "no_baseline", "fine"]
    weak = judged((10, 100), (500, 1000))
    assert ranked([*others, weak]) == [weak]


def test_what_is_lost_costs_whole_minor_units() -> None:
    weak = judged((10, 100), target=0.255, values={"RUB": 1.0, "EUR": 0.02})
    assert weak.lost == pytest.approx(15.5)
    assert weak.cost == (Money(amount=16, currency="RUB"), Money(amount=0, currency="EUR"))


def test_of_stages_that_cost_the_same_the_one_that_loses_most_people_is_first() -> None:
    few = judged((5, 50), target=0.5, stage="few")
    many = judged((10, 100), target=0.5, stage="many")
    assert [one.stage for one in ranked([few, many])] == ["many", "few"]


def test_of_thirty_a_verdict_is_given() -> None:
    assert judged((5, 30), target=0.5).verdict == "weak"
    assert judged((5, 29), target=0.5).verdict == "too_few"
    assert narrowest([judged((5, 30))]) is not None
    assert narrowest([judged((5, 29))]) is None
