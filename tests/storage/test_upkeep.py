"""Offers close and claims wait, on both databases."""

from datetime import timedelta

from funnels.engine.effects.orders import OpenOrder, RecordClaim
from funnels.engine.effects.staff import NotifyOwners
from storage import ledger, orders, upkeep
from storage.database import Database
from storage.payload import from_json
from storage.tables import outbox
from tests.storage.stories import HOUR, NOBODY, NOW, OWNER, STARS_100, again, change, keep, payment, person, rows

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


async def told(database: Database, hours: int) -> int:
    async with database.write() as conn:
        return await upkeep.tell_of_claims(conn, NOBODY | {"owner": (OWNER,)}, NOW + hours * HOUR)


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


async def test_a_claim_is_told_again_until_it_is_answered(database: Database) -> None:
    await keep(database, change(person(), CLOSING, RecordClaim(order=ORDER, answer="")))
    assert [await told(database, hours) for hours in (3, 4, 5, 27, 28)] == [0, 1, 0, 0, 1]
    notice = from_json(str((await rows(database, outbox))[0]["payload"]))
    assert notice == NotifyOwners(about="claim_waits", order=ORDER, title="Вебинар", money=STARS_100)
    await again(database, RecordClaim(order=ORDER, answer="refused"))
    assert await told(database, 100) == 0
    await again(database, RecordClaim(order=ORDER, answer=""), now=NOW + 100 * HOUR)
    assert [await told(database, hours) for hours in (103, 104)] == [0, 1]
