"""Whom the staff find: by who they are, and what one person has met with."""

from datetime import timedelta

from msgspec.structs import replace

from funnels.engine.effects.facts import RecordTouch, StageReached, Track
from funnels.engine.effects.orders import OpenOrder
from funnels.engine.effects.timers import SetTimer
from funnels.engine.person import Person
from storage import outbox
from storage.database import Database
from storage.outcomes import Sent, finish
from storage.queries import people
from tests.storage.stories import HOUR, NOW, STARS_100, change, keep, message, person

REACHED = StageReached(stage="lead_magnet")


def called(id_: int, first: str, last: str = "", **fields: object) -> Person:
    who = person(id_)
    subscriber = replace(who.subscriber, first_name=first, last_name=last, **fields)
    return Person(subscriber=subscriber, journeys=(replace(who.journeys[0], subscriber=subscriber),))


async def test_people_are_found_by_any_case_of_their_name(database: Database) -> None:
    anna = called(1, "Анна", "Петрова", username="Anna_P", attributes={"email": "anna@example.com"})
    await keep(database, change(anna), change(called(22, "100%")))
    meant = {
        "анна": [1],
        "Петрова": [1],
        "анна петр": [1],
        "@anna_p": [1],
        "na@example": [1],
        "22": [22],
        "%": [22],
        "_": [1],
        "2": [],
        "@anna": [],
        "9" * 30: [],
    }
    async with database.read() as conn:
        for words, ids in meant.items():
            lines, whole = await people.found(conn, words, skip=0, most=9)
            assert ([line.id for line in lines], whole) == (ids, len(ids)), words


async def test_signs_and_odd_cases_are_looked_for_as_they_are(database: Database) -> None:
    names = ("Жанна [ВИП]", "О^льга*", "Юлия?", "ЁЛКА-ель", "Эмма\\_%")
    await keep(database, *(change(called(number, name)) for number, name in enumerate(names, 1)))
    meant = {
        "жАнНА [в": [1],
        "п]": [1],
        "о^ЛЬГА*": [2],
        "я?": [3],
        "ёлка-Е": [4],
        "мА\\_%": [5],
        "юл*": [],
        "э?ма": [],
        "[ж]": [],
    }
    async with database.read() as conn:
        for words, ids in meant.items():
            lines, whole = await people.found(conn, words, skip=0, most=9)
            assert ([line.id for line in lines], whole) == (ids, len(ids)), words


async def test_every_page_of_the_found_says_how_many_there_are(database: Database) -> None:
    await keep(database, *(change(called(number, "Анна")) for number in range(1, 6)))
    async with database.read() as conn:
        pages = {skip: await people.found(conn, "анна", skip=skip, most=2) for skip in (0, 2, 4, 6)}
    assert {skip: len(lines) for skip, (lines, _) in pages.items()} == {0: 2, 2: 2, 4: 1, 6: 0}
    assert {whole for _, whole in pages.values()} == {5}


async def test_what_one_person_has_met_with_is_told_the_newest_first(database: Database) -> None:
    order = OpenOrder(
        order="1:relationships:1:1:0", product="w", title="W", price=STARS_100, method="stars", expires_at=None
    )
    timers = (
        SetTimer(name="late", due_at=NOW + 2 * HOUR, revision=1),
        SetTimer(name="soon", due_at=NOW + HOUR, revision=1),
    )
    touches = (RecordTouch(source="vk", link="a", funnel="relationships"), Track(event="clicked", step="lead_magnet.1"))
    await keep(database, change(person(), message(), order, *timers, *touches), change(person(2), message()))
    async with database.write() as conn:
        rows = await outbox.claim(conn, NOW, 9)
        await finish(conn, [Sent(id=row.id, message_id=1) for row in rows], NOW + timedelta(minutes=1))
    async with database.read() as conn:
        met = await people.met(conn, 1, most=5)
    assert met.touches == [(NOW, "vk")]
    assert met.heard == [(NOW + timedelta(minutes=1), "relationships", 1, "lead_magnet.1")]
    assert met.orders == [("1:relationships:1:1:0", "W", "open")]
    assert list(met.timers.values()) == [NOW + HOUR]
