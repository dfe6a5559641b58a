"""A plan reckoned on a cohort."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.reports.forecast.plan import Plan
from bot.reports.forecast.reading import Cohort
from funnels.analytics.forecast import Baseline, Change, Needed, Outcome, conversion_needed, forecast, traffic_needed

TRAFFIC = "traffic"


@dataclass(frozen=True)
class Reckoning:
    """What was, what would be, and what the goal needs."""

    cohort: Cohort
    plan: Plan

    @property
    def baseline(self) -> Baseline:
        """How the cohort went."""
        return self.cohort.baseline

    @cached_property
    def before(self) -> Outcome:
        """The cohort as it was; spend that is said holds for it too, as no other is known."""
        said = self.plan.change.spend
        spend = {name: amount for name, amount in said.items() if name not in self.baseline.spend}
        return forecast(self.baseline, Change(spend=spend))

    @cached_property
    def after(self) -> Outcome:
        """With the changes."""
        return forecast(self.baseline, self.plan.change)

    @property
    def currencies(self) -> list[str]:
        """Those of sales and spend."""
        return sorted({*self.before.revenue, *self.after.spend})

    @cached_property
    def needed(self) -> Mapping[str, Needed]:
        """By each way that can meet the goal, or the one that is asked for: a stage, or `traffic`."""
        goal, change = self.plan.goal, self.plan.change
        if goal is None:
            return {}
        ways = [flow.stage for flow in self.baseline.stages if self.plan.by in ("", flow.stage)]
        found = {stage: conversion_needed(self.baseline, change, stage, goal) for stage in ways}
        if self.plan.by in ("", TRAFFIC):
            found[TRAFFIC] = traffic_needed(self.baseline, change, goal)
        return found

    def conversion(self, stage: str) -> float | None:
        """Of the cohort as it was, with the change if there is one; None: nobody reached the stage."""
        changed = self.plan.change.conversions.get(stage)
        return changed if changed is not None else self.counted(stage)

    def counted(self, stage: str) -> float | None:
        """Passed / reached as it was; None: nobody reached the stage."""
        reached = self.before.reached[stage]
        return self.before.passed[stage] / reached if reached else None
