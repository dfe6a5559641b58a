"""What one person's trouble means for the rest of a batch, and for what the same person did next."""

import asyncio

from .failed.talk import TALK
from .world import World, until

REFUSED = (
    "CREATE TRIGGER refused BEFORE INSERT ON seen_updates WHEN NEW.update_id = {} BEGIN SELECT RAISE(ABORT, 'no'); END"
)


async def test_a_later_update_never_overtakes_one_that_failed(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.05
    anna = await bot.meets()
    number = bot.telegram.updates.next_id + 1  # the first one only ends the poll that waits
    await bot.changes(REFUSED.format(number))
    await bot.hears_together(anna.writes("one"), anna.writes("two"))
    await until(lambda: bool(bot.app.feeder.failures))
    anna.reads_all()
    await bot.changes("DROP TRIGGER refused")
    await anna.sees("one, two.")
    await bot.rests()
    assert bot.rows("SELECT attributes FROM subscribers") == [('{"first":"one","second":"two"}',)]


async def test_what_fails_at_the_very_commit_is_neither_acknowledged_nor_sent(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.5
    anna = await bot.meets()
    anna.reads_all()
    await bot.changes("CREATE TABLE there (id INTEGER PRIMARY KEY)")
    await bot.changes("CREATE TABLE checked (id REFERENCES there DEFERRABLE INITIALLY DEFERRED)")
    await bot.changes(
        "CREATE TRIGGER refused AFTER INSERT ON seen_updates BEGIN INSERT INTO checked VALUES (NEW.update_id); END"
    )
    await anna.writes("one")
    await until(lambda: bool(bot.app.feeder.failures))
    anna.sees_nothing_new()
    assert len(bot.telegram.updates) == 1
    await bot.changes("DROP TRIGGER refused")
    await anna.sees("Second?")
    await bot.rests()
    anna.sees_nothing_new()


async def test_what_never_can_be_kept_is_left_behind_and_the_next_goes_on(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    anna = await bot.meets()
    number = bot.telegram.updates.next_id + 1
    await bot.changes(REFUSED.format(number))
    await bot.hears_together(anna.writes("one"), anna.writes("two"), anna.writes("three"))
    await anna.sees("two, three.")
    await bot.rests()
    assert len(bot.telegram.updates) == 0
    assert bot.app.feeder.failures == {}


async def test_a_broken_journey_harms_nobody_else(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    people = [await bot.meets() for _ in range(4)]
    for person in people:
        person.reads_all()
    broken = people[1]
    await bot.changes(f"UPDATE journeys SET state = '[]' WHERE subscriber_id = {broken.id}")
    await bot.hears_together(*(person.writes("one") for person in people))
    for person in people:
        if person is not broken:
            await person.sees("Second?")
    await bot.rests()
    broken.sees_nothing_new()


async def test_a_broken_journey_holds_up_nobody_elses_timers(bot: World) -> None:
    await bot.starts(TALK)
    people = [await bot.meets() for _ in range(3)]
    for person in people:
        person.reads_all()
    await bot.changes(f"UPDATE journeys SET state = '[]' WHERE subscriber_id = {people[0].id}")
    await bot.passes_at_once(hours=2)
    for person in people[1:]:
        await person.sees("Still there?")
    assert bot.counts("SELECT count(*) FROM timers") == 0
    assert bot.rows("SELECT kind, subscriber_id FROM set_aside") == [("timer", people[0].id)]


async def test_timers_and_messages_at_the_same_moment_are_each_handled_once(bot: World) -> None:
    await bot.starts(TALK)
    people = [await bot.meets() for _ in range(20)]
    await bot.passes_at_once(hours=2)
    for person in people:
        await person.writes("one")
    await bot.rests()
    answers = bot.rows("SELECT subscriber_id FROM events WHERE event = 'answered'")
    assert sorted(answers) == [(person.id,) for person in people]
    for person in people:
        assert [message.text for message in person.chat].count("Second?") == 1


REFUSED_FACT = (
    "CREATE TRIGGER refused BEFORE INSERT ON events WHEN NEW.event = 'delivered' AND NEW.step = 'only.1' "
    "AND NEW.subscriber_id = {} BEGIN SELECT RAISE(ABORT, 'no'); END"
)
REFUSED_ROW = (
    "CREATE TRIGGER refused BEFORE UPDATE OF finished_at ON outbox WHEN NEW.chat_id = {} "
    "BEGIN SELECT RAISE(ABORT, 'no'); END"
)


async def test_a_message_whose_facts_cannot_be_kept_stops_neither_its_chat_nor_others(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    anna, boris = [bot.telegram.person() for _ in range(2)]
    await bot.changes(REFUSED_FACT.format(anna.id))
    await bot.hears_together(anna.starts(), boris.starts(), anna.writes("one"), boris.writes("one"))
    for person in (anna, boris):
        await person.sees("Second?")
    await bot.rests()
    for person in (anna, boris):
        await person.writes("two")
        await person.sees("one, two.")
    await bot.rests()
    assert bot.counts("SELECT count(*) FROM outbox WHERE status <> 'sent'") == 0
    ((chat, reason),) = bot.rows("SELECT chat_id, reason FROM outbox WHERE reason <> ''")
    assert chat == anna.id
    assert reason.startswith("sent, but not recorded: ")
    assert bot.rows("SELECT subscriber_id, count(*) FROM events WHERE event = 'delivered' GROUP BY 1") == [
        (anna.id, 2),
        (boris.id, 3),
    ]


async def test_what_became_of_messages_is_not_forgotten_in_an_outage(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = [bot.telegram.person() for _ in range(2)]
    bot.telegram.faults.order(method="sendMessage", delay=0.2)
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    await bot.changes("ALTER TABLE events RENAME TO gone")
    await anna.sees("First?")
    await asyncio.sleep(0.1)
    await boris.starts()
    await asyncio.sleep(0.2)
    await bot.changes("ALTER TABLE gone RENAME TO events")
    await boris.sees("First?")
    await bot.rests()
    assert bot.rows("SELECT status FROM outbox") == [("sent",)] * 2
    assert bot.counts("SELECT count(*) FROM events WHERE event = 'delivered'") == 2
    assert [message.text for message in anna.chat].count("First?") == 1


async def test_a_message_of_which_nothing_can_be_kept_stops_nobody_else(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    anna, boris = [bot.telegram.person() for _ in range(2)]
    await bot.changes(REFUSED_ROW.format(anna.id))
    await anna.starts()
    await anna.sees("First?")
    await boris.starts()
    for text, answer in (("one", "Second?"), ("two", "one, two.")):
        await anna.writes(text)
        await boris.writes(text)
        await boris.sees(answer)
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE status = 'sent'") == 3)
    await until(lambda: len(bot.telegram.updates) == 0)
    assert bot.rows("SELECT attributes FROM subscribers") == [('{"first":"one","second":"two"}',)] * 2


async def test_updates_too_old_to_come_again_are_forgotten(bot: World) -> None:
    await bot.starts(TALK)
    await bot.meets()
    assert bot.counts("SELECT count(*) FROM seen_updates") == 1
    await bot.passes(days=7)
    await bot.app.ticks.sweep()
    assert bot.counts("SELECT count(*) FROM seen_updates") == 1
    await bot.passes(days=2)
    await bot.app.ticks.sweep()
    assert bot.counts("SELECT count(*) FROM seen_updates") == 0
