"""No update is lost and none counts twice, whatever becomes of the database and of Telegram's numbering."""

import asyncio

import pytest

from tests.bot.world import EITHER_WAY, World, until

pytestmark = EITHER_WAY

NEVER = 3600.0
"""Seconds: an update that fails is not tried again within the test."""

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


async def test_an_update_waits_for_a_database_that_fails_and_is_handled_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.sees("Begin")
    await bot.changes("ALTER TABLE events RENAME TO gone")
    update = await anna.writes("next")
    await asyncio.sleep(0.1)
    assert len(bot.telegram.updates) == 1
    anna.sees_nothing_new()
    await bot.changes("ALTER TABLE gone RENAME TO events")
    await anna.sees("First?")
    await bot.rests()
    anna.sees_nothing_new()
    assert update is not None
    assert bot.counts("SELECT count(*) FROM seen_updates WHERE update_id = ?", update["update_id"]) == 1
    assert [event for event, _ in bot.events(anna)].count("answered") == 1


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


async def test_the_same_update_delivered_twice_counts_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.sees("Begin")
    bot.telegram.faults.order(duplicate_update=True)
    await anna.writes("next")
    await anna.sees("First?")
    await anna.writes("one")
    await anna.sees("Second?")
    await bot.rests()
    anna.sees_nothing_new()
    assert [event for event, _ in bot.events(anna)].count("answered") == 2


async def test_an_update_counts_once_although_the_bot_started_anew_between(bot: World) -> None:
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


async def test_numbers_may_begin_again_lower(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.updates.next_id = 17
    assert await bot.says(anna, "next") == ["First?"]
    assert await bot.says(anna, "one") == ["Second?"]
    assert len(bot.telegram.updates) == 0
    assert bot.counts("SELECT count(*) FROM seen_updates WHERE update_id IN (17, 18)") == 2


async def test_what_one_person_writes_at_once_is_handled_in_order(bot: World) -> None:
    await bot.starts(TALK)
    people = [await bot.meets() for _ in range(5)]
    for text in ("next", "one", "two"):
        for person in people:
            await person.writes(text)
    for person in people:
        await person.sees("one and two.")


async def test_ten_presses_at_once_move_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.sees("Begin")
    presses = [await anna.presses("Next") for _ in range(10)]
    await anna.sees("First?")
    answers = [await press.query.answer for press in presses if press.query]
    await bot.rests()
    anna.sees_nothing_new()
    assert [answer.text for answer in answers[1:]] == [answers[1].text] * 9
    assert "behind us" in answers[1].text
    assert answers[0].text == ""
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'clicked'") == 1


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


async def test_a_press_is_answered_once_its_input_is_kept(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.changes("ALTER TABLE events RENAME TO gone")
    press = await anna.presses("Next")
    await asyncio.sleep(0.1)
    assert press.query is not None
    assert not press.query.answer.done()
    await bot.changes("ALTER TABLE gone RENAME TO events")
    await press.query.answer
    asked = [r for r in bot.telegram.requests if r.method == "answerCallbackQuery"]
    assert len(asked) == 1


async def test_a_press_too_old_to_answer_still_counts(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await anna.sees("Begin")
    bot.telegram.callbacks._open.clear()
    press = await anna.presses("Next")
    assert press.query is not None
    bot.telegram.callbacks._open.clear()
    await anna.sees("First?")
    await until(lambda: bool(_refused(bot, "answerCallbackQuery")))
    assert "query is too old" in _refused(bot, "answerCallbackQuery")[0]
    assert await bot.says(anna, "one") == ["Second?"]


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


def _refused(bot: World, method: str) -> list[str]:
    return [
        request.result["description"]
        for request in bot.telegram.requests
        if request.method == method and not request.result["ok"]
    ]
