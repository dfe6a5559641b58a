"""Whether something has grown: by the middle one of all slopes, which no single peak can move (Theil and Sen)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from bench.result import Result
from bench.soak.sample import Sample

WARM_UP = 120.0
"""Seconds until as many people go as come, caches are filled and modules imported; of short runs a third."""

WINDOWS = 40
"""Stretches of equal length whose middles are compared."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What may not grow: over all that was watched at most by a share of its median, or by so much."""

    name: str
    unit: str
    value: Callable[[Sequence[Sample]], float]
    """Its value in a stretch of samples."""
    share: float
    least: float
    """Growth below it is none, however small the median is."""

    def judge(self, windows: Sequence[Sequence[Sample]]) -> Result:
        """Its growth, and whether it may be called flat."""
        values = [self.value(window) for window in windows]
        grown, usual = growth(values), median(values)
        most = max(self.share * usual, self.least)
        minutes = (windows[-1][-1].at - windows[0][0].at) / 60
        return Result(
            name=f"soak, growth of {self.name}",
            figure=f"{grown:+.1f} {self.unit}",
            target=f"≤ {most:.1f} {self.unit}",
            reached=grown <= most,
            raw=f"in {minutes:.0f} min; median {usual:.1f}, most {max(values):.1f} {self.unit}",
        )


def growth(values: Sequence[float]) -> float:
    """By how much the values, at equal distances, rise from the first to the last."""
    slopes = [(values[late] - values[early]) / (late - early) for early, late in combinations(range(len(values)), 2)]
    return median(slopes) * (len(values) - 1)


def windows(samples: Sequence[Sample]) -> list[Sequence[Sample]]:
    """All that was watched after the warm-up, in equal stretches."""
    end = samples[-1].at
    warm = [sample for sample in samples if sample.at >= warmed_up(end)]
    length = max(len(warm) // WINDOWS, 1)
    return [warm[at : at + length] for at in range(0, len(warm) - length + 1, length)]


def warmed_up(end: float) -> float:
    """The second from which a run of so many is watched."""
    return min(WARM_UP, end / 3)


def lag(samples: Sequence[Sample], share: float) -> float:
    """The lag that this share of the answers stays within, in milliseconds; 0 where there was none."""
    lags = sorted(one for sample in samples for one in sample.lags)
    return lags[min(int(share * len(lags)), len(lags) - 1)] if lags else 0.0


def _middle(name: str) -> Callable[[Sequence[Sample]], float]:
    return lambda some: median(getattr(one, name) for one in some)


RULES = (
    Rule(name="memory", unit="MiB", value=_middle("memory"), share=0.03, least=1),
    Rule(name="open handles", unit="handles", value=_middle("handles"), share=0, least=10),
    Rule(name="threads", unit="threads", value=_middle("threads"), share=0, least=3),
    Rule(name="messages waiting", unit="messages", value=_middle("waiting"), share=0, least=30),
    Rule(name="the median lag", unit="ms", value=lambda some: lag(some, 0.5), share=0.25, least=50),
    Rule(name="the p99 lag", unit="ms", value=lambda some: lag(some, 0.99), share=0.5, least=500),
)
"""Pools open a few more connections when many are wanted at once, to the database each with a thread, up to their size.

Messages may wait for a second's worth of the limit. Lags are of answers: from what somebody did to what they saw; on a
machine that does other things, too, they are not the bot's alone.
"""
