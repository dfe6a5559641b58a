"""The register of hypotheses: what somebody means to try at a stage, and whether it was done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Row, case, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.owner_tables import hypotheses

Status = Literal["open", "done", "dropped"]


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What is meant to be tried.

    Attributes:
        owner: who does it, as it was written; may be empty.
        due: until when; None: nobody said.
        version: the version of the script that brings it.
        experiment: the experiment that tests it; empty: none.
    """

    funnel: str
    stage: str
    idea: str
    owner: str = ""
    due: date | None = None
    version: int | None = None
    experiment: str = ""


@dataclass(frozen=True, kw_only=True)
class Hypothesis(Idea):
    """One of the register; moments are UTC."""

    id: int
    status: Status
    added_at: datetime
    closed_at: datetime | None


async def add(conn: AsyncConnection, idea: Idea, staff: int, now: datetime) -> int:
    """Keep it; the number it is called by."""
    values = {**vars(idea), "due": idea.due.isoformat() if idea.due else ""}
    row = insert(hypotheses).values(**values, status="open", staff=staff, added_at=now).returning(hypotheses.c.id)
    return int((await conn.execute(row)).scalar_one())


async def close(conn: AsyncConnection, id_: int, status: Status, now: datetime) -> Hypothesis | None:
    """It is done or dropped; None where there is none of this number, or it was closed before."""
    statement = (
        update(hypotheses)
        .where(hypotheses.c.id == id_, hypotheses.c.status == "open")
        .values(status=status, closed_at=now)
        .returning(hypotheses)
    )
    row = (await conn.execute(statement)).first()
    return None if row is None else _hypothesis(row)


async def listed(conn: AsyncConnection, funnel: str) -> list[Hypothesis]:
    """Those of a funnel: open ones by when they are due, then the others, the newest first."""
    is_open = hypotheses.c.status == "open"
    query = (
        select(hypotheses)
        .where(hypotheses.c.funnel == funnel)
        .order_by(
            case((is_open, 0), else_=1),
            case((is_open, case((hypotheses.c.due == "", "9"), else_=hypotheses.c.due)), else_=""),
            hypotheses.c.id.desc(),
        )
    )
    return [_hypothesis(row) for row in await conn.execute(query)]


def _hypothesis(row: Row[tuple[object, ...]]) -> Hypothesis:
    values = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's name for a row as a mapping
    del values["staff"]
    return Hypothesis(**{**values, "due": date.fromisoformat(values["due"]) if values["due"] else None})
