"""Chance is an argument: `random.Random(seed)` is such a thing; nothing here makes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from math import log
from typing import Protocol

from funnels.definition.script import Place, Script
from funnels.simulation.acts import Act, rest
from funnels.simulation.estimates import Estimate

_NINE_TENTHS = 1.2815515655446004
"""Nine tenths of a normal distribution lie below this many standard deviations."""


class Chance(Protocol):
    """Where the draws come from."""

    def random(self) -> float:
        """A number from 0 up to, not including, 1, all alike."""

    def lognormvariate(self, mu: float, sigma: float) -> float:
        """A number whose logarithm is normal with this mean and standard deviation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """An estimate, ready to be drawn from many times."""

    moves: tuple[tuple[float, Act], ...]
    """Each move with its share and those before it."""
    asides: tuple[tuple[float, Act], ...]
    mu: float
    sigma: float
    window: float | None
    """Seconds until the wait is over by itself."""

    def move(self, chance: Chance) -> Act | None:
        """One of the moves, or none."""
        mark = chance.random()
        return next((act for below, act in self.moves if mark < below), None)

    def aside(self, chance: Chance) -> Sequence[Act]:
        """Everything done beside."""
        return [act for share, act in self.asides if chance.random() < share]

    def delay(self, chance: Chance) -> timedelta:
        """How long it takes; whoever would come too late comes at any time before the wait is over."""
        seconds = chance.lognormvariate(self.mu, self.sigma)
        if self.window is not None and seconds >= self.window:
            seconds = self.window * chance.random()
        return timedelta(seconds=seconds)


def draws(script: Script, estimates: Mapping[str, Estimate]) -> dict[str, Draw]:
    """By key, the steps at which somebody can do something."""
    return {key: _draw(estimate, script.places[key]) for key, estimate in estimates.items()}


def _draw(estimate: Estimate, place: Place) -> Draw:
    half, most = estimate.half_within.total_seconds(), estimate.most_within.total_seconds()
    ends = (getattr(place.step, name, None) for name in ("deadline", "within"))
    span = next((one for one in ends if isinstance(one, timedelta)), None)
    moves = tuple(zip(accumulate(estimate.moves.values()), estimate.moves, strict=True))
    failing = rest(place)
    return Draw(
        moves=(*moves, (1.0, failing)) if failing else moves,
        asides=tuple((share, act) for act, share in estimate.asides.items()),
        mu=log(half),
        sigma=log(most / half) / _NINE_TENTHS,
        window=span.total_seconds() if span else None,
    )
