"""An experiment: how each variant does, which may be best, and whether enough people have taken part to say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from funnels.analytics.interval import Interval, wilson
from funnels.analytics.posterior import arms
from funnels.analytics.ratio import ratio
from funnels.analytics.sample import planned_sample

Planned = Literal["script", "before", "variants"]
"""By what the sample is planned: the script says it; what the stage did before; all variants taken together."""


@dataclass(frozen=True, kw_only=True)
class VariantCount:
    """Journeys that took this variant: how many, and of them those that met the goal, and bought, after that."""

    people: int = 0
    passed: int = 0
    bought: int = 0


@dataclass(frozen=True, kw_only=True)
class Aim:
    """How one variant does by one measure.

    Attributes:
        met: how many people.
        share: met / people; None while there are none.
        interval: where chance leaves the share, at 95 %.
        best: the probability that no other variant has a larger share.
        loss: what choosing it costs in the mean, as a share of the people.
    """

    met: int
    share: float | None
    interval: Interval
    best: float
    loss: float


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One arm of an experiment, by the goal of the stage and by sales."""

    name: str
    people: int
    goal: Aim
    sale: Aim


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """An experiment as it stands.

    Attributes:
        stage: where it stands in the script.
        is_over: it is no longer in the script.
        needed: how many people each variant needs; None: nothing is known to plan by.
        planned: by what that is planned.
    """

    name: str
    stage: str
    title: str
    is_over: bool
    variants: tuple[Variant, ...]
    needed: int | None
    planned: Planned

    @property
    def people(self) -> int:
        """How many have taken part."""
        return sum(variant.people for variant in self.variants)

    @property
    def fewest(self) -> int:
        """How many people the variant with the fewest has."""
        return min((variant.people for variant in self.variants), default=0)

    @property
    def is_complete(self) -> bool:
        """Whether every variant has had the people it needs."""
        return self.needed is not None and self.fewest >= self.needed

    @property
    def winner(self) -> Variant | None:
        """The variant that is likeliest to be best by the goal; nobody before the experiment is complete."""
        return max(self.variants, key=lambda variant: variant.goal.best) if self.is_complete else None


def aims(counts: Sequence[tuple[int, int]]) -> list[Aim]:
    """Each variant's (met, people) beside the others'."""
    return [
        Aim(met=met, share=ratio(met, people), interval=wilson(met, people), best=arm.best, loss=arm.loss)
        for (met, people), arm in zip(counts, arms(counts), strict=True)
    ]


def variants(counts: Mapping[str, VariantCount]) -> tuple[Variant, ...]:
    """The arms of an experiment, in their order."""
    goals = aims([(one.passed, one.people) for one in counts.values()])
    sales = aims([(one.bought, one.people) for one in counts.values()])
    return tuple(
        Variant(name=name, people=one.people, goal=goal, sale=sale)
        for (name, one), goal, sale in zip(counts.items(), goals, sales, strict=True)
    )


def plan(script: int | None, before: float | None, counts: Mapping[str, VariantCount]) -> tuple[int | None, Planned]:
    """How many people a variant needs, and by what that is planned.

    Args:
        script: what the script asks for.
        before: the conversion of the stage before the experiment, where enough people went through it.
        counts: the variants, which are taken together where nothing else is known.
    """
    if script is not None:
        return script, "script"
    if before is not None:
        return planned_sample(before), "before"
    everybody = ratio(sum(one.passed for one in counts.values()), sum(one.people for one in counts.values()))
    return planned_sample(everybody), "variants"
