"""Row 10: a month of ten thousand subscribers on the flagship script, as `voronka simulate` plays it."""

import time
from datetime import date
from pathlib import Path
from random import Random

from bench.result import Result
from funnels.definition.load import load
from funnels.engine.catalogue import Catalogue
from funnels.simulation.estimates import default_estimates
from funnels.simulation.play import Plan, simulate

SCRIPT = Path("funnels/scripts/relationships/funnel.yaml")
PLAN = Plan(people=10_000, days=30, first_day=date(2026, 3, 2))
TARGET = 60


def measure() -> list[Result]:
    """Once, in one thread that waits for nothing: processor time is what it takes on a core of its own."""
    script = load(SCRIPT)
    catalogue = Catalogue(live={script.funnel: script})
    estimates = default_estimates(script)
    wall, own = time.perf_counter(), time.process_time()
    result = simulate(catalogue, script.funnel, PLAN, estimates=estimates, chance=Random(1))
    wall, own = time.perf_counter() - wall, time.process_time() - own
    return [
        Result(
            name=f"simulation, {PLAN.days} days of {PLAN.people:,} subscribers",
            figure=f"{own:.1f} s",
            target=f"≤ {TARGET} s",
            reached=own <= TARGET,
            raw=f"{wall:.0f} s on the clock; {sum(result.load.by_day):,} messages, {result.orders:,} orders",
        )
    ]
