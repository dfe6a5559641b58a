"""The money of the days is what the facts say, whatever happened: counted anew, and reckoned by another tool."""

from collections import defaultdict
from itertools import count
from typing import get_args

import polars as pl
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Table

from funnels.analytics.cohorts import Unit, periods
from storage.database import Database
from storage.days import date_of
from storage.rollups.table import OF_MONEY
from storage.rollups.tables import money_cohorts, money_days, sold_days
from storage.selling_tables import orders, payments, refunds
from storage.slices import Counting
from storage.tables import journeys
from tests.storage.money_story import ZONE, Act, Story, acts
from tests.storage.stories import rows

_numbers = count(1)
FIGURES = ("orders", "paid_orders", "buyers", "revenue", "refunds", "refunded")
APART = {money_days: ("stage", "currency"), sold_days: ("stage", "product", "method", "currency")}
"""By what the tables of the days tell money apart."""

ALWAYS = ("source", "newness", "version", "language", "weekday", "hour")
"""Slices of which every journey has exactly one value."""
UNITS: tuple[Unit, ...] = get_args(Unit)
SLICED = (
    pl.col("cell").str.split_exact("=", 1).struct.field("field_0").alias("slice"),
    pl.col("cell").str.replace("^[^=]*=", "").alias("value"),
)

Sums = dict[tuple[object, ...], int]
"""By the columns that are told apart and the figure; zeros are left out."""


def figures_of(table: Table) -> list[str]:
    """Those it has."""
    return [name for name in FIGURES if name in table.columns]


async def kept(database: Database, funnel: str, table: Table, *apart: str) -> Sums:
    """By calendar, again, slice, day, value, what else is told apart, and figure."""
    found: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for row in await rows(database, table):
        if row["funnel"] == funnel:
            for figure in figures_of(table):
                key = tuple(row[name] for name in ("calendar", "again", "slice", "day", "value", *apart))
                found[(*key, figure)] += row[figure]  # type: ignore[operator]
    return {key: amount for key, amount in found.items() if amount}


async def kept_by(database: Database, funnel: str, unit: Unit) -> Sums:
    """By again, slice, value, the weeks or months of the start and of the money, currency and figure."""
    found: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for row in await rows(database, money_cohorts):
        if row["funnel"] == funnel:
            spans = (periods(unit, day, day)[0].first for day in map(date_of, (row["cohort"], row["at"])))  # type: ignore[arg-type]
            key = (row["again"], row["slice"], row["value"], *spans, row["currency"])
            for figure in ("bought", "revenue", "refunded"):
                found[(*key, figure)] += row[figure]  # type: ignore[operator]
    return {key: amount for key, amount in found.items() if amount}


async def reckoned_by(database: Database, funnel: str, unit: Unit) -> Sums:
    """The same, by polars."""
    facts = await money_facts(database, funnel)
    first = (
        facts.filter(pl.col("figure") == "revenue").sort("at", "currency", "amount").group_by("walk", "cell").first()
    )
    bought = first.with_columns(figure=pl.lit("bought"), amount=pl.lit(1, pl.Int64)).select(facts.columns)
    every = pl.concat([facts.filter(pl.col("figure").is_in(["revenue", "refunded"])), bought])
    spans = (
        pl.col(name).dt.convert_time_zone(ZONE.key).dt.date().dt.truncate("1mo" if unit == "month" else "1w")
        for name in ("started", "at")
    )
    summed = (
        every.with_columns(*spans, *SLICED)
        .group_by("again", "slice", "value", "started", "at", "currency", "figure")
        .agg(pl.col("amount").sum())
    )
    return {tuple(row[:-1]): row[-1] for row in summed.rows() if row[-1]}


async def reckoned(database: Database, funnel: str, table: Table, *apart: str) -> Sums:
    """The days, from a dump of the tables, by polars."""
    facts = (await money_facts(database, funnel)).filter(pl.col("figure").is_in(figures_of(table)))
    views = pl.concat(
        [
            facts.with_columns(calendar=pl.lit(False), moment=pl.col("started")),
            facts.with_columns(calendar=pl.lit(True), moment=pl.col("at")),
        ]
    )
    summed = (
        views.with_columns(*SLICED, day=pl.col("moment").dt.convert_time_zone(ZONE.key).dt.date().cast(pl.Int32))
        .group_by("calendar", "again", "slice", "day", "value", *apart, "figure")
        .agg(pl.col("amount").sum())
    )
    return {tuple(row[:-1]): row[-1] for row in summed.rows() if row[-1]}


