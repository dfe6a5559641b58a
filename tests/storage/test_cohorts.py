"""Cohorts are cut by the clock on the bot's wall, and add up what their people did."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from funnels.analytics.cohorts import Cohort, Unit, periods
from funnels.analytics.question import Cell, Question
from funnels.definition.money import Money
from funnels.engine.effects.facts import StagePassed, StageReached
from funnels.engine.effects.orders import OpenOrder, RecordPayment, RecordRefund
from funnels.engine.person import Person
from storage.database import Database
from storage.queries.cohorts import Cut, cohorts, first_start
from storage.slices import Counting
from storage.writers.people import Change
from tests.storage import stories
from tests.storage.stories import change, moved, person

MOSCOW = ZoneInfo("Europe/Moscow")
COUNTING = Counting(zone=MOSCOW)
keep, again = partial(stories.keep, counting=COUNTING), partial(stories.again, counting=COUNTING)
ASKED = Question(funnel="relationships")
TODAY = date(2026, 3, 17)
UNITS: tuple[Unit, ...] = ("week", "month")
WEEKS = periods("week", date(2026, 3, 2), TODAY)
ROUBLES = Money(amount=4900_00, currency="RUB")


def at(day: int, hour: int = 12) -> datetime:
    """Days of March, and of April after them."""
    return datetime(2026, 3, 1, hour, tzinfo=UTC) + timedelta(days=day - 1)


def starts(id_: int, when: datetime) -> Change:
    return change(moved(person(id_), started_at=when), StageReached(stage="lead_magnet"))


def order_of(id_: int) -> str:
    return f"{id_}:relationships:1:3:0"


def pays(id_: int, money: Money = ROUBLES, charge: str = "") -> tuple[OpenOrder, RecordPayment]:
    order = order_of(id_)
    return (
        OpenOrder(order=order, product="course", title="Курс", price=money, method="manual", expires_at=None),
        RecordPayment(
            order=order, product="course", method="manual", money=money, charge=charge or f"c{id_}", kind="whole"
        ),
    )


async def read(database: Database, stage: str = "", question: Question = ASKED) -> list[Cohort]:
    async with database.read() as conn:
        return await cohorts(conn, question, Cut(spans=WEEKS, cohorts=3, stage=stage))


async def test_a_cohort_is_cut_at_the_midnight_of_the_bots_own_zone(database: Database) -> None:
    await keep(database, starts(1, at(8, 20)), starts(2, at(8, 21)), now=at(8, 21))
    assert [cohort.size for cohort in await read(database)] == [1, 1, 0]


async def test_a_fact_is_of_the_age_in_which_it_happened(database: Database) -> None:
    await keep(database, *(starts(id_, at(3)) for id_ in (1, 2, 3)), now=at(3))
    await again(database, StagePassed(stage="lead_magnet"), id_=1, now=at(4))
    await again(database, StagePassed(stage="lead_magnet"), id_=2, now=at(16))
    first, *rest = await read(database, "lead_magnet")
    assert (first.size, first.passed) == (3, (1, 1, 2))
    assert [cohort.passed for cohort in rest] == [(0, 0), (0,)]


async def test_money_is_kept_by_currency_and_what_goes_back_is_taken_off_when_it_does(database: Database) -> None:
    await keep(database, starts(1, at(3)), starts(2, at(10)), now=at(10))
    await again(database, *pays(1), id_=1, now=at(11))
    await again(database, *pays(2, Money(amount=100, currency="XTR")), id_=2, now=at(11))
    refund = RecordRefund(
        refund="r",
        order=order_of(1),
        charge="c1",
        money=Money(amount=900_00, currency="RUB"),
        closes=False,
        reason="",
        staff=1,
    )
    await again(database, refund, id_=1, now=at(16))
    first, second, _ = await read(database)
    assert first.passed == (0, 1, 1)
    assert first.revenue == {"RUB": (0, 4900_00, 4000_00), "XTR": (0, 0, 0)}
    assert second.revenue == {"RUB": (0, 0), "XTR": (100, 100)}


async def test_a_second_purchase_is_money_and_no_second_buyer(database: Database) -> None:
    await keep(database, starts(1, at(3)), now=at(3))
    for number in (1, 2):
        await again(
            database,
            RecordPayment(
                order=f"{order_of(1)}:{number}",
                product="course",
                method="manual",
                money=ROUBLES,
                charge=f"c{number}",
                kind="whole",
            ),
            id_=1,
            now=at(3 + 7 * number),
        )
    first, *_ = await read(database)
    assert (first.passed, first.revenue) == ((0, 1, 1), {"RUB": (0, 4900_00, 9800_00)})


@pytest.mark.parametrize("again_too", [False, True])
async def test_who_came_again_counts_when_all_journeys_are_asked_for(database: Database, again_too: bool) -> None:
    await keep(database, starts(1, at(3)), now=at(3))
    second = moved(person(1, run=2), started_at=at(10))
    does = StageReached(stage="lead_magnet"), StagePassed(stage="lead_magnet"), *pays(1)
    await keep(database, change(second, *does, before=person(1)), now=at(10))
    found = await read(database, "lead_magnet", Question(funnel="relationships", again=again_too))
    later = int(again_too)
    assert [cohort.size for cohort in found] == [1, later, 0]
    assert [cohort.passed[-1] for cohort in found] == [0, later, 0]
    assert sum(sum(cohort.revenue.get("RUB", ())) for cohort in found) == 2 * 4900_00 * later


async def test_the_first_start_of_the_journeys_in_question(database: Database) -> None:
    async with database.read() as conn:
        assert await first_start(conn, ASKED) is None
    await keep(database, starts(1, at(10)), starts(2, at(3)), now=at(10))
    async with database.read() as conn:
        assert await first_start(conn, ASKED) == date(2026, 3, 3)
        of_yesterday = Question(funnel="relationships", period=periods("week", date(2026, 3, 10), date(2026, 3, 10))[0])
        assert await first_start(conn, of_yesterday) == date(2026, 3, 10)


async def test_a_cohort_of_one_value_is_of_its_journeys_alone(database: Database) -> None:
    for id_, source in ((1, "vk"), (2, "tg"), (3, "vk")):
        journey = starts(id_, at(3)).after.journeys[0]
        subscriber = replace(journey.subscriber, source=source)
        who = Person(subscriber=subscriber, journeys=(replace(journey, subscriber=subscriber),))
        await keep(database, change(who, StageReached(stage="lead_magnet")), now=at(3))
        await again(database, StagePassed(stage="lead_magnet"), *pays(id_), id_=id_, now=at(10))
    of_vk = Question(funnel="relationships", only=Cell(slice="source", value="vk"))
    first, *_ = await read(database, "lead_magnet", of_vk)
    assert (first.size, first.passed, first.revenue) == (2, (0, 2, 2), {"RUB": (0, 9800_00, 9800_00)})


async def test_weeks_and_months_are_both_whole_where_a_month_begins_within_a_week(database: Database) -> None:
    await keep(database, starts(1, at(30)), starts(2, at(32)), now=at(32))
    for id_, day in ((1, 32), (2, 33)):
        await again(database, *pays(id_), id_=id_, now=at(day))
    found = {}
    async with database.read() as conn:
        for unit in UNITS:
            spans = periods(unit, date(2026, 3, 30), date(2026, 4, 2))
            found[unit] = [
                (cohort.size, cohort.passed)
                for cohort in await cohorts(conn, ASKED, Cut(spans=spans, cohorts=len(spans)))
            ]
    assert found == {"week": [(2, (2,))], "month": [(1, (0, 1)), (1, (1,))]}
