"""What owners see of orders, and what they do about them: looking, giving back, cancelling."""

from typing import get_args

from bot.admin.order_words import ENTRIES
from bot.preview.telegram import Person
from storage.ledger import EntryKind

from .shop import BY_HAND, GOODS, MONEY_IS_HERE, PAID, SHOP, claimed, delivered, invoice_of, invoiced, sold
from .world import OWNER, World, pay, until

NBSP = "\N{NO-BREAK SPACE}"


async def bought(bot: World, **person: object) -> tuple[Person, str]:
    """Somebody who has paid fifty Stars, and the name of their order."""
    anna = await bot.meets(language_code="en", **person)
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    ((order,),) = bot.rows("SELECT name FROM orders WHERE subscriber_id = ?", anna.id)
    return anna, order


async def asked(bot: World, command: str) -> str:
    """What an owner is answered."""
    bot.owner.reads_all()
    await bot.owner.writes(command)
    answer = await bot.owner.sees("")
    return answer.text.replace(NBSP, " ")


async def test_orders_are_listed_the_newest_first_by_their_state(bot: World) -> None:
    await bot.starts(SHOP)
    await bought(bot, first_name="Anna")
    await bot.passes(minutes=5)
    boris = await bot.meets(first_name="Boris <b>", language_code="en", username="Boris")
    await bot.presses(boris, pay(50))
    first, _, *lines = (await asked(bot, "/orders")).splitlines()
    assert first == "/orders · 2"
    assert [line.split(" · ")[2] for line in lines] == ["open", "delivered"]
    assert lines[0].startswith("1. The course · 50 ⭐ · open · ")
    assert lines[0].endswith("Boris <b>")
    for words, names in {
        "open": ["Boris <b>"],
        "delivered": ["Anna"],
        "open delivered": ["Boris <b>", "Anna"],
        "@boris": ["Boris <b>"],
        "course": ["Boris <b>", "Anna"],
        "1 hour": ["Boris <b>", "Anna"],
        "2m delivered": [],
    }.items():
        found = (await asked(bot, f"/orders {words}")).splitlines()
        assert found[0] == f"/orders {words} · {len(names)}"
        assert [line.split(" · ")[-1] for line in found[2:] if " · " in line] == names


async def test_a_word_that_is_none_is_told_with_those_that_are(bot: World) -> None:
    await bot.starts(SHOP)
    answer = await asked(bot, "/orders <payed>")
    assert answer.startswith("I do not know “<payed>”. There may be a state (open, paid, delivered")
    assert "a product (course)" in answer


async def test_pages_turn_in_the_same_message_and_keep_what_was_asked(bot: World) -> None:
    await bot.starts(SHOP)
    for number in range(10):
        person = await bot.meets(first_name=f"P{number}", language_code="en")
        await bot.presses(person, pay(50))
        await bot.passes(seconds=2)
    assert (await asked(bot, "/orders open")).startswith("/orders open · 10\n\n1. ")
    listed = bot.owner.chat[-1]
    await bot.owner.presses("▶")
    await until(lambda: "9. " in listed.text)
    assert listed.text.startswith("/orders open · 10\n\n9. ")
    assert listed.text.count("The course") == 2
    assert listed.text.endswith("P0")
    await bot.owner.presses("◀")
    await until(lambda: listed.text.count("The course") == 8)


