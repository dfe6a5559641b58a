"""What becomes of messages on their way: limits, refusals, lost connections, people who blocked the bot."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from aiogram.methods import EditMessageReplyMarkup, SendMediaGroup, SendMessage

from bot.preview.telegram import Person
from bot.preview.telegram.messages import Message
from bot.sender import IN_HAND

from .world import World, until

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: One
      - message: Two
      - message: Three
        buttons: [Next]
        follow_ups:
          - after: 1 hour
            message: Still there?
      - message: Four
        buttons: [Last]
"""
ALBUM = """
funnel: album
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: First
      - message: Pictures
        album: [photo: a.jpg, photo: b.jpg]
"""
CHOICE = """
funnel: choice
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: Which?
        for: choice
        several: true
        choices: {A: a, B: b, C: c, D: d}
        save: chosen
"""
THREE = ["One", "Two", "Three"]


def _heard(person: Person) -> list[str]:
    return [message.text for message in person.chat if message.author == "bot"]


def _data(message: Message, number: int) -> str:
    """What the n-th button of a message carries."""
    return str(list(message.buttons)[number]["callback_data"])


def _marked(message: Message, number: int) -> bool:
    return list(message.buttons)[number]["text"].startswith("✅")


@pytest.mark.parametrize("recorded_after", [0, 0.2])
async def test_an_answer_written_while_its_chat_is_put_off_does_not_overtake(bot: World, recorded_after: float) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person(first_name="Anna")
    bot.telegram.faults.order(method="sendMessage", delay=0.2, error=429, retry_after=3600)
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    async with bot.app.context.database.write():
        await anna.writes("Are you there?")
        await until(lambda: bot.app.context.runner.busy)
        await until(lambda: bot.app.sender._handover.holds(anna.id))
        await asyncio.sleep(recorded_after)
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE status = 'pending'") == 4)
    assert _heard(anna) == []
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=3601))
    await bot.rests()
    assert _heard(anna)[:3] == THREE
    assert "press one of the buttons" in _heard(anna)[3]


async def test_telegram_cannot_ask_to_wait_for_ever(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person()
    bot.telegram.faults.order(method="sendMessage", error=429, retry_after=10**15)
    await anna.starts()
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE attempts = 1") == 1)
    bot.clock.move_to(bot.clock.now() + timedelta(days=1, seconds=1))
    await bot.rests()
    assert _heard(anna)[:3] == THREE


async def test_an_album_takes_as_many_places_as_it_has_items(bot: World) -> None:
    await bot.starts(ALBUM, files=["a.jpg", "b.jpg"], send_per_second=3, send_per_chat_per_second=3)
    asked = bot.asked()
    anna = await bot.meets()
    sent = [at for at, request in asked if isinstance(request, SendMessage | SendMediaGroup)]
    assert [message.text for message in anna.chat if message.text] == ["/start", "First", "Pictures"]
    first, _album, words = sent
    assert words - first >= 1


async def test_of_quick_changes_of_a_message_the_newest_is_shown_within_the_limits(bot: World) -> None:
    await bot.starts(CHOICE, send_per_chat_per_second=1)
    asked = bot.asked()
    anna = await bot.meets()
    question = await anna.sees("Which?")
    for number in range(5):
        press = await anna.presses_button(question, {"text": "", "callback_data": _data(question, number % 4)})
        assert press.query is not None
        async with asyncio.timeout(1):
            await press.query.answer
    await until(lambda: [_marked(question, number) for number in range(4)] == [False, True, True, True])
    changes = [at for at, request in asked if isinstance(request, SendMessage | EditMessageReplyMarkup)]
    assert len(changes) <= 4
    assert all(later - first >= 1 for first, later in pairwise(changes))


async def test_no_more_is_in_hand_than_the_sender_takes(bot: World) -> None:
    await bot.starts(TALK)
    bot.telegram.faults.order(method="sendMessage", delay=0.3, times=180)
    people = [bot.telegram.person() for _ in range(60)]
    await asyncio.gather(*(person.starts() for person in people))
    await until(lambda: bot.counts("SELECT count(*) FROM outbox") == 180)
    assert bot.counts("SELECT count(*) FROM outbox WHERE status = 'claimed'") <= IN_HAND
    await bot.rests()
    assert all(_heard(person) == THREE for person in people)


async def test_answers_go_before_a_queue_of_timed_messages(bot: World) -> None:
    await bot.starts(TALK)
    people = [bot.telegram.person() for _ in range(30)]
    for person in people:
        await person.starts()
    await bot.rests()
    await bot.starts_anew(send_per_second=20)
    bot.clock.move_to(bot.clock.now() + timedelta(hours=1, seconds=1))
    await bot.app.ticks.fire_due()
    (last,) = people[-1:]
    await last.presses("Next")
    await last.sees("Four")
    reminded = sum("Still there?" in _heard(person) for person in people)
    assert reminded < 25
    await bot.rests()
    assert all("Still there?" in _heard(person) for person in people)


async def test_what_was_not_begun_when_the_bot_stops_is_sent_after_the_next_start(bot: World) -> None:
    await bot.starts(TALK)
    bot.telegram.faults.order(method="sendMessage", delay=0.5)
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    await bot.stops()
    assert _heard(anna) == ["One"]
    assert bot.counts("SELECT count(*) FROM outbox WHERE status = 'pending'") == 2
    await bot.starts()
    await bot.rests()
    assert _heard(anna) == THREE


async def test_a_long_outage_of_telegram_is_outlived(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    bot.telegram.faults.order(method="sendMessage", error=502)
    await anna.presses("Next")
    await until(lambda: not len(bot.telegram.faults))
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE status = 'pending'") == 1)
    await bot.changes("UPDATE outbox SET attempts = 60 WHERE status = 'pending'")
    bot.telegram.faults.order(method="sendMessage", error=502)
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=2))
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE attempts = 61") == 1)
    bot.clock.move_to(bot.clock.now() + timedelta(minutes=5, seconds=1))
    await anna.sees("Four")


