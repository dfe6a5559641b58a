"""The cohort a what-if is reckoned from, from storage: how it went, what it cost, and whether it is old enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.reports.report import Asked
from funnels.analytics.forecast import Baseline
from funnels.analytics.maturity import MATURE, matured
from funnels.analytics.question import Slice
from storage.queries.flow import baseline
from storage.queries.lengths import usual_length
from storage.queries.spend import FunnelSpend, spend_of
from storage.queries.stages import daily_counts
from storage.rollups.stage_days import START

_BOUGHT: tuple[Slice, ...] = ("source", "campaign")
"""By nothing else is it known what bringing people here cost."""


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """The journeys that started in the period.

    Attributes:
        usual_seconds: the funnel's usual length; None before the first sale.
        matured: the share of the journeys that has had this time; None of nobody, or before a sale.
        shared: sources whose spend brings people to other funnels, too.
        is_cut: only journeys of a value by which no spend is told apart.
    """

    baseline: Baseline
    usual_seconds: float | None = None
    matured: float | None = None
    shared: Sequence[str] = ()
    is_cut: bool = False

    @property
    def is_immature(self) -> bool:
        """Whether the figures will still grow by themselves."""
        return self.matured is not None and self.matured < MATURE


async def read_cohort(asked: Asked) -> Cohort:
    """By contact date, whatever is asked: those who started are followed to now."""
    question = replace(asked.question, by="contact", split=None)
    is_cut = question.only is not None and question.only.slice not in _BOUGHT
    async with asked.database.read() as conn:
        cohort = await baseline(conn, asked.script.stages, question, asked.zone)
        spend = FunnelSpend(spent=[], shared=[]) if is_cut else await spend_of(conn, question, asked.scripts)
        usual = await usual_length(conn, question.funnel, again=question.again)
        days = await daily_counts(conn, question, START)
    started = {day: count.reached for day, count in days.items()}
    return Cohort(
        baseline=replace(cohort, spend=spend.by_currency),
        usual_seconds=usual.total_seconds() if usual else None,
        matured=matured(started, usual, asked.now, asked.zone) if usual else None,
        shared=spend.shared,
        is_cut=is_cut,
    )
