"""Goods that another system made: it is told when their money goes back, and nothing is handed over after that."""

from datetime import timedelta

from .maker import AGAIN, KEY, PAY, buys, heard, order_of, refunded
from .receiver import Receiver
from .shop import sold
from .world import World, until


async def test_money_that_goes_back_is_told_to_the_system(bot: World, maker: Receiver) -> None:
    maker.will_answer(200, body=KEY)
    anna = await buys(bot, maker)
    await anna.sees("Your key is K-1.")
    await refunded(bot, anna)
    paid, back = maker.received
    assert (back.fields["event"], back.fields["order"]) == ("refunded", order_of(anna))
    assert back.fields["charge"] == paid.fields["charge"]
    assert back.call == paid.call.replace("paid/", "refunded/")
    assert back.fields["price"] == paid.fields["price"]
    assert heard(anna, "Your key") == 1


async def test_who_cannot_be_told_of_it_is_a_matter_for_the_owners(bot: World, maker: Receiver) -> None:
    maker.will_answer(200, body=KEY)
    anna = await buys(bot, maker)
    await anna.sees("Your key is K-1.")
    maker.will_answer(410)
    await refunded(bot, anna)
    told = await bot.owner.sees("your system could not be told: A key")
    assert "answered 410" in told.text


async def test_what_comes_after_the_money_went_back_hands_nothing_over(bot: World, maker: Receiver) -> None:
    maker.will_answer(503)
    anna = await buys(bot, maker)
    await until(lambda: bot.rows("SELECT attempts FROM calls") == [(1,)])
    await refunded(bot, anna)
    maker.will_answer(200, body=KEY)
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=3))
    await until(lambda: len(maker.received) == 3)
    await bot.rests()
    assert [got.fields["event"] for got in maker.received] == ["paid", "paid", "refunded"]
    assert heard(anna, "Your key") == 0


async def test_paid_again_after_a_refund_is_another_name(bot: World, maker: Receiver) -> None:
    maker.will_answer(200, body=KEY)
    maker.will_answer(200)
    anna = await buys(bot, maker)
    await anna.sees("Your key is K-1.")
    await refunded(bot, anna)
    maker.will_answer(200, body=KEY.replace("K-1", "K-2"))
    await bot.passes(minutes=2)
    await bot.presses(anna, PAY)
    assert (await anna.pays()).ok
    await anna.sees("Your key is K-2.")
    await bot.rests()
    first, _, second = maker.received
    assert first.call != second.call
    assert sold(bot) == [("delivered", "stars", 2)]


async def test_an_alert_has_a_button_to_give_the_money_back(bot: World, maker: Receiver) -> None:
    maker.will_answer(404)
    anna = await buys(bot, maker)
    notice = await bot.owner.sees("Paid, but not handed over")
    assert [button["text"] for button in notice.buttons] == [AGAIN, "Refund…"]
    await bot.owner.presses("Refund…", message=notice)
    await bot.owner.sees("How much goes back?")
    await bot.owner.presses("Give back 50\N{NO-BREAK SPACE}⭐")
    await anna.sees("on its way back")
    await bot.rests()
    assert sold(bot) == [("refunded", "stars", 1)]
    assert [button["text"] for button in notice.buttons] == [AGAIN, "Refund…"]
    await bot.owner.presses(AGAIN, message=notice)
    await bot.rests()
    assert [got.fields["event"] for got in maker.received] == ["paid", "refunded"]
