"""One person's flood is bounded and harms nobody; money is always heard."""

from datetime import UTC, datetime, timedelta

from bot.preview.telegram.updates import Update
from bot.updates.floods import MOST, WINDOW, Floods, Heed
from tests.bot.shop import SHOP, invoiced, sold
from tests.bot.world import EITHER_WAY, World, pay

from .test_polling import TALK

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOO_FAST = "That is faster than I can read. Please wait a minute and write again."


def test_so_many_in_a_window_are_heard_and_the_next_is_told_once() -> None:
    floods, now = Floods(), NOW
    assert [floods.heed(1, now) for _ in range(MOST)] == [Heed.YES] * MOST
    assert [floods.heed(1, now) for _ in range(3)] == [Heed.TELL, Heed.NO, Heed.NO]
    assert floods.heed(2, now) is Heed.YES
    assert floods.heed(1, now + WINDOW) is Heed.YES


def test_what_was_not_heard_makes_nobody_wait_longer() -> None:
    floods, now = Floods(), NOW
    for second in range(MOST):
        floods.heed(1, now + timedelta(seconds=second / 10))
    for second in range(600):
        floods.heed(1, now + timedelta(seconds=10 + second / 100))
    assert floods.heed(1, now + WINDOW) is Heed.YES


def test_a_days_messages_at_once_are_no_flood() -> None:
    floods, now = Floods(), NOW
    assert all(floods.heed(1, now + timedelta(minutes=number)) is Heed.YES for number in range(MOST * 3))


def test_of_many_people_only_the_busy_are_remembered() -> None:
    floods, now = Floods(), NOW
    for person in range(25_000):
        floods.heed(person, now + timedelta(seconds=person / 10))
    assert len(floods._acts) <= 2 * 600  # in the last minute there were half of them


@EITHER_WAY
async def test_a_flood_is_answered_once_and_others_are_heard(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = await bot.meets(language_code="en"), await bot.meets(language_code="en")
    anna.reads_all()
    for _ in range(MOST + 40):
        await anna.writes("x" * 4000)
    assert await bot.says(boris, "Boris") != []
    assert [message.text for message in anna.reads_all()].count(TOO_FAST) == 1
    assert bot.counts("SELECT count(*) FROM seen_updates") <= 2 * MOST
    bot.clock.move_to(bot.clock.now() + WINDOW)
    assert await bot.says(anna, "Anna") != []


@EITHER_WAY
async def test_money_is_heard_in_a_flood(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    for _ in range(MOST):
        await anna.writes("and then")
    await bot.rests()
    assert (await anna.pays()).ok
    await bot.rests()
    assert sold(bot) == [("delivered", "stars", 1)]


@EITHER_WAY
async def test_a_press_too_many_stops_spinning(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await bot.meets(language_code="en")
    for _ in range(MOST):
        await anna.writes("and then")
    await bot.rests()
    await anna.presses(pay(50))
    await anna.sees_toast(TOO_FAST)


async def test_of_what_waited_money_goes_first(bot: World) -> None:
    await bot.starts(SHOP)
    anna, boris = await invoiced(bot), await bot.meets(language_code="en")
    told: list[Update] = []
    bot.telegram.updates.bring = told.append
    assert (await anna.pays()).ok
    (paid,) = [update["message"] for update in told if "successful_payment" in update.get("message", {})]
    await bot.rests()
    order: list[str] = []
    bot.app.context.runner.overheard = lambda incoming: order.append(type(incoming.input).__name__)

    async def is_paid_again() -> None:
        bot.arrives(message=paid)

    await bot.hears_together(boris.writes("hello"), boris.writes("there"), is_paid_again())
    await bot.rests()
    assert order == ["Paid", "Answered", "Answered"]
