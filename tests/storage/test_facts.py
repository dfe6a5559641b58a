"""The facts of one funnel and no other's, in their order, however many there are."""

from typing import Any

import pytest
from sqlalchemy import insert

from funnels.engine.effects.facts import RecordTouch, StageReached, Track
from funnels.engine.effects.orders import OpenOrder
from storage.database import Database
from storage.facts import A_BATCH, FACTS, rows_of
from storage.tables import events
from storage.traffic_tables import spend, spend_imports
from storage.types import micros
from tests.storage.stories import HOUR, NOW, STARS_100, change, keep, payment, person

OTHER = "first-steps"


async def exported(database: Database, name: str, funnel: str = "relationships") -> list[dict[str, Any]]:
    fact, found = FACTS[name], list[dict[str, Any]]()
    async with database.read() as conn:
        async for batch in rows_of(conn, fact, funnel):
            found += [dict(zip(fact.columns, row, strict=True)) for row in batch]
    return found


async def sells(database: Database, id_: int, funnel: str) -> None:
    order, who = f"{id_}:{funnel}:1:3:0", person(id_, funnel=funnel)
    opened = OpenOrder(
        order=order, product="webinar", title="=1", price=STARS_100, method="stars", expires_at=None, step="core.offer"
    )
    arrived = RecordTouch(source="vk", link="book", funnel=funnel)
    facts = (arrived, StageReached(stage="core"), Track(event="delivered", step="core.offer"))
    await keep(database, change(who, opened, *facts))
    await keep(database, change(who, payment(order, f"charge-{id_}"), before=who))


@pytest.mark.parametrize("name", [name for name in FACTS if name not in ("events", "refunds", "spend")])
async def test_a_fact_has_the_rows_of_its_funnel(database: Database, name: str) -> None:
    await sells(database, 1, "relationships")
    await sells(database, 2, OTHER)
    rows = await exported(database, name)
    assert len(rows) == 1
    assert rows != await exported(database, name, OTHER)
    assert await exported(database, name, "nowhere") == []


async def test_spend_is_that_of_all_funnels(database: Database) -> None:
    told = {"digest": "d", "file": "", "saved_by": 1, "saved_at": NOW}
    async with database.write() as conn:
        (number,) = (await conn.execute(insert(spend_imports).returning(spend_imports.c.id), [told])).scalars()
        row = {"import_id": number, "day": NOW.date(), "source": "vk", "currency": "RUB", "amount": 5, "clicks": 1}
        await conn.execute(insert(spend), [row | {"impressions": 9}])
    (found,) = await exported(database, "spend")
    assert (found["day"], found["source"], found["amount"], found["clicks"]) == (NOW.date(), "vk", 5, 1)
    assert await exported(database, "spend", OTHER) == [found]


async def test_columns_say_what_they_are_called(database: Database) -> None:
    await sells(database, 1, "relationships")
    (order,) = await exported(database, "orders")
    assert (order["subscriber"], order["product"], order["amount"], order["currency"]) == (1, "webinar", 100, "XTR")
    assert order["opened_at"] == NOW
    (walk,) = await exported(database, "journeys")
    assert (walk["subscriber"], walk["run"], walk["started_at"], walk["outcome"]) == (1, 1, NOW, "")


async def test_many_come_in_batches_and_in_order(database: Database) -> None:
    many = 2 * A_BATCH + 1
    row = {
        "subscriber_id": 1, "journey_id": None, "funnel": "relationships", "version": 1, "run": 1, "event": "clicked",
        "step": "core.offer", "detail": "",
    }  # fmt: skip
    async with database.write() as conn:
        await conn.execute(insert(events), [row | {"at": NOW + number * HOUR} for number in range(many)])
    async with database.read() as conn:
        batches = [batch async for batch in rows_of(conn, FACTS["events"], "relationships")]
    assert [len(batch) for batch in batches] == [A_BATCH, A_BATCH, 1]
    moments = [micros(row[1]) for batch in batches for row in batch]
    assert moments == sorted(moments)


def test_every_column_is_explained() -> None:
    assert all(column.means for fact in FACTS.values() for column in fact.columns.values())
