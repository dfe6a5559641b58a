"""Paying by hand: the claim, the owners' decision, and that it is decided once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import cast

from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.payments.decisions import Decision, button_data, decide
from bot.preview.telegram import Person
from storage.database import Database
from storage.types import MICROSECONDS_A_SECOND

from .shop import BY_HAND, GOODS, IT_IS_NOT, MONEY_IS_HERE, PAID, SHOP, claimed, delivered, invoice_of, invoiced, sold
from .world import OWNER, World, pay, until

SECOND_OWNER = 2


async def _second_owner(bot: World) -> Person:
    person = bot.telegram.person(first_name="Second", id=SECOND_OWNER)
    person.room.started = True
    await bot.starts(SHOP, owner_ids=[OWNER, SECOND_OWNER])
    return person


async def test_a_claim_tells_the_person_and_every_owner(bot: World) -> None:
    second = await _second_owner(bot)
    anna = await bot.meets(first_name="Anna <3", last_name="Petrova", username="anna_p")
    (how,) = await bot.presses(anna, BY_HAND)
    assert "Send ₽100 to the card" in how
    (received,) = await bot.presses(anna, PAID)
    assert "I will check the payment" in received
    for owner in (bot.owner, second):
        notice = await owner.sees("Says they have paid: The course, ₽100")
        assert [entity["user"]["id"] for entity in notice.entities if "user" in entity] == [anna.id]
        assert "\nAnna <3 Petrova, @anna_p\n" in notice.text
        assert [button["text"] for button in notice.buttons] == [MONEY_IS_HERE, IT_IS_NOT]
    assert bot.rows("SELECT status, claimed_at IS NOT NULL FROM orders") == [("open", 1)]


async def test_confirmed_it_is_delivered_and_moves_on(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await anna.sees("See you.")
    await bot.owner.sees_toast("Confirmed")
    await bot.rests()
    assert sold(bot) == [("delivered", "manual", 1)]
    assert bot.rows("SELECT method, amount, currency, kind FROM payments") == [("manual", 10_000, "RUB", "whole")]
    await until(lambda: not list(_notice(bot.owner).buttons))
    assert "Confirmed" in _notice(bot.owner).text


async def test_two_owners_who_confirm_at_once_deliver_once(bot: World) -> None:
    second = await _second_owner(bot)
    anna = await claimed(bot)
    await bot.hears_together(bot.owner.presses(MONEY_IS_HERE), second.presses(MONEY_IS_HERE))
    await bot.owner.sees_toast("")
    await second.sees_toast("")
    await bot.rests()
    assert sold(bot) == [("delivered", "manual", 1)]
    assert delivered(anna) == 1


async def test_an_owner_who_comes_late_is_told_that_it_is_decided(bot: World) -> None:
    second = await _second_owner(bot)
    anna = await claimed(bot)
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await second.presses(IT_IS_NOT)
    await second.sees_toast("decided already")
    await bot.rests()
    assert sold(bot) == [("delivered", "manual", 1)]
    assert not any("has not been found" in message.text for message in anna.chat)


async def test_to_confirm_and_to_refuse_at_once_never_takes_back_what_was_bought(bot: World) -> None:
    second = await _second_owner(bot)
    anna = await claimed(bot)
    await bot.hears_together(bot.owner.presses(MONEY_IS_HERE), second.presses(IT_IS_NOT))
    await bot.owner.sees_toast("Confirmed")
    await second.sees_toast("decided already")
    await bot.rests()
    assert sold(bot) == [("delivered", "manual", 1)]
    assert delivered(anna) == 1
    assert not any("has not been found" in message.text for message in anna.chat)


class Hesitant:
    """A database whose first answer takes long."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pauses = [0.2]

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self._database.read() as connection:
            await asyncio.sleep(self._pauses.pop() if self._pauses else 0)
            yield connection


