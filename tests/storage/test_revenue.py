"""What was sold, to whom again, and what bought nothing: by contact, by calendar, and of one value of a slice."""

from datetime import UTC, date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import delete

from funnels.analytics.forecast import Baseline, Change, Sale, StageFlow, forecast
from funnels.analytics.period import Period
from funnels.analytics.question import Cell, Question
from funnels.definition.load import load_version
from funnels.definition.money import Money
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StagePassed, StageReached
from funnels.engine.effects.orders import OpenOrder, PaymentKind, RecordPayment, RecordRefund, RecordStrayPayment
from funnels.engine.person import Person
from storage.database import Database
from storage.queries.flow import baseline
from storage.queries.money import MoneyCount, money_counts, split_money
from storage.queries.revenue import (
    Sold,
    Unearned,
    repeats,
    sold_by_method,
    sold_by_product,
    sold_by_stage,
    unearned,
)
from storage.rollups.table import OF_MONEY
from storage.slices import Counting
from storage.tables import journeys
from tests.storage.stories import NOW, again, change, keep, person

DAY = timedelta(days=1)
ASKED = Question(funnel="relationships")
OF_VK = Question(funnel="relationships", only=Cell(slice="source", value="vk"))
FIRST_DAY = Period(first=NOW.date(), last=NOW.date())
THIRD_DAY = Period(first=date(2026, 3, 4), last=date(2026, 3, 4))
STAGES = """
funnel: relationships
title: Relationships
language: en
start: {default: true}
products:
  talk: {title: Talk, stars: 100, deliver: {text: Here}}
  course: {title: Course, stars: 500, deliver: {text: Here}}
stages:
  - stage: lead_magnet
    steps: [{message: Hello}]
  - stage: tripwire
    goal: paid talk
    steps: [{offer: talk, text: The talk}]
  - stage: core
    goal: paid course
    steps: [{offer: course, text: The course}]
"""


def whoever(id_: int, source: str) -> Person:
    who = person(id_)
    subscriber = replace(who.subscriber, source=source)
    return Person(subscriber=subscriber, journeys=(replace(who.journeys[0], subscriber=subscriber),))


def order_of(id_: int, product: str) -> str:
    return f"{id_}:{product}"


def pays(id_: int, product: str, amount: int, method: str = "stars", kind: PaymentKind = "whole") -> list[Effect]:
    """They ask for it and pay."""
    order, money = order_of(id_, product), Money(amount=amount, currency="RUB")
    step = f"{STEPS[product]}.1"
    return [
        OpenOrder(order=order, product=product, title="", price=money, method=method, expires_at=None, step=step),
        RecordPayment(order=order, product=product, method=method, money=money, charge=order, kind=kind),
    ]


STEPS = {"talk": "tripwire", "course": "core"}


async def sales(database: Database) -> None:
    """On the first day one and two come and one buys; on the third day one buys more and gets a part back."""
    await keep(
        database,
        change(whoever(1, "vk"), StageReached(stage="lead_magnet"), StagePassed(stage="lead_magnet")),
        change(whoever(2, "VK"), StageReached(stage="lead_magnet")),
    )
    await again(database, StageReached(stage="tripwire"), StagePassed(stage="tripwire"), *pays(1, "talk", 100), id_=1)
    await again(
        database, StageReached(stage="core"), *pays(1, "course", 500, method="yookassa"), id_=1, now=NOW + 2 * DAY
    )
    back = Money(amount=40, currency="RUB")
    refund = RecordRefund(
        refund="r", order="", charge=order_of(1, "talk"), money=back, closes=False, reason="", staff=9
    )
    await again(database, refund, id_=1, now=NOW + 2 * DAY)
    stray = RecordStrayPayment(order="?", method="stars", money=back, charge="stray")
    await again(database, *pays(2, "talk", 7, kind="short"), stray, id_=2, now=NOW + 2 * DAY)


TALK = Sold(name="talk", currency="RUB", orders=1, revenue=100, refunds=1, refunded=40)
COURSE = Sold(name="course", currency="RUB", orders=1, revenue=500, refunds=0, refunded=0)


