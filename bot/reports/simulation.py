"""A simulated month as the owner's report: the same figures as those counted, and what they were made from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from funnels.analytics.conversion import FunnelReport, funnel_report
from funnels.definition.script import Script
from funnels.simulation.estimates import Estimate
from funnels.simulation.play import Plan, Simulated


@dataclass(frozen=True, kw_only=True)
class SimulationReport:
    """Everything that is said of one simulation."""

    funnel: FunnelReport
    plan: Plan
    seed: int
    result: Simulated
    estimates: Mapping[str, Estimate]
    """By step, in the order of the file: what the people went by."""
    file: Path
    """Where the script is."""
    timezone: str
    """The clock of the funnel."""
    per_minute: int
    """How many messages Telegram takes in a minute."""

    def day(self, number: int) -> date:
        """A day of the simulation; 0 is the first."""
        return self.plan.first_day + timedelta(days=number)


def simulation_report(
    script: Script,
    result: Simulated,
    *,
    plan: Plan,
    seed: int,
    estimates: Mapping[str, Estimate],
    file: Path,
    per_minute: int,
) -> SimulationReport:
    """The report of one simulation."""
    funnel = funnel_report(script.funnel, script.title, result.started, result.stages, result.steps)
    return SimulationReport(
        funnel=replace(funnel, estimated_days=plan.days),
        plan=plan,
        seed=seed,
        result=result,
        estimates=estimates,
        file=file,
        timezone=script.timezone,
        per_minute=per_minute,
    )
