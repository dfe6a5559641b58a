"""Whatever happens to whomever, the rollups are what a recount says, and what a plain count with another tool says."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import delete

from funnels.analytics.cohorts import Unit, periods
from funnels.analytics.histogram import ERROR
from funnels.analytics.period import Period
from funnels.analytics.question import By, Question
from storage.database import Database
from storage.days import date_of
from storage.outside_tables import outbox
from storage.queries.lengths import StageLength, stage_lengths
from storage.recount.recount import differences
from storage.rollups.rollup import Sums
from storage.rollups.stage_cohorts import STAGE_COHORTS
from storage.rollups.stage_days import STAGE_DAYS
from storage.rollups.step_days import STEP_DAYS
from storage.rollups.table import ROLLUPS
from storage.selling_tables import ledger, orders, payments
from storage.tables import events, subscribers
from tests.storage.histories import COUNTING, HISTORIES, SALES, ZONE, Batch, live
from tests.storage.plain_count import PlainCount
from tests.storage.plain_steps import plain_steps

UNITS: tuple[Unit, ...] = get_args(Unit)


def silent(_what: str, _done: float) -> None:
    pass


async def clear(database: Database) -> None:
    async with database.write() as conn:
        for table in (*(rollup.table for rollup in ROLLUPS), events, outbox, ledger, payments, orders, subscribers):
            await conn.execute(delete(table))


async def lengths(database: Database, question: Question) -> dict[str, StageLength]:
    async with database.read() as conn:
        return await stage_lengths(conn, question)


def by_unit(kept: Sums, unit: Unit) -> dict[tuple[object, ...], int]:
    """The passes of the cohorts, by the weeks or the months of the start and of the pass."""
    found: Counter[tuple[object, ...]] = Counter()
    for (*walks, cohort, at), (people,) in kept.items():
        assert isinstance(cohort, int)
        assert isinstance(at, int)
        days = (date_of(day) for day in (cohort, at))
        found[(*walks, *(periods(unit, day, day)[0].first for day in days))] += people
    return dict(found)


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(HISTORIES)
async def test_rollups_are_the_truth(database: Database, history: list[Batch]) -> None:
    await clear(database)
    await live(database, history)
    async with database.read() as conn:
        assert await differences(conn, COUNTING, silent) == []
        kept, steps = await STAGE_DAYS.kept(conn), await STEP_DAYS.kept(conn)
        cohorts = await STAGE_COHORTS.kept(conn)
    plain = PlainCount(ZONE, SALES)
    await plain.read(database)
    assert {key: tuple(figures) for key, figures in kept.items()} == plain.days()
    assert {key: tuple(figures) for key, figures in steps.items()} == await plain_steps(database, ZONE)
    for unit in UNITS:
        assert by_unit(cohorts, unit) == plain.cohorts(unit)
    for (funnel, calendar, again, stage, day), exact in plain.lengths().items():
        if not again:
            date = date_of(day)
            by = get_args(By)[calendar]
            question = Question(funnel=funnel, period=Period(first=date, last=date), by=by)
            found = (await lengths(database, question))[stage]
            assert (found.median_seconds, found.p90_seconds) == pytest.approx(exact, rel=ERROR + 1e-9)
