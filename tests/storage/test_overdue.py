"""Goods that did not arrive: they are sent again when it is asked for, and told once when they are late."""

from datetime import timedelta

from funnels.engine.effects.shown import SendMessage
from funnels.engine.effects.staff import Staff
from storage import ledger, outbox, overdue, owed
from storage.database import Database
from storage.outcomes import Failed, Sent, finish
from tests.storage.stories import HOUR, MINUTE, NOBODY, NOW, OWNER, change, keep, known, message, payment, person

ORDER = "1:relationships:1:3:0"
OTHER = "1:relationships:1:4:0"
OWNERS: Staff = NOBODY | {"owner": (OWNER,)}


async def handed_over(database: Database, *, works: bool) -> list[str]:
    """Send whatever waits; the texts."""
    async with database.write() as conn:
        taken = await outbox.claim(conn, NOW, 100)
        results = [Sent(id=row.id, message_id=1) if works else Failed(id=row.id, reason="no") for row in taken]
        await finish(conn, results, NOW)
    return [row.payload.text for row in taken if isinstance(row.payload, SendMessage)]


async def paid(database: Database) -> None:
    """Two orders whose goods could not be handed over."""
    goods = [message(order, purpose="goods", order=order) for order in (ORDER, OTHER)]
    effects = (payment(ORDER, "charge-1"), payment(OTHER, "charge-2"), *goods)
    await keep(database, change(person(), *effects))
    assert await handed_over(database, works=False) == [ORDER, OTHER]


async def sent_again(database: Database, order: str) -> bool:
    async with database.write() as conn:
        return await owed.send_again(conn, order, NOW, staff=OWNER)


async def told(database: Database, later: timedelta) -> int:
    async with database.write() as conn:
        return await overdue.tell(conn, OWNERS, NOW + later)


async def test_the_goods_of_one_order_wait_again_and_only_if_they_failed(database: Database) -> None:
    await paid(database)
    assert await sent_again(database, ORDER)
    assert not await sent_again(database, ORDER)
    assert await handed_over(database, works=True) == [ORDER]
    assert not await sent_again(database, ORDER)
    assert not await sent_again(database, "nothing of ours")


async def test_goods_that_have_arrived_come_once_more_only_where_that_is_asked_for(database: Database) -> None:
    await paid(database)
    await sent_again(database, ORDER)
    await handed_over(database, works=True)
    for later, news in ((0 * MINUTE, False), (MINUTE, True), (MINUTE, False)):
        async with database.write() as conn:
            assert await owed.send_again(conn, ORDER, NOW + later, staff=OWNER, arrived=True) == news
    async with database.write() as conn:
        assert [row.payload.text for row in await outbox.claim(conn, NOW + MINUTE, 9)] == [ORDER]
    async with database.read() as conn:
        lines = await ledger.history(conn, ORDER)
    entries = ["paid", "not_delivered", "sent_again", "delivered", "sent_again"]
    assert [line.entry for line in lines] == entries
    assert [line.staff for line in lines if line.entry == "sent_again"] == [OWNER, OWNER]


async def test_of_goods_that_came_in_part_only_what_is_missing_is_sent_again(database: Database) -> None:
    goods = [message(text, purpose="goods", order=ORDER) for text in ("a file", "a link")]
    await keep(database, change(person(), payment(ORDER, "charge-1"), *goods))
    async with database.write() as conn:
        file, link = await outbox.claim(conn, NOW, 100)
        await finish(conn, [Sent(id=file.id, message_id=1), Failed(id=link.id, reason="no")], NOW)
    async with database.write() as conn:
        assert await owed.send_again(conn, ORDER, NOW + MINUTE, staff=OWNER, arrived=True)
    async with database.write() as conn:
        assert [row.payload.text for row in await outbox.claim(conn, NOW + MINUTE, 9)] == ["a link"]


async def test_goods_that_a_renewal_brings_anew_and_that_fail_wait_again(database: Database) -> None:
    await paid(database)
    await sent_again(database, ORDER)
    await handed_over(database, works=True)
    before = (await known(database, 1)).people[1]
    await keep(database, change(before, message("anew", purpose="goods", order=ORDER), before=before))
    assert await handed_over(database, works=False) == ["anew"]
    assert await sent_again(database, ORDER)
    assert await handed_over(database, works=True) == ["anew"]


async def test_an_hour_after_the_payment_the_owners_are_told_once(database: Database) -> None:
    await paid(database)
    assert await told(database, 59 * MINUTE) == 0
    assert await told(database, HOUR) == 2
    assert await told(database, 2 * HOUR) == 0
    async with database.read() as conn:
        assert [line.entry for line in await ledger.history(conn, ORDER)] == ["paid", "not_delivered", "overdue"]


async def test_what_has_arrived_is_not_overdue(database: Database) -> None:
    await paid(database)
    await sent_again(database, ORDER)
    await handed_over(database, works=True)
    assert await told(database, HOUR) == 1