async def test_one_order_tells_everything_that_happened_to_it(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await claimed(bot)
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.rests()
    await asked(bot, "/orders")
    await bot.owner.presses("1")
    card = await bot.owner.sees("History")
    lines = [line.partition(" — ")[2] for line in card.text.replace(NBSP, " ").splitlines() if " — " in line]
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    assert lines == [
        "asked to pay · ₽100 · manual",
        "says they have paid",
        f"paid · ₽100 · manual · {charge} · {OWNER}",
        "the goods have arrived",
    ]
    assert card.text.splitlines()[1].endswith(f"· {anna.name}")
    assert [button["text"] for button in card.buttons] == ["Refund…", "Deliver again"]


def test_every_line_of_the_ledger_has_words() -> None:
    kinds = {kind for part in get_args(EntryKind) for kind in get_args(part)}
    assert set(ENTRIES) == kinds


async def test_goods_that_arrived_are_sent_once_more_by_a_button_of_the_order(bot: World) -> None:
    await bot.starts(SHOP)
    anna, order = await bought(bot)
    for minutes, times in ((0, 1), (1, 2), (0, 2)):
        await bot.passes(minutes=minutes)
        await asked(bot, f"/orders {order}")
        await bot.owner.presses("Deliver again")
        await bot.owner.sees_toast("On its way" if minutes else "just now")
        await bot.rests()
        assert delivered(anna) == times
    assert "the goods were sent once more" in await asked(bot, f"/orders {order}")
    assert sold(bot) == [("delivered", "stars", 1)]


async def test_goods_that_failed_are_sent_by_the_same_button_and_refunded_ones_have_none(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=400, description="Bad Request: no")
    assert (await anna.pays()).ok
    await bot.owner.sees("Paid, but not handed over")
    await bot.rests()
    await bot.passes(hours=1)
    await bot.app.ticks.tell_troubles()
    ((order,),) = bot.rows("SELECT name FROM orders")
    assert "not handed over for more than an hour" in await asked(bot, f"/orders {order}")
    await bot.owner.presses("Deliver again")
    await anna.sees(GOODS)
    await bot.rests()
    assert (delivered(anna), sold(bot)) == (1, [("delivered", "stars", 1)])
    await asked(bot, f"/refund {order}")
    await until(lambda: sold(bot) == [("refunded", "stars", 1)])
    await asked(bot, f"/orders {order}")
    assert [button["text"] for button in bot.owner.chat[-1].buttons] == []


async def test_money_goes_back_by_two_presses(bot: World) -> None:
    await bot.starts(SHOP)
    anna, order = await bought(bot)
    await asked(bot, f"/orders {order}")
    await bot.owner.presses("Refund…")
    card = bot.owner.chat[-1]
    await until(lambda: "How much goes back?" in card.text)
    assert f"/refund {order}" in card.text
    await bot.owner.presses(f"Give back 50{NBSP}⭐")
    await bot.owner.sees_toast(f"The refund of 50{NBSP}⭐ is written down")
    await anna.sees("on its way back")
    await bot.rests()
    assert sold(bot) == [("refunded", "stars", 1)]
    assert bot.rows("SELECT staff FROM ledger WHERE entry = 'refunded'") == [(OWNER,)]


async def test_a_part_goes_back_by_a_line_with_its_reason(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    await bot.presses(anna, BY_HAND)
    await bot.presses(anna, PAID)
    await bot.owner.presses(MONEY_IS_HERE)
    await anna.sees(GOODS)
    await bot.rests()
    ((order,),) = bot.rows("SELECT name FROM orders")
    assert "is written down" in await asked(bot, f"/refund {order} 10.50 was late")
    assert "is written down" in await asked(bot, f"/refund {order} 20 RUB was very late")
    await anna.sees("on its way back: ₽20")
    await bot.rests()
    assert bot.rows("SELECT amount, staff, reason FROM refunds ORDER BY amount") == [
        (1050, OWNER, "was late"),
        (2000, OWNER, "was very late"),
    ]
    assert await asked(bot, f"/refund {order} 70") == "So much cannot go back: ₽69.50 is left of the payment."
    assert "1,2,3 oops” is no sum in RUB" in await asked(bot, f"/refund {order} 1,2,3 oops")
    assert "is written down" in await asked(bot, f"/refund {order}")
    await anna.sees("₽69.50")
    await bot.rests()
    assert await asked(bot, f"/refund {order}") == "There is nothing to give back."
    assert sold(bot) == [("refunded", "manual", 1)]


async def test_what_cannot_go_back_is_said(bot: World) -> None:
    await bot.starts(SHOP)
    _, order = await bought(bot)
    assert (await asked(bot, "/refund")).startswith("Write: /refund ORDER SUM REASON")
    assert (await asked(bot, "/refund no<where>")).startswith("There is no order or payment “no<where>”")
    assert await asked(bot, f"/refund {order} 20") == "Telegram gives Stars back as a whole payment only: 50 ⭐."
    assert sold(bot) == [("delivered", "stars", 1)]


async def test_an_order_with_two_payments_asks_which(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    invoice = invoice_of(anna)
    names = []
    for _ in range(2):
        charge = bot.telegram.payments.charge(anna.room.user, invoice)
        names.append(charge.id)
        bot.telegram.post_from_person(anna.room, {"successful_payment": charge.body}, "service")
    await bot.owner.sees("Paid a second time")
    await bot.rests()
    answer = await asked(bot, f"/refund {invoice.payload}")
    assert answer.startswith("This order has several payments.")
    assert all(f"/refund {name} · 50 ⭐" in answer for name in names)
    assert "is written down" in await asked(bot, f"/refund {names[1]}")
    await anna.sees("on its way back")
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 2)]


async def test_whoever_asked_for_a_refund_that_failed_is_told(bot: World) -> None:
    await bot.starts(SHOP)
    _, order = await bought(bot)
    bot.telegram.faults.order(method="refundStarPayment", error=400, description="Bad Request: BALANCE_TOO_LOW")
    await bot.owner.writes(f"/refund {order}")
    notice = await bot.owner.sees("A refund failed: 50")
    assert "BALANCE_TOO_LOW" in notice.text
    assert order in notice.text


async def test_a_payment_without_an_order_is_listed_and_goes_back(bot: World) -> None:
    await bot.starts(SHOP)
    assert await asked(bot, "/orders stray") == "There are no payments without an order."
    anna = await invoiced(bot)
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    stray = {**charge.body, "invoice_payload": "not ours"}
    bot.telegram.post_from_person(anna.room, {"successful_payment": stray}, "service")
    await bot.owner.sees("A payment without an order")
    line = (await asked(bot, "/orders stray")).splitlines()[-1]
    assert line == f"/refund {charge.id}"
    assert "is written down" in await asked(bot, line)
    await until(lambda: bot.rows("SELECT status, order_name FROM refunds") == [("done", None)])


async def test_a_cancelled_order_cannot_be_paid_by_its_invoice_but_can_be_asked_for_again(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await asked(bot, "/orders")
    await bot.owner.presses("1")
    await bot.owner.sees("History")
    await bot.owner.presses("Cancel")
    await bot.owner.sees_toast("The order is cancelled")
    assert sold(bot) == [("cancelled", "stars", 0)]
    refused = await anna.pays()
    assert (refused.ok, refused.error_message) == (False, "This offer is closed already.")
    await bot.passes(minutes=2)
    await bot.presses(anna, pay(50))
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    await bot.rests()
    assert delivered(anna) == 1
    assert [entry for (entry,) in bot.rows("SELECT entry FROM ledger ORDER BY id")][:3] == [
        "asked",
        "cancelled",
        "asked",
    ]


async def test_only_owners_press_the_buttons_about_orders(bot: World) -> None:
    await bot.starts(SHOP)
    anna, order = await bought(bot)
    await asked(bot, f"/orders {order}")
    card = bot.owner.chat[-1]
    press = await anna.presses("Refund…", message=card)
    assert press.query is not None
    assert "behind us" in (await press.query.answer).text
    assert "How much" not in card.text
