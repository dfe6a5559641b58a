"""A crowd walks the flagship on the real bot; what storage counts is what happened, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.clock import StandingClock
from bot.demo.crowd import Crowd
from bot.demo.habits import HABITS, cooled
from bot.preview.session import previewing
from bot.reports.funnel import read_funnel_report
from funnels.analytics.question import Question
from storage.selling_tables import orders, payments

PEOPLE = 15
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_whoever_has_cooled_answers_less_and_is_the_same_otherwise() -> None:
    for habit in HABITS:
        less = cooled(habit)
        assert 0 < less.answers < 0.6 * habit.answers
        assert replace(less, answers=habit.answers) == habit


async def test_only_those_who_come_late_have_cooled(url: str) -> None:
    async with previewing(database_url=url) as preview:
        steady, cooling = (
            Crowd(preview, size=PEOPLE, links=["book"], seed=3, arriving=timedelta(days=9), cools_after=after)
            for after in (None, timedelta(days=3))
        )
    warm = {habit.answers for habit in HABITS}
    assert {one.habit.answers for one in steady.prospects} <= warm
    cold = [one for one in cooling.prospects if one.habit.answers not in warm]
    assert 0 < len(cold) < PEOPLE


async def test_a_crowd_walks_the_flagship_and_every_figure_fits(url: str) -> None:
    async with previewing(database_url=url, clock=StandingClock(BEGIN)) as preview:
        crowd = Crowd(preview, size=PEOPLE, links=["book"], seed=3)
        await crowd.walk(days=40, progress=lambda _: None)
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


async def test_the_progress_of_a_crowd_that_is_still_busy_at_the_end_grows_to_one(url: str) -> None:
    shares: list[float] = []
    async with previewing(database_url=url, clock=StandingClock(BEGIN)) as preview:
        crowd = Crowd(preview, size=PEOPLE, links=["book"], seed=3, arriving=timedelta(days=1))
        await crowd.walk(days=1, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
