"""A stage is reached once and passed once a journey; leaving it counts until the journey comes back."""

import pytest

from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached
from storage.database import Database
from storage.tables import stage_passages
from tests.storage.stories import HOUR, NOW, again, change, keep, person, rows

REACHED = StageReached(stage="tripwire")
PASSED = StagePassed(stage="tripwire")
LEFT = StageLeft(stage="tripwire")

REACHED_AT, LATER, LATEST = NOW, NOW + HOUR, NOW + 2 * HOUR


@pytest.mark.parametrize("in_one_batch", [True, False])
@pytest.mark.parametrize(
    ("effects", "passed", "left"),
    [
        ((REACHED,), False, False),
        ((REACHED, PASSED), True, False),
        ((REACHED, LEFT), False, True),
        ((REACHED, LEFT, REACHED), False, False),
        ((REACHED, LEFT, REACHED, LEFT), False, True),
        ((REACHED, PASSED, LEFT), True, False),
        ((REACHED, LEFT, PASSED), True, True),
        ((REACHED, PASSED, REACHED), True, False),
        ((REACHED, LEFT, PASSED, REACHED), True, False),
        ((REACHED, PASSED, PASSED), True, False),
    ],
)
async def test_what_is_left_of_a_story(
    database: Database, effects: tuple[Effect, ...], *, passed: bool, left: bool, in_one_batch: bool
) -> None:
    if in_one_batch:
        await keep(database, change(person(), *effects))
    else:
        await keep(database, change(person()))
        for effect in effects:
            await again(database, effect)
    (row,) = await rows(database, stage_passages)
    assert (row["passed_at"] is not None, row["left_at"] is not None) == (passed, left)


async def test_the_first_entry_and_the_first_pass_count(database: Database) -> None:
    await keep(database, change(person(), REACHED))
    for now in (LATER, LATEST):
        await again(database, REACHED, PASSED, now=now)
    (row,) = await rows(database, stage_passages)
    assert (row["reached_at"], row["passed_at"]) == (REACHED_AT, LATER)


async def test_a_journey_left_at_the_last_time_it_left(database: Database) -> None:
    await keep(database, change(person(), REACHED))
    await again(database, LEFT, REACHED, now=LATER)
    await again(database, LEFT, now=LATEST)
    (row,) = await rows(database, stage_passages)
    assert (row["reached_at"], row["left_at"]) == (REACHED_AT, LATEST)


async def test_every_journey_and_stage_has_a_row_of_its_own(database: Database) -> None:
    other = StageReached(stage="lead_magnet")
    await keep(database, change(person(1), other, REACHED), change(person(2), other))
    found = [row["stage"] for row in await rows(database, stage_passages)]
    assert sorted(found) == ["lead_magnet", "lead_magnet", "tripwire"]
