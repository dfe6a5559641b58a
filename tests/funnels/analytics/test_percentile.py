"""Percentiles agree with the textbook and never leave the lengths they are taken of."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.analytics.percentile import percentile

LENGTHS = st.lists(st.floats(min_value=0, max_value=10**8), min_size=1).map(sorted)


def test_no_lengths_have_no_percentile() -> None:
    assert percentile([], 0.5) is None


@pytest.mark.parametrize(("share", "length"), [(0, 10), (0.25, 20), (0.5, 30), (0.9, 46), (1, 50)])
def test_between_two_lengths_the_line_decides(share: float, length: float) -> None:
    assert percentile([10, 20, 30, 40, 50], share) == pytest.approx(length)


@given(LENGTHS)
def test_the_half_is_the_median(lengths: list[float]) -> None:
    assert percentile(lengths, 0.5) == pytest.approx(median(lengths))


@given(LENGTHS, st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_a_larger_share_is_never_shorter(lengths: list[float], one: float, other: float) -> None:
    lower, upper = percentile(lengths, min(one, other)), percentile(lengths, max(one, other))
    assert lower is not None
    assert upper is not None
    assert lengths[0] <= lower
    assert lower <= upper or lower == pytest.approx(upper)
    assert upper <= lengths[-1] or upper == pytest.approx(lengths[-1])


@pytest.mark.parametrize("share", [-0.1, 1.1, 90])
def test_a_share_is_not_a_percent(share: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        percentile([1, 2], share)
