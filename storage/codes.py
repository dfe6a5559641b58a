"""One-use codes: each is given to one order once, whoever asks for it and however often.

A list is known by its funnel and its path. Lines that are added to it are stocked when its codes run low; a line
that is taken away from it is given all the same if it was stocked before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.selling_tables import codes
from storage.upsert import insert_into


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """A list of codes."""

    funnel: str
    file: str


_OF_LIST = (codes.c.funnel == bindparam("of_funnel"), codes.c.file == bindparam("of_file"))
_FREE = (*_OF_LIST, codes.c.given_to.is_(None))
_GIVEN = select(codes.c.code).where(*_OF_LIST, codes.c.given_to == bindparam("to"))
_FIRST = select(codes.c.code).where(*_FREE).order_by(codes.c.line).limit(1).with_for_update(skip_locked=True)
_GIVE = (
    update(codes)
    .where(*_FREE, codes.c.code == bindparam("taken"))
    .values(given_to=bindparam("to"), given_at=bindparam("now"))
)
_LEFT = select(func.count()).select_from(codes).where(*_FREE)


async def given(conn: AsyncConnection, of: CodeList, to: str) -> str | None:
    """The code that this order has."""
    about = {"of_funnel": of.funnel, "of_file": of.file, "to": to}
    code: str | None = (await conn.execute(_GIVEN, about)).scalar()
    return code


async def take(conn: AsyncConnection, of: CodeList, to: str, now: datetime) -> str | None:
    """Give the first free code to an order that has none; None: there is none left."""
    about = {"of_funnel": of.funnel, "of_file": of.file, "to": to}
    free: str | None = (await conn.execute(_FIRST, about)).scalar()
    if free is not None:
        await conn.execute(_GIVE, {**about, "taken": free, "now": now})
    return free


async def stock(conn: AsyncConnection, of: CodeList, lines: Sequence[str]) -> None:
    """Make these codes of the list known; those that are known stay as they are."""
    rows = [
        {"funnel": of.funnel, "file": of.file, "code": code, "line": number} for number, code in enumerate(lines, 1)
    ]
    if rows:
        await conn.execute(insert_into(codes, conn.dialect.name).on_conflict_do_nothing(), rows)


async def left(conn: AsyncConnection, of: CodeList) -> int:
    """How many are free."""
    return (await conn.execute(_LEFT, {"of_funnel": of.funnel, "of_file": of.file})).scalar_one()
