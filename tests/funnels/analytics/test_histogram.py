"""Lengths in buckets: whatever they are, a percentile is at most 2 % off, also of several histograms together."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.histogram import ERROR, bucket_of, length_of, percentile_of
from funnels.analytics.percentile import percentile

MICROSECONDS = st.integers(0, 10**15)
"""Up to thirty years."""

LENGTHS = st.lists(MICROSECONDS, min_size=1, max_size=60)
SHARES = st.floats(0, 1)


def counted(lengths: list[int]) -> Counter[int]:
    return Counter(map(bucket_of, lengths))


@given(MICROSECONDS)
def test_a_bucket_stands_for_its_lengths(length: int) -> None:
    assert length_of(bucket_of(length)) == pytest.approx(length, rel=ERROR + 1e-9, abs=0)


@given(MICROSECONDS, MICROSECONDS)
def test_buckets_are_in_the_order_of_lengths(one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert bucket_of(short) <= bucket_of(long)


@given(LENGTHS, SHARES)
def test_a_percentile_is_hardly_off(lengths: list[int], share: float) -> None:
    exact = percentile(sorted(lengths), share)
    assert percentile_of(counted(lengths), share) == pytest.approx(exact, rel=ERROR + 1e-9, abs=1e-6)


@given(LENGTHS, LENGTHS)
def test_two_histograms_add_up_to_that_of_both(some: list[int], others: list[int]) -> None:
    assert counted(some) + counted(others) == counted(some + others)


def test_of_nothing_there_is_no_percentile() -> None:
    assert percentile_of(Counter(), 0.5) is None
    assert percentile_of(Counter({7: 0}), 0.5) is None


def test_a_year_takes_a_few_hundred_buckets() -> None:
    second, year = 10**6, 365 * 86400 * 10**6
    assert bucket_of(year) - bucket_of(second) == 431