async def test_of_two_presses_the_first_one_counts_however_long_a_look_at_the_order_takes(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    ((order,),) = bot.rows("SELECT name FROM orders")
    context = replace(bot.app.context, database=cast("Database", Hesitant(bot.app.context.database)))
    decisions: tuple[Decision, ...] = ("yes", "no")
    presses = [
        CallbackQuery.model_validate(
            {"id": "1", "from": bot.owner.room.user, "chat_instance": "1", "data": button_data(decision, order)},
            context={"bot": bot.app.context.bot},
        )
        for decision in decisions
    ]
    await asyncio.gather(*(decide(context, press) for press in presses))
    await anna.sees(GOODS)
    await bot.rests()
    assert sold(bot) == [("delivered", "manual", 1)]
    assert not any("has not been found" in message.text for message in anna.chat)


async def test_refused_the_person_is_told_and_may_claim_again(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.owner.presses(IT_IS_NOT)
    await anna.sees("has not been found yet")
    await bot.owner.sees_toast("Refused")
    await bot.rests()
    assert sold(bot) == [("open", "manual", 0)]
    bot.owner.reads_all()
    await bot.presses(anna, PAID)
    await bot.owner.sees("Says they have paid")
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.rests()
    assert delivered(anna) == 1


async def test_a_second_claim_gets_a_toast_and_no_second_notice(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await anna.presses(PAID)
    await anna.sees_toast("It is being checked")
    await bot.rests()
    assert sum("Says they have paid" in message.text for message in bot.owner.chat) == 1


async def test_a_stranger_cannot_press_the_owners_buttons(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    notice = await bot.owner.sees("Says they have paid")
    press = await anna.presses(MONEY_IS_HERE, message=notice)
    assert press.query is not None
    assert "behind us" in (await press.query.answer).text
    await bot.rests()
    assert sold(bot) == [("open", "manual", 0)]
    assert delivered(anna) == 0


async def test_the_same_bought_by_stars_meanwhile_is_not_confirmed_again(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.presses(anna, pay(50))
    assert (await anna.pays(timeout=2)).ok
    await anna.sees(GOODS)
    await bot.rests()
    await bot.owner.presses(MONEY_IS_HERE)
    await bot.owner.sees_toast("decided already")
    await bot.rests()
    assert delivered(anna) == 1


async def test_what_is_paid_and_waits_for_its_goods_is_not_confirmed_again(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.presses(anna, pay(50))
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=400)
    assert (await anna.pays(timeout=2)).ok
    await bot.owner.sees("not handed over")
    assert [status for status, _, _ in sold(bot)] == ["paid"]
    await bot.owner.presses_button(notice := _notice(bot.owner), next(iter(notice.buttons)))
    await bot.owner.sees_toast("decided already")
    await bot.rests()
    assert bot.rows("SELECT method FROM payments") == [("stars",)]


async def test_what_was_paid_and_given_back_meanwhile_is_not_confirmed(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.presses(anna, pay(50))
    assert (await anna.pays(timeout=2)).ok
    await anna.sees(GOODS)
    await bot.rests()
    await bot.app.context.bot.refund_star_payment(anna.id, bot.rows("SELECT charge FROM payments")[0][0])
    await anna.sees("on its way back")
    await bot.rests()
    await bot.owner.presses_button(notice := _notice(bot.owner), next(iter(notice.buttons)))
    await bot.owner.sees_toast("decided already")
    await bot.rests()
    assert bot.rows("SELECT method FROM payments") == [("stars",)]


async def test_a_slow_edit_of_the_notice_keeps_nobody_waiting(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    bot.telegram.faults.order(method="editMessageText", delay=1.5)
    await bot.owner.presses(MONEY_IS_HERE)
    await until(lambda: not len(bot.telegram.faults))
    await anna.sees(GOODS)
    boris = bot.telegram.person()
    await boris.starts()
    await boris.sees("Buy the course.", within=1)


async def test_a_decision_outlives_a_trouble_of_the_database(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    bot.app.poller.pause_after_failure = 0.01
    await bot.changes("ALTER TABLE payments RENAME TO gone")
    press = await bot.owner.presses(MONEY_IS_HERE)
    await asyncio.sleep(0.2)
    assert press.query is not None
    assert not press.query.answer.done()
    await bot.changes("ALTER TABLE gone RENAME TO payments")
    await anna.sees(GOODS)
    assert "Confirmed" in (await press.query.answer).text


def _notice(owner: Person):  # noqa: ANN202  # the stand-in's message
    return next(message for message in owner.chat if "Says they have paid" in message.text)


async def test_money_that_is_not_what_was_asked_waits_for_the_owner_who_takes_it_for_the_price(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    bot.telegram.post_from_person(anna.room, {"successful_payment": {**charge.body, "total_amount": 20}}, "service")
    await anna.sees("20\u00a0⭐ has arrived, which is not what was asked")
    await bot.owner.sees("Not what was asked has arrived: The course, 20\u00a0⭐")
    await bot.rests()
    assert sold(bot) == [("open", "stars", 1)]
    await bot.owner.presses("Take it for the price")
    await anna.sees(GOODS)
    await bot.owner.sees_toast("Taken, the goods are on their way")
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert bot.rows("SELECT entry, amount, staff FROM ledger ORDER BY id") == [
        ("asked", 50, 0),
        ("short", 20, 0),
        ("paid", 0, OWNER),
        ("delivered", 0, 0),
    ]


def _notices(bot: World, words: str) -> int:
    return sum(words in message.text for message in bot.owner.chat)


async def test_a_claim_nobody_answers_is_told_again_after_four_hours_and_then_once_a_day(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    for hours, told in ((3, 0), (1, 1), (23, 1), (1, 2)):
        await bot.passes(hours=hours)
        await bot.app.ticks.keep_up_orders()
        await bot.rests()
        assert _notices(bot, "Still waits for your answer") == told
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.passes(hours=48)
    await bot.app.ticks.keep_up_orders()
    await bot.rests()
    assert _notices(bot, "Still waits for your answer") == 2


async def test_a_claim_that_was_answered_is_not_told_again(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.owner.presses(IT_IS_NOT)
    await anna.sees("has not been found yet")
    await bot.passes(hours=5)
    await bot.app.ticks.keep_up_orders()
    await bot.rests()
    assert _notices(bot, "Still waits") == 0


async def test_an_order_expires_with_its_offer_and_money_that_comes_late_still_pays_it(bot: World) -> None:
    await bot.starts(SHOP)
    anna, boris = await invoiced(bot), await claimed(bot)
    invoice = invoice_of(anna)
    await bot.passes(hours=50)
    assert sold(bot) == [("expired", "stars", 0), ("open", "manual", 0)]
    assert bot.rows("SELECT entry FROM ledger WHERE order_name = ?", invoice.payload) == [("asked",), ("expired",)]
    at = "SELECT at FROM ledger WHERE order_name = ? AND entry = 'expired'"
    closed = "SELECT expires_at FROM orders WHERE name = ?"
    assert 0 <= bot.counts(at, invoice.payload) - bot.counts(closed, invoice.payload) < 60 * MICROSECONDS_A_SECOND
    charge = bot.telegram.payments.charge(anna.room.user, invoice)
    bot.telegram.post_from_person(anna.room, {"successful_payment": charge.body}, "service")
    await anna.sees(GOODS)
    await bot.owner.presses(MONEY_IS_HERE)
    await boris.sees(GOODS)
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1), ("delivered", "manual", 1)]


async def test_money_that_is_not_what_was_asked_answers_the_claim(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.presses(anna, pay(50))
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    bot.telegram.post_from_person(anna.room, {"successful_payment": {**charge.body, "total_amount": 20}}, "service")
    await bot.owner.sees("Not what was asked has arrived")
    await bot.passes(hours=5)
    await bot.app.ticks.keep_up_orders()
    await bot.rests()
    assert _notices(bot, "Still waits") == 0


async def test_what_was_confirmed_is_what_was_asked_by_hand_whatever_was_looked_at_since(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.presses(anna, pay(50))
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.rests()
    assert bot.rows("SELECT method, amount, currency, kind FROM payments") == [("manual", 10_000, "RUB", "whole")]
    assert bot.rows("SELECT method, amount, currency FROM orders") == [("manual", 10_000, "RUB")]


async def test_money_for_what_is_sold_out_is_confirmed_once_by_however_many_owners(bot: World) -> None:
    second = bot.telegram.person(first_name="Second", id=SECOND_OWNER)
    second.room.started = True
    await bot.starts(SHOP.replace("stars: 50", "stars: 50\n    stock: 1"), owner_ids=[OWNER, SECOND_OWNER])
    boris = await claimed(bot)
    anna = await invoiced(bot)
    assert (await anna.pays(timeout=2)).ok
    await anna.sees(GOODS)
    await bot.owner.presses(MONEY_IS_HERE)
    await boris.sees("the last one was sold before")
    await bot.rests()
    await second.presses(MONEY_IS_HERE)
    await second.sees_toast("decided already")
    await bot.rests()
    assert bot.rows("SELECT kind FROM payments ORDER BY kind") == [("sold_out",), ("whole",)]


async def test_money_one_owner_did_not_find_another_one_still_can(bot: World) -> None:
    second = await _second_owner(bot)
    anna = await claimed(bot)
    await bot.owner.presses(IT_IS_NOT)
    await anna.sees("has not been found yet")
    await bot.rests()
    await second.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.rests()
    assert sold(bot) == [("delivered", "manual", 1)]
