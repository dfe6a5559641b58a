"""What the messages of a stage did to people, told apart by message and each person counted once."""

from datetime import UTC, timedelta

from funnels.analytics.question import Cell, Question
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StagePassed, StageReached, Track
from storage.database import Database
from storage.queries.symptoms import Symptom, symptoms
from tests.storage.stories import HOUR, MINUTE, NOW, again, change, keep, moved, person

REACHED, PASSED = StageReached(stage="core"), StagePassed(stage="core")
LATER = NOW + timedelta(days=9)


def fact(event: str, step: str = "core.1") -> Track:
    return Track(event=event, step=step)


async def story(database: Database, id_: int, *effects: tuple[timedelta, Effect]) -> None:
    """Somebody reaches the stage, and this happens so long after that."""
    await keep(database, change(person(id_), REACHED))
    for after, effect in effects:
        await again(database, effect, id_=id_, now=NOW + after)


async def seen(database: Database, since: timedelta = timedelta(days=1)) -> dict[str, Symptom]:
    async with database.read() as conn:
        found = await symptoms(conn, Question(funnel="relationships"), "core", NOW + since, UTC)
    return {one.step: one for one in found.messages}


async def test_who_went_no_further_than_which_message(database: Database) -> None:
    first, second = (MINUTE, fact("delivered")), (HOUR, fact("delivered", "core.2"))
    await story(database, 1, first)
    await story(database, 2, first, second)
    await story(database, 3, first, second)
    await story(database, 4, first, second, (2 * HOUR, PASSED))
    found = await seen(database)
    assert {step: (one.delivered, one.stuck) for step, one in found.items()} == {"core.1": (4, 1), "core.2": (3, 2)}


async def test_who_has_not_had_the_time_says_nothing(database: Database) -> None:
    await story(database, 1, (MINUTE, fact("delivered")))
    assert await seen(database, since=-MINUTE) == {}


async def test_of_many_the_newest_are_looked_at(database: Database) -> None:
    for id_, step in ((1, "core.1"), (2, "core.2"), (3, "core.2")):
        started = moved(person(id_), started_at=NOW + id_ * MINUTE)
        await keep(database, change(started, REACHED, fact("delivered", step)))
    async with database.read() as conn:
        asked = conn, Question(funnel="relationships"), "core", NOW + HOUR, UTC
        assert await symptoms(*asked, newest=2) == (2, [Symptom(step="core.2", delivered=2, stuck=2)])
        assert (await symptoms(*asked)).journeys == 3


async def test_of_one_value_its_journeys_alone_are_looked_at(database: Database) -> None:
    await keep(database, change(person(1), REACHED, fact("delivered"), Track(event="variant", detail="price=soft")))
    await keep(database, change(person(2), REACHED, fact("delivered")))
    asked = Question(funnel="relationships", only=Cell(slice="variant", value="price=soft"))
    async with database.read() as conn:
        found = await symptoms(conn, asked, "core", NOW + HOUR, UTC)
    assert found == (1, [Symptom(step="core.1", delivered=1, stuck=1)])


async def test_messages_of_other_stages_do_not_count(database: Database) -> None:
    await story(database, 1, (MINUTE, fact("delivered")), (HOUR, fact("delivered", "core_x.1")))
    assert (await seen(database))["core.1"].stuck == 1
    assert list(await seen(database)) == ["core.1"]


async def test_half_of_the_answers_came_within(database: Database) -> None:
    for id_, minutes in enumerate((10, 20, 50, 80), start=1):
        await story(
            database,
            id_,
            (MINUTE, fact("delivered")),
            (timedelta(minutes=minutes + 1), fact("clicked")),
            (timedelta(minutes=minutes + 9), fact("answered")),
        )
    await story(database, 5, (MINUTE, fact("delivered")))
    one = (await seen(database))["core.1"]
    assert (one.acts, one.median_seconds) == (4, 35 * 60)


async def test_one_answer_is_its_own_median(database: Database) -> None:
    await story(database, 1, (MINUTE, fact("delivered")), (3 * MINUTE, fact("answered")))
    one = (await seen(database))["core.1"]
    assert (one.acts, one.median_seconds) == (1, 120)


async def test_who_left_within_a_day(database: Database) -> None:
    day = timedelta(hours=24)
    first = (MINUTE, fact("delivered"))
    await story(database, 1, first, (day, fact("blocked")))
    await story(database, 2, first, (MINUTE + day, fact("stopped")))
    await story(database, 3, first, (HOUR, fact("delivered", "core.2")), (2 * HOUR, fact("stopped", "core.2")))
    found = await seen(database)
    assert {step: one.blocked for step, one in found.items()} == {"core.1": 2, "core.2": 1}


async def test_nothing_was_sent(database: Database) -> None:
    await story(database, 1)
    assert await seen(database) == {}


async def test_who_had_just_the_time_is_looked_at(database: Database) -> None:
    await story(database, 1, (MINUTE, fact("delivered")))
    assert (await seen(database, since=timedelta(0)))["core.1"].stuck == 1


async def test_of_a_message_that_came_twice_the_first_time_counts(database: Database) -> None:
    twice = (MINUTE, fact("delivered")), (HOUR, fact("delivered", "core.2")), (2 * HOUR, fact("delivered"))
    await story(database, 1, *twice, (2 * HOUR + MINUTE, fact("clicked")))
    found = await seen(database)
    assert (found["core.1"].delivered, found["core.1"].median_seconds) == (1, 2 * 3600)
    assert (found["core.1"].stuck, found["core.2"].stuck) == (0, 1)
