"""Money that is nobody's and money that is disputed: kept once and told once, on both databases."""

from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.effects.orders import OpenOrder, RecordRefund, RecordStrayPayment
from funnels.engine.effects.staff import NotifyOwners
from storage import disputes, ledger, orders, outbox, payments, refunds, strays
from storage.database import Database
from storage.payments import Known
from storage.queries.kept import PORTION, kept
from storage.refunds import Refund
from storage.selling_tables import payments as payments_table
from storage.tables import subscribers
from tests.storage.stories import HOUR, NOW, OWNER, STARS_100, again, change, keep, payment, person, rows

ORDER = "1:relationships:1:3:0"
STAFF = {"owner": (OWNER,), "manager": (), "marketer": ()}
RUB_100 = Money(amount=10_000, currency="RUB")
STRAY = RecordStrayPayment(order="invoice 7", method="link", money=RUB_100, charge="link:17")


async def told(database: Database) -> list[tuple[int, str, str]]:
    """The notices to owners that wait: to whom, about what, of which order."""
    async with database.write() as conn:
        claimed = await outbox.claim(conn, NOW, 100)
    notices = [(row.chat_id, row.payload) for row in claimed]
    return [(chat, said.about, said.order) for chat, said in notices if isinstance(said, NotifyOwners)]


async def test_money_of_nobody_is_kept_without_a_person_and_told_once(database: Database) -> None:
    for news in (True, False):
        async with database.write() as conn:
            assert await strays.keep(conn, STRAY, STAFF, NOW) == news
    (kept,) = await rows(database, payments_table)
    assert (kept["charge"], kept["kind"], kept["payload"]) == ("link:17", "stray", "invoice 7")
    assert (kept["amount"], kept["payer"], kept["order_name"]) == (10_000, 0, None)
    assert await rows(database, subscribers) == []
    assert await told(database) == [(OWNER, "stray_payment", "invoice 7")]


async def test_a_payment_is_found_by_its_charge_with_what_is_left(database: Database) -> None:
    opening = OpenOrder(order=ORDER, product="webinar", title="W", price=STARS_100, method="stars", expires_at=None)
    await keep(database, change(person(), opening, payment()))
    async with database.write() as conn:
        assert await payments.find(conn, "charge-1") == Known(order=ORDER, left=100)
        refund = Refund(
            name="r-1", order=ORDER, charge="charge-1", method="stars", payer=1, attempts=0, staff=OWNER, reason="",
            money=Money(amount=40, currency="XTR"),
        )  # fmt: skip
        assert await refunds.ask(conn, refund, NOW)
        assert await payments.find(conn, "charge-1") == Known(order=ORDER, left=60)
        await refunds.fail(conn, refund, "no", NOW)
        assert await payments.find(conn, "charge-1") == Known(order=ORDER, left=100)
        assert await payments.find(conn, "another") is None


async def test_a_stray_payment_is_found_without_an_order(database: Database) -> None:
    async with database.write() as conn:
        await strays.keep(conn, STRAY, STAFF, NOW)
        assert await payments.find(conn, "link:17") == Known(order=None, left=10_000)


async def test_every_payment_is_listed_with_what_went_back(database: Database) -> None:
    await keep(database, change(person(), payment()))
    back = RecordRefund(
        refund="r-1", order=ORDER, charge="charge-1", money=Money(amount=30, currency="XTR"), closes=False,
        reason="", staff=0,
    )  # fmt: skip
    await again(database, back, now=NOW + HOUR)
    await again(database, replace(back, refund="r-0", money=Money(amount=20, currency="XTR")), now=NOW + 2 * HOUR)
    async with database.write() as conn:
        await strays.keep(conn, STRAY, STAFF, NOW)
        refund = Refund(
            name="r-2", order="", charge="link:17", method="link", payer=0, attempts=0, staff=OWNER, reason="",
            money=RUB_100,
        )  # fmt: skip
        await refunds.ask(conn, refund, NOW)
        first, second = sorted([one async for portion in kept(conn) for one in portion], key=lambda one: one.charge)
    assert (first.charge, first.order, first.money, first.at) == ("charge-1", ORDER, STARS_100, NOW)
    assert (first.back, first.back_at, first.on_its_way) == (50, NOW + 2 * HOUR, False)
    assert (second.charge, second.order, second.payer) == ("link:17", "invoice 7", 0)
    assert (second.back, second.back_at, second.on_its_way) == (0, None, True)


async def test_very_many_payments_come_in_portions(database: Database) -> None:
    async with database.write() as conn:
        for number in range(PORTION + 1):
            await strays.keep(conn, replace(STRAY, charge=f"link:{number}"), STAFF, NOW)
    async with database.read() as conn:
        portions = [[one.charge for one in portion] async for portion in kept(conn)]
    assert [len(portion) for portion in portions] == [PORTION, 1]
    assert {charge for portion in portions for charge in portion} == {f"link:{number}" for number in range(PORTION + 1)}


async def test_a_dispute_is_a_line_and_a_notice_once(database: Database) -> None:
    opening = OpenOrder(order=ORDER, product="webinar", title="W", price=STARS_100, method="stars", expires_at=None)
    await keep(database, change(person(), opening, payment()))
    for dispute in ("dp_1", "dp_1", "dp_2"):
        async with database.write() as conn:
            order = (await orders.find(conn, [ORDER]))[ORDER]
            await disputes.keep(conn, order, dispute, STARS_100, staff=STAFF, now=NOW)
    async with database.read() as conn:
        lines = await ledger.history(conn, ORDER)
    assert [(line.note, line.money) for line in lines if line.entry == "disputed"] == [
        ("dp_1", STARS_100),
        ("dp_2", STARS_100),
    ]
    assert await told(database) == [(OWNER, "disputed", ORDER)] * 2


async def test_a_dispute_of_money_of_nobody_is_told_once_and_one_of_other_money_is_not(database: Database) -> None:
    await keep(database, change(person(), payment()))
    async with database.write() as conn:
        await strays.keep(conn, STRAY, {"owner": (), "manager": (), "marketer": ()}, NOW)
    said = [("link:17", "dp_1"), ("link:17", "dp_1"), ("link:17", "dp_2"), ("charge-1", "dp_3"), ("another", "dp_4")]
    for charge, dispute in said:
        async with database.write() as conn:
            await strays.disputed(conn, charge, dispute, RUB_100, staff=STAFF, now=NOW)
    assert await told(database) == [(OWNER, "stray_disputed", "invoice 7")] * 2
