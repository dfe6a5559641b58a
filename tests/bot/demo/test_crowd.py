"""A crowd walks the flagship on the real bot; what storage counts is what happened, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.demo.crowd import Crowd
from bot.preview.session import previewing
from bot.reports.funnel import read_funnel_report
from funnels.analytics.question import Question
from storage.selling_tables import orders, payments
from tests.storage.postgres_server import postgres_server

PEOPLE = 15


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/voronka.db"
        return
    with postgres_server() as server:
        server.run("CREATE DATABASE voronka")
        yield server.url("voronka")


async def test_a_crowd_walks_the_flagship_and_every_figure_fits(database_url: str) -> None:
    shares: list[float] = []
    async with previewing(database_url=database_url) as preview:
        crowd = Crowd(preview, size=PEOPLE, links=["book"], seed=3)
        await crowd.walk(days=40, progress=shares.append)
        context = preview.app.context
        report = await read_funnel_report(
            context.database,
            context.runner.catalogue.live["relationships"],
            Question(funnel="relationships"),
            now=context.clock.now(),
            zone=ZoneInfo(context.settings.timezone),
        )
        async with context.database.read() as connection:
            paid = (await connection.execute(select(func.count()).select_from(payments))).scalar_one()
            states = set((await connection.execute(select(orders.c.status).distinct())).scalars())
        charges = len(preview.telegram.payments.charges)
    assert report.started == PEOPLE
    assert report.stages[0].reached == PEOPLE
    assert paid == charges > 0
    assert states <= {"open", "delivered"}
    sold = sum(stage.passed for stage in report.stages[1:])
    assert sold == charges
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
