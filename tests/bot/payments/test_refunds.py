"""Money goes back by its own method, once, and whoever gets it back is told and has the goods no longer."""

from dataclasses import dataclass
from typing import ClassVar, cast

import pytest

from bot.clock import StandingClock
from bot.payments.method import NotNowError
from bot.payments.methods import Methods
from bot.payments.refunds import GIVE_UP_AFTER, LONGEST_PAUSE, Refunds
from bot.preview.telegram import Person
from funnels.definition.methods import Method
from funnels.definition.money import Money
from storage import refunds
from storage.refunds import Refund
from tests.bot.shop import BY_HAND, GOODS, MONEY_IS_HERE, PAID, SHOP, delivered, invoice_of, invoiced, sold
from tests.bot.world import OWNER, World, pay, until

STARS_50 = Money(amount=50, currency="XTR")


async def bought(bot: World) -> tuple[Person, str, str]:
    """Somebody who has paid fifty Stars; their order and its charge."""
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    return anna, order, charge


async def refund(bot: World, order: str, charge: str, money: Money = STARS_50) -> bool:
    return await bot.app.context.refunds.ask(order, charge, money, reason="did not like it", staff=OWNER)


def state(bot: World) -> list[tuple[str, int, int]]:
    return bot.rows("SELECT status, amount, attempts FROM refunds")


async def test_stars_go_back_once_and_the_order_is_refunded(bot: World) -> None:
    anna, order, charge = await bought(bot)
    assert await refund(bot, order, charge)
    assert not await refund(bot, order, charge)
    await anna.sees("Your money is on its way back: 50\N{NO-BREAK SPACE}⭐ for “The course”.")
    await bot.rests()
    assert len(bot.calls("refundStarPayment")) == 1
    assert sum("on its way back" in message.text for message in anna.chat) == 1
    assert state(bot) == [("done", 50, 0)]
    assert sold(bot) == [("refunded", "stars", 1)]
    assert bot.rows("SELECT entry, amount, staff, note FROM ledger ORDER BY id")[-2:] == [
        ("refund_asked", 50, OWNER, "did not like it"),
        ("refunded", 50, OWNER, "did not like it"),
    ]


async def test_it_can_be_bought_again_after_that(bot: World) -> None:
    anna, order, charge = await bought(bot)
    await refund(bot, order, charge)
    await anna.sees("on its way back")
    await bot.rests()
    await bot.passes(minutes=2)
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await bot.rests()
    assert delivered(anna) == 2
    assert sold(bot) == [("delivered", "stars", 2)]


async def test_one_that_does_not_work_now_is_tried_again(bot: World) -> None:
    anna, order, charge = await bought(bot)
    bot.telegram.faults.order(method="refundStarPayment", error=500)
    await refund(bot, order, charge)
    await until(lambda: state(bot) == [("asked", 50, 1)])
    await bot.passes(minutes=1)
    await anna.sees("on its way back")
    await bot.rests()
    assert state(bot) == [("done", 50, 1)]


async def test_one_that_was_made_before_a_crash_is_told_after_it(bot: World) -> None:
    anna, order, charge = await bought(bot)
    bot.telegram.faults.order(method="refundStarPayment", drop="after")
    await refund(bot, order, charge)
    await until(lambda: len(bot.calls("refundStarPayment")) == 1)
    await bot.starts_anew()
    await anna.sees("on its way back")
    await bot.rests()
    assert sum("on its way back" in message.text for message in anna.chat) == 1
    assert sold(bot) == [("refunded", "stars", 1)]


async def test_one_that_can_never_be_made_leaves_the_money_where_it_is(bot: World) -> None:
    _, order, charge = await bought(bot)
    bot.telegram.faults.order(method="refundStarPayment", error=400, description="Bad Request: CHARGE_NOT_FOUND")
    await refund(bot, order, charge)
    await until(lambda: state(bot) == [("failed", 50, 0)])
    assert sold(bot) == [("delivered", "stars", 1)]
    assert bot.rows("SELECT entry, note FROM ledger ORDER BY id DESC LIMIT 1") == [
        ("refund_failed", "Telegram server says - Bad Request: CHARGE_NOT_FOUND")
    ]
    assert await refund(bot, order, charge)


@dataclass(frozen=True)
class Broken:
    """A way to pay that gives nothing back."""

    error: Exception
    name: ClassVar[Method] = "stars"

    async def refund(self, _refund: Refund) -> str:
        raise self.error


