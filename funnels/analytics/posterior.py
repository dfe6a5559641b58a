"""What is known of variants after so many people: which may be best, and what choosing each would cost.

Nothing is known before (a uniform prior), so a share after `part` of `whole` is a beta distribution with part + 1 and
whole - part + 1. Both questions are integrals over the distributions, taken by Gauss and Legendre's rule of three
points between marks an eighth of a standard deviation apart: exact to eight decimals, and without chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, lgamma, log, prod, sqrt

_MARK = 0.125
_NEAR = 8.0
_FAR = 60.0
_GROWTH = 1.1
_LEAST = 1e-9
"""No variant is ever best for certain, nor ever certainly not."""

_SIDE = sqrt(0.6)
_POINTS = ((0.5 - _SIDE / 2, 5 / 18), (0.5, 8 / 18), (0.5 + _SIDE / 2, 5 / 18))
"""Where in an interval of length 1 the rule looks, and how much each place weighs."""


@dataclass(frozen=True, kw_only=True)
class Arm:
    """What the posterior says of one variant."""

    best: float
    """The probability that no other variant has a larger share."""
    loss: float
    """How much smaller its share is than the largest, in the mean: the price of choosing it, as a share 0..1."""


class _Beta:
    """The distribution of one variant's share."""

    def __init__(self, part: int, whole: int) -> None:
        self._more, self._less = part, whole - part
        self._log_scale = lgamma(whole + 2) - lgamma(part + 1) - lgamma(whole - part + 1)
        self.mean = (part + 1) / (whole + 2)
        self.deviation = sqrt(self.mean * (1 - self.mean) / (whole + 3))

    def density(self, share: float) -> float:
        if not 0 < share < 1:
            return 0.0
        return exp(self._log_scale + self._more * log(share) + self._less * log(1 - share))

    def between(self, low: float, high: float) -> float:
        """How much of it lies there."""
        span = high - low
        return span * sum(weight * self.density(low + span * at) for at, weight in _POINTS)

    def marks(self) -> Iterator[float]:
        """Where it has to be looked at closely."""
        away = 0.0
        while away < _FAR:
            yield self.mean - away * self.deviation
            yield self.mean + away * self.deviation
            away = away + _MARK if away < _NEAR else away * _GROWTH


def arms(counts: Sequence[tuple[int, int]]) -> list[Arm]:
    """What is known of each variant, from its (part, whole), in their order.

    Raises:
        ValueError: a part is negative or larger than its whole.
    """
    if any(not 0 <= part <= whole for part, whole in counts):
        raise ValueError(f"these are no parts of their wholes: {counts}")
    betas = [_Beta(part, whole) for part, whole in counts]
    marks = sorted({0.0, 1.0, *(mark for beta in betas for mark in beta.marks() if 0 < mark < 1)})
    below = [0.0] * len(betas)
    best = [0.0] * len(betas)
    largest = 1.0
    for low, high in pairwise(marks):
        span = high - low
        for at, weight in _POINTS:
            share = low + span * at
            under = [known + beta.between(low, share) for known, beta in zip(below, betas, strict=True)]
            largest -= span * weight * prod(under)
            for number, beta in enumerate(betas):
                others = prod(under[:number]) * prod(under[number + 1 :])
                best[number] += span * weight * beta.density(share) * others
        below = [known + beta.between(low, high) for known, beta in zip(below, betas, strict=True)]
    return [
        Arm(best=min(max(chance, _LEAST), 1 - _LEAST), loss=max(largest - beta.mean, 0.0))
        for chance, beta in zip(best, betas, strict=True)
    ]
