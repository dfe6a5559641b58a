import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.interval import Interval, difference, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_published_it(part: int, whole: int, low: float, high: float) -> None:
    """Statistics in Medicine 17 (1998), 857-872, Table I, method 3."""
    interval = wilson(part, whole)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((0, 20), (10, 10), 0.6791, 1.0),
        ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_as_newcombe_published_it(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """Statistics in Medicine 17 (1998), 873-890, Table II, method 10."""
    interval = difference(first, second)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_of_nobody_nothing_is_known() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)
    assert (difference((0, 0), (5, 10)).low, difference((5, 10), (0, 0)).high) == (-1, 1)


counts = st.integers(0, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(counts)
def test_an_interval_holds_what_was_seen_and_stays_a_share(count: tuple[int, int]) -> None:
    interval = wilson(*count)
    assert 0 <= interval.low <= interval.high <= 1
    assert not count[1] or interval.low - 1e-12 <= count[0] / count[1] <= interval.high + 1e-12


@given(counts)
def test_more_confidence_takes_more_room(count: tuple[int, int]) -> None:
    usual, wide = wilson(*count), wilson(*count, 0.999)
    assert wide.low <= usual.low
    assert usual.high <= wide.high


@given(counts, counts)
def test_a_difference_turned_round_is_the_same(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = difference(first, second), difference(second, first)
    assert there.low == pytest.approx(-back.high)
    assert there.high == pytest.approx(-back.low)
    assert not (there.holds(0) and there.low > there.high)


def test_of_none_and_of_all_the_end_is_exact() -> None:
    for whole in range(1, 500):
        assert wilson(0, whole).low == 0
        assert wilson(whole, whole).high == 1


def test_both_ends_belong_to_it() -> None:
    assert [Interval(low=0, high=1).holds(value) for value in (-0.1, 0, 0.5, 1, 1.1)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_difference_is_of_the_confidence_that_is_asked_for() -> None:
    usual, sure = difference((48, 80), (56, 70)), difference((48, 80), (56, 70), 0.999)
    assert usual.low > 0 > sure.low
    assert sure.high > usual.high
