"""The figures of products, on both databases."""

from datetime import timedelta

from msgspec.structs import replace

from funnels.definition.money import Money
from funnels.engine.effects.orders import OpenOrder, RecordPayment, RecordRefund
from funnels.engine.subscriber import Access, Renewal
from storage import codes
from storage.codes import CodeList
from storage.database import Database
from storage.queries.products import codes_left, product_sales, with_access
from tests.storage.stories import HOUR, NOW, STARS_100, change, keep, payment, person

WEBINAR = ("relationships", "webinar")
KEYS = CodeList(funnel="relationships", file="keys.txt")


async def test_orders_by_state_and_money_by_currency(database: Database) -> None:
    names = [f"{id_}:relationships:1:3:0" for id_ in (1, 2, 3)]
    opening = OpenOrder(order=names[0], product="webinar", title="W", price=STARS_100, method="stars", expires_at=None)
    roubles = RecordPayment(
        order=names[2], product="webinar", method="manual", money=Money(amount=19_000, currency="RUB"), charge="c-3",
        kind="short",
    )  # fmt: skip
    back = RecordRefund(refund="r-1", order=names[1], charge="c-2", money=STARS_100, closes=True, reason="", staff=0)
    await keep(database, change(person(1), opening))
    await keep(database, change(person(2), payment(names[1], "c-2"), back))
    await keep(database, change(person(3), payment(names[2], "c-1"), roubles))
    async with database.read() as conn:
        sales = await product_sales(conn)
    assert set(sales) == {WEBINAR}
    assert dict(sales[WEBINAR].orders) == {"open": 1, "refunded": 1, "paid": 1}
    assert [str(money) for money in sales[WEBINAR].revenue] == ["190 RUB", "100 XTR"]
    assert [str(money) for money in sales[WEBINAR].refunded] == ["100 XTR"]


async def test_access_counts_until_it_ends_a_subscriptions_a_day_later(database: Database) -> None:
    renewal = Renewal(order="2:relationships:1:3:0", charge="c-2", at=NOW + HOUR)
    for id_, until, by in ((1, NOW, None), (2, NOW + HOUR, renewal), (3, None, None)):
        who = person(id_)
        held = Access(until=until, chat="", renewal=by)
        subscriber = replace(who.subscriber, access={"relationships/webinar": held})
        journeys = tuple(replace(journey, subscriber=subscriber) for journey in who.journeys)
        await keep(database, change(replace(who, subscriber=subscriber, journeys=journeys)))
    await keep(database, change(person(4)))
    async with database.read() as conn:
        assert await with_access(conn, NOW) == {"relationships/webinar": 2}
        assert await with_access(conn, NOW + timedelta(days=1)) == {"relationships/webinar": 2}
        assert await with_access(conn, NOW + HOUR + timedelta(days=1)) == {"relationships/webinar": 1}


async def test_codes_that_are_left_are_those_of_the_list_and_the_file_that_nobody_has(database: Database) -> None:
    async with database.write() as conn:
        assert await codes_left(conn, KEYS, ["K-1", "K-2"]) == 2
        await codes.stock(conn, KEYS, ["K-1", "K-2", "gone from the file"])
        assert await codes.take(conn, KEYS, "1:relationships:1:3:0", NOW) == "K-1"
        assert await codes_left(conn, KEYS, ["K-1", "K-2", "new"]) == 3