async def test_by_contact_all_that_the_journeys_of_the_period_brought(database: Database) -> None:
    await sales(database)
    async with database.read() as conn:
        asked = Question(funnel="relationships", period=FIRST_DAY)
        assert await sold_by_product(conn, asked) == [COURSE, TALK]
        assert [one.name for one in await sold_by_method(conn, asked)] == ["stars", "yookassa"]
        assert await sold_by_stage(conn, asked) == [("core", COURSE), ("tripwire", TALK)]
        assert await repeats(conn, asked) == (1, 1)
        assert await sold_by_product(conn, Question(funnel="relationships", period=THIRD_DAY)) == []
        assert await money_counts(conn, asked) == {
            "RUB": MoneyCount(orders=3, paid_orders=2, buyers=1, revenue=600, refunds=1, refunded=40)
        }


async def test_by_calendar_what_happened_in_the_period(database: Database) -> None:
    await sales(database)
    asked = Question(funnel="relationships", period=THIRD_DAY, by="calendar")
    async with database.read() as conn:
        talk = Sold(name="talk", currency="RUB", orders=0, revenue=0, refunds=1, refunded=40)
        assert await sold_by_product(conn, asked) == [COURSE, talk]
        assert await repeats(conn, asked) == (1, 0)
        assert await money_counts(conn, asked) == {
            "RUB": MoneyCount(orders=2, paid_orders=1, buyers=0, revenue=500, refunds=1, refunded=40)
        }


async def test_money_that_bought_nothing_is_told_by_its_kind(database: Database) -> None:
    await sales(database)
    async with database.read() as conn:
        assert await unearned(conn, ASKED, UTC) == [
            Unearned(kind="short", currency="RUB", payments=1, amount=7, back=0),
            Unearned(kind="stray", currency="RUB", payments=1, amount=40, back=0),
        ]
        assert await unearned(conn, Question(funnel="relationships", period=FIRST_DAY), UTC) == []
        assert [one.kind for one in await unearned(conn, Question(funnel="other"), UTC)] == ["stray"]


@pytest.mark.parametrize(("source", "products"), [("vk", ["course", "talk"]), ("VK", []), ("v", [])])
async def test_one_value_of_a_slice_is_that_very_value(database: Database, source: str, products: list[str]) -> None:
    await sales(database)
    asked = Question(funnel="relationships", only=Cell(slice="source", value=source))
    async with database.read() as conn:
        assert [one.name for one in await sold_by_product(conn, asked)] == products
        assert (await money_counts(conn, asked)).get("RUB", MoneyCount()).revenue == (600 if products else 0)


async def test_values_of_a_slice_are_told_apart(database: Database) -> None:
    await sales(database)
    async with database.read() as conn:
        split = await split_money(conn, Question(funnel="relationships", split="source"))
    assert {value: counts["RUB"].orders for value, counts in split.items()} == {"vk": 2, "VK": 1}


async def test_the_baseline_of_a_what_if(database: Database) -> None:
    await sales(database)
    script = load_version(STAGES, funnel="relationships", version=1)
    async with database.read() as conn:
        assert await baseline(conn, script.stages, ASKED, UTC) == Baseline(
            started=2,
            entered=2,
            stages=(
                StageFlow(stage="lead_magnet", reached=2, passed=1, on=1),
                StageFlow(stage="tripwire", reached=1, passed=1, on=1),
                StageFlow(stage="core", reached=1, passed=0),
            ),
            sales=(
                Sale(stage="core", product="course", currency="RUB", orders=1, revenue=500),
                Sale(stage="tripwire", product="talk", currency="RUB", orders=1, revenue=100, refunded=40),
            ),
            followed=2,
        )
        nobody = Question(funnel="relationships", period=THIRD_DAY)
        nothing = await baseline(conn, script.stages, nobody, UTC)
        assert (nothing.started, nothing.sales) == (0, ())
        assert nothing.stages == tuple(StageFlow(stage=one.stage, reached=0, passed=0) for one in script.stages)
        by_calendar = Question(funnel="relationships", period=THIRD_DAY, by="calendar")
        assert await baseline(conn, script.stages, by_calendar, UTC) == await baseline(conn, script.stages, nobody, UTC)