@pytest.mark.parametrize("error", [NotNowError("busy"), KeyError("id")], ids=lambda error: type(error).__name__)
async def test_one_that_does_not_work_for_a_day_is_given_up_and_told(bot: World, error: Exception) -> None:
    _, order, charge = await bought(bot)
    context = bot.app.context
    methods = cast("Methods", {"stars": Broken(error)})
    clock = StandingClock(bot.clock.now())
    making = Refunds(context.database, context.runner, clock, methods, context.tasks)
    asking = Refund(
        name="r",
        order=order,
        charge=charge,
        method="stars",
        payer=1,
        money=STARS_50,
        reason="",
        staff=OWNER,
        attempts=0,
    )
    async with context.database.write() as connection:
        await refunds.ask(connection, asking, clock.now())
    for _ in range(GIVE_UP_AFTER - 1):
        await making.make_due()
        clock.move_to(clock.now() + LONGEST_PAUSE)
    assert state(bot) == [("asked", 50, GIVE_UP_AFTER - 1)]
    await making.make_due()
    assert [status for status, _, _ in state(bot)] == ["failed"]
    assert sold(bot) == [("delivered", "stars", 1)]
    await bot.passes(hours=30)
    await bot.owner.sees("A refund failed")


async def test_no_more_goes_back_than_came_and_stars_only_as_a_whole(bot: World) -> None:
    _, order, charge = await bought(bot)
    for money in (Money(amount=51, currency="XTR"), Money(amount=20, currency="XTR"), Money(amount=50, currency="RUB")):
        assert not await refund(bot, order, charge, money)
    assert not await refund(bot, order, "another")
    assert bot.calls("refundStarPayment") == []


async def test_a_transfer_goes_back_in_parts_and_is_only_written_down(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, BY_HAND)
    await bot.presses(anna, PAID)
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    assert not await refund(bot, order, charge, Money(amount=4_000, currency="EUR"))
    assert not await refund(bot, order, charge, Money(amount=0, currency="RUB"))
    assert await refund(bot, order, charge, Money(amount=4_000, currency="RUB"))
    await anna.sees("Your money is on its way back: ₽40")
    await bot.rests()
    assert sold(bot) == [("delivered", "manual", 1)]
    assert not await refund(bot, order, charge, Money(amount=6_001, currency="RUB"))
    assert await refund(bot, order, charge, Money(amount=6_000, currency="RUB"))
    await anna.sees("Your money is on its way back: ₽60")
    await bot.rests()
    assert sold(bot) == [("refunded", "manual", 1)]


async def test_a_payment_that_comes_after_all_was_given_back_pays_the_order_again(bot: World) -> None:
    anna, order, charge = await bought(bot)
    second = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    await refund(bot, order, charge)
    await anna.sees("on its way back")
    await bot.rests()
    bot.telegram.post_from_person(anna.room, {"successful_payment": second.body}, "service")
    await until(lambda: delivered(anna) == 2)
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 2)]


async def test_what_is_left_of_a_payment_counts_when_the_money_is_back_not_when_it_is_asked_for(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, BY_HAND)
    await bot.presses(anna, PAID)
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    both = (refund(bot, order, charge, Money(amount=roubles * 100, currency="RUB")) for roubles in (40, 60))
    assert [await one for one in both] == [True, True]
    await anna.sees("₽60")
    await bot.rests()
    assert sold(bot) == [("refunded", "manual", 1)]
    assert bot.rows("SELECT entry FROM ledger ORDER BY id DESC LIMIT 2") == [("refunded",), ("money_back",)]


async def test_money_without_an_order_goes_back_as_well(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    stray = {**charge.body, "invoice_payload": "not ours"}
    bot.telegram.post_from_person(anna.room, {"successful_payment": stray}, "service")
    await bot.owner.sees("A payment without an order")
    name = charge.body["telegram_payment_charge_id"]
    assert not await refund(bot, invoice_of(anna).payload, name)
    assert await refund(bot, "", name)
    await until(lambda: state(bot) == [("done", 50, 0)])
    assert bot.calls("refundStarPayment") == [{"user_id": str(anna.id), "telegram_payment_charge_id": name}]
    assert not await refund(bot, "", name)


async def test_what_was_paid_by_hand_and_given_back_can_be_paid_by_hand_again(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    for times in (1, 2):
        await bot.presses(anna, BY_HAND)
        await bot.presses(anna, PAID)
        bot.owner.reads_all()
        await bot.owner.presses(MONEY_IS_HERE)
        await until(lambda times=times: delivered(anna) == times)
        await bot.rests()
        ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments ORDER BY received_at DESC LIMIT 1")
        assert await refund(bot, order, charge, Money(amount=10_000, currency="RUB"))
        await bot.rests()
        await until(lambda times=times: state(bot) == [("done", 10_000, 0)] * times)
        await bot.passes(minutes=2)
    assert sold(bot) == [("refunded", "manual", 2)]
