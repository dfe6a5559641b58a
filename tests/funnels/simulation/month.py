"""A month of a funnel for tests, on days that never change, with chance that is always the same."""

from collections.abc import Mapping
from datetime import date
from random import Random

from funnels.simulation.acts import ActName
from funnels.simulation.estimates import Estimate, default_estimates
from funnels.simulation.play import Plan, Simulated, simulate
from tests.funnels.scripts import catalogue_of

MONDAY = date(2026, 3, 2)


def month(
    *texts: str,
    people: int = 400,
    days: int = 30,
    seed: int = 1,
    shares: Mapping[str, Mapping[ActName, float]] | None = None,
) -> Simulated:
    """The month of the first of these funnels; `shares` by step, where they are not those assumed."""
    catalogue = catalogue_of(*texts)
    script = next(iter(catalogue.live.values()))
    estimates = {
        key: with_shares(estimate, (shares or {}).get(key)) for key, estimate in default_estimates(script).items()
    }
    plan = Plan(people=people, days=days, first_day=MONDAY)
    return simulate(catalogue, script.funnel, plan, estimates=estimates, chance=Random(seed))


def with_shares(estimate: Estimate, shares: Mapping[ActName, float] | None) -> Estimate:
    """An estimate with these shares and no others."""
    if shares is None:
        return estimate
    return Estimate(
        moves={act: shares.get(act.name, 0.0) for act in estimate.moves},
        asides={act: shares.get(act.name, 0.0) for act in estimate.asides},
        half_within=estimate.half_within,
        most_within=estimate.most_within,
    )
