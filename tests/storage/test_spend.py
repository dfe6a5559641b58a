"""Spend that is saved: whole, once, and back again."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from funnels.analytics.spend import SpendRow
from funnels.definition.money import Money
from storage import spend
from storage.database import Database
from storage.traffic_tables import spend as spend_table
from storage.traffic_tables import spend_imports

from .stories import HOUR, NOW, OWNER, rows

DAY = date(2026, 3, 1)


def row(source: str = "vk", amount: int = 100, *, day: int = 0, currency: str = "RUB", clicks: int = 0) -> SpendRow:
    return SpendRow(
        day=DAY + timedelta(days=day), source=source, money=Money(amount=amount, currency=currency), clicks=clicks
    )


async def save(database: Database, *given: SpendRow, file: str = "march.csv") -> int | None:
    async with database.write() as conn:
        return await spend.save(conn, given, file=file, by=OWNER, now=NOW)


async def test_the_same_rows_are_saved_once(database: Database) -> None:
    first = await save(database, row(), row(day=1))
    assert first is not None
    assert await save(database, row(), row(day=1), file="other.csv") is None
    assert [found["amount"] for found in await rows(database, spend_table)] == [100, 100]


async def test_what_is_known_of_the_same_days_is_found_with_who_saved_it(database: Database) -> None:
    saved = await save(database, row(), row(day=1, amount=0, clicks=1), row("tg"), row(currency="EUR"))
    async with database.read() as conn:
        found = await spend.known(conn, [row(), row(day=1, amount=0, clicks=5), row(day=2), row("tg", 7), row("ok")])
    assert [(one.day, one.source, one.same) for one in found] == [
        (DAY, "tg", False),
        (DAY, "vk", True),
        (DAY + timedelta(days=1), "vk", False),
    ]
    assert {one.of for one in found} == {spend.Import(id=saved or 0, file="march.csv", by=OWNER, at=NOW)}


async def test_an_import_is_undone_as_a_whole_and_can_be_saved_again(database: Database) -> None:
    first, other = await save(database, row()), await save(database, row("tg"))
    assert first is not None
    async with database.write() as conn:
        assert await spend.undo(conn, first, by=OWNER, now=NOW + HOUR)
        assert not await spend.undo(conn, first, by=OWNER, now=NOW + HOUR)
    assert [found["import_id"] for found in await rows(database, spend_table)] == [other]
    again = await save(database, row())
    assert again is not None
    assert again > first


async def test_imports_are_listed_the_newest_first_with_a_sum_a_currency(database: Database) -> None:
    await save(database, row(day=3), file="")
    await save(database, row(), row(day=1), row("tg", 5, day=2, currency="EUR"))
    undone = await save(database, row("ok"))
    async with database.write() as conn:
        await spend.undo(conn, undone or 0, by=OWNER, now=NOW)
        newest, oldest = await spend.saved(conn, 5)
        assert await spend.saved(conn, 1) == [newest]
    assert newest.money == (Money(amount=5, currency="EUR"), Money(amount=200, currency="RUB"))
    assert (newest.first, newest.last) == (DAY, DAY + timedelta(days=2))
    assert (oldest.of.file, oldest.money) == ("", (Money(amount=100, currency="RUB"),))


async def test_nothing_is_half_saved(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await save(database, row(), row())
    assert await rows(database, spend_table) == []
    assert await rows(database, spend_imports) == []
    assert await save(database, row()) is not None
