"""The payments the bot has kept beside those Telegram knows of: what differs is said, and put right by a press."""

import pytest

from bot.preview.telegram import Person
from bot.preview.telegram.payments import Charge

from .shop import GOODS, SHOP, claimed, delivered, invoice_of, invoiced, sold
from .test_orders import asked
from .world import World, until

PUT_RIGHT = "Put right"


async def paid(bot: World) -> tuple[Person, Charge]:
    """Somebody who has paid fifty Stars, a while ago."""
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.passes(minutes=6)
    return anna, next(reversed(bot.telegram.payments.charges.values()))


async def not_told(bot: World) -> tuple[Person, Charge]:
    """Somebody who has paid, of which Telegram never told the bot."""
    anna = await invoiced(bot)
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    await bot.passes(minutes=6)
    return anna, charge


async def found(bot: World) -> list[str]:
    """What differs, without its moment."""
    head, *lines = [line for line in (await asked(bot, "/reconcile")).splitlines() if line]
    assert head.endswith(f"Differences: {len(lines)}." if lines else "No differences.")
    return [line.partition(" · ")[2] for line in lines]


async def test_books_that_say_the_same(bot: World) -> None:
    await bot.starts(SHOP)
    anna, charge = await paid(bot)
    bot.telegram.payments.withdraw(20)
    assert await asked(bot, "/reconcile") == "Payments compared: 1. No differences."
    await bot.app.context.bot.refund_star_payment(anna.id, charge.id)
    await until(lambda: sold(bot) == [("refunded", "stars", 1)])
    await bot.passes(minutes=6)
    assert await asked(bot, "/reconcile") == "Payments compared: 1. No differences."
    assert list(bot.owner.chat[-1].buttons) == []


async def test_a_payment_the_bot_was_never_told_of_brings_its_goods(bot: World) -> None:
    await bot.starts(SHOP)
    anna, charge = await not_told(bot)
    (line,) = await found(bot)
    order = charge.invoice.payload
    assert line.startswith(f"{order} · {charge.id} · 50 ⭐: Telegram has this payment, the bot does not know it.")
    await bot.owner.presses(PUT_RIGHT)
    await bot.owner.sees_toast("Put right: 1")
    await anna.sees(GOODS)
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert await found(bot) == []


async def test_one_that_fits_no_order_is_kept_as_a_stray_payment(bot: World) -> None:
    await bot.starts(SHOP)
    anna, _ = await not_told(bot)
    for table in ("outbox", "ledger", "orders", "timers", "stage_passages", "journeys"):
        await bot.changes(f"DELETE FROM {table}")
    await found(bot)
    await bot.owner.presses(PUT_RIGHT)
    await bot.owner.sees_toast("Put right: 1")
    await bot.owner.sees("A payment without an order")
    await bot.rests()
    assert bot.rows("SELECT kind, payer FROM payments") == [("stray", anna.id)]
    assert await found(bot) == []


async def test_what_is_younger_than_five_minutes_may_be_on_its_way(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    await bot.passes(minutes=4)
    assert await found(bot) == []
    await bot.passes(minutes=2)
    assert len(await found(bot)) == 1


async def test_one_that_came_and_went_back_unheard_is_nothing_to_do(bot: World) -> None:
    await bot.starts(SHOP)
    anna, charge = await not_told(bot)
    bot.telegram.payments.refund(anna.id, charge.id)
    assert await found(bot) == []
    assert delivered(anna) == 0


async def test_a_refund_the_bot_was_never_told_of_is_written_down(bot: World) -> None:
    await bot.starts(SHOP)
    anna, charge = await paid(bot)
    bot.telegram.payments.refund(anna.id, charge.id)
    await bot.passes(minutes=6)
    (line,) = await found(bot)
    assert "50 ⭐: Telegram gave it back, the bot does not know." in line
    await bot.owner.presses(PUT_RIGHT)
    await bot.owner.sees_toast("Put right: 1")
    await anna.sees("on its way back")
    await bot.rests()
    assert sold(bot) == [("refunded", "stars", 1)]
    assert await found(bot) == []


async def test_a_refund_telegram_never_made_is_made(bot: World) -> None:
    await bot.starts(SHOP)
    anna, charge = await paid(bot)
    await bot.app.context.bot.refund_star_payment(anna.id, charge.id)
    await until(lambda: sold(bot) == [("refunded", "stars", 1)])
    charge.refunded_at = None
    await bot.passes(minutes=6)
    (line,) = await found(bot)
    assert "50 ⭐: the bot says it went back, Telegram does not." in line
    await bot.owner.presses(PUT_RIGHT)
    await bot.owner.sees_toast("Put right: 1")
    await until(lambda: charge.refunded_at is not None)
    await bot.rests()
    assert sum("on its way back" in message.text for message in anna.chat) == 1
    assert await found(bot) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE payments SET amount = 40", "40 ⭐ here, 50 ⭐ at Telegram."),
        ("UPDATE payments SET charge = 'stx-another'", "the bot has this payment, Telegram does not know it."),
    ],
)
async def test_what_only_a_person_can_settle_has_no_button(bot: World, change: str, said: str) -> None:
    await bot.starts(SHOP)
    await paid(bot)
    await bot.changes(change)
    assert any(said in line for line in await found(bot))
    put_right = [button["text"] for button in bot.owner.chat[-1].buttons]
    assert put_right == ([PUT_RIGHT] if "another" in change else [])


async def test_more_than_a_page_is_read_and_telegram_may_ask_to_wait(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    for _ in range(203):
        bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    await bot.passes(minutes=6)
    bot.telegram.faults.order(method="getStarTransactions", error=429, retry_after=1)
    bot.owner.reads_all()
    await bot.owner.writes("/reconcile")
    said = await bot.owner.sees("Payments compared: 203. Differences: 203.")
    last = await bot.owner.sees("More: 183.")
    assert (said.text + last.text).count("Telegram has this payment") >= 10
    assert [call["offset"] for call in bot.calls("getStarTransactions")] == ["0", "100", "200", "203"]


async def test_ways_nobody_else_keeps_books_of_are_named(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.owner.presses("Money is here")
    await anna.sees(GOODS)
    await bot.rests()
    said = await asked(bot, "/reconcile")
    assert said.splitlines()[-1] == "There is nothing to compare with: manual."


async def test_trouble_is_told(bot: World) -> None:
    await bot.starts(SHOP)
    await not_told(bot)
    await found(bot)
    bot.telegram.faults.order(method="getStarTransactions", error=400, description="Bad Request: no")
    await bot.owner.presses(PUT_RIGHT)
    await bot.owner.sees_toast("That did not work")