async def test_of_many_journeys_some_are_followed_and_all_are_counted(database: Database) -> None:
    """Every third goes on to the tripwire, and of those who do not pass the first stage nobody does."""
    script = load_version(STAGES, funnel="relationships", version=1)
    first = StageReached(stage="lead_magnet"), StagePassed(stage="lead_magnet")
    on = (*first, StageReached(stage="tripwire"))
    told = [on if id_ % 3 == 0 else first if id_ % 2 else first[:1] for id_ in range(1, 61)]
    await keep(database, *(change(whoever(id_, "vk"), *effects) for id_, effects in enumerate(told, start=1)))
    async with database.read() as conn:
        whole, some = [await baseline(conn, script.stages, ASKED, UTC, most=most) for most in (60, 10)]
        few = await baseline(conn, script.stages, OF_VK, UTC, most=1)
    assert (whole.followed, some.followed, few.followed) == (60, 60 // 7, 60 // 61)
    assert whole.stages[0] == StageFlow(stage="lead_magnet", reached=60, passed=40, on=20)
    for found in (whole, some, few):
        assert [(flow.reached, flow.passed) for flow in found.stages] == [(60, 40), (20, 0), (0, 0)]
        assert found.stages[0].on + found.stages[0].on_unpassed == pytest.approx(20)
    assert some.stages[0].on == pytest.approx(40 - 24 * 40 / 44)  # two of five seen went on, which is four too few
    assert forecast(some, Change()).reached == pytest.approx({"lead_magnet": 60, "tripwire": 20, "core": 0})


async def test_an_order_is_paid_on_the_day_of_its_first_payment_by_time(database: Database) -> None:
    """The renewal's charge comes first by name."""
    await keep(database, change(whoever(1, "vk")))
    opened, paid = pays(1, "talk", 100)
    await again(database, opened, paid)
    renewal = RecordPayment(
        order=order_of(1, "talk"),
        product="talk",
        method="yookassa",
        money=Money(amount=100, currency="RUB"),
        charge="0",
        kind="renewal",
    )
    await again(database, renewal, now=NOW + 2 * DAY)
    async with database.read() as conn:
        then, later = (Question(funnel="relationships", period=one, by="calendar") for one in (FIRST_DAY, THIRD_DAY))
        assert [(one.orders, one.revenue) for one in await sold_by_product(conn, then)] == [(1, 100)]
        assert [(one.orders, one.revenue) for one in await sold_by_product(conn, later)] == [(0, 100)]
        assert await repeats(conn, later) == (0, 0)
        by_method = {one.name: (one.orders, one.revenue) for one in await sold_by_method(conn, ASKED)}
        assert by_method == {"stars": (1, 100), "yookassa": (0, 100)}
        assert await repeats(conn, ASKED) == (1, 0)


async def test_who_bought_twice_bought_again_and_who_bought_once_did_not(database: Database) -> None:
    await keep(database, change(whoever(1, "vk")), change(whoever(2, "vk")), change(whoever(3, "vk")))
    for id_, products in ((1, ("talk", "course")), (2, ("talk",))):
        for product in products:
            await again(database, *pays(id_, product, 100), id_=id_)
    async with database.read() as conn:
        assert await repeats(conn, ASKED) == (2, 1)


async def test_an_order_whose_journey_is_gone_counts_by_its_opening(database: Database) -> None:
    await keep(database, change(whoever(1, "vk")))
    await again(database, *pays(1, "talk", 100), now=NOW + 2 * DAY)
    async with database.write() as conn:
        await conn.execute(delete(journeys))
        for rollup in OF_MONEY:
            await rollup.replace(conn, await rollup.anew(conn, Counting(), lambda _done: None))
    async with database.read() as conn:
        for by in ("contact", "calendar"):
            asked = Question(funnel="relationships", period=THIRD_DAY, by=by)
            assert [one.revenue for one in await sold_by_product(conn, asked)] == [100]
            assert await sold_by_product(conn, Question(funnel="relationships", period=FIRST_DAY, by=by)) == []
