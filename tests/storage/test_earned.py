"""Which of the money that arrived is revenue, and since when."""

from alembic import command
from sqlalchemy import Connection, update

from funnels.engine.effects.orders import MoveOrder, OpenOrder, RecordStrayPayment
from storage.database import Database
from storage.migrate import alembic_config
from storage.selling_tables import payments
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, payment, person, rows

ORDER = "1:relationships:1:3:0"
OPENING = OpenOrder(
    order=ORDER, product="webinar", title="Вебинар", price=STARS_100, method="stars", expires_at=None, step="tripwire.1"
)


async def earned(database: Database) -> dict[object, object]:
    return {row["charge"]: row["earned_at"] for row in await rows(database, payments)}


async def test_what_pays_an_order_or_prolongs_a_subscription_is_revenue_and_the_rest_is_not(database: Database) -> None:
    stray = RecordStrayPayment(order="???", method="stars", money=STARS_100, charge="stray")
    await keep(database, change(person(), OPENING, payment(), stray))
    await again(database, payment(charge="second"), payment(charge="more", kind="extra"), now=NOW + HOUR)
    await again(database, payment(charge="next", kind="renewal"), now=NOW + 2 * HOUR)
    assert await earned(database) == {
        "charge-1": NOW,
        "stray": None,
        "second": None,
        "more": None,
        "next": NOW + 2 * HOUR,
    }


async def test_what_staff_take_for_the_price_is_revenue_from_then_on(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment(charge="short", kind="short")))
    await again(database, payment(charge="shorter", kind="short"), now=NOW + HOUR)
    assert await earned(database) == {"short": None, "shorter": None}
    taken = MoveOrder(order=ORDER, to="paid", staff=900, product="webinar", charge="shorter")
    await again(database, taken, now=NOW + 2 * HOUR)
    await again(database, taken, now=NOW + 3 * HOUR)
    assert await earned(database) == {"short": None, "shorter": NOW + 2 * HOUR}


async def test_the_migration_finds_it_in_the_ledger(database: Database) -> None:
    await keep(
        database,
        change(person(1), OPENING, payment(charge="short", kind="short"), payment(charge="last", kind="sold_out")),
    )
    await again(
        database, MoveOrder(order=ORDER, to="paid", staff=900, product="webinar", charge="last"), now=NOW + HOUR
    )
    await again(database, payment(charge="second"), payment(charge="next", kind="renewal"), now=NOW + 2 * HOUR)
    known = await earned(database)
    assert known == {"short": None, "last": NOW + HOUR, "second": None, "next": NOW + 2 * HOUR}

    def back_and_forth(connection: Connection) -> None:
        config = alembic_config(connection)
        command.downgrade(config, "0021-1")
        command.upgrade(config, "head")

    async with database.write() as conn:
        await conn.execute(update(payments).values(earned_at=None))
        await conn.run_sync(back_and_forth)
    assert await earned(database) == known
