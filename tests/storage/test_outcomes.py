"""What became of messages, and the facts the step figures are counted from."""

from funnels.engine.effects.shown import AskPayment
from funnels.engine.effects.staff import NotifyOwners
from storage import outbox, outcomes
from storage.database import Database
from storage.outcomes import Failed, Postponed, Released, Result, Sent
from storage.outside_tables import outbox as outbox_table
from storage.tables import events
from tests.storage.stories import HOUR, NOW, STARS_100, change, keep, message, person, rows

LATER = NOW + HOUR


async def claimed(database: Database) -> list[int]:
    async with database.write() as conn:
        return [row.id for row in await outbox.claim(conn, NOW, 100)]


async def finish(database: Database, *results: Result) -> None:
    async with database.write() as conn:
        await outcomes.finish(conn, results, LATER)


async def facts(database: Database) -> list[tuple[object, object, object]]:
    return [(row["event"], row["step"], row["detail"]) for row in await rows(database, events)]


async def test_a_sent_message_is_finished_and_delivered(database: Database) -> None:
    await keep(database, change(person(), message()))
    (id_,) = await claimed(database)
    await finish(database, Sent(id=id_, message_id=55))
    (row,) = await rows(database, outbox_table)
    assert (row["status"], row["message_id"], row["finished_at"]) == ("sent", 55, LATER)
    (fact,) = await rows(database, events)
    assert (fact["event"], fact["step"], fact["at"]) == ("delivered", "lead_magnet.1", LATER)
    assert (fact["subscriber_id"], fact["journey_id"]) == (1, row["journey_id"])
    assert (fact["funnel"], fact["version"], fact["run"]) == ("relationships", 1, 1)


async def test_a_failed_message_is_finished_with_its_reason(database: Database) -> None:
    await keep(database, change(person(), message()))
    (id_,) = await claimed(database)
    await finish(database, Failed(id=id_, reason="bot was blocked by the user"))
    (row,) = await rows(database, outbox_table)
    assert (row["status"], row["reason"]) == ("failed", "bot was blocked by the user")
    assert await facts(database) == [("failed", "lead_magnet.1", "bot was blocked by the user")]


async def test_a_postponed_message_is_no_fact_yet(database: Database) -> None:
    await keep(database, change(person(), message()))
    (id_,) = await claimed(database)
    await finish(database, Postponed(id=id_, until=LATER, reason="429"))
    assert await facts(database) == []
    assert await claimed(database) == []


async def test_only_steps_and_follow_ups_are_counted(database: Database) -> None:
    await keep(
        database,
        change(
            person(),
            message(step="a.1"),
            message(step="a.1#1", purpose="follow_up", lane="timed"),
            message(step="a.1", purpose="reply"),
            message(step="a.1", purpose="goods", order="1:f:1:1:0"),
            AskPayment(order="1:f:1:1:0", title="t", description="d", price=STARS_100, method="stars", step="a.1"),
            NotifyOwners(about="paid", order="1:f:1:1:0", title="t", money=STARS_100),
        ),
    )
    await finish(database, *(Sent(id=id_, message_id=1) for id_ in await claimed(database)))
    assert await facts(database) == [("delivered", "a.1", ""), ("delivered", "a.1#1", "")]
    async with database.read() as conn:
        assert await outbox.waiting(conn) == 0


async def test_a_result_told_twice_counts_once(database: Database) -> None:
    await keep(database, change(person(), message()))
    (id_,) = await claimed(database)
    await finish(database, Sent(id=id_, message_id=55))
    await finish(database, Sent(id=id_, message_id=56))
    await finish(database, Failed(id=id_, reason="late"))
    (row,) = await rows(database, outbox_table)
    assert (row["status"], row["message_id"], row["reason"]) == ("sent", 55, "")
    assert len(await facts(database)) == 1


async def test_results_of_one_round_are_written_together(database: Database) -> None:
    await keep(database, change(person(), *(message(f"{number}") for number in range(4))))
    first, second, third, fourth = await claimed(database)
    await finish(
        database,
        Sent(id=first, message_id=1),
        Failed(id=second, reason="no"),
        Postponed(id=third, until=LATER, reason="429"),
        Released(id=fourth),
    )
    assert [row["status"] for row in await rows(database, outbox_table)] == [
        "sent",
        "failed",
        "pending",
        "pending",
    ]
