"""Whatever happens to an order is a line of the ledger; an order moves only from a state it can come from."""

from dataclasses import replace

from msgspec import structs

from funnels.engine.effects.orders import MoveOrder, OpenOrder, RecordClaim, RecordRefund
from funnels.engine.effects.receipt import ReceiptData
from funnels.engine.orders import BEFORE
from storage import ledger, orders, outbox, refunds
from storage.database import Database
from storage.ledger import Entry
from storage.outcomes import Failed, Sent, finish
from storage.refunds import Refund
from storage.selling_tables import ledger as ledger_table
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, message, payment, person, rows

ORDER = "1:relationships:1:3:0"
OWNER = 900

OPENING = OpenOrder(
    order=ORDER,
    product="webinar",
    title="Вебинар",
    price=STARS_100,
    method="stars",
    expires_at=None,
    step="tripwire.offer",
)


def refund(**fields: object) -> RecordRefund:
    said: dict[str, object] = {"refund": "r-1", "order": ORDER, "charge": "charge-1", "money": STARS_100}
    return RecordRefund(**{**said, "closes": True, "reason": "asked", "staff": OWNER, **fields})


async def status(database: Database) -> str:
    async with database.read() as conn:
        return (await orders.find(conn, [ORDER]))[ORDER].status


async def told(database: Database) -> list[str]:
    """The kinds of the lines, in their order."""
    async with database.read() as conn:
        return [line.entry for line in await ledger.history(conn, ORDER)]


