"""What is sold is counted from the orders: paid ones, by promo code, the last one once by two processes."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from funnels.engine.effects.orders import MoveOrder, OpenOrder, RecordPayment, RecordRefund
from storage.commit import commit
from storage.database import Database
from storage.people import load
from storage.sold import sold
from tests.storage.stories import NOBODY, NOW, STARS_100, again, change, keep, person

PRODUCT = ("relationships", "webinar", "")
WITH_CODE = ("relationships", "webinar", "SPRING")
STOCK = 2


def order_of(id_: int) -> str:
    return f"{id_}:relationships:1:3:0"


def opening(id_: int, promo: str = "") -> OpenOrder:
    return OpenOrder(
        order=order_of(id_),
        product="webinar",
        title="Вебинар",
        price=STARS_100,
        method="stars",
        expires_at=None,
        promo=promo,
    )


def paying(id_: int, promo: str = "") -> RecordPayment:
    return RecordPayment(
        order=order_of(id_),
        product="webinar",
        method="stars",
        money=STARS_100,
        charge=f"charge-{id_}",
        kind="whole",
        promo=promo,
    )


async def counted(database: Database) -> dict[tuple[str, str, str], int]:
    async with database.read() as conn:
        return await sold(conn, [PRODUCT])


async def test_only_paid_orders_count_each_once_and_by_its_code(database: Database) -> None:
    await keep(database, *(change(person(id_), opening(id_, "SPRING")) for id_ in (1, 2, 3)))
    assert await counted(database) == {}
    await again(database, paying(1, "SPRING"))
    await again(database, paying(1, "SPRING"))
    await again(database, paying(2), id_=2)
    assert await counted(database) == {WITH_CODE: 1, PRODUCT: 1}


async def test_money_that_went_back_gives_its_piece_back(database: Database) -> None:
    await keep(database, change(person(), opening(1, "SPRING"), paying(1, "SPRING")))
    refund = RecordRefund(
        refund="r",
        order=order_of(1),
        charge="charge-1",
        money=STARS_100,
        closes=True,
        reason="",
        staff=0,
    )
    await again(database, refund)
    assert await counted(database) == {}


async def test_money_the_owners_take_for_the_price_counts_by_the_code_it_was_asked_with(database: Database) -> None:
    short = replace(paying(1, "SPRING"), kind="short")
    await keep(database, change(person(), opening(1, "SPRING"), short))
    await again(database, opening(1))
    await again(database, MoveOrder(order=order_of(1), to="paid", staff=900, promo="SPRING"))
    assert await counted(database) == {WITH_CODE: 1}


async def test_other_funnels_and_products_are_not_counted(database: Database) -> None:
    await keep(database, change(person(funnel="other"), opening(1), paying(1)))
    assert await counted(database) == {}
    async with database.read() as conn:
        assert await sold(conn, [("other", "webinar", "")]) == {("other", "webinar", ""): 1}


@pytest.fixture
async def both(url: str) -> AsyncIterator[tuple[Database, Database]]:
    opened = await Database.open(url), await Database.open(url)
    yield opened
    for database in opened:
        await database.close()


async def test_the_last_piece_is_sold_by_one_of_two_processes(both: tuple[Database, Database]) -> None:
    await keep(both[0], *(change(person(id_), opening(id_)) for id_ in range(1, 7)))

    async def sell(database: Database, id_: int) -> None:
        async with database.write() as conn:
            loaded = await load(conn, [id_])
            if sum((await sold(conn, [PRODUCT], alone=True)).values()) < STOCK:
                who = loaded.people[id_]
                paid = change(who, paying(id_), before=who)
                await commit(conn, [paid], journey_ids=loaded.journey_ids, staff=NOBODY, now=NOW)

    await asyncio.gather(*(sell(both[id_ % 2], id_) for id_ in range(1, 7)))
    assert await counted(both[0]) == {PRODUCT: STOCK}
