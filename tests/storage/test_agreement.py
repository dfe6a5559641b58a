"""The reports agree with one another, whatever happened: totals, slices, and both ways to count days."""

from collections import Counter
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from funnels.analytics.attribution import MODELS
from funnels.analytics.period import EVER, Period
from funnels.analytics.question import By, Cell, Slice
from funnels.definition.money import Money
from storage.database import Database
from storage.rollups.tables import money_days
from storage.selling_tables import orders, payments, refunds
from storage.tables import journeys
from tests.storage.money_story import Act
from tests.storage.stories import rows
from tests.storage.whole_story import HISTORIES, STAGES, Rows, Tables, WholeStory, sums, total

_numbers = count(1000)
MARCH = Period(first=date(2026, 3, 2), last=date(2026, 3, 15))
"""Two whole weeks, with the first day of every story."""

ALWAYS: tuple[Slice, ...] = ("source", "language", "newness", "version", "weekday", "hour")
"""Slices of which every journey has exactly one value."""

WALKED = ("reached", "passed", "lost")
EARNED = ("revenue", "refunded", "net")
COUNTED = ("orders", "paid_orders", "refunds")
ASKED: tuple[tuple[By, Period], ...] = (
    ("contact", EVER),
    ("contact", MARCH),
    ("calendar", EVER),
    ("calendar", MARCH),
)

AT_ONCE = [
    Act(kind="pays", who=1, run=1, number=0, money=Money(amount=5, currency="RUB"), hours=0),
    Act(kind="renews", who=1, run=1, number=0, money=Money(amount=7, currency="XTR"), hours=0),
]
"""An order is paid in two currencies at one moment."""

same = settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


async def lived(database: Database, told: list[Any]) -> WholeStory:
    story = WholeStory(database, next(_numbers))
    await story.goes_on(told)
    return story


def newest(rows_: Rows) -> Rows:
    """Of each cohort (and currency) the age it has now."""
    return list({(row["cohort"], row.get("currency")): row for row in rows_}.values())


@same
@given(told=HISTORIES, again=st.booleans())
async def test_people(database: Database, told: list[Any], again: bool) -> None:
    story = await lived(database, told)
    for by, period in ASKED:
        await people_agree(story, {"by": by, "period": period, "again": again})


async def people_agree(story: WholeStory, question: dict[str, Any]) -> None:
    stats = await story.report("stats", **question)
    (whole,) = stats["whole"]
    stages = sums(stats["stages"], *WALKED, by="stage")
    for slice_ in ALWAYS:
        parts = (await story.report("stats", **question, split=slice_))["parts"]
        assert total(_each(parts), "started") == whole["started"]
        assert sums(parts, *WALKED, by="stage") == stages
        for value in {row["slice_value"] for row in parts if slice_ in {"source", "version"}}:
            alone = await story.report("stats", **question, only=Cell(slice=slice_, value=value))
            mine = [row for row in parts if row["slice_value"] == value]
            assert alone["whole"][0]["started"] == mine[0]["started"]
            assert sums(alone["stages"], *WALKED, by="stage") == sums(mine, *WALKED, by="stage")
    parts = (await story.report("stats", **question, split="source"))["parts"]
    sources = await story.report("sources", **question)
    assert sources["sources_total"][0]["started"] == whole["started"]
    assert sums(sources["sources"], "started", by="source") == sums(_each(parts), "started", by="slice_value")


def _each(parts: Rows) -> Rows:
    """One row of each value."""
    return list({row["slice_value"]: row for row in parts}.values())


@same
@given(told=HISTORIES, again=st.booleans())
@example(told=AT_ONCE, again=False)
async def test_money(database: Database, told: list[Any], again: bool) -> None:
    story = await lived(database, told)
    for by, period in ASKED:
        await money_agrees(story, {"by": by, "period": period, "again": again})


async def money_agrees(story: WholeStory, question: dict[str, Any]) -> None:
    money = await story.report("money", **question)
    whole = sums(money["money"], *EARNED, *COUNTED)
    for table in ("money_products", "money_methods"):
        columns = ("revenue", "refunded", "refunds", "paid_orders")
        assert sums(money.get(table, []), *columns) == sums(money["money"], *columns)
    for slice_ in ALWAYS:
        split = await story.report("money", **question, split=slice_)
        assert sums(split.get("money_split", []), *EARNED, *COUNTED) == whole
    earned = sums(money["money"], *EARNED, "paid_orders")
    orders = total(money["money"], "orders")
    for model in MODELS:
        sources = await story.report("sources", model, **question)
        assert sums(sources["source_money_total"], *EARNED, "paid_orders") == earned
        assert sources["sources_total"][0]["orders"] == orders
    campaigns = await story.report("sources", **question, split="campaign")
    assert sums(campaigns["source_money"], *EARNED, "paid_orders") == earned
    sources = await story.report("sources", **question)
    assert sums(sources["source_money"], *EARNED, "paid_orders") == earned
    assert total(sources["sources"], "orders") == orders
    if not question["again"]:
        customers = sources["sources_total"][0]["customers"]
        assert total(sources["sources"], "customers") == customers
        assert total(money.get("money_repeat", []), "paid_once") == customers