async def test_a_message_refused_for_good_is_kept_with_the_reason_and_the_next_go(bot: World) -> None:
    await bot.starts(TALK)
    refusal = "Bad Request: BUTTON_DATA_INVALID"
    bot.telegram.faults.order(method="sendMessage", error=400, description=refusal)
    anna = await bot.meets()
    assert _heard(anna) == THREE[1:]
    ((reason,),) = bot.rows("SELECT reason FROM outbox WHERE status = 'failed'")
    assert refusal in reason
    assert ("failed", "only.1") in bot.events(anna)


async def test_what_a_newer_release_has_written_fails_alone_with_the_reason(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = [await bot.meets() for _ in range(2)]
    await bot.stops()
    for person in (anna, boris):
        person.reads_all()
        await person.presses("Next")
        await person.writes("Are you there?")
    bot.telegram.faults.order(method="sendMessage", error=429, retry_after=3600, times=2)
    await bot.starts()
    await until(lambda: not len(bot.telegram.faults))
    await bot.stops()
    await bot.changes(
        f"""UPDATE outbox SET payload = '{{"effect":"SendParcel"}}' WHERE step = 'only.4' AND chat_id = {anna.id}"""
    )
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=3601))
    await bot.starts()
    await boris.sees("Four")
    await anna.sees("press one of the buttons")
    await bot.rests()
    ((chat, reason),) = bot.rows("SELECT chat_id, reason FROM outbox WHERE status = 'failed'")
    assert chat == anna.id
    assert "SendParcel" in reason


async def test_an_owner_who_never_opened_the_chat_becomes_no_subscriber(bot: World) -> None:
    bot.owner.room.started = False
    script = TALK.replace("      - message: Four\n        buttons: [Last]\n", "") + (
        "      - {offer: course, text: Buy}\nproducts: {course: {title: The course, stars: 5, deliver: {text: Here}}}\n"
    )
    await bot.starts(script)
    anna = await bot.meets()
    await bot.presses(anna, "Next")
    await bot.presses(anna, "Pay 5\N{NO-BREAK SPACE}⭐")
    assert (await anna.pays()).ok
    await bot.rests()
    assert bot.rows("SELECT status FROM outbox WHERE purpose = 'notice'") == [("failed",)]
    assert bot.rows("SELECT id FROM subscribers") == [(anna.id,)]
