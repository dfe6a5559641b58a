"""Orders move only from the state before; a payment, its delivery and its record happen once."""

import asyncio

from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.effects.orders import (
    OpenOrder,
    RecordClaim,
    RecordStrayPayment,
    RecordSubscription,
    SubscriptionEntry,
)
from funnels.engine.order_info import NOTHING, OrderInfo
from funnels.engine.orders import Renewing
from storage import ledger, orders, outbox, payments, refunds, strays
from storage.database import Database
from storage.orders import OrderRow
from storage.outcomes import Failed, Sent, finish
from storage.selling_tables import orders as orders_table
from storage.selling_tables import payments as payments_table
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, message, payment, person, rows

ORDER = "1:relationships:1:3:0"
ROUBLES = Money(amount=19_000, currency="RUB")


def opening(**fields: object) -> OpenOrder:
    said: dict[str, object] = {
        "order": ORDER,
        "product": "webinar",
        "title": "Вебинар",
        "price": STARS_100,
        "method": "stars",
        "expires_at": NOW + 48 * HOUR,
        "step": "tripwire.offer",
    }
    return OpenOrder(**{**said, **fields})


def subscription(state: Renewing, entry: SubscriptionEntry, *, staff: int = 0) -> RecordSubscription:
    return RecordSubscription(order=ORDER, state=state, until=NOW + HOUR, entry=entry, staff=staff)


async def found(database: Database, name: str = ORDER) -> OrderRow:
    async with database.read() as conn:
        return (await orders.find(conn, [name]))[name]


async def deliver(database: Database, *, accepted: bool = True) -> None:
    """Send whatever waits."""
    async with database.write() as conn:
        taken = await outbox.claim(conn, NOW + HOUR, 100)
        sent = [Sent(id=row.id, message_id=1) if accepted else Failed(id=row.id, reason="no") for row in taken]
        await finish(conn, sent, NOW + HOUR)


async def test_an_opened_order_says_everything_about_it(database: Database) -> None:
    await keep(database, change(person(), opening()))
    order = await found(database)
    assert order == OrderRow(
        order=ORDER,
        subscriber_id=1,
        journey_id=order.journey_id,
        funnel="relationships",
        step="tripwire.offer",
        product="webinar",
        title="Вебинар",
        promo="",
        price=STARS_100,
        method="stars",
        status="open",
        expires_at=NOW + 48 * HOUR,
        opened_at=NOW,
        claimed_at=None,
        paid_at=None,
        delivered_at=None,
    )
    assert order.journey_id is not None


async def test_an_order_nobody_opened_is_not_found(database: Database) -> None:
    async with database.read() as conn:
        assert await orders.find(conn, ["1:f:1:1:0"]) == {}


async def test_an_open_order_takes_another_way_to_pay(database: Database) -> None:
    await keep(database, change(person(), opening()))
    await again(database, opening(method="manual", price=ROUBLES), now=NOW + HOUR)
    order = await found(database)
    assert (order.method, order.price, order.opened_at, order.status) == ("manual", ROUBLES, NOW, "open")


async def test_a_paid_order_is_not_opened_again(database: Database) -> None:
    await keep(database, change(person(), opening(), payment()))
    await again(database, opening(method="manual", price=ROUBLES))
    order = await found(database)
    assert (order.method, order.price, order.status) == ("stars", STARS_100, "paid")


async def test_a_claim_is_marked(database: Database) -> None:
    await keep(database, change(person(), opening(method="manual", price=ROUBLES)))
    await again(database, RecordClaim(order=ORDER, answer=""), now=NOW + HOUR)
    assert (await found(database)).claimed_at == NOW + HOUR


async def test_a_claim_that_comes_after_the_payment_is_not_marked(database: Database) -> None:
    await keep(database, change(person(), opening(), payment()))
    await again(database, RecordClaim(order=ORDER, answer=""))
    order = await found(database)
    assert (order.status, order.claimed_at) == ("paid", None)


async def test_a_payment_pays_its_order(database: Database) -> None:
    await keep(database, change(person(), opening()))
    await again(database, payment(), now=NOW + HOUR)
    order = await found(database)
    assert (order.status, order.paid_at) == ("paid", NOW + HOUR)
    (row,) = await rows(database, payments_table)
    assert row == {
        "charge": "charge-1",
        "order_name": ORDER,
        "payer": 1,
        "method": "stars",
        "amount": 100,
        "currency": "XTR",
        "kind": "whole",
        "payload": "",
        "received_at": NOW + HOUR,
        "info": NOTHING,
        "earned_at": NOW + HOUR,
    }


async def test_what_was_filled_in_is_kept_with_its_payment(database: Database) -> None:
    courier = Money(amount=30_000, currency="RUB")
    info = OrderInfo(name="Anna", address="RU, Москва", shipping="By courier", shipping_price=courier, reference="p-1")
    await keep(database, change(person(), opening()))
    await again(database, replace(payment(), info=info))
    stray = RecordStrayPayment(
        order="?", method="provider", money=courier, charge="stray-1", info=OrderInfo(phone="+7")
    )
    async with database.write() as connection:
        await strays.keep(connection, stray, {"owner": (), "manager": (), "marketer": ()}, NOW)
    async with database.read() as connection:
        (paid,) = await refunds.payments_of(connection, ORDER)
        lost = await refunds.payment(connection, "stray-1")
    assert paid.info == info
    assert lost is not None
    assert lost.info == OrderInfo(phone="+7")


