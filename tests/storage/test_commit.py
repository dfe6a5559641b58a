"""A batch is written whole or not at all, and never twice."""

from typing import get_args

import pytest
from sqlalchemy.exc import IntegrityError

from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageReached, Track
from funnels.engine.effects.shown import ShowToast
from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.person import OrderedEffect
from storage.commit import WRITERS, commit
from storage.database import Database
from storage.errors import ConflictError
from storage.outside_tables import outbox, seen_events, seen_updates
from storage.rollups.tables import stage_days
from storage.schema import metadata
from storage.tables import events, journeys, stage_passages, subscribers, timers
from storage.writers.people import Change
from tests.storage.stories import HOUR, NOBODY, NOW, again, change, keep, known, message, moved, person, rows


def test_every_effect_has_a_writer() -> None:
    assert set(WRITERS) == set(get_args(Effect))


async def test_an_interaction_is_written_into_every_table_it_concerns(database: Database) -> None:
    who = person()
    timer = SetTimer(name="within", due_at=NOW + HOUR, revision=1)
    clicked = Track(event="clicked", step="lead_magnet.1", detail="0")
    stage = StageReached(stage="lead_magnet")
    await keep(database, change(who, message(), timer, clicked, stage), updates=[77])
    (loaded,) = (await known(database, 1)).journey_ids.values()
    (sent,), (set_,), (fact,), (passage,), (update,) = [
        await rows(database, table) for table in (outbox, timers, events, stage_passages, seen_updates)
    ]
    assert sent["journey_id"] == set_["journey_id"] == fact["journey_id"] == passage["journey_id"] == loaded
    assert (sent["chat_id"], sent["status"], sent["due_at"], sent["lane"]) == (1, "pending", NOW, 0)
    assert (sent["funnel"], sent["version"], sent["step"]) == ("relationships", 1, "lead_magnet.1")
    assert (set_["name"], set_["revision"], set_["due_at"]) == ("within", 1, NOW + HOUR)
    assert (fact["event"], fact["step"], fact["detail"], fact["at"]) == ("clicked", "lead_magnet.1", "0", NOW)
    assert (passage["stage"], passage["reached_at"]) == ("lead_magnet", NOW)
    assert update == {"update_id": 77, "at": NOW}


async def test_an_effect_of_the_person_belongs_to_no_journey(database: Database) -> None:
    reply = OrderedEffect(journey=None, effect=message(step="", purpose="reply"))
    await keep(database, Change(before=None, after=person(), effects=(reply,)))
    (row,) = await rows(database, outbox)
    assert (row["chat_id"], row["journey_id"], row["funnel"]) == (1, None, "")


async def test_a_toast_leaves_nothing(database: Database) -> None:
    await keep(database, change(person(), ShowToast(text="Готово")))
    for table in metadata.sorted_tables:
        kept = await rows(database, table)
        assert bool(kept) == (table in (subscribers, journeys, stage_days)), table.name


async def test_an_error_in_the_middle_leaves_nothing(database: Database) -> None:
    timer = SetTimer(name="within", due_at=NOW.replace(tzinfo=None), revision=1)
    with pytest.raises(ValueError, match="no time zone"):
        await keep(database, change(person(), StageReached(stage="lead_magnet"), message(), timer), updates=[77])
    for table in metadata.sorted_tables:
        assert await rows(database, table) == [], table.name


async def test_an_error_after_everything_was_written_leaves_nothing(database: Database) -> None:
    async def written_then_lost() -> None:
        async with database.write() as conn:
            changes = [change(person(), message(), StageReached(stage="lead_magnet"))]
            await commit(conn, changes, journey_ids={}, staff=NOBODY, now=NOW, updates=[77])
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        await written_then_lost()
    for table in metadata.sorted_tables:
        assert await rows(database, table) == [], table.name


async def test_an_update_counts_once(database: Database) -> None:
    await keep(database, change(person(1), message()), updates=[77])
    with pytest.raises(ConflictError):
        await keep(database, change(person(2), message()), updates=[78, 77])
    assert len(await rows(database, outbox)) == 1
    assert [row["update_id"] for row in await rows(database, seen_updates)] == [77]


async def test_an_event_that_was_sent_before_undoes_the_batch(database: Database) -> None:
    await keep(database, change(person(), message()), events=["paid-7"])
    with pytest.raises(ConflictError):
        await keep(database, change(person(2), message()), events=["paid-8", "paid-7"])
    assert len(await rows(database, outbox)) == 1
    assert [row["event_id"] for row in await rows(database, seen_events)] == ["paid-7"]


async def test_somebody_new_is_not_written_over(database: Database) -> None:
    await keep(database, change(person()))
    with pytest.raises(ConflictError):
        await keep(database, change(person(), message()))
    assert await rows(database, outbox) == []


async def test_a_mistake_of_the_program_is_no_conflict(database: Database) -> None:
    who = person()
    await keep(database, change(who))
    timer = SetTimer(name="within", due_at=NOW + HOUR, revision=1)
    with pytest.raises(IntegrityError):
        async with database.write() as conn:
            await commit(
                conn,
                [change(who, timer, before=who)],
                journey_ids={(1, "relationships", 1): 12345},
                staff=NOBODY,
                now=NOW,
            )


async def test_a_batch_of_many_is_one_batch(database: Database) -> None:
    many = [person(id_) for id_ in range(1, 201)]
    timer = SetTimer(name="within", due_at=NOW + HOUR, revision=1)
    await keep(database, *(change(who, timer, message()) for who in many), updates=range(200))
    loaded = await known(database, *range(1, 201))
    step_on = [moved(who, step="lead_magnet.2", revision=2) for who in many]
    follow = [change(after, CancelTimers(), message(), before=loaded.people[after.subscriber.id]) for after in step_on]
    await keep(database, *follow, updates=range(200, 400))
    assert (await known(database, *range(1, 201))).people == {who.subscriber.id: who for who in step_on}
    assert [len(await rows(database, table)) for table in (outbox, timers, seen_updates)] == [400, 0, 400]


async def test_an_empty_batch_changes_nothing(database: Database) -> None:
    await keep(database, change(person()))
    before = [await rows(database, table) for table in metadata.sorted_tables]
    await keep(database)
    await again(database)
    assert [await rows(database, table) for table in metadata.sorted_tables] == before
