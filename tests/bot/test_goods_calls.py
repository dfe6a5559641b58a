"""Goods that another system makes: it is called once a payment, and what it answers is handed over."""

from datetime import timedelta

import pytest

from bot.payments.decisions import button_data

from .maker import AGAIN, KEY, SHOP, buys, heard, order_of
from .receiver import Receiver
from .shop import sold
from .world import World, until


async def test_the_system_is_told_of_the_payment_and_what_it_gives_is_handed_over(bot: World, maker: Receiver) -> None:
    maker.will_answer(200, body=KEY)
    anna = await buys(bot, maker)
    await anna.sees("Your key is K-1.")
    await bot.rests()
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    (got,) = maker.received
    assert got.call == f"paid/{order_of(anna)}/{charge}"
    assert got.fields["first_name"] == "Anna"
    assert {key: got.fields[key] for key in ("event", "order", "product", "price", "charge", "subscriber")} == {
        "event": "paid",
        "order": order_of(anna),
        "product": "key",
        "price": {"amount": 50, "currency": "XTR"},
        "charge": charge,
        "subscriber": anna.id,
    }
    assert sold(bot) == [("delivered", "stars", 1)]
    assert heard(anna, "See you.") == 1


async def test_trouble_that_passes_is_tried_again_under_the_same_name(bot: World, maker: Receiver) -> None:
    maker.will_answer(503, 429)
    maker.will_answer(200, body=KEY)
    anna = await buys(bot, maker)
    for tries in (1, 2):
        await until(lambda tries=tries: bot.rows("SELECT attempts FROM calls") == [(tries,)])
        bot.clock.move_to(bot.clock.now() + timedelta(seconds=2**tries))
    await anna.sees("Your key is K-1.")
    await bot.rests()
    assert len({got.call for got in maker.received}) == 1
    assert heard(anna, "could not be handed over") == 0


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(404, "", "answered 404"), (200, "{}", "answered without keys.0.text"), (200, '{"keys": []}', "without keys")],
)
async def test_a_refusal_is_put_before_the_owners_and_asked_again_under_the_same_name(
    bot: World, maker: Receiver, status: int, body: str, reason: str
) -> None:
    maker.will_answer(status, body=body)
    anna = await buys(bot, maker)
    await anna.sees("“A key” could not be handed over at once. A person is looking at it")
    await bot.owner.sees(reason)
    await bot.rests()
    assert sold(bot) == [("paid", "stars", 1)]
    assert heard(anna, "Your key") == 0
    maker.will_answer(200, body=KEY)
    await bot.owner.presses(AGAIN)
    await anna.sees("Your key is K-1.")
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]
    assert len(maker.received) == 2
    assert len({got.call for got in maker.received}) == 1
    assert bot.rows("SELECT entry FROM ledger ORDER BY id") == [
        ("asked",),
        ("paid",),
        ("not_delivered",),
        ("delivered",),
    ]


async def test_the_button_pressed_twice_calls_once(bot: World, maker: Receiver) -> None:
    maker.will_answer(404)
    anna = await buys(bot, maker)
    notice = await bot.owner.sees("Paid, but not handed over")
    maker.will_answer(200, body=KEY)
    await bot.owner.presses(AGAIN, message=notice)
    bot.arrives(
        callback_query={
            "id": "77",
            "from": bot.owner.room.user,
            "chat_instance": "1",
            "data": button_data("again", order_of(anna)),
        }
    )
    await bot.rests()
    assert (len(maker.received), heard(anna, "Your key")) == (2, 1)


@pytest.mark.parametrize("fault", ["answered", "recorded"])
async def test_a_crash_calls_again_under_the_same_name_and_hands_over_once(
    bot: World, maker: Receiver, fault: str
) -> None:
    """Between the answer and its note; or between the note and the message."""
    maker.will_answer(200, body=KEY)
    maker.takes = 0.2
    anna = await buys(bot, maker)
    if fault == "answered":
        await bot.changes("CREATE TRIGGER down BEFORE UPDATE ON calls BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END")
        await until(lambda: not maker.at_once)
        await bot.stops()
        await bot.changes("DROP TRIGGER down")
        await bot.changes("UPDATE calls SET status = 'claimed', finished_at = NULL WHERE status != 'done'")
        maker.will_answer(200, body=KEY)
        await bot.starts(call_private=True)
    else:
        bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, delay=0.3)
        await until(lambda: bot.rows("SELECT status FROM calls") == [("done",)])
        await bot.starts_anew(call_private=True)
    await anna.sees("Your key is K-1.")
    await bot.rests()
    assert len({got.call for got in maker.received}) == 1
    assert heard(anna, "Your key") == 1
    assert sold(bot) == [("delivered", "stars", 1)]


async def test_without_a_text_a_word_of_thanks_is_enough(bot: World, maker: Receiver) -> None:
    script = SHOP.replace("{url: URL, save: {licence: keys.0.text}, within: 1 minute}", "URL").replace(
        '      text: "Your key is {{ licence }}."\n', ""
    )
    anna = await buys(bot, maker, script)
    await anna.sees("Payment received, thank you!")
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]


async def test_a_call_that_nobody_makes_any_more_is_asked_for_again(bot: World, maker: Receiver) -> None:
    """What came of it could not be kept, so the journey waits for ever."""
    maker.will_answer(503)
    anna = await buys(bot, maker)
    await until(lambda: bot.rows("SELECT attempts FROM calls") == [(1,)])
    again = {
        "from": bot.owner.room.user,
        "chat_instance": "1",
        "data": button_data("again", order_of(anna)),
    }
    bot.arrives(callback_query={"id": "77", **again})
    await until(lambda: len(bot.telegram.updates) == 0)
    assert bot.counts("SELECT count(*) FROM calls") == 1
    await bot.changes("UPDATE calls SET status = 'failed', finished_at = due_at")
    maker.will_answer(200, body=KEY)
    bot.arrives(callback_query={"id": "78", **again})
    await anna.sees("Your key is K-1.")
    await bot.rests()
    assert len({got.call for got in maker.received}) == 1
    assert sold(bot) == [("delivered", "stars", 1)]