@same
@given(told=HISTORIES, again=st.booleans(), by=st.sampled_from(("contact", "calendar")))
async def test_the_money_of_a_stage_is_that_of_the_orders_opened_in_it(
    database: Database, told: list[Any], again: bool, by: By
) -> None:
    story = await lived(database, told)
    walked = {row["id"] for row in await rows(database, journeys) if again or row["run"] == 1}
    stages = {
        row["name"]: str(row["step"]).partition(".")[0]
        for row in await rows(database, orders)
        if row["funnel"] == story.funnel and row["step"] and row["journey_id"] in walked
    }
    earned = [row for row in await rows(database, payments) if row["earned_at"] and row["order_name"] in stages]
    whose = {row["charge"]: stages[str(row["order_name"])] for row in earned}
    back = [row for row in await rows(database, refunds) if row["status"] == "done" and row["charge"] in whose]
    expected: Counter[tuple[str, object]] = Counter()
    for sign, flows in ((1, earned), (-1, back)):
        for flow in flows:
            expected[whose[flow["charge"]], flow["currency"]] += sign * flow["amount"]  # type: ignore[operator]
    stats = await story.report("stats", by=by, again=again)
    assert {(row["stage"], row["currency"]): row["net"]["amount"] for row in stats["stage_money"]} == expected


@same
@given(told=HISTORIES, again=st.booleans())
async def test_over_all_time_both_ways_to_count_days_agree(database: Database, told: list[Any], again: bool) -> None:
    story = await lived(database, told)
    by_contact, by_calendar = [
        [await story.report(name, by=by, again=again) for name in ("stats", "money", "sources")]
        for by in ("contact", "calendar")
    ]
    assert _timeless(by_contact) == _timeless(by_calendar)
    days = [row for row in await rows(database, money_days) if row["funnel"] == story.funnel and row["slice"] == ""]
    for calendar in (False, True):
        counted = [row for row in days if row["calendar"] is calendar and (again or not row["again"])]
        figures = ("revenue", "refunded", "orders", "paid_orders", "refunds", "buyers")
        assert sums(counted, *figures) == sums(by_contact[1]["money"], *figures)


def _timeless(reports: list[Tables]) -> object:
    """What does not depend on which day a thing counts."""
    stats, money, sources = reports
    return (
        stats["whole"][0]["started"],
        sums(stats["stages"], *WALKED, by="stage"),
        {key: table for key, table in money.items() if key != "money_ltv"},
        {key: table for key, table in sources.items() if key != "marks"},
    )


@same
@given(told=HISTORIES, again=st.booleans(), period=st.sampled_from((EVER, MARCH)))
async def test_cohorts(database: Database, told: list[Any], again: bool, period: Period) -> None:
    story = await lived(database, told)
    if period is EVER:
        units: tuple[str, ...] = ("week", "month")
    else:
        units = ("week",)
    stats = await story.report("stats", period=period, again=again)
    money = await story.report("money", period=period, again=again)
    sources = await story.report("sources", period=period, again=again)
    for unit in units:
        cohorts = await story.report("cohorts", unit, period=period, again=again)
        now = newest(cohorts["cohorts"])
        assert total(now, "cohort_size") == stats["whole"][0]["started"]
        assert total(now, "cohort_passed") == sources["sources_total"][0]["customers"]
        assert _net(newest(cohorts.get("cohort_money", []))) == _net(money["money"])
        for stage in stats["stages"]:
            if stage["stage"] == STAGES[-1]:
                continue
            passed = await story.report("cohorts", f"{unit} {stage['stage']}", period=period, again=again)
            assert total(newest(passed["cohorts"]), "cohort_passed") == stage["passed"]
    if period is EVER:
        assert _net(newest(money.get("money_ltv", []))) == _net(money["money"])


def _net(rows_: Rows) -> dict[str, int]:
    """Revenue less what went back, by currency."""
    column = "cohort_net" if rows_ and "cohort_net" in rows_[0] else "net"
    return {currency: amount for (currency, _), amount in sums(rows_, column).items()}


@same
@given(told=HISTORIES, again=st.booleans())
async def test_who_is_judged_once_everybody_had_the_time(database: Database, told: list[Any], again: bool) -> None:
    story = await lived(database, told)
    year = timedelta(days=365)
    stats = await story.report("stats", later=year, period=MARCH, again=again)
    weak = await story.report("weak", later=year, period=MARCH, again=again)
    known = [row for row in stats["stages"] if not row["is_gone"]]
    assert [(row["stage"], row["judged"], row["passed"], row["conversion"]) for row in weak["weak"]] == [
        (row["stage"], row["reached"], row["passed"], row["conversion"]) for row in known
    ]
