"""What people did at each step is counted once a person, a follow-up's with its step's."""

from msgspec.structs import replace

from funnels.engine.effects.facts import Track
from funnels.simulation.history import StepHistory
from storage import outbox
from storage.database import Database
from storage.outcomes import Sent, finish
from storage.queries.acts import step_history
from tests.storage.stories import HOUR, NOW, again, change, keep, message, payment, person
from tests.storage.test_sales import opening

STEP = "lead_magnet.1"


async def history(database: Database) -> dict[str, StepHistory]:
    async with database.read() as conn:
        return await step_history(conn, "relationships")


async def send_all(database: Database) -> None:
    async with database.write() as conn:
        claimed = await outbox.claim(conn, NOW + HOUR, 100)
        await finish(conn, [Sent(id=row.id, message_id=1) for row in claimed], NOW + HOUR)


async def test_nobody_has_done_anything(database: Database) -> None:
    assert await history(database) == {}


async def test_people_are_counted_by_what_they_did(database: Database) -> None:
    first, second, third = (person(number) for number in (1, 2, 3))
    await keep(database, *(change(who, message(), message(step=f"{STEP}#1")) for who in (first, second, third)))
    await send_all(database)
    await again(database, Track(event="clicked", step=STEP, detail="0"))
    await again(database, Track(event="clicked", step=f"{STEP}#1", detail="0"), id_=2)
    await again(database, Track(event="blocked", step=STEP, detail="anything"), id_=3)
    assert await history(database) == {STEP: StepHistory(came=3, acts={("clicked", "0"): 2, ("blocked", ""): 1})}


async def test_an_order_is_paid_or_abandoned(database: Database) -> None:
    for number in (1, 2):
        order = f"{number}:relationships:1:3:0"
        await keep(database, change(person(number), message(step="tripwire.offer"), opening(order=order)))
    await send_all(database)
    await again(database, payment(order="1:relationships:1:3:0"))
    assert await history(database) == {
        "tripwire.offer": StepHistory(came=2, acts={("paid", "webinar stars"): 1, ("abandoned", ""): 1})
    }


async def test_of_several_products_the_one_that_is_paid_counts(database: Database) -> None:
    asked = opening(order="1:relationships:1:3:0"), opening(order="1:relationships:1:3:1", product="course")
    await keep(database, change(person(1), message(step="tripwire.offer"), *asked))
    await send_all(database)
    await again(database, replace(payment(order="1:relationships:1:3:1"), product="course"))
    assert await history(database) == {"tripwire.offer": StepHistory(came=1, acts={("paid", "course stars"): 1})}


async def test_later_walks_do_not_count(database: Database) -> None:
    later = (message(), opening(order="1:relationships:2:3:0", step=STEP), Track(event="clicked", step=STEP))
    await keep(database, change(person(1, run=2), *later))
    await send_all(database)
    assert await history(database) == {}
    await keep(database, change(person(2), message()))
    await send_all(database)
    assert await history(database) == {STEP: StepHistory(came=1, acts={})}