async def test_an_order_says_how_it_was_paid_whatever_was_looked_at_last(database: Database) -> None:
    await keep(database, change(person(), opening(), opening(method="manual", price=ROUBLES)))
    await again(database, payment())
    order = await found(database)
    assert (order.status, order.method, order.price) == ("paid", "stars", STARS_100)


async def test_one_payment_ten_times_is_one_payment(database: Database) -> None:
    await keep(database, change(person(), opening()))
    for hour in range(5):
        await again(database, payment(), payment(), now=NOW + hour * HOUR)
    (row,) = await rows(database, payments_table)
    order = await found(database)
    assert (row["received_at"], order.paid_at, order.status) == (NOW, NOW, "paid")


async def test_one_payment_ten_times_at_once_is_one_payment(database: Database) -> None:
    await keep(database, change(person(), opening()))
    results = await asyncio.gather(*(again(database, payment()) for _ in range(10)), return_exceptions=True)
    assert len(await rows(database, payments_table)) == 1
    assert [result for result in results if result is not None] == []
    assert (await found(database)).status == "paid"


async def test_a_repeated_charge_does_not_pay_another_order(database: Database) -> None:
    other = "1:relationships:1:9:0"
    await keep(database, change(person(), opening(), opening(order=other), payment()))
    await again(database, payment(other))
    assert (await found(database, other)).status == "open"


async def test_extra_money_is_kept_and_leaves_its_order_alone(database: Database) -> None:
    other = "1:relationships:1:9:0"
    await keep(database, change(person(), opening(), opening(order=other), payment()))
    await again(database, payment(other, "charge-2", kind="extra"))
    assert (await found(database, other)).status == "open"
    assert {row["charge"]: row["kind"] for row in await rows(database, payments_table)} == {
        "charge-1": "whole",
        "charge-2": "extra",
    }


async def test_money_for_an_order_that_was_never_opened_makes_it_paid(database: Database) -> None:
    await keep(database, change(person(), payment()))
    order = await found(database)
    assert (order.status, order.product, order.price, order.paid_at) == ("paid", "webinar", STARS_100, NOW)


async def test_a_renewal_is_a_payment_of_an_order_that_stays_as_it_is(database: Database) -> None:
    await keep(database, change(person(), opening(), payment()))
    await deliver(database)
    await again(database, payment(ORDER, "charge-2", kind="renewal"), subscription("active", ""))
    await again(database, payment(ORDER, "charge-2", kind="renewal"))
    assert [row["kind"] for row in await rows(database, payments_table)] == ["whole", "renewal"]
    order = await found(database)
    assert (order.status, order.paid_at, order.price) == ("paid", NOW, STARS_100)
    async with database.read() as conn:
        lines = await ledger.history(conn, ORDER)
    assert [(line.entry, line.note) for line in lines] == [("asked", ""), ("paid", "charge-1"), ("renewal", "charge-2")]


async def test_how_it_stands_with_a_subscription_is_kept_with_its_order(database: Database) -> None:
    await keep(database, change(person(), opening(), payment(), subscription("active", "")))
    order = await found(database)
    assert (order.subscription, order.paid_until) == ("active", NOW + HOUR)
    await again(database, subscription("cancelled", "subscription_cancelled", staff=900))
    assert (await found(database)).subscription == "cancelled"
    async with database.read() as conn:
        lines = await ledger.history(conn, ORDER)
    assert [(line.entry, line.staff) for line in lines[-1:]] == [("subscription_cancelled", 900)]


async def test_goods_that_arrived_deliver_the_order(database: Database) -> None:
    goods = message("Вот запись", purpose="goods", order=ORDER, step="")
    await keep(database, change(person(), opening(), payment(), goods))
    await deliver(database)
    order = await found(database)
    assert (order.status, order.delivered_at) == ("delivered", NOW + HOUR)


async def test_goods_of_an_order_nobody_has_paid_deliver_nothing(database: Database) -> None:
    goods = message("Вот запись", purpose="goods", order=ORDER, step="")
    await keep(database, change(person(), opening(), goods))
    await deliver(database)
    order = await found(database)
    assert (order.status, order.delivered_at) == ("open", None)


async def test_goods_that_did_not_arrive_leave_the_order_paid(database: Database) -> None:
    goods = message("Вот запись", purpose="goods", order=ORDER, step="")
    await keep(database, change(person(), opening(), payment(), goods))
    await deliver(database, accepted=False)
    order = await found(database)
    assert (order.status, order.delivered_at) == ("paid", None)


async def test_a_payment_after_the_delivery_changes_nothing(database: Database) -> None:
    goods = message("Вот запись", purpose="goods", order=ORDER, step="")
    await keep(database, change(person(), opening(), payment(), goods))
    await deliver(database)
    await again(database, payment(charge="charge-2"))
    assert (await found(database)).status == "delivered"


async def test_which_charges_are_known(database: Database) -> None:
    await keep(database, change(person(), payment()))
    async with database.read() as conn:
        assert await payments.known(conn, ["charge-1", "charge-2"]) == {"charge-1"}


async def test_money_that_fits_no_order_is_kept_once(database: Database) -> None:
    stray = RecordStrayPayment(order="???", method="stars", money=STARS_100, charge="s-1")
    await keep(database, change(person(7), stray, stray))
    await again(database, stray, id_=7)
    (row,) = await rows(database, payments_table)
    assert (row["order_name"], row["payer"], row["payload"], row["kind"]) == (None, 7, "???", "stray")
    assert await rows(database, orders_table) == []
