"""People an owner looks for: who has this name, and what one of them has met with."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.orders import Status
from funnels.engine.subscriber import Reach
from storage.selling_tables import orders
from storage.tables import events, journeys, subscribers, timers
from storage.traffic_tables import touches


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One person of a list; without a funnel they were found by who they are.

    Attributes:
        since: when they first came to the stage, or to the bot (UTC).
        state: of the stage they stand in, as conversion has it.
        source: where they came from to this walk.
        last_act: when they last did anything in it (UTC).
    """

    id: int
    first_name: str
    last_name: str
    username: str
    reach: Reach
    funnel: str = ""
    version: int = 0
    stage: str = ""
    step: str = ""
    since: datetime
    state: Literal["", "inside", "passed", "lost"] = ""
    source: str = ""
    tags: Sequence[str] = ()
    last_act: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Met:
    """What one person has met with: moments are UTC, the newest first.

    Attributes:
        touches: when they came, and from where.
        heard: the messages of scripts that reached them: when, of which funnel, version and step.
        orders: names and titles of their orders, with the state of each.
        timers: when something comes next, by the id of its journey.
    """

    touches: Sequence[tuple[datetime, str]]
    heard: Sequence[tuple[datetime, str, int, str]]
    orders: Sequence[tuple[str, str, Status]]
    timers: dict[int, datetime]


WHO = (
    subscribers.c.id,
    subscribers.c.first_name,
    subscribers.c.last_name,
    subscribers.c.username,
    subscribers.c.reach,
)
"""What a line says of the person."""


async def found(conn: AsyncConnection, words: str, *, skip: int, most: int) -> tuple[list[PersonLine], int]:
    """A page of whom these words may mean, the newest first, and how many there are in all.

    The words are an id, an @username, or part of a name or of an attribute, such as an e-mail.
    """
    condition = _meant(words, conn.dialect.name)
    page = select(*WHO, subscribers.c.created_at.label("since")).where(condition)
    page = page.order_by(subscribers.c.created_at.desc(), subscribers.c.id).offset(skip).limit(most)
    lines = [PersonLine(**row) for row in (await conn.execute(page)).mappings()]
    if 0 < len(lines) < most:  # the last page: to count them would be to look through everybody again
        return lines, skip + len(lines)
    whole = select(func.count()).select_from(subscribers).where(condition)
    return lines, (await conn.execute(whole)).scalar_one()


async def met(conn: AsyncConnection, id_: int, *, most: int) -> Met:
    """Up to `most` of each."""
    came = select(touches.c.at, touches.c.source).where(touches.c.subscriber_id == id_).order_by(touches.c.at.desc())
    heard = (
        select(events.c.at, events.c.funnel, events.c.version, events.c.step)
        .where(events.c.subscriber_id == id_, events.c.event == "delivered")
        .order_by(events.c.at.desc(), events.c.id.desc())
    )
    intents = (
        select(orders.c.name, orders.c.title, orders.c.status)
        .where(orders.c.subscriber_id == id_)
        .order_by(orders.c.opened_at.desc(), orders.c.name)
    )
    due = (
        select(timers.c.journey_id, func.min(timers.c.due_at).label("due_at"))
        .join(journeys, journeys.c.id == timers.c.journey_id)
        .where(journeys.c.subscriber_id == id_)
        .group_by(timers.c.journey_id)
    )
    return Met(
        touches=[(at, source) for at, source in await conn.execute(came.limit(most))],
        heard=[(at, funnel, version, step) for at, funnel, version, step in await conn.execute(heard.limit(most))],
        orders=[(name, title, status) for name, title, status in await conn.execute(intents.limit(most))],
        timers={row.journey_id: row.due_at for row in await conn.execute(due)},
    )


def _meant(words: str, dialect: str) -> ColumnElement[bool]:
    if words.isdecimal() and len(words) < 19:  # noqa: PLR2004  # ids are 64 bits
        return subscribers.c.id == int(words)
    if words.startswith("@"):
        return func.lower(subscribers.c.username) == words[1:].lower()
    name = subscribers.c.first_name + " " + subscribers.c.last_name
    columns = (name, subscribers.c.username, cast(subscribers.c.attributes, Text))
    if words.isascii():
        ask = ColumnElement.contains if dialect == "sqlite" else ColumnElement.icontains
        return or_(*(ask(column, words, autoescape=True) for column in columns))
    matches, pattern = (
        ("GLOB", f"*{_in_any_case(words, _of_glob)}*") if dialect == "sqlite" else ("~", _in_any_case(words, re.escape))
    )
    return or_(*(column.op(matches, is_comparison=True)(pattern) for column in columns))


def _in_any_case(words: str, literally: Callable[[str], str]) -> str:
    """A pattern with both cases of every letter: LIKE knows Latin ones in SQLite, those of its locale in PostgreSQL."""
    return "".join(f"[{sign.lower()}{sign.upper()}]" if sign.isalpha() else literally(sign) for sign in words)


def _of_glob(sign: str) -> str:
    return f"[{sign}]" if sign in "*?[" else sign
