"""What Telegram does with money: it asks before a payment, takes an invoice twice, gives Stars back."""

from datetime import timedelta

import pytest

from bot.preview.telegram.purse import pay as pays_an_invoice
from bot.tasks import spawn
from funnels.definition.money import Money
from tests.bot.shop import GOODS, SHOP, delivered, invoice_of, invoiced, sold
from tests.bot.world import EITHER_WAY, OWNER, World, until

pytestmark = EITHER_WAY

STARS_50 = Money(amount=50, currency="XTR")


async def test_pre_checkout_is_answered_while_nothing_can_be_written(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    async with bot.app.context.database.write():
        payment = spawn(anna.pays(timeout=2), name="pay")
        boris = bot.telegram.person()
        await boris.starts()
        assert (await payment).ok
        assert delivered(anna) == 0
    await anna.sees(GOODS)


async def test_pre_checkout_does_not_wait_for_a_chat_that_must(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=429, retry_after=3600)
    await anna.writes("Hm")
    await until(lambda: not len(bot.telegram.faults))
    assert (await anna.pays(timeout=2)).ok
    await until(lambda: sold(bot) == [("paid", "stars", 1)])
    assert delivered(anna) == 0
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=3601))
    await anna.sees(GOODS)


@pytest.mark.parametrize(
    "fault",
    [{"error": 429, "retry_after": 1}, {"error": 502}, {"drop": "before"}],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
async def test_the_answer_to_pre_checkout_is_given_again_when_it_did_not_arrive(
    bot: World, fault: dict[str, object]
) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="answerPreCheckoutQuery", **fault)  # type: ignore[arg-type]  # a fault's fields
    assert (await anna.pays(timeout=5)).ok


async def test_an_invoice_of_somebody_else_is_refused(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    boris = await bot.meets(language_code="en")
    outcome = await pays_an_invoice(bot.telegram, boris.room, invoice_of(anna), message=None, within=2)
    assert outcome.error_message == "This invoice was made for another person."


async def test_a_second_payment_is_kept_delivers_nothing_and_is_put_before_the_owners(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    bot.telegram.post_from_person(anna.room, {"successful_payment": charge.body}, "service")
    await anna.sees("paid for already")
    await bot.owner.sees("Paid a second time: The course")
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 2)]
    assert bot.rows("SELECT kind FROM payments ORDER BY received_at") == [("whole",), ("extra",)]
    assert delivered(anna) == 1


async def test_a_payment_told_twice_counts_once(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    people = (anna, bot.owner)
    before = [len(person.chat) for person in people]
    told = next(message.body for message in anna.chat if "successful_payment" in message.body)
    bot.arrives(message=told)
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert [len(person.chat) for person in people] == before


@pytest.mark.parametrize("unheard_of", [False, True], ids=["told", "made-already"])
async def test_stars_go_back_once_also_where_telegram_says_they_are_back_already(bot: World, unheard_of: bool) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    if unheard_of:
        bot.telegram.payments.refund(anna.id, charge)
    assert await bot.app.context.refunds.ask(order, charge, STARS_50, reason="did not like it", staff=OWNER)
    await anna.sees("Your money is on its way back: 50\N{NO-BREAK SPACE}⭐ for “The course”.")
    await bot.rests()
    answers = [request.result for request in bot.telegram.requests if request.method == "refundStarPayment"]
    assert [answer.get("description") for answer in answers] == (
        ["Bad Request: CHARGE_ALREADY_REFUNDED"] if unheard_of else [None]
    )
    assert sum("on its way back" in message.text for message in anna.chat) == 1
    assert sold(bot) == [("refunded", "stars", 1)]


async def test_a_refund_telegram_tells_of_by_itself_counts_as_well(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    await bot.rests()
    assert bot.rows("SELECT status, amount, attempts FROM refunds") == [("done", 50, 0)]
    assert sold(bot) == [("refunded", "stars", 1)]
    assert not await bot.app.context.refunds.ask(order, charge, STARS_50, reason="once more", staff=OWNER)
