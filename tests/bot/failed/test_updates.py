"""An update the program cannot deal with is set aside with its error; all else goes on; mended, it is played once."""

from tests.bot.failed.talk import TALK, Breaking, broken, nothing_is_left, opened, plays, sets_aside
from tests.bot.world import EITHER_WAY, ON_EITHER, World, until

pytestmark = ON_EITHER
ASIDE = "SELECT kind, cause, tries FROM set_aside ORDER BY id"
ANSWERS = "SELECT count(*) FROM events WHERE event = 'answered'"


@EITHER_WAY
async def test_an_update_for_a_broken_journey(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = await bot.meets(first_name="Anna", username="anna"), await bot.meets()
    journey = await broken(bot, anna)
    await anna.writes("one")
    await boris.writes("one")
    await boris.sees("Second?")
    notice = await bot.owner.sees("An error of the program")
    await bot.rests()
    assert "(funnels/engine/" in notice.text
    assert "Anna · @anna" in notice.text
    ((kind, cause, tries),) = bot.rows(ASIDE)
    assert (kind, tries) == ("update", 1)
    assert cause in notice.text
    await bot.starts_anew()
    await journey.is_mended()
    anna.reads_all()
    await plays(bot)
    await anna.sees("Second?")
    await nothing_is_left(bot)
    await bot.rests()
    assert bot.counts(f"{ANSWERS} AND subscriber_id = ?", anna.id) == 1


async def test_an_update_for_a_journey_that_cannot_be_read(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    journey = Breaking(bot, anna)
    await journey.is_unreadable()
    await anna.writes("one")
    await sets_aside(bot, "update")
    await journey.is_mended()
    await plays(bot)
    await anna.sees("Second?")
    await nothing_is_left(bot)


async def test_a_cause_is_told_once_and_played_together(bot: World) -> None:
    await bot.starts(TALK)
    people = [await bot.meets() for _ in range(3)]
    journeys = [await broken(bot, person) for person in people]
    for person in people:
        await person.writes("one")
    await until(lambda: bot.counts("SELECT count(*) FROM set_aside") == len(people))
    await bot.rests()
    assert sum("An error of the program" in message.text for message in bot.owner.chat) == 1
    for journey in journeys:
        await journey.is_mended()
    await opened(bot)
    await bot.owner.presses("▶ Play all again: 3")
    for person in people:
        await person.sees("Second?")
    await nothing_is_left(bot)


async def test_two_presses_play_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    journey = await broken(bot, anna)
    await anna.writes("one")
    await sets_aside(bot, "update")
    await journey.is_mended()
    await opened(bot)
    presses = [await bot.owner.presses("▶ Play all again: 1"), await bot.owner.presses("▶ 1")]
    toasts = [(await press.query.answer).text for press in presses if press.query]
    assert sorted(toasts) == ["That has been done already", "To be played again: 1"]
    await anna.sees("Second?")
    await bot.rests()
    assert bot.counts(ANSWERS) == 1


async def test_what_came_again_meanwhile_is_not_played_a_second_time(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    journey = await broken(bot, anna)
    update = await anna.writes("one")
    assert update is not None
    await sets_aside(bot, "update")
    await journey.is_mended()
    bot.arrives(**update)
    anna.reads_all()
    await anna.sees("Second?")
    await plays(bot)
    await nothing_is_left(bot)
    await bot.rests()
    assert bot.counts(ANSWERS) == 1
    anna.sees_nothing_new()


@EITHER_WAY
async def test_an_update_of_a_form_unknown_yet(bot: World) -> None:
    await bot.starts(TALK)
    bot.arrives(message={"nonsense": True, "from": {"id": 77}})
    await bot.owner.sees("An error of the program")
    await plays(bot)
    await until(lambda: [(kind, tries) for kind, _, tries in bot.rows(ASIDE)] == [("update", 2)])
    assert bot.rows("SELECT subscriber_id, asked_at FROM set_aside") == [(77, None)]
    await bot.owner.presses("✕ Drop all: 1")
    await nothing_is_left(bot)


@EITHER_WAY
async def test_an_update_is_not_acknowledged_before_it_is_set_aside(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    await bot.refuses("set_aside")
    bot.arrives(message={"nonsense": True})
    await until(lambda: max(bot.app.feeder.failures.values(), default=0) > 1)
    assert len(bot.telegram.updates) == 1
    await bot.takes_again()
    await until(lambda: len(bot.telegram.updates) == 0)
    assert len(bot.rows(ASIDE)) == 1


@EITHER_WAY
async def test_what_never_can_be_committed_is_set_aside_after_some_tries(bot: World) -> None:
    await bot.starts(TALK)
    bot.app.feeder.pause = 0.01
    anna = await bot.meets()
    await bot.refuses("events", "NEW.event = 'answered'")
    await anna.writes("one")
    await sets_aside(bot, "update")
    ((error,),) = bot.rows("SELECT error FROM set_aside")
    assert error.startswith("IntegrityError: ")
    assert error.endswith("no")
    await bot.takes_again()
    await plays(bot)
    await anna.sees("Second?")
    await nothing_is_left(bot)
