"""Who bought, and who bought again, is what a plain count of their orders says: in any period, whatever happened."""

from datetime import timedelta
from itertools import count, product

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funnels.analytics.period import EVER, Period
from funnels.analytics.question import By, Cell, Question
from storage.database import Database
from storage.queries.revenue import repeats
from tests.storage.money_story import ZONE, Act, Story, acts
from tests.storage.stories import NOW
from tests.storage.test_money_truth import money_facts

_numbers = count(1)
BOTH_WAYS: tuple[By, ...] = ("contact", "calendar")
ASKED = (None, Cell(slice="source", value="s-0"), Cell(slice="product", value="p0"))


def plainly(bought: pl.DataFrame, asked: Question) -> tuple[int, int]:
    """How many of the people have an order in the period, and how many of them have more than one."""
    moment = pl.col("at" if asked.by == "calendar" else "started").dt.convert_time_zone(ZONE.key).dt.date()
    mine = bought.filter(pl.col("cell") == (f"{asked.only.slice}={asked.only.value}" if asked.only else "="))
    if not asked.again:
        mine = mine.filter(~pl.col("again"))
    if asked.period != EVER:
        mine = mine.filter(moment.is_between(asked.period.first, asked.period.last))
    each = mine.group_by("who").len()["len"].to_list()
    return len(each), sum(orders > 1 for orders in each)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(told=acts, after=st.integers(0, 20), days=st.integers(0, 20))
async def test_who_bought_again_is_what_their_orders_say(
    database: Database, told: list[Act], after: int, days: int
) -> None:
    story = Story(database, next(_numbers))
    await story.tell(told)
    facts = await money_facts(database, story.funnel)
    bought = facts.filter(pl.col("figure") == "paid_orders")
    first = NOW.date() + timedelta(days=after)
    some_days = Period(first=first, last=first + timedelta(days=days))
    async with database.read() as conn:
        for period, by, only, again in product((EVER, some_days), BOTH_WAYS, ASKED, (False, True)):
            asked = Question(funnel=story.funnel, period=period, by=by, only=only, again=again)
            assert await repeats(conn, asked) == plainly(bought, asked)
