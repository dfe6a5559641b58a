"""/stop, /start again, a block and its end: what stood still goes on, and what came due meanwhile is left out."""

from funnels.definition.money import Money

from .shop import GOODS, SHOP, delivered, invoiced, sold
from .world import OWNER, World, pay, until

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: Begin
        buttons: [Next]
        follow_ups:
          - after: 1 hour
            message: First reminder
          - after: 3 hours
            message: Second reminder
      - message: The end
"""


async def test_after_stop_there_is_silence_and_after_start_it_goes_on(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    (goodbye,) = await bot.says(anna, "/stop")
    assert "I will not write any more" in goodbye
    await bot.passes(hours=2)
    anna.sees_nothing_new()
    assert bot.rows("SELECT left_at IS NOT NULL FROM stage_passages") == [(1,)]
    (still,) = await bot.says(anna, "Hello?")
    assert "To go on, send /start" in still
    (again,) = await bot.says(anna, "/start")
    assert again == "Begin"
    assert bot.rows("SELECT left_at FROM stage_passages") == [(None,)]
    await bot.passes(hours=2)
    await anna.sees("Second reminder")
    anna.sees_nothing_new()
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'started'") == 1


async def test_stopping_twice_counts_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.says(anna, "/stop")
    await bot.says(anna, "/stop")
    assert [event for event, _ in bot.events(anna)].count("stopped") == 1


async def test_a_press_after_stop_gets_a_toast_and_moves_nothing(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.says(anna, "/stop")
    await anna.presses("Next")
    await anna.sees_toast("To go on, send /start")
    await bot.rests()
    anna.sees_nothing_new()


async def test_what_was_paid_for_comes_in_spite_of_stop(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await bot.says(anna, "/stop")
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    anna.sees_nothing_new()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert "See you." in await bot.says(anna, "/start")


async def test_a_block_is_learned_from_telegram_and_ends_with_a_message(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.blocks()
    await bot.rests()
    assert bot.rows("SELECT reach FROM subscribers") == [("blocked",)]
    assert bot.counts("SELECT count(*) FROM timers") == 0
    await bot.passes(hours=2)
    await anna.unblocks()
    await bot.rests()
    anna.reads_all()
    assert await bot.says(anna, "/start") == ["Begin"]
    await bot.passes(hours=2)
    await anna.sees("Second reminder")
    assert [event for event, _ in bot.events(anna)].count("blocked") == 1


async def test_a_block_told_once_more_after_it_has_ended_is_not_believed(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    told = await anna.blocks()
    assert told is not None
    await bot.rests()
    await anna.unblocks()
    await bot.says(anna, "/start")
    bot.arrives(**told)
    await bot.rests()
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]


async def test_a_block_of_someone_unknown_makes_nobody_a_subscriber(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person()
    await anna.blocks()
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM journeys") == 0
    assert bot.counts("SELECT count(*) FROM subscribers") == 0
    await anna.starts()
    await anna.sees("Begin")


async def test_what_else_a_block_refused_does_not_come_when_the_person_is_back(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    anna.room.blocked = True  # and Telegram's word of it never came
    await bot.passes(hours=2)
    assert bot.rows("SELECT step FROM outbox WHERE status = 'failed'") == [("only.1#1",)]
    anna.room.blocked = False
    anna.reads_all()
    assert await bot.says(anna, "/start") == ["Begin"]
    assert await bot.presses(anna, "Next") == ["The end"]


async def test_goods_refused_by_a_block_come_when_the_person_is_back(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=403, times=2)
    await anna.pays()
    await bot.rests()
    assert delivered(anna) == 0
    assert sold(bot) == [("paid", "stars", 1)]
    await bot.says(anna, "I am back")
    assert delivered(anna) == 1
    assert sold(bot) == [("delivered", "stars", 1)]
    await anna.blocks()
    await bot.rests()
    await anna.unblocks()
    await bot.says(anna, "/start")
    assert delivered(anna) == 1


async def test_goods_of_an_order_whose_money_went_back_meanwhile_do_not_come(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=403, times=2)
    await anna.pays()
    await bot.rests()
    ((order, charge),) = bot.rows("SELECT order_name, charge FROM payments")
    money = Money(amount=50, currency="XTR")
    assert await bot.app.context.refunds.ask(order, charge, money, reason="changed her mind", staff=OWNER)
    await until(lambda: sold(bot) == [("refunded", "stars", 1)])
    await bot.rests()
    await bot.says(anna, "I am back")
    assert delivered(anna) == 0
    await bot.passes(minutes=2)
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await bot.rests()
    assert (delivered(anna), sold(bot)) == (1, [("delivered", "stars", 2)])


async def test_goods_of_a_payment_that_went_back_do_not_come_with_those_of_the_next(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    for _ in range(2):
        bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=403)
        assert (await anna.pays()).ok
        await bot.rests()
        if sold(bot) == [("paid", "stars", 1)]:
            ((charge,),) = bot.rows("SELECT charge FROM payments")
            await bot.app.context.bot.refund_star_payment(anna.id, charge)
            await bot.rests()
            await bot.passes(minutes=2)
            await bot.says(anna, "/start")
            await bot.presses(anna, pay(50))
    assert bot.counts("SELECT count(*) FROM outbox WHERE purpose = 'goods' AND status = 'failed'") == 2
    await bot.says(anna, "I am back")
    assert (delivered(anna), sold(bot)) == (1, [("delivered", "stars", 2)])
