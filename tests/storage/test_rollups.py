"""Whatever happens to whomever, the rollups are what a recount says, and what a plain count with another tool says."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import delete

from funnels.analytics.histogram import ERROR
from funnels.analytics.period import Period
from funnels.analytics.question import By, Question
from storage.database import Database
from storage.days import date_of
from storage.outside_tables import outbox
from storage.queries.lengths import StageLength, stage_lengths
from storage.recount.recount import differences
from storage.rollups.stage_days import STAGE_DAYS
from storage.rollups.step_days import STEP_DAYS
from storage.rollups.table import ROLLUPS
from storage.selling_tables import ledger, orders, payments
from storage.tables import events, subscribers
from tests.storage.histories import COUNTING, HISTORIES, SALES, ZONE, Batch, live
from tests.storage.plain_count import PlainCount
from tests.storage.plain_steps import plain_steps


def silent(_what: str, _done: float) -> None:
    pass


async def clear(database: Database) -> None:
    async with database.write() as conn:
        for table in (*(rollup.table for rollup in ROLLUPS), events, outbox, ledger, payments, orders, subscribers):
            await conn.execute(delete(table))


async def lengths(database: Database, question: Question) -> dict[str, StageLength]:
    async with database.read() as conn:
        return await stage_lengths(conn, question)


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
    plain = PlainCount(ZONE, SALES)
    await plain.read(database)
    assert {key: tuple(figures) for key, figures in kept.items()} == plain.days()
    assert {key: tuple(figures) for key, figures in steps.items()} == await plain_steps(database, ZONE)
    for (funnel, calendar, again, stage, day), exact in plain.lengths().items():
        if not again:
            date = date_of(day)
            by = get_args(By)[calendar]
            question = Question(funnel=funnel, period=Period(first=date, last=date), by=by)
            found = (await lengths(database, question))[stage]
            assert (found.median_seconds, found.p90_seconds) == pytest.approx(exact, rel=ERROR + 1e-9)
