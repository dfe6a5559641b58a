import pytest

from funnels.analytics.alarm import arrives, fails, fell, recovered
from funnels.analytics.judgement import Count


@pytest.mark.parametrize(
    ("before", "now", "is_fallen"),
    [
        ((500, 1000), (5, 50), True),
        ((500, 1000), (20, 50), False),
        ((500, 1000), (0, 29), False),
        ((500, 1000), (0, 30), True),
        ((0, 0), (0, 100), False),
        ((10, 30), (0, 30), False),
        ((500, 1000), (50, 50), False),
    ],
)
def test_a_stage_falls_when_it_is_hardly_chance(before: Count, now: Count, *, is_fallen: bool) -> None:
    assert fell(before, now) == is_fallen


def test_between_falling_and_recovering_nothing_is_told() -> None:
    before, in_between = (500, 1000), (16, 50)
    assert not fell(before, in_between)
    assert not recovered(before, in_between)
    assert recovered(before, (22, 50))
    assert recovered(before, (15, 30))
    assert not recovered(before, (29, 29))


@pytest.mark.parametrize(
    ("before", "now", "is_failing"),
    [
        ((0, 1000), (3, 3), True),
        ((0, 1000), (2, 2), False),
        ((0, 0), (4, 4), True),
        ((0, 1000), (3, 100), False),
        ((0, 1000), (12, 100), False),
        ((0, 1000), (13, 100), True),
        ((150, 1000), (20, 100), False),
        ((150, 1000), (23, 100), True),
    ],
)
def test_a_step_fails_when_more_than_usual_do_not_arrive(before: Count, now: Count, *, is_failing: bool) -> None:
    assert fails(before, now) == is_failing


def test_messages_arrive_again() -> None:
    assert arrives((0, 1000), (1, 20))
    assert not arrives((0, 1000), (3, 50))
    assert arrives((150, 1000), (15, 100))
    assert not arrives((150, 1000), (16, 100))
    assert not arrives((0, 1000), (0, 0))
