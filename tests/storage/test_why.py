"""What is read for whoever asks why: of this walk and of the person, nothing of others."""

from funnels.engine.effects.facts import StageReached, Track
from funnels.engine.effects.orders import OpenOrder
from funnels.engine.effects.timers import SetTimer
from funnels.engine.person import Person
from funnels.why.story import Bill, Due, Fact, Lost, Passage, Queued
from storage import outbox
from storage.database import Database
from storage.outcomes import Failed, Postponed, Sent, finish
from storage.queries.why import Kept, kept_of
from tests.storage.stories import HOUR, MINUTE, NOW, STARS_100, change, keep, known, message, person


async def _kept(database: Database, id_: int, **most: int) -> Kept:
    journey = (await known(database, id_)).journey_ids[id_, "relationships", 1]
    async with database.read() as conn:
        return await kept_of(conn, id_, journey, **most)


async def test_all_of_one_walk_and_nothing_of_another(database: Database) -> None:
    order = OpenOrder(
        order="1:relationships:1:1:0", product="w", title="W", price=STARS_100, method="stars", expires_at=NOW + HOUR
    )
    told = (
        StageReached(stage="lead_magnet"),
        Track(event="started", detail="vk"),
        SetTimer(name="follow_up.1", due_at=NOW + HOUR, revision=1),
        message(step="lead_magnet.1"),
        message(purpose="goods", order=order.order),
        message(step="lead_magnet.1#1", purpose="follow_up"),
        order,
    )
    await keep(database, change(person(1), *told), change(person(2), *told[:2]))
    async with database.write() as conn:
        step, goods, late = await outbox.claim(conn, NOW, 9)
        done = [Sent(id=step.id, message_id=5), Failed(id=goods.id, reason="gone")]
        await finish(conn, [*done, Postponed(id=late.id, until=NOW + MINUTE, reason="429")], NOW)
    kept = await _kept(database, 1)
    assert kept.facts == [Fact(NOW, "started", "", "vk"), Fact(NOW, "delivered", "lead_magnet.1", "")]
    assert kept.passages == [Passage("lead_magnet", NOW)]
    assert kept.queued == [Queued("lead_magnet.1#1", NOW + MINUTE, "429")]
    assert kept.lost == [Lost(NOW, "gone")]
    assert kept.timers == [Due(NOW + HOUR, "follow_up.1")]
    assert kept.bills == [Bill("W", "open", NOW + HOUR, None)]
    assert not kept.capped


async def test_of_too_many_facts_the_newest_are_read(database: Database) -> None:
    anna = person(1)
    await keep(database, change(anna, *(Track(event="tagged", detail=str(number)) for number in range(5))))
    kept = await _kept(database, 1, most=3)
    assert [fact.detail for fact in kept.facts] == ["2", "3", "4"]
    assert kept.capped


async def test_another_walk_of_the_same_person_is_another_story(database: Database) -> None:
    await keep(database, change(person(1), Track(event="started")))
    other = person(1, funnel="other")
    known_already = Person(subscriber=other.subscriber)
    await keep(database, change(other, Track(event="goal", detail="far"), before=known_already))
    assert [fact.event for fact in (await _kept(database, 1)).facts] == ["started"]
