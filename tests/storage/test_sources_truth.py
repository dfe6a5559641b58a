"""`/sources` is what the facts say, whatever happened: reckoned by another tool for every model and way to count."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from math import floor

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reports.report import Asked
from bot.reports.sources.figures import read_sources
from bot.reports.sources.wish import Wish
from funnels.analytics.attribution import MODELS, Model
from funnels.analytics.histogram import ERROR
from funnels.analytics.marks import MARKS, MarkFigures
from funnels.analytics.period import EVER, Period
from funnels.analytics.question import By, Question
from funnels.definition.money import Money
from funnels.engine.effects.facts import RecordTouch, Track
from storage.database import Database
from storage.queries.money import money_counts
from storage.rollups.credit_days import CREDIT_DAYS
from storage.rollups.mark_days import MARK_DAYS
from storage.rollups.mark_lengths import MARK_LENGTHS
from storage.selling_tables import orders, payments, refunds
from storage.slices import Counting
from storage.tables import events, journeys
from storage.traffic_tables import touches
from tests.storage.money_story import ZONE, Act, Story
from tests.storage.stories import NOW, rows

_numbers = count(500)

Figures = dict[tuple[str, str], Fraction]
"""By source and figure; zeros are left out."""

AT = pl.Datetime("us", "UTC")
MARCH = Period(first=date(2026, 3, 3), last=date(2026, 3, 9))


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A touch or a mark of somebody, so many hours after the last thing that happened."""

    who: int
    run: int
    source: str | None
    mark: str
    hours: int


hours = st.sampled_from((0, 0, 1, 20, 40))
runs = st.sampled_from((1, 1, 1, 2))
asides = st.builds(
    Aside,
    who=st.integers(1, 2),
    run=runs,
    source=st.sampled_from((None, None, "", "s-0", "t-1", "t-2", "t-3")),
    mark=st.sampled_from(MARKS),
    hours=hours,
)
acts = st.builds(
    Act,
    kind=st.sampled_from(("opens", "pays", "pays", "renews", "is_taken", "pays_short", "part_back", "whole_back")),
    who=st.integers(1, 2),
    run=runs,
    number=st.integers(0, 1),
    money=st.builds(Money, amount=st.integers(1, 50), currency=st.sampled_from(("RUB", "XTR"))),
    hours=hours,
)


@dataclass
class TrafficStory(Story):
    """People who also come again, and are marked."""

    aside: list[Aside] = field(default_factory=list)

    async def goes_on(self, told: Sequence[Act | Aside]) -> None:
        for one in told:
            if isinstance(one, Act):
                await self.tell([one])
                continue
            self.now += timedelta(hours=one.hours, minutes=1)  # what comes with an order cannot be told by its moment
            act = Act(kind="", who=one.who, run=one.run, number=0, money=None, hours=0)  # type: ignore[arg-type]
            if one.source is None:
                await self._does(act, Track(event="marked", detail=one.mark))
            else:
                await self._does(act, RecordTouch(source=one.source, link="", funnel=self.funnel))


async def frame(database: Database, table: object, funnel: str | None, **columns: pl.DataType) -> pl.DataFrame:
    found = [row for row in await rows(database, table) if funnel is None or row["funnel"] == funnel]  # type: ignore[arg-type]
    return pl.DataFrame([[row[name] for name in columns] for row in found], schema=columns, orient="row")


async def credits_of(database: Database, ordered: pl.DataFrame, model: Model) -> pl.DataFrame:
    """Each order with the sources it is credited to, and their number."""
    came = (
        (await frame(database, touches, None, subscriber_id=pl.Int64, source=pl.String, at=AT, id=pl.Int64))
        .filter(pl.col("source") != "")
        .sort("at", "id")
    )
    if model == "first":
        found = ordered.select("name", credited="source")
    elif model == "last":
        found = ordered.sort("opened_at").join_asof(
            came.rename({"source": "credited"}), left_on="opened_at", right_on="at", by="subscriber_id"
        )
    else:
        found = (
            ordered.join(came.rename({"source": "credited", "id": "touch"}), on="subscriber_id", how="left")
            .with_columns(counts=(pl.col("at") <= pl.col("opened_at")).fill_null(value=False))
            .filter(pl.col("counts") | ~pl.col("counts").any().over("name"))
            .with_columns(credited=pl.when("counts").then("credited").otherwise(None))
        )
        alone = found.filter(pl.col("credited").is_null()).unique("name")
        found = pl.concat([found.filter(pl.col("credited").is_not_null()), alone]).sort("name", "at", "touch")
    return found.select("name", pl.col("credited").fill_null("")).with_columns(many=pl.len().over("name"))


