"""How far a counted share may be from the true one by chance: no figure is judged without it."""

from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist

USUAL = 0.95
"""The confidence an interval has unless another is asked for."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value is in it."""
        return self.low <= value <= self.high


@cache
def deviations(confidence: float) -> float:
    """How many standard deviations on either side of the mean hold this part of the normal distribution."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(part: int, whole: int, confidence: float = USUAL) -> Interval:
    """Where the share of which `part` of `whole` was seen lies; of nobody, anywhere from 0 to 1.

    The score interval without continuity correction: E. B. Wilson, Probable inference, the law of succession, and
    statistical inference, JASA 22 (1927); method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872.
    """
    if not whole:
        return Interval(low=0.0, high=1.0)
    z = deviations(confidence)
    share, wide = part / whole, z * z / whole
    middle = (share + wide / 2) / (1 + wide)
    reach = sqrt(wide * share * (1 - share) + wide * wide / 4) / (1 + wide)
    high = middle + reach if part < whole else 1.0  # of none, `low` is 0 to the last bit
    return Interval(low=middle - reach, high=high)


def difference(first: tuple[int, int], second: tuple[int, int], confidence: float = USUAL) -> Interval:
    """Where the second share minus the first lies; each is (part, whole). Without 0 in it, they differ beyond chance.

    Method 10 of R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in
    Medicine 17 (1998), 873-890: the two Wilson intervals, put together. Of nobody nothing is known: -1 to 1.
    """
    if not (first[1] and second[1]):
        return Interval(low=-1.0, high=1.0)
    before, after = first[0] / first[1], second[0] / second[1]
    old, new = wilson(*first, confidence), wilson(*second, confidence)
    change = after - before
    return Interval(
        low=change - sqrt((after - new.low) ** 2 + (old.high - before) ** 2),
        high=change + sqrt((new.high - after) ** 2 + (before - old.low) ** 2),
    )
