"""What may be delivered twice: messages of which nobody knows whether they arrived, updates that come again."""

import asyncio
from datetime import timedelta

import pytest

from bot.preview.telegram import Person
from tests.bot.shop import GOODS, SHOP, delivered, invoice_of, invoiced, sold
from tests.bot.world import EITHER_WAY, World, until

from .talk import TALK, THREE, heard

pytestmark = EITHER_WAY

NEVER = 3600.0
"""Seconds: an update that fails is not tried again within the test."""


async def _begins(bot: World, **fault: object) -> Person:
    """Somebody whose first message meets this fault; a moment later all that can be sent is sent."""
    await bot.starts(TALK)
    bot.telegram.faults.order(method="sendMessage", **fault)  # type: ignore[arg-type]  # one fault's own fields
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=2))
    await bot.rests()
    return anna


@pytest.mark.parametrize(
    "fault",
    [{"error": 401}, {"error": 500}, {"error": 502}, {"drop": "before"}],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
async def test_what_did_not_arrive_is_sent_again_once(bot: World, fault: dict[str, object]) -> None:
    assert heard(await _begins(bot, **fault)) == THREE


async def test_what_may_have_arrived_is_sent_again(bot: World) -> None:
    anna = await _begins(bot, drop="after")
    assert heard(anna) == ["One", *THREE]
    assert [event for event, _ in bot.events(anna)].count("delivered") == 3


async def test_an_update_told_again_counts_once(bot: World) -> None:
    app = await bot.starts(TALK)
    app.feeder.pause = NEVER
    anna = await bot.meets()
    await anna.sees("Three")
    if bot.has_webhook:
        bot.telegram.faults.order(method="webhook", drop="after")
    else:
        bot.telegram.faults.order(duplicate_update=True)
    await anna.writes("next")
    await anna.sees("What is your name?")
    await until(lambda: not len(bot.telegram.faults))
    await bot.says(anna, "Anna")
    assert heard(anna) == [*THREE, "What is your name?", "Hello, Anna."]
    assert [event for event, _ in bot.events(anna)].count("answered") == 2


async def test_an_update_told_again_after_a_restart_counts_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    update = await anna.writes("next")
    assert update is not None
    await bot.rests()
    app = await bot.starts_anew()
    app.feeder.pause = NEVER
    anna.reads_all()
    bot.arrives(**update)
    await bot.rests()
    anna.sees_nothing_new()
    assert len(bot.telegram.updates) == 0


async def test_numbers_may_begin_again_lower(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.updates.next_id = 17
    assert await bot.says(anna, "next") == ["What is your name?"]
    assert await bot.says(anna, "Anna") == ["Hello, Anna."]
    assert len(bot.telegram.updates) == 0
    assert bot.counts("SELECT count(*) FROM seen_updates WHERE update_id IN (17, 18)") == 2


async def test_a_payment_that_was_taken_and_not_kept_is_kept_by_the_next_process(bot: World) -> None:
    await bot.starts(SHOP)
    anna = await invoiced(bot)
    await bot.changes("ALTER TABLE payments RENAME TO gone")
    charge = bot.telegram.payments.charge(anna.room.user, invoice_of(anna))
    bot.telegram.tell_of_payment(anna.room, charge)
    await until(lambda: bool(bot.app.feeder.failures))
    assert len(bot.telegram.updates) == 1
    await bot.stops()
    await bot.changes("ALTER TABLE gone RENAME TO payments")
    await bot.starts()
    await anna.sees(GOODS)
    await bot.rests()
    assert (sold(bot), delivered(anna)) == ([("delivered", "stars", 1)], 1)


async def test_an_update_that_fails_sends_nothing_until_it_is_kept_and_then_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    anna.reads_all()
    await bot.changes("ALTER TABLE events RENAME TO gone")
    update = await anna.writes("next")
    await asyncio.sleep(0.1)
    assert len(bot.telegram.updates) == 1
    anna.sees_nothing_new()
    await bot.changes("ALTER TABLE gone RENAME TO events")
    await anna.sees("What is your name?")
    await bot.rests()
    anna.sees_nothing_new()
    assert update is not None
    assert bot.counts("SELECT count(*) FROM seen_updates WHERE update_id = ?", update["update_id"]) == 1
    assert [event for event, _ in bot.events(anna)].count("answered") == 1
