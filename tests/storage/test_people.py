"""People come back from storage as they went in; only what changed is written."""

from msgspec.structs import replace

from funnels.engine.effects.facts import RecordTouch
from funnels.engine.journey import Journey
from funnels.engine.orders import Asked, Claim, Order, Subscription
from funnels.engine.person import OrderedEffect, Person
from funnels.engine.subscriber import Access, Renewal, Subscriber
from storage.database import Database
from storage.tables import journeys, subscribers
from storage.traffic_tables import touches
from storage.writers.people import Change
from tests.storage.stories import HOUR, NOW, STARS_100, change, keep, known, moved, person, rows


async def test_a_person_comes_back_as_they_were(database: Database) -> None:
    subscriber = Subscriber(
        met_at=NOW,
        bought_at=NOW + HOUR,
        variants={"price-test": "soft"},
        id=5_000_000_000,
        first_name="Анна",
        last_name="O'Neil; DROP TABLE",
        username="anna",
        language="pt-br",
        timezone="Europe/Moscow",
        source="vk-march",
        reach="stopped",
        tags=frozenset({"hot", "vip"}),
        attributes={"email": "anna@example.com", "имя": "«Аня» 🙂"},
        bought=("relationships/webinar", "relationships/course"),
        access={
            "relationships/webinar": Access(until=NOW + HOUR, chat=""),
            "relationships/course": Access(until=None, chat="@the_club"),
            "relationships/month": Access(
                until=NOW, chat="", renewal=Renewal("5:relationships:1:8:1", "charge", NOW, True)
            ),
        },
    )
    first = Journey(
        subscriber=subscriber,
        funnel="relationships",
        version=3,
        started_at=NOW,
        revision=7,
        stage="tripwire",
        step="tripwire.offer",
        entered_at=NOW + HOUR,
        reached=frozenset({"lead_magnet", "tripwire"}),
        passed=frozenset({"lead_magnet"}),
        orders={
            "5:relationships:1:7:0": Order(
                closes_at=NOW + 48 * HOUR,
                asked={"stars": Asked(NOW, STARS_100)},
                claim=Claim(at=NOW, way="manual"),
                until=NOW + HOUR,
            ),
            "5:relationships:1:8:1": Order(
                paid="charge",
                subscription=Subscription("charge", True, "failed", {"charge": NOW, "charge-2": NOW + HOUR}),
            ),
        },
    )
    second = replace(first, funnel="first-steps", run=2, outcome="finished", step="", entered_at=None)
    who = Person(subscriber=subscriber, journeys=(first, second))
    await keep(database, Change(before=None, after=who, effects=()))
    loaded = await known(database, subscriber.id)
    assert loaded.people == {subscriber.id: who}
    assert set(loaded.journey_ids) == {
        (subscriber.id, "relationships", 1),
        (subscriber.id, "first-steps", 2),
    }


async def test_who_was_never_here_is_not_loaded(database: Database) -> None:
    await keep(database, change(person(1)))
    loaded = await known(database, 1, 2)
    assert set(loaded.people) == {1}


async def test_thousands_are_loaded_at_once(database: Database) -> None:
    many = range(1, 5002)
    await keep(database, *(change(person(id_)) for id_ in many))
    loaded = await known(database, *many)
    assert len(loaded.people) == len(loaded.journey_ids) == 5001


async def test_what_is_asked_for_stands_in_columns(database: Database) -> None:
    who = person()
    await keep(database, change(who))
    after = moved(who, stage="tripwire", step="tripwire.2", revision=4, outcome="finished", version=2)
    await keep(database, change(after, before=who))
    (row,) = await rows(database, journeys)
    asked = {name: row[name] for name in ("version", "stage", "step", "revision", "outcome", "started_at")}
    assert asked == {
        "version": 2,
        "stage": "tripwire",
        "step": "tripwire.2",
        "revision": 4,
        "outcome": "finished",
        "started_at": NOW,
    }


async def test_a_changed_subscriber_is_written_and_keeps_the_day_they_came(database: Database) -> None:
    who = person()
    await keep(database, change(who))
    hot = replace(who, subscriber=replace(who.subscriber, tags=frozenset({"hot"}), reach="blocked"))
    await keep(database, change(hot, before=who), now=NOW + HOUR)
    (row,) = await rows(database, subscribers)
    assert (row["tags"], row["reach"], row["created_at"]) == (["hot"], "blocked", NOW)


async def test_a_second_walk_is_a_row_of_its_own(database: Database) -> None:
    who = person()
    await keep(database, change(who))
    (first,) = who.journeys
    walks = replace(who, journeys=(replace(first, outcome="finished"), replace(first, run=2)))
    await keep(database, Change(before=who, after=walks, effects=()))
    loaded = await known(database, 1)
    assert loaded.people[1] == walks
    assert len(set(loaded.journey_ids.values())) == 2


async def test_every_touch_is_kept(database: Database) -> None:
    who = person()
    touch = RecordTouch(source="vk-march", link="book", funnel="relationships")
    effects = tuple(OrderedEffect(journey=None, effect=touch) for _ in range(2))
    await keep(database, Change(before=None, after=who, effects=effects))
    kept = await rows(database, touches)
    assert [(row["subscriber_id"], row["source"], row["link"], row["at"]) for row in kept] == [
        (1, "vk-march", "book", NOW)
    ] * 2
