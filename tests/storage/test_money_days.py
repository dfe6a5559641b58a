"""Money is counted day by day while it comes and goes, by contact and by calendar, in every cell of the journey."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, timedelta

from sqlalchemy import delete, insert

from funnels.definition.money import Money
from funnels.engine.effects.facts import Track
from funnels.engine.effects.orders import MoveOrder, OpenOrder, RecordPayment, RecordRefund, RecordStrayPayment
from storage import refunds
from storage.batches import MOST
from storage.database import Database
from storage.days import number_of
from storage.rollups.money_cohorts import MONEY_COHORTS
from storage.rollups.money_days import MONEY_DAYS
from storage.rollups.of_money import MoneyRollup
from storage.rollups.rollup import Sums
from storage.rollups.table import OF_MONEY
from storage.rollups.tables import money_days
from storage.selling_tables import orders
from storage.slices import Counting
from storage.tables import journeys
from tests.storage.stories import NOW, again, change, keep, person, rows

ORDER = "1:relationships:1:3:0"
DAY = timedelta(days=1)
ROUBLES = Money(amount=4900_00, currency="RUB")
IN_UTC = Counting()
FIGURES = ("orders", "paid_orders", "buyers", "revenue", "refunds", "refunded")


def opening(order: str = ORDER, price: Money = ROUBLES) -> OpenOrder:
    return OpenOrder(order=order, product="webinar", title="Вебинар", price=price, method="stars", expires_at=None)


def paying(order: str = ORDER, charge: str = "c-1", money: Money = ROUBLES, kind: str = "whole") -> RecordPayment:
    return RecordPayment(order=order, product="webinar", method="yookassa", money=money, charge=charge, kind=kind)  # type: ignore[arg-type]


def back(amount: int, refund: str = "r-1", charge: str = "c-1") -> RecordRefund:
    money = Money(amount=amount, currency="RUB")
    return RecordRefund(refund=refund, order=ORDER, charge=charge, money=money, closes=False, reason="", staff=9)


def undone(order: str, refund: str) -> refunds.Refund:
    """A refund as it was asked for."""
    return refunds.Refund(
        name=refund,
        order=order,
        charge=order,
        method="yookassa",
        payer=1,
        money=ROUBLES,
        reason="",
        staff=9,
        attempts=0,
    )


async def counted(database: Database, *, calendar: bool, cell: str = "=") -> dict[tuple[int, str], Sequence[int]]:
    """The figures of a cell by day, counted from that of the start, and currency; a recount says the same."""
    assert await as_kept(database) == await anew(database)
    found: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    for row in await rows(database, money_days):
        if row["calendar"] is calendar and f"{row['slice']}={row['value']}" == cell:
            figures = found[int(row["day"]) - number_of(NOW.date()), str(row["currency"])]  # type: ignore[call-overload]
            for place, figure in enumerate(FIGURES):
                figures[place] += row[figure]  # type: ignore[operator]
    return {key: figures for key, figures in found.items() if any(figures)}


async def test_by_calendar_money_counts_when_it_comes_and_by_contact_when_the_journey_started(
    database: Database,
) -> None:
    await keep(database, change(person()))
    await again(database, opening(), now=NOW + DAY)
    await again(database, paying(), now=NOW + 2 * DAY)
    await again(database, back(900_00), now=NOW + 3 * DAY)
    assert await counted(database, calendar=True) == {
        (1, "RUB"): [1, 0, 0, 0, 0, 0],
        (2, "RUB"): [0, 1, 1, 4900_00, 0, 0],
        (3, "RUB"): [0, 0, 0, 0, 1, 900_00],
    }
    assert await counted(database, calendar=False) == {(0, "RUB"): [1, 1, 1, 4900_00, 1, 900_00]}


async def test_a_person_is_one_buyer_and_each_order_is_paid_once(database: Database) -> None:
    await keep(database, change(person(), opening(), paying()))
    await again(database, paying(charge="b-2", kind="renewal"), now=NOW + DAY)
    await again(database, opening(ORDER + ":1"), paying(ORDER + ":1", "c-3"), now=NOW + 2 * DAY)
    assert await counted(database, calendar=True) == {
        (0, "RUB"): [1, 1, 1, 4900_00, 0, 0],
        (1, "RUB"): [0, 0, 0, 4900_00, 0, 0],
        (2, "RUB"): [1, 1, 0, 4900_00, 0, 0],
    }


async def test_an_order_looked_at_in_another_currency_counts_there(database: Database) -> None:
    stars = Money(amount=100, currency="XTR")
    await keep(database, change(person(), opening()))
    await again(database, opening(price=stars), now=NOW + DAY)
    assert await counted(database, calendar=True) == {(0, "XTR"): [1, 0, 0, 0, 0, 0]}
    await again(database, paying(), now=NOW + DAY)
    assert await counted(database, calendar=True) == {
        (0, "RUB"): [1, 0, 0, 0, 0, 0],
        (1, "RUB"): [0, 1, 1, 4900_00, 0, 0],
    }


async def test_money_that_bought_nothing_counts_when_staff_take_it_for_the_price(database: Database) -> None:
    await keep(database, change(person(), opening(), paying(kind="short"), paying(charge="more", kind="extra")))
    await again(database, RecordStrayPayment(order="?", method="stars", money=ROUBLES, charge="stray"))
    await again(database, back(100, charge="more"))
    assert await counted(database, calendar=True) == {(0, "RUB"): [1, 0, 0, 0, 0, 0]}
    await again(database, MoveOrder(order=ORDER, to="paid", staff=9, charge="c-1"), now=NOW + DAY)
    assert (await counted(database, calendar=True))[1, "RUB"] == [0, 1, 1, 4900_00, 0, 0]


async def test_a_refund_that_was_not_done_after_all_takes_nothing(database: Database) -> None:
    await keep(database, change(person(), opening(), paying()))
    await again(database, back(900_00), now=NOW + DAY)
    assert (1, "RUB") in await counted(database, calendar=True)
    async with database.write() as conn:
        refund = undone(ORDER, "r-1")
        assert await refunds.undo(conn, refund, "no such card", NOW + 2 * DAY, UTC)
    assert await counted(database, calendar=True) == {(0, "RUB"): [1, 1, 1, 4900_00, 0, 0]}
    await again(database, back(900_00), now=NOW + 3 * DAY)
    assert (await counted(database, calendar=True))[3, "RUB"] == [0, 0, 0, 0, 1, 900_00]


async def test_the_money_of_a_journey_goes_with_it_into_the_cells_it_comes_to(database: Database) -> None:
    await keep(database, change(person(), opening(), paying(), Track(event="variant", detail="price=soft")))
    everything = {(0, "RUB"): [1, 1, 1, 4900_00, 0, 0]}
    assert await counted(database, calendar=True, cell="variant=price=soft") == everything
    await again(database, Track(event="variant", detail="price=full"))
    assert await counted(database, calendar=True, cell="variant=price=soft") == {}
    assert await counted(database, calendar=True, cell="variant=price=full") == everything
    assert await counted(database, calendar=True) == everything


async def test_what_is_told_twice_counts_once(database: Database) -> None:
    await keep(database, change(person(), paying()))
    await again(database, paying(), back(30), back(30), now=NOW + DAY)
    assert await counted(database, calendar=False) == {(0, "RUB"): [1, 1, 1, 4900_00, 1, 30]}


async def anew(database: Database, rollup: MoneyRollup = MONEY_DAYS) -> Sums:
    async with database.read() as conn:
        found = await rollup.anew(conn, IN_UTC, lambda _done: None)
    return {key: figures for key, figures in found.items() if any(figures)}


async def as_kept(database: Database, rollup: MoneyRollup = MONEY_DAYS) -> Sums:
    async with database.read() as conn:
        return await rollup.kept(conn)


async def test_an_order_whose_journey_is_gone_is_counted_anew_in_the_whole_alone(database: Database) -> None:
    await keep(database, change(person()))
    await again(database, opening(), paying(), now=NOW + DAY)
    async with database.write() as conn:
        await conn.execute(delete(journeys))
        await MONEY_DAYS.replace(conn, await MONEY_DAYS.anew(conn, IN_UTC, lambda _done: None))
        assert await MONEY_COHORTS.anew(conn, IN_UTC, lambda _done: None) == {}
    everything = {(1, "RUB"): [1, 1, 1, 4900_00, 0, 0]}
    assert await counted(database, calendar=True) == everything
    assert await counted(database, calendar=False) == everything
    assert await counted(database, calendar=False, cell="source=") == {}


async def test_two_processes_count_what_each_of_them_did(database: Database, url: str) -> None:
    second = await Database.open(url, synchronous="OFF")
    people = range(1, 9)
    for id_ in people:
        order, other = f"{id_}:a", f"{id_}:b"
        given_back = back(900_00, refund=f"r-{id_}", charge=order)
        await keep(database, change(person(id_), opening(order), paying(order, order), given_back, opening(other)))

    async def undo(id_: int) -> None:
        async with second.write() as conn:
            refund = undone(f"{id_}:a", f"r-{id_}")
            assert await refunds.undo(conn, refund, "no such card", NOW + DAY, UTC)

    async def pay(id_: int) -> None:
        await again(database, paying(f"{id_}:b", f"{id_}:b"), id_=id_, now=NOW + DAY)

    await asyncio.gather(*(deed(id_) for id_ in people for deed in (undo, pay)))
    await second.close()
    for rollup in OF_MONEY:
        assert await as_kept(database, rollup) == await anew(database, rollup)
    assert await counted(database, calendar=False) == {(0, "RUB"): [16, 16, 8, 16 * 4900_00, 0, 0]}


async def test_a_journey_with_several_orders_is_read_once_however_many_there_are(database: Database) -> None:
    await keep(database, change(person(), *(opening(f"{ORDER}:{number}") for number in range(3))))
    walk = (await rows(database, journeys))[0]
    opened = await rows(database, orders)
    numbers = range(2, MOST + 6)
    async with database.write() as conn:
        walks = [{**walk, "id": 100 + number, "run": number} for number in numbers]
        await conn.execute(insert(journeys), walks)
        copies = [
            {**order, "name": f"{number}:{order['name']}", "journey_id": 100 + number}
            for number in numbers
            for order in opened
        ]
        await conn.execute(insert(orders), copies)
    found = await anew(database)
    assert sum(figures[0] for (*key, _), figures in found.items() if key[1:4] == [False, True, ""]) == 3 * len(numbers)
