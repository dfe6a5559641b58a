"""What a verdict is counted of: who came too lately to be judged, and what a pass brings."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from statistics import mean

import pytest

from funnels.analytics.period import EVER, Period
from funnels.analytics.question import Question
from funnels.definition.money import Money
from funnels.engine.effects.facts import StagePassed, StageReached
from funnels.engine.effects.orders import OpenOrder, RecordPayment, RecordRefund
from storage import refunds
from storage.database import Database
from storage.queries.judged import MOST_PAYMENTS, earned_after, too_young
from storage.types import micros
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, moved, person

ASKED = Question(funnel="relationships")
SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(days=3)
REACHED, PASSED = StageReached(stage="core"), StagePassed(stage="core")
ROUBLES = Money(amount=4900_00, currency="RUB")


def pays(order: str, money: Money = ROUBLES) -> tuple[OpenOrder, RecordPayment]:
    return (
        OpenOrder(order=order, product="course", title="Курс", price=money, method="manual", expires_at=None),
        RecordPayment(order=order, product="course", method="manual", money=money, charge=f"c{order}", kind="whole"),
    )


def refund(order: str, amount: int, name: str) -> RecordRefund:
    part = Money(amount=amount, currency="RUB")
    return RecordRefund(refund=name, order=order, charge=f"c{order}", money=part, closes=False, reason="", staff=1)


async def earned(
    database: Database, funnel: str = "relationships", most: int = MOST_PAYMENTS
) -> dict[str, dict[str, float]]:
    async with database.read() as conn:
        return await earned_after(conn, Question(funnel=funnel), EVER, UTC, most=most)


async def test_who_came_too_lately(database: Database) -> None:
    await keep(database, change(person(1), REACHED), change(person(2), StageReached(stage="other")))
    await keep(database, change(person(3), REACHED, PASSED), change(person(4), REACHED), now=NOW + 2 * HOUR)
    async with database.read() as conn:
        since = {"core": NOW + HOUR, "other": NOW}
        assert await too_young(conn, ASKED, since, UTC, [EVER]) == [{"core": (1, 2)}]
        assert await too_young(conn, ASKED, {}, UTC, [EVER]) == [{}]
        exactly = {"core": NOW + 2 * HOUR, "other": NOW - HOUR}
        assert await too_young(conn, ASKED, exactly, UTC, [EVER]) == [{"other": (0, 1)}]


async def test_who_came_too_lately_is_told_by_the_period_of_the_start(database: Database) -> None:
    for id_, days in enumerate((0, 1, 2, 2), start=1):
        await keep(database, change(moved(person(id_), started_at=NOW + timedelta(days=days)), REACHED), now=LATER)
    first, second, third = (NOW.date() + timedelta(days=days) for days in range(3))
    periods = Period(first=first, last=first), Period(first=third, last=third), Period(first=second, last=first)
    async with database.read() as conn:
        assert await too_young(conn, ASKED, {"core": NOW}, UTC, periods) == [{"core": (0, 1)}, {"core": (0, 2)}, {}]


async def test_money_counts_for_every_stage_that_was_passed_before_it(database: Database) -> None:
    await keep(database, change(person(1), StageReached(stage="first"), StagePassed(stage="first"), REACHED))
    await again(database, *pays("1:relationships:1:3:0"), PASSED, now=NOW + HOUR)
    await again(database, *pays("1:relationships:1:4:0", STARS_100), now=NOW + 2 * HOUR)
    await keep(database, change(person(2), REACHED))
    await again(database, *pays("2:relationships:1:3:0"), id_=2, now=NOW + HOUR)
    await again(database, PASSED, id_=2, now=NOW + 2 * HOUR)
    both = {"RUB": 4900_00, "XTR": 100}
    assert await earned(database) == {"first": both, "core": both}
    assert await earned(database, "another") == {}


async def test_what_goes_back_is_taken_off(database: Database) -> None:
    order = "1:relationships:1:3:0"
    await keep(database, change(person(1), REACHED, PASSED, *pays(order)))
    await again(database, refund(order, 900_00, "r"), now=NOW + HOUR)
    assert await earned(database) == {"core": {"RUB": 4000_00}}


async def test_what_is_only_asked_back_is_still_there(database: Database) -> None:
    order = "1:relationships:1:3:0"
    await keep(database, change(person(), REACHED, PASSED, *pays(order)))
    asked = refunds.Refund(
        name="r",
        order=order,
        charge=f"c{order}",
        method="manual",
        payer=1,
        money=ROUBLES,
        reason="",
        staff=9,
        attempts=0,
    )
    async with database.write() as conn:
        assert await refunds.ask(conn, asked, NOW + HOUR)
    assert await earned(database) == {"core": {"RUB": 4900_00}}


async def test_the_currency_that_comes_most_often_is_first(database: Database) -> None:
    await keep(database, change(person(1), REACHED, PASSED, *pays("1:relationships:1:3:0")))
    for id_ in (2, 3):
        await keep(database, change(person(id_), REACHED, PASSED, *pays(f"{id_}:relationships:1:3:0", STARS_100)))
    assert list((await earned(database))["core"]) == ["XTR", "RUB"]


async def test_of_many_payments_some_are_looked_at_and_stand_for_all(database: Database) -> None:
    paid = {NOW + id_ * SECOND: id_ for id_ in range(1, 11)}
    for moment, id_ in paid.items():
        order = pays(f"{id_}:relationships:1:3:0", Money(amount=id_, currency="RUB"))
        await keep(database, change(person(id_), REACHED, PASSED, *order), now=moment)
    assert await earned(database, most=10) == {"core": {"RUB": 55}}
    assert await earned(database, most=9) == {"core": {"RUB": pytest.approx(10 * mean(chosen(paid, 3)))}}
    assert await earned(database, most=2) == {"core": {"RUB": pytest.approx(10 * mean(chosen(paid, 7)))}}


def chosen(paid: Mapping[datetime, int], step: int) -> list[int]:
    return [amount for moment, amount in paid.items() if micros(moment) % step == 0]


async def test_what_goes_back_of_money_that_came_before_the_pass_takes_nothing_off(database: Database) -> None:
    order = "1:relationships:1:3:0"
    await keep(database, change(person(1), REACHED, *pays(order)))
    await again(database, PASSED, now=NOW + HOUR)
    await again(database, refund(order, 900_00, "r"), now=NOW + 2 * HOUR)
    assert await earned(database) == {}


async def test_what_goes_back_is_no_payment_that_comes_often(database: Database) -> None:
    order = "1:relationships:1:3:0"
    await keep(database, change(person(1), REACHED, PASSED, *pays(order)))
    await again(database, refund(order, 1_00, "r-1"), refund(order, 1_00, "r-2"), now=NOW + HOUR)
    for id_ in (2, 3):
        await keep(database, change(person(id_), REACHED, PASSED, *pays(f"{id_}:relationships:1:3:0", STARS_100)))
    assert (await earned(database))["core"] == {"XTR": 200, "RUB": 4898_00}
    assert list((await earned(database))["core"]) == ["XTR", "RUB"]
