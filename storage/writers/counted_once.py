"""Which facts, of those that count once a journey and step, are there already."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import bindparam, column, exists, select, values
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import portions
from storage.tables import events


class Once(NamedTuple):
    """A fact of a journey's step, whenever it was."""

    funnel: str
    run: int
    event: str
    step: str
    journey_id: int


async def there_already(conn: AsyncConnection, facts: Iterable[Once]) -> set[Once]:
    """Those of them that are among the events."""
    found: set[Once] = set()
    for portion in portions(facts):
        sql = _statement(conn.dialect, len(portion))
        flat = tuple(value for fact in portion for value in fact)
        found.update(Once._make(row) for row in await conn.exec_driver_sql(sql, flat))
    return found


@lru_cache(maxsize=32)
def _statement(dialect: Dialect, size: int) -> str:
    """One look into the index a fact: SQLite goes through all of it for `(…) IN (VALUES …)`."""
    names = Once._fields
    rows = [tuple(bindparam(f"{name}_{number}", type_=events.c[name].type) for name in names) for number in range(size)]
    columns = [column(name, events.c[name].type) for name in names]
    asked = values(*columns, name="asked").data(rows).cte("asked")
    query = select(asked).where(exists().where(*(events.c[name] == asked.c[name] for name in names)))
    return str(query.compile(dialect=dialect))