async def test_a_line_says_who_did_what_when_and_how_much(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    await again(database, refund(), now=NOW + HOUR)
    async with database.read() as conn:
        assert await ledger.history(conn, ORDER) == [
            Entry(order=ORDER, entry="asked", money=STARS_100, method="stars", at=NOW),
            Entry(order=ORDER, entry="paid", money=STARS_100, method="stars", note="charge-1", at=NOW),
            Entry(order=ORDER, entry="refunded", money=STARS_100, staff=OWNER, note="asked", at=NOW + HOUR),
        ]


async def test_a_claim_and_its_refusal_are_lines(database: Database) -> None:
    await keep(database, change(person(), OPENING, RecordClaim(order=ORDER, answer="")))
    await again(database, RecordClaim(order=ORDER, answer="refused", staff=OWNER))
    assert await told(database) == ["asked", "claimed", "claim_refused"]
    async with database.read() as conn:
        assert (await orders.find(conn, [ORDER]))[ORDER].claimed_at is None


async def test_money_that_came_answers_the_claim_also_where_it_does_not_pay_the_order(database: Database) -> None:
    await keep(database, change(person(), OPENING, RecordClaim(order=ORDER, answer="")))
    await again(database, payment(kind="sold_out"))
    async with database.read() as conn:
        order = (await orders.find(conn, [ORDER]))[ORDER]
    assert (order.status, order.claimed_at) == ("open", None)


async def test_an_open_order_that_is_asked_for_again_keeps_its_claim_and_a_cancelled_one_does_not(
    database: Database,
) -> None:
    await keep(database, change(person(), OPENING, RecordClaim(order=ORDER, answer="")))
    claimed = []
    for moves in ((), (MoveOrder(order=ORDER, to="cancelled", staff=OWNER),)):
        await again(database, *moves)
        await again(database, OPENING, now=NOW + HOUR)
        async with database.read() as conn:
            claimed.append((await orders.find(conn, [ORDER]))[ORDER].claimed_at)
    assert claimed == [NOW, None]


async def test_a_cancelled_order_that_is_paid_is_paid(database: Database) -> None:
    await keep(database, change(person(), OPENING))
    await again(database, MoveOrder(order=ORDER, to="cancelled", staff=OWNER, reason="changed their mind"))
    assert await status(database) == "cancelled"
    await again(database, payment())
    assert await status(database) == "paid"
    assert await told(database) == ["asked", "cancelled", "paid"]


async def test_a_move_from_a_state_it_cannot_come_from_is_none(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    await again(
        database, MoveOrder(order=ORDER, to="cancelled", staff=OWNER), MoveOrder(order=ORDER, to="paid", staff=1)
    )
    assert await status(database) == "paid"
    assert await told(database) == ["asked", "paid"]


async def test_an_order_that_is_open_cannot_become_refunded(database: Database) -> None:
    await keep(database, change(person(), OPENING))
    async with database.write() as conn:
        assert not await ledger.move(conn, "refunded", ledger.Entry(order=ORDER, entry="refunded"), NOW)
    assert (await status(database), await told(database)) == ("open", ["asked"])


async def test_money_the_owners_take_for_the_price_pays_the_order(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment(kind="short")))
    assert await status(database) == "open"
    await again(database, MoveOrder(order=ORDER, to="paid", staff=OWNER), now=NOW + HOUR)
    async with database.read() as conn:
        order = (await orders.find(conn, [ORDER]))[ORDER]
    assert (order.status, order.paid_at) == ("paid", NOW + HOUR)
    assert await told(database) == ["asked", "short", "paid"]


async def test_a_refund_the_method_tells_of_first_is_of_whoever_asked_for_it(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    async with database.write() as conn:
        await refunds.ask(conn, asking(), NOW)
    await again(database, refund(staff=0, reason=""))
    async with database.read() as conn:
        line = (await ledger.history(conn, ORDER))[-1]
    assert (line.entry, line.staff, line.note) == ("refunded", OWNER, "asked")


async def test_a_refund_told_ten_times_is_one(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    for _ in range(5):
        await again(database, refund(), refund())
    assert await status(database) == "refunded"
    assert await told(database) == ["asked", "paid", "refunded"]


async def test_a_refund_is_of_the_order_its_payment_was_kept_with(database: Database) -> None:
    other = "1:relationships:1:4:0"
    await keep(database, change(person(), OPENING, payment(other), structs.replace(OPENING, order=other)))
    await again(database, refund(order=ORDER))
    async with database.read() as conn:
        found = await orders.find(conn, [ORDER, other])
    assert {name: order.status for name, order in found.items()} == {ORDER: "open", other: "refunded"}
    assert await told(database) == ["asked"]


async def test_a_part_that_goes_back_moves_nothing(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    await again(database, refund(closes=False))
    assert await status(database) == "paid"
    assert await told(database) == ["asked", "paid", "money_back"]


async def test_money_back_for_an_order_it_did_not_pay_moves_nothing(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment(kind="short")))
    await again(database, refund())
    assert await status(database) == "open"
    assert await told(database) == ["asked", "short", "money_back"]


async def test_what_was_given_back_can_be_bought_again(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    await again(database, refund())
    await again(database, OPENING)
    async with database.read() as conn:
        order = (await orders.find(conn, [ORDER]))[ORDER]
    assert (order.status, order.paid_at) == ("open", None)
    await again(database, payment(charge="charge-2"))
    assert await status(database) == "paid"


async def test_a_second_payment_the_engine_took_for_the_first_is_extra(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    await again(database, payment(charge="charge-2"))
    assert await told(database) == ["asked", "paid", "extra"]


def asking(**fields: object) -> Refund:
    said: dict[str, object] = {"name": "r-1", "order": ORDER, "charge": "charge-1", "method": "stars", "payer": 1}
    return Refund(**{**said, "money": STARS_100, "reason": "asked", "staff": OWNER, "attempts": 0, **fields})


async def due(database: Database, hours: int = 0) -> list[Refund]:
    async with database.read() as conn:
        return await refunds.due(conn, NOW + hours * HOUR, 10)


async def test_a_refund_that_is_asked_for_is_tried_until_it_is_done(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    async with database.write() as conn:
        await refunds.ask(conn, asking(), NOW)
    assert await due(database) == [asking(title="Вебинар")]
    async with database.write() as conn:
        await refunds.put_off(conn, asking(attempts=1, reference="outside-1"), NOW + HOUR, "taken")
    assert await due(database) == []
    assert await due(database, 1) == [asking(attempts=1, reference="outside-1", title="Вебинар")]
    await again(database, refund(reference="outside-1"))
    assert await due(database, 1) == []
    assert await told(database) == ["asked", "paid", "refund_asked", "refunded"]


async def test_a_part_goes_back_with_the_receipt_of_the_way_that_has_one(database: Database) -> None:
    receipt = ReceiptData(vat="5%", subject="service", mode="full_payment", phone="+79123456789")
    await keep(database, change(person(), structs.replace(OPENING, receipt=receipt), OPENING, payment()))
    part = asking(money=replace(STARS_100, amount=40))
    async with database.write() as conn:
        assert await refunds.ask(conn, part, NOW)
    assert await due(database) == [replace(part, whole=False, title="Вебинар", receipt=receipt)]


async def test_a_refund_that_can_never_be_done_leaves_the_money_where_it_is(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    async with database.write() as conn:
        await refunds.ask(conn, asking(), NOW)
        (paid,) = await refunds.payments_of(conn, ORDER)
        assert paid.left.amount == 0
        await refunds.fail(conn, asking(), "too old", NOW)
        await refunds.fail(conn, asking(), "too old", NOW)
        (paid,) = await refunds.payments_of(conn, ORDER)
    assert (paid.charge, paid.payer, paid.kind, paid.left) == ("charge-1", 1, "whole", STARS_100)
    assert await due(database, 9) == []
    assert await status(database) == "paid"
    assert await told(database) == ["asked", "paid", "refund_asked", "refund_failed"]


async def test_a_refund_the_method_tells_of_is_known_by_either_name(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    async with database.write() as conn:
        assert await refunds.name_of(conn, "charge-1", "outside-1", "r-1") is None
        await refunds.ask(conn, asking(), NOW)
        assert await refunds.name_of(conn, "charge-1", "outside-1", "r-1") == "r-1"
        assert await refunds.name_of(conn, "charge-2", "outside-1", "r-1") is None
        assert await refunds.name_of(conn, "charge-1", "outside-1", "") is None
    await again(database, refund(reference="outside-1"))
    async with database.read() as conn:
        assert await refunds.name_of(conn, "charge-1", "outside-1", "") == "r-1"
        assert await refunds.name_of(conn, "charge-1", "outside-2", "") is None


async def test_a_refund_that_failed_is_of_whoever_asks_for_it_again(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    async with database.write() as conn:
        await refunds.ask(conn, asking(), NOW)
        await refunds.fail(conn, asking(), "no", NOW)
        await refunds.ask(conn, asking(staff=901, reason="once more"), NOW)
    assert await due(database) == [asking(staff=901, reason="once more", title="Вебинар")]
    await again(database, refund(staff=0, reason=""))
    async with database.read() as conn:
        line = (await ledger.history(conn, ORDER))[-1]
    assert (line.entry, line.staff, line.note) == ("refunded", 901, "once more")


def test_every_state_but_the_first_has_states_it_comes_from() -> None:
    assert set(BEFORE) == {"open", "paid", "delivered", "expired", "cancelled", "refunded"}
    assert all(state not in before for state, before in BEFORE.items())


async def test_what_was_handed_over_can_be_given_back(database: Database) -> None:
    goods = message("Вот запись", purpose="goods", order=ORDER, step="")
    present = message("Подарок", purpose="goods", order="", step="")
    await keep(database, change(person(), OPENING, payment(), goods, present))
    async with database.write() as conn:
        sent = [Sent(id=row.id, message_id=1) for row in await outbox.claim(conn, NOW, 10)]
        await finish(conn, sent, NOW)
    await again(database, refund())
    assert await status(database) == "refunded"
    assert await told(database) == ["asked", "paid", "delivered", "refunded"]
    await again(database, OPENING)
    async with database.read() as conn:
        assert (await orders.find(conn, [ORDER]))[ORDER].delivered_at is None


async def test_a_present_that_does_not_arrive_is_no_line_of_any_order(database: Database) -> None:
    await keep(database, change(person(), message("Подарок", purpose="goods", order="", step="")))
    async with database.write() as conn:
        failed = [Failed(id=row.id, reason="no") for row in await outbox.claim(conn, NOW, 10)]
        await finish(conn, failed, NOW)
    assert await rows(database, ledger_table) == []


async def test_a_refund_on_its_way_is_not_asked_for_again_and_a_failed_one_is(database: Database) -> None:
    await keep(database, change(person(), OPENING, payment()))
    async with database.write() as conn:
        assert await refunds.ask(conn, asking(), NOW)
        assert not await refunds.ask(conn, asking(), NOW)
        await refunds.put_off(conn, asking(attempts=1), NOW, "not now")
        await refunds.fail(conn, asking(), "no", NOW)
        assert await refunds.ask(conn, asking(), NOW)
        assert [refund.attempts for refund in await refunds.due(conn, NOW, 1)] == [0]
    await again(database, refund())
    async with database.write() as conn:
        assert not await refunds.ask(conn, asking(), NOW)
