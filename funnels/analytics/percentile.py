"""A percentile lies on the straight line between its two nearest lengths: the median of 1 and 2 is 1.5."""

from collections.abc import Sequence
from math import floor


def percentile(ascending: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` of the lengths lie; None where there are no lengths.

    Args:
        ascending: lengths, already sorted from the shortest; the unit is the caller's and is kept.
        share: from 0 (the shortest) over 0.5 (the median) to 1 (the longest).

    Raises:
        ValueError: if `share` is outside 0..1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a percentile needs a share from 0 to 1, not {share}")
    if not ascending:
        return None
    place = share * (len(ascending) - 1)
    below = floor(place)
    above = min(below + 1, len(ascending) - 1)
    return ascending[below] + (ascending[above] - ascending[below]) * (place - below)