def whole_units(due: dict[str, Fraction]) -> dict[str, int]:
    """By the largest remainder; of equals the first in the alphabet."""
    rounded = {source: floor(amount) for source, amount in due.items()}
    left = int(sum(due.values())) - sum(rounded.values())
    for source in sorted(due, key=lambda source: (rounded[source] - due[source], source))[:left]:
        rounded[source] += 1
    return rounded


async def reckoned(database: Database, funnel: str, model: Model, by: By, period: Period) -> Figures:
    """From a dump of the tables, by polars."""
    walks = (
        await frame(database, journeys, funnel, id=pl.Int64, run=pl.Int64, source=pl.String, started_at=AT)
    ).filter(pl.col("run") == 1)
    marked = await frame(database, events, funnel, journey_id=pl.Int64, event=pl.String, detail=pl.String, at=AT)
    ordered = (
        await frame(
            database,
            orders,
            funnel,
            name=pl.String,
            journey_id=pl.Int64,
            subscriber_id=pl.Int64,
            opened_at=AT,
            currency=pl.String,
        )
    ).join(walks, left_on="journey_id", right_on="id")
    earned = (
        (
            await frame(
                database,
                payments,
                None,
                charge=pl.String,
                order_name=pl.String,
                earned_at=AT,
                currency=pl.String,
                amount=pl.Int64,
            )
        )
        .filter(pl.col("earned_at").is_not_null())
        .join(ordered.drop("currency"), left_on="order_name", right_on="name")
        .rename({"order_name": "name", "earned_at": "at"})
        .sort("at", "charge")
    )
    back = (
        (
            await frame(
                database,
                refunds,
                None,
                charge=pl.String,
                status=pl.String,
                finished_at=AT,
                currency=pl.String,
                amount=pl.Int64,
            )
        )
        .filter(pl.col("status") == "done")
        .join(earned.select("charge", "name", "started_at"), on="charge")
        .rename({"finished_at": "at"})
    )

    def inside(facts: pl.DataFrame, moment: str) -> pl.DataFrame:
        day = pl.col("started_at" if by == "contact" else moment).dt.convert_time_zone(ZONE.key).dt.date()
        return facts.filter(*([day >= period.first, day <= period.last] if period.first else []))

    first_paid = earned.group_by("name", maintain_order=True).first()
    first_bought = first_paid.sort("at", "name").group_by("journey_id", maintain_order=True).first()
    leads = (
        marked.filter((pl.col("event") == "marked") & pl.col("detail").is_in(["lead", "mql", "sql"]))
        .group_by("journey_id")
        .agg(pl.col("at").min())
        .join(walks, left_on="journey_id", right_on="id")
    )
    found: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for name, facts, moment in (("started", walks, "started_at"), ("leads", leads, "at")):
        for (source,) in inside(facts, moment).select("source").rows():
            found[source, name] += 1
    shares = await credits_of(database, ordered, model)
    for name, facts, moment in (
        ("orders", ordered, "opened_at"),
        ("customers", first_bought, "at"),
        ("paid", first_paid, "at"),
    ):
        for source, many in inside(facts, moment).join(shares, on="name").select("credited", "many").rows():
            found[source, name] += Fraction(1, many)
    for name, facts in (("revenue", earned), ("refunded", back)):
        due: defaultdict[str, defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        credited = inside(facts, "at").join(shares, on="name")
        for source, currency, amount, many in credited.select("credited", "currency", "amount", "many").rows():
            due[currency][source] += Fraction(amount, many)
        for currency, of_sources in due.items():
            for source, amount in whole_units(of_sources).items():
                found[source, f"{name} {currency}"] += amount
    return {key: number for key, number in found.items() if number}


async def reckoned_marks(database: Database, funnel: str, by: By, period: Period) -> list[MarkFigures]:
    """How many have each mark, and the exact median from the one before; by polars too."""
    walks = (await frame(database, journeys, funnel, id=pl.Int64, run=pl.Int64, started_at=AT)).filter(
        pl.col("run") == 1
    )
    facts = await frame(database, events, funnel, journey_id=pl.Int64, event=pl.String, detail=pl.String, at=AT)
    firsts = (
        facts.filter(pl.col("event") == "marked")
        .group_by("journey_id", "detail")
        .agg(pl.col("at").min())
        .pivot("detail", index="journey_id", values="at")
    )
    table = walks.join(firsts, left_on="id", right_on="journey_id").rename({"started_at": "start"})
    found, after = list[MarkFigures](), "start"
    for mark in (mark for mark in MARKS if mark in table.columns):
        day = pl.col("start" if by == "contact" else mark).dt.convert_time_zone(ZONE.key).dt.date()
        asked = [day >= period.first, day <= period.last] if period.first else []
        having = table.filter(pl.col(mark).is_not_null(), *asked)
        if having.height:
            took = having.filter(pl.col(after) <= pl.col(mark)).select(pl.col(mark) - pl.col(after)).to_series()
            found.append(MarkFigures(mark=mark, count=having.height, after=after, median=took.median()))  # type: ignore[arg-type]
            after = mark
    return found


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(told=st.lists(st.one_of(acts, asides), min_size=12, max_size=24))
async def test_every_model_says_what_the_facts_say(database: Database, told: list[Act | Aside]) -> None:
    story = TrafficStory(database, next(_numbers))
    await story.goes_on(told)
    ways: tuple[tuple[By, Period], ...] = (("contact", EVER), ("contact", MARCH), ("calendar", MARCH))
    marks = {(by, period): await reckoned_marks(database, story.funnel, by, period) for by, period in ways}
    for model in MODELS:
        for by, period in ways:
            question = Question(funnel=story.funnel, by=by, period=period)
            asked = Asked(database=database, scripts={}, question=question, words="", now=NOW, zone=ZONE)
            report = await read_sources(asked, Wish(model=model))
            found: Figures = {}
            for source in report.sources:
                counts, name = source.counts, source.name
                found |= {
                    (name, "started"): Fraction(counts.started),
                    (name, "leads"): Fraction(counts.leads),
                    (name, "orders"): Fraction(counts.orders),
                    (name, "customers"): Fraction(counts.customers),
                    (name, "paid"): Fraction(source.paid_orders),
                }
                for currency, one in source.money.items():
                    found[name, f"revenue {currency}"] = Fraction(one.revenue)
                    found[name, f"refunded {currency}"] = Fraction(one.refunded)
            assert [(one.mark, one.count, one.after) for one in report.marks] == [
                (one.mark, one.count, one.after) for one in marks[by, period]
            ]
            for one, exact in zip(report.marks, marks[by, period], strict=True):
                assert (one.median is None) == (exact.median is None)
                if one.median is not None and exact.median is not None:
                    assert abs(one.median - exact.median) <= ERROR * exact.median
            found = {key: number for key, number in found.items() if number}
            assert found == await reckoned(database, story.funnel, model, by, period)
            async with database.read() as conn:
                money = await money_counts(conn, question)
            assert {
                currency: (one.revenue, one.refunded, one.paid_orders) for currency, one in report.whole.money.items()
            } == {
                currency: (one.revenue, one.refunded, one.paid_orders)
                for currency, one in money.items()
                if (one.revenue, one.refunded, one.paid_orders) != (0, 0, 0)
            }
    async with database.read() as conn:
        for rollup in (CREDIT_DAYS, MARK_DAYS, MARK_LENGTHS):
            counted = await rollup.anew(conn, Counting(zone=ZONE), lambda _done: None)
            assert await rollup.kept(conn) == {key: list(sums) for key, sums in counted.items() if any(sums)}