async def money_facts(database: Database, funnel: str) -> pl.DataFrame:
    """What money did, in every cell of its walk."""
    walks = pl.DataFrame(
        [
            (row["id"], row["subscriber_id"], row["run"] > 1, row["started_at"], ["=", *row["slices"]])  # type: ignore[operator,misc]
            for row in await rows(database, journeys)
            if row["funnel"] == funnel
        ],
        schema={
            "walk": pl.Int64,
            "who": pl.Int64,
            "again": pl.Boolean,
            "started": pl.Datetime("us", "UTC"),
            "cell": pl.List(pl.String),
        },
        orient="row",
    ).explode("cell")
    ordered = pl.DataFrame(
        [
            (
                *(row[name] for name in ("name", "journey_id", "opened_at", "product", "method", "currency")),
                str(row["step"]).split(".")[0],
            )
            for row in await rows(database, orders)
            if row["funnel"] == funnel
        ],
        schema={
            "order": pl.String,
            "walk": pl.Int64,
            "at": pl.Datetime("us", "UTC"),
            "product": pl.String,
            "method": pl.String,
            "currency": pl.String,
            "stage": pl.String,
        },
        orient="row",
    )
    paid = pl.DataFrame(
        [
            tuple(row[name] for name in ("charge", "order_name", "method", "currency", "amount", "earned_at"))
            for row in await rows(database, payments)
            if row["earned_at"] is not None
        ],
        schema={
            "charge": pl.String,
            "order": pl.String,
            "method": pl.String,
            "currency": pl.String,
            "amount": pl.Int64,
            "at": pl.Datetime("us", "UTC"),
        },
        orient="row",
    ).join(ordered.select("order", "walk", "stage", "product"), on="order")
    back = pl.DataFrame(
        [
            (row["charge"], row["amount"], row["finished_at"])
            for row in await rows(database, refunds)
            if row["status"] == "done"
        ],
        schema={"charge": pl.String, "amount": pl.Int64, "at": pl.Datetime("us", "UTC")},
        orient="row",
    ).join(paid.select("charge", "method", "currency", "walk", "stage", "product"), on="charge")
    one = pl.lit(1, pl.Int64).alias("amount")
    figures = {
        "orders": ordered.with_columns(one),
        "paid_orders": paid.sort("at", "charge").group_by("order", maintain_order=True).first().with_columns(one),
        "buyers": paid.sort("at", "stage").group_by("walk", "currency").first().with_columns(one),
        "revenue": paid,
        "refunds": back.with_columns(one),
        "refunded": back,
    }
    return pl.concat(
        frame.select("walk", "stage", "product", "method", "currency", "at", "amount", figure=pl.lit(name))
        for name, frame in figures.items()
    ).join(walks, on="walk")


def totals(sums: Sums, *, calendar: bool) -> Sums:
    """Over all days, by either way to count them."""
    found: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for (by_calendar, again, slice_, _, *rest), amount in sums.items():
        if by_calendar is calendar:
            found[again, slice_, *rest] += amount
    return found


def of_slice(sums: Sums, wanted: str) -> Sums:
    """Over all values of one slice."""
    found: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for (calendar, again, slice_, day, _, *rest), amount in sums.items():
        if slice_ == wanted:
            found[calendar, again, day, *rest] += amount
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(told=acts)
async def test_the_money_of_the_days_is_what_the_facts_say(database: Database, told: list[Act]) -> None:
    story = Story(database, next(_numbers))
    await story.tell(told)
    for table, apart in APART.items():
        assert await kept(database, story.funnel, table, *apart) == await reckoned(
            database, story.funnel, table, *apart
        )
    found = await kept(database, story.funnel, money_days, *APART[money_days])
    assert totals(found, calendar=True) == totals(found, calendar=False)
    for slice_ in ALWAYS:
        assert of_slice(found, slice_) == of_slice(found, "")
    for unit in UNITS:
        assert await kept_by(database, story.funnel, unit) == await reckoned_by(database, story.funnel, unit)
    async with database.read() as conn:
        for rollup in OF_MONEY:
            counted = await rollup.anew(conn, Counting(zone=ZONE), lambda _done: None)
            assert await rollup.kept(conn) == {key: list(sums) for key, sums in counted.items() if any(sums)}
