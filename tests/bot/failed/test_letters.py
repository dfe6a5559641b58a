"""Messages nobody may have got are sent again by an owner: once, goods in the one way goods have."""

from bot.preview.telegram import Person
from tests.bot.failed.talk import TALK, opened, plays
from tests.bot.shop import sold
from tests.bot.test_not_delivered import shut_out, without_a_book, words
from tests.bot.world import ON_EITHER, World, until

pytestmark = ON_EITHER
STATUSES = "SELECT status FROM outbox WHERE chat_id = ? ORDER BY id"


async def _is_refused(bot: World) -> Person:
    """Somebody whose first message Telegram will not take."""
    await bot.starts(TALK)
    anna = bot.telegram.person(first_name="Anna")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=400, description="Bad Request: odd")
    await anna.starts()
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE status = 'failed'") == 1)
    return anna


async def test_a_message_telegram_refuses_is_sent_again(bot: World) -> None:
    anna = await _is_refused(bot)
    await plays(bot)
    await anna.sees("First?")
    await bot.owner.sees("All is well")
    await bot.rests()
    assert bot.rows(STATUSES, anna.id) == [("resent",), ("sent",)]


async def test_a_message_that_is_dropped_is_gone(bot: World) -> None:
    anna = await _is_refused(bot)
    await opened(bot)
    await bot.owner.presses("✕ 1")
    await bot.owner.sees_toast("Dropped: 1")
    await bot.owner.sees("All is well")
    assert bot.rows(STATUSES, anna.id) == [("dropped",)]


async def test_a_message_in_doubt_is_sent_after_all(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, drop="before")
    await bot.passes(hours=1)
    assert words(anna, "Still there?") == 0
    await opened(bot)
    assert "Nobody knows whether a message arrived" in bot.owner.chat[-1].text
    await bot.owner.presses("▶ Send them after all: 1")
    await bot.owner.sees_toast("On its way: 1")
    await anna.sees("Still there?")
    await bot.rests()
    assert bot.rows(STATUSES, anna.id) == [("sent",), ("resent",), ("sent",)]
    assert bot.events(anna)[-2:] == [("left_in_doubt", "only.1#1"), ("delivered", "only.1#1")]


async def test_goods_whose_money_went_back_may_be_dropped(bot: World) -> None:
    anna = await shut_out(bot)
    ((charge,),) = bot.rows("SELECT charge FROM payments")
    await bot.app.context.bot.refund_star_payment(anna.id, charge)
    await anna.sees("on its way back")
    await opened(bot)
    await bot.owner.presses("▶ 1")
    await bot.owner.sees_toast("That has been done already")
    await bot.owner.presses("✕ 1")
    await bot.owner.sees_toast("Dropped: 1")


async def test_goods_of_an_order_go_once_and_are_not_dropped(bot: World) -> None:
    anna = await shut_out(bot)
    bot.telegram.channel("@the_club").bot_is_admin = True
    await opened(bot)
    await bot.owner.presses("✕ Drop all: 1")
    await bot.owner.sees_toast("Paid goods cannot be dropped")
    presses = [await bot.owner.presses("▶ 1"), await bot.owner.presses("▶ Send all again: 1")]
    toasts = [(await press.query.answer).text for press in presses if press.query]
    assert sorted(toasts) == ["On its way: 1", "That has been done already"]
    await anna.sees("Welcome.")
    await bot.rests()
    assert words(anna, "Welcome.") == 1
    assert sold(bot) == [("delivered", "stars", 1)]
    assert bot.rows("SELECT entry, staff FROM ledger WHERE entry = 'sent_again'") == [("sent_again", bot.owner.id)]


async def test_presents_go_to_all(bot: World) -> None:
    people = await without_a_book(bot, 3)
    (bot.funnels / "gift" / "book.pdf").write_bytes(b"book")
    await opened(bot)
    await bot.owner.presses("▶ Send all again: 3")
    await bot.owner.sees_toast("On its way: 3")
    await bot.rests()
    assert [words(person, "Your book.") for person in people] == [1, 1, 1]
