"""Lengths kept as counts in buckets: those of two groups add up to those of both, and a percentile is 2 % off at most.

Each bucket is 4 % wider than the one before it (DDSketch: Masson, Rim, Lee, “A Fast and Fully-Mergeable Quantile
Sketch with Relative-Error Guarantees”, VLDB 2019), so half a second and half a year are known equally well.
"""

from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import ceil, floor, log

ERROR = 0.02
"""How far a percentile may be off, as a share of it."""

_GROWTH = (1 + ERROR) / (1 - ERROR)
_LOG_GROWTH = log(_GROWTH)


def bucket_of(length: int) -> int:
    """The bucket of a length, in whole units too small to matter; no time at all has a bucket of its own."""
    return 1 + ceil(log(length) / _LOG_GROWTH) if length > 0 else 0


def length_of(bucket: int) -> float:
    """The length that is at most `ERROR` away from every one in the bucket."""
    return 2 * _GROWTH ** (bucket - 1) / (_GROWTH + 1) if bucket else 0.0


def percentile_of(counts: Mapping[int, int], share: float) -> float | None:
    """The length below which `share` of them lie, as `funnels.analytics.percentile` says; None where there are none.

    Args:
        counts: how many lengths each bucket holds.
        share: from 0 (the shortest) over 0.5 (the median) to 1 (the longest).
    """
    buckets = sorted(bucket for bucket, count in counts.items() if count)
    if not buckets:
        return None
    upto = list(accumulate(counts[bucket] for bucket in buckets))
    place = share * (upto[-1] - 1)
    below = _at(floor(place), buckets, upto)
    return below + (_at(ceil(place), buckets, upto) - below) * (place - floor(place))


def _at(place: int, buckets: Iterable[int], upto: Iterable[int]) -> float:
    """The length at this place, counted from 0, of all in their order."""
    return next(length_of(bucket) for bucket, count in zip(buckets, upto, strict=True) if place < count)
