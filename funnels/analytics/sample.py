"""How many people an experiment needs before its result means anything."""

from math import ceil, sqrt
from statistics import NormalDist

EFFECT = 0.2
"""The smallest change worth finding, unless the script plans otherwise: a fifth more than there is."""

SIGNIFICANCE = 0.05
"""How often a difference may be seen where there is none; two-sided."""

POWER = 0.8
"""How often a difference of the planned size is found where there is one."""


def sample_size(first: float, second: float, *, significance: float = SIGNIFICANCE, power: float = POWER) -> float:
    """People each of two variants needs for the shares `first` and `second` to be told apart; unrounded.

    The normal approximation with a pooled variance under equality and no continuity correction: J. L. Fleiss,
    Statistical Methods for Rates and Proportions, 2nd ed. (1981), formula 3.14; R's `power.prop.test` solves the same.

    Raises:
        ValueError: the shares are equal or not within 0..1.
    """
    if first == second or not (0 <= first <= 1 and 0 <= second <= 1):
        raise ValueError(f"no sample tells {first} and {second} apart")
    middle = (first + second) / 2
    kept_apart = NormalDist().inv_cdf(1 - significance / 2) * sqrt(2 * middle * (1 - middle))
    found = NormalDist().inv_cdf(power) * sqrt(first * (1 - first) + second * (1 - second))
    return ((kept_apart + found) / (second - first)) ** 2


def planned_sample(baseline: float | None, effect: float = EFFECT) -> int | None:
    """Whole people a variant for a change of `effect`, relative to the baseline; None without a usable baseline.

    A baseline that cannot grow so much is taken to fall by as much: the two are told apart all the same.
    """
    if not baseline:
        return None
    changed = baseline * (1 + effect)
    return ceil(sample_size(baseline, changed if changed <= 1 else baseline * (1 - effect)))
