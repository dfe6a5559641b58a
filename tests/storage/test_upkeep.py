"""Offers close, on both databases."""

from datetime import timedelta

from funnels.engine.effects.orders import OpenOrder, RecordClaim
from storage import ledger, orders, upkeep
from storage.database import Database
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, payment, person

ORDER = "1:relationships:1:3:0"
CLOSING = OpenOrder(
    order=ORDER,
    product="webinar",
    title="Вебинар",
    price=STARS_100,
    method="stars",
    expires_at=NOW + HOUR,
    step="tripwire.offer",
)


async def expired(database: Database, after: timedelta) -> tuple[int, str]:
    async with database.write() as conn:
        number = await upkeep.expire(conn, NOW + after)
        return number, (await orders.find(conn, [ORDER]))[ORDER].status


async def test_an_order_expires_when_its_offer_closes_once(database: Database) -> None:
    await keep(database, change(person(), CLOSING))
    assert await expired(database, HOUR - timedelta(seconds=1)) == (0, "open")
    assert await expired(database, HOUR) == (1, "expired")
    assert await expired(database, 2 * HOUR) == (0, "expired")
    async with database.read() as conn:
        assert [line.entry for line in await ledger.history(conn, ORDER)] == ["asked", "expired"]


async def test_an_order_that_is_paid_or_claimed_does_not_expire(database: Database) -> None:
    await keep(database, change(person(), CLOSING, RecordClaim(order=ORDER, answer="")))
    assert await expired(database, 9 * HOUR) == (0, "open")
    await again(database, RecordClaim(order=ORDER, answer="refused"))
    assert await expired(database, 9 * HOUR) == (1, "expired")
    await again(database, payment())
    assert await expired(database, 9 * HOUR) == (0, "paid")
