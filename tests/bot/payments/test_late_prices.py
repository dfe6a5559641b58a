"""A price that rises after the deadline, over the wire: an invoice of before is refused kindly, a new one asks more."""

from tests.bot.shop import GOODS, SHOP, invoiced
from tests.bot.world import World, pay

RISING = SHOP.replace("deadline: 2 days", "deadline: 2 days\n        late_price: 150 RUB\n        late_stars: 70")


async def test_an_invoice_of_before_the_deadline_is_refused_and_the_button_asks_the_new_price(bot: World) -> None:
    await bot.starts(RISING)
    anna = await invoiced(bot)
    await bot.passes(days=2, seconds=1)
    await anna.sees("The offer is over.")
    outcome = await anna.pays(timeout=2)
    assert "The price has changed" in outcome.error_message
    press = await anna.presses(pay(50))
    assert (await press.query.answer).text == "The offer is over; the price is 70\N{NO-BREAK SPACE}⭐ now."
    await bot.rests()
    assert (await anna.pays()).ok
    await anna.sees(GOODS)
    assert bot.rows("SELECT amount, expires_at FROM orders") == [(70, None)]
