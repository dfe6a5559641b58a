"""No update is lost whatever becomes of the database, and none that is odd or stale harms anybody."""

import asyncio

import pytest

from tests.bot.world import EITHER_WAY, World, until

pytestmark = EITHER_WAY

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: Begin
        id: begin
        buttons: [Next]
      - ask: First?
        save: first
      - ask: Second?
        save: second
      - message: "{{ first }} and {{ second }}."
        buttons: [Last]
      - message: The end
"""


async def test_an_outage_longer_than_all_tries_loses_nothing(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.sees("Begin")
    bot.app.feeder.pause = 0.01
    await bot.changes("ALTER TABLE events RENAME TO gone")
    await anna.writes("next")
    await anna.writes("one")
    await asyncio.sleep(0.3)
    await bot.changes("ALTER TABLE gone RENAME TO events")
    await anna.sees("First?")
    await anna.sees("Second?")


async def test_one_person_who_cannot_be_kept_harms_nobody_else(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    await bot.changes(
        "CREATE TRIGGER spoiled BEFORE INSERT ON subscribers WHEN NEW.first_name = 'Spoiled' "
        "BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    people = [bot.telegram.person(first_name=name) for name in ("Anna", "Spoiled", "Boris")]
    for person in people:
        await person.starts()
    anna, spoiled, boris = people
    await anna.sees("Begin")
    await boris.sees("Begin")
    await bot.rests()
    spoiled.sees_nothing_new()
    assert bot.rows("SELECT first_name FROM subscribers ORDER BY id") == [("Anna",), ("Boris",)]
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'started'") == 2


async def test_an_old_button_gets_a_toast_and_moves_nothing(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    first = await anna.sees("Begin")
    await bot.presses(anna, "Next")
    press = await anna.presses("Next", message=first)
    await anna.sees_toast("This step is behind us")
    assert press.query is not None
    await bot.rests()
    anna.sees_nothing_new()


async def test_strange_updates_stop_nobody(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.arrives(business_connection={"id": "1"})
    bot.arrives(of_a_kind_to_come={"any": "thing"})
    bot.arrives(message={"nonsense": True})
    bot.arrives(callback_query={"id": "1"})
    bot.arrives(message=None)
    bot.arrives(message=[1, 2])
    assert await bot.says(anna, "next") == ["First?"]
    assert len(bot.telegram.updates) == 0


async def test_what_an_odd_update_says_stays_out_of_the_log(bot: World, caplog: pytest.LogCaptureFixture) -> None:
    await bot.starts(TALK)
    bot.arrives(shipping_query={"id": "1", "shipping_address": {"city": "Москва", "street_line1": "Тверская 1"}})
    await until(lambda: "update not understood" in caplog.text)
    assert "shipping_query.shipping_address.country_code: Field required" in caplog.text
    assert "Тверская" not in caplog.text
