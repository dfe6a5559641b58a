"""Spend that was saved: an import is saved whole or not at all, counts once, and can be undone as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.spend import SpendRow, digest
from funnels.definition.money import Money
from storage.batches import portions
from storage.traffic_tables import spend, spend_imports
from storage.upsert import insert_into


@dataclass(frozen=True, kw_only=True)
class Import:
    """Spend that was saved at once.

    Attributes:
        file: its name; empty: it was a message.
        by: the Telegram id of whoever saved it.
        at: when (UTC).
    """

    id: int
    file: str
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is saved of a day and source that are to be saved.

    Attributes:
        same: it is of the very amount.
    """

    day: date
    source: str
    same: bool
    of: Import


@dataclass(frozen=True, kw_only=True)
class Saved:
    """An import with its sums; moments are UTC.

    Attributes:
        money: a sum for each currency.
    """

    of: Import
    first: date
    last: date
    money: tuple[Money, ...]


_IMPORT = (
    spend_imports.c.id,
    spend_imports.c.file,
    spend_imports.c.saved_by,
    spend_imports.c.saved_at,
)
_KNOWN = (
    select(spend.c.day, spend.c.source, spend.c.currency, spend.c.amount, *_IMPORT)
    .join(spend_imports, spend_imports.c.id == spend.c.import_id)
    .where(
        spend.c.day.between(bindparam("first"), bindparam("last")),
        spend.c.source.in_(bindparam("ids", expanding=True)),
    )
    .order_by(spend_imports.c.id, spend.c.day, spend.c.source)
)
_NEWEST = (
    select(spend_imports.c.id)
    .where(spend_imports.c.undone_at.is_(None))
    .order_by(spend_imports.c.id.desc())
    .limit(bindparam("most"))
    .scalar_subquery()
)
_SAVED = (
    select(
        *_IMPORT,
        spend.c.currency,
        func.min(spend.c.day).label("first"),
        func.max(spend.c.day).label("last"),
        func.sum(spend.c.amount).label("amount"),
    )
    .join(spend, spend.c.import_id == spend_imports.c.id)
    .where(spend_imports.c.id.in_(_NEWEST))
    .group_by(*_IMPORT, spend.c.currency)
    .order_by(spend_imports.c.id.desc(), spend.c.currency)
)
_UNDO = (
    update(spend_imports)
    .where(spend_imports.c.id == bindparam("which"), spend_imports.c.undone_at.is_(None))
    .values(undone_by=bindparam("by"), undone_at=bindparam("now"))
)
_FORGET = delete(spend).where(spend.c.import_id == bindparam("which"))


async def known(conn: AsyncConnection, rows: Sequence[SpendRow]) -> list[Known]:
    """What is saved already of the days, sources and currencies of these rows, which are merged and not empty."""
    wanted = {(row.day, row.source, row.money.currency): row.money.amount for row in rows}
    days = {"first": min(row.day for row in rows), "last": max(row.day for row in rows)}
    return [
        Known(
            day=row.day,
            source=row.source,
            same=wanted[row.day, row.source, row.currency] == row.amount != 0,
            of=_import(row),
        )
        for sources in portions(row.source for row in rows)
        for row in await conn.execute(_KNOWN, {**days, "ids": sources})
        if (row.day, row.source, row.currency) in wanted
    ]


async def save(conn: AsyncConnection, rows: Sequence[SpendRow], *, file: str, by: int, now: datetime) -> int | None:
    """Keep merged rows; the id of the import, or None where the very same are kept already."""
    statement = insert_into(spend_imports, conn.dialect.name).on_conflict_do_nothing()
    values = {"digest": digest(rows), "file": file, "saved_by": by, "saved_at": now}
    id_: int | None = (await conn.execute(statement.returning(spend_imports.c.id), values)).scalar()
    if id_ is not None:
        await conn.execute(insert(spend), [_row(id_, row) for row in rows])
    return id_


async def undo(conn: AsyncConnection, id_: int, *, by: int, now: datetime) -> bool:
    """Take an import back; whether it was there."""
    undone = await conn.execute(_UNDO, {"which": id_, "by": by, "now": now})
    await conn.execute(_FORGET, {"which": id_})
    return undone.rowcount > 0


async def saved(conn: AsyncConnection, most: int) -> list[Saved]:
    """The newest imports that are not undone."""
    found: dict[int, Saved] = {}
    for row in await conn.execute(_SAVED, {"most": most}):
        money = Money(amount=int(row.amount), currency=row.currency)
        if (one := found.get(row.id)) is None:
            found[row.id] = Saved(of=_import(row), first=row.first, last=row.last, money=(money,))
        else:
            days = {"first": min(one.first, row.first), "last": max(one.last, row.last)}
            found[row.id] = Saved(of=one.of, **days, money=(*one.money, money))
    return list(found.values())


def _row(import_id: int, row: SpendRow) -> dict[str, object]:
    return {
        "import_id": import_id,
        "day": row.day,
        "source": row.source,
        "currency": row.money.currency,
        "amount": row.money.amount,
        "impressions": row.impressions,
        "clicks": row.clicks,
    }


def _import(row: Any) -> Import:
    return Import(id=row.id, file=row.file, by=row.saved_by, at=row.saved_at)
