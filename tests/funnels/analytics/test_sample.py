from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.sample import planned_sample, sample_size


def test_as_r_publishes_it() -> None:
    """`power.prop.test(p1 = .50, p2 = .75, power = .90)`, n = 76.7 in the manual of R's stats package."""
    assert round(sample_size(0.5, 0.75, power=0.9), 1) == 76.7


def test_as_fleiss_published_it() -> None:
    """Table A.3 of Fleiss (1981): 376 for .60 and .70, which has his continuity correction (3.18) on top."""
    plain = sample_size(0.6, 0.7)
    corrected = plain / 4 * (1 + (1 + 4 / (plain * 0.1)) ** 0.5) ** 2
    assert round(corrected) == 376
    assert round(plain) == 356


def test_a_tenth_that_may_grow_by_a_fifth() -> None:
    assert planned_sample(0.1) == 3841


def test_a_share_that_cannot_grow_may_fall() -> None:
    assert planned_sample(0.95) == planned_sample(0.95, effect=-0.2)


@pytest.mark.parametrize("baseline", [None, 0.0])
def test_without_a_baseline_nothing_is_planned(baseline: float | None) -> None:
    assert planned_sample(baseline) is None


@pytest.mark.parametrize(("first", "second"), [(0.1, 0.1), (-0.1, 0.5), (0.5, 1.1)])
def test_what_no_sample_can_tell_apart_is_refused(first: float, second: float) -> None:
    with pytest.raises(ValueError, match="apart"):
        sample_size(first, second)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_which_of_the_two_is_first_does_not_matter(first: float, second: float) -> None:
    if first != second:
        assert sample_size(first, second) == pytest.approx(sample_size(second, first))


def test_a_share_may_grow_to_all() -> None:
    assert planned_sample(0.8, effect=0.25) == ceil(sample_size(0.8, 1.0)) != ceil(sample_size(0.8, 0.6))
