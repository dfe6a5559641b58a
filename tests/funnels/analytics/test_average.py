"""Money among people is rounded to the nearest minor unit."""

import pytest

from funnels.analytics.average import average


@pytest.mark.parametrize(
    ("amount", "count", "each"),
    [
        (4, 3, 1),
        (5, 3, 2),
        (1, 2, 1),
        (3, 2, 2),
        (5, 2, 3),
        (-1, 2, 0),
        (-5, 3, -2),
        (6, 3, 2),
        (0, 3, 0),
        (5, 0, None),
    ],
)
def test_halves_are_rounded_up(amount: int, count: int, each: int | None) -> None:
    assert average(amount, count) == each


def test_large_sums_are_exact() -> None:
    assert average(10**18 + 1, 2) == 5 * 10**17 + 1
