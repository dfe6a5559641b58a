"""A simulated month as JSON: the keys of the funnel's report, and under `estimate` what is only simulated.

A contract other programs read, so keys are added here and never renamed or removed.
"""

from typing import Any

from bot.reports.simulation import SimulationReport
from bot.reports.stats.tables import tables
from bot.reports.tables import as_json
from funnels.simulation.estimates import Estimate


def simulation_json(report: SimulationReport) -> dict[str, Any]:
    """Return the report as JSON values: money in minor units, shares 0..1, lengths in seconds, moments in UTC."""
    plan, result = report.plan, report.result
    load = result.load
    estimate = {
        "people": plan.people,
        "days": plan.days,
        "from": plan.first_day.isoformat(),
        "seed": report.seed,
        "started": result.started,
        "orders": result.orders,
        "paid": {sold.product: sold.paid for sold in result.sold},
        "revenue": {money.currency: money.amount for money in result.revenue},
        "messages_by_day": list(load.by_day),
        "busiest_minute": load.busiest_at and load.busiest_at.isoformat(),
        "busiest_minute_messages": load.busiest,
        "telegram_takes_a_minute": report.per_minute,
        "inside": dict(result.inside),
        "unreached": [{"step": one.step, "line": one.line} for one in result.unreached],
        "probabilities": {key: _estimate(one) for key, one in report.estimates.items()},
    }
    figures = {table.key: as_json(table) for table in tables(report.funnel)}
    return {"funnel": report.funnel.funnel, **figures, "estimate": estimate}


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "origin": estimate.origin,
        "acts": [
            {"act": act.name, "which": act.which, "share": share}
            for act, share in {**estimate.moves, **estimate.asides}.items()
        ],
        "half_within_seconds": estimate.half_within.total_seconds(),
        "most_within_seconds": estimate.most_within.total_seconds(),
    }
