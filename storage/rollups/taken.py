"""Which variants of experiments journeys took, and when each of them first."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, bindparam, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.facts import Track
from storage.batches import portions
from storage.tables import TAKEN, events


class Variant(NamedTuple):
    """One arm of an experiment."""

    experiment: str
    name: str


class Taking(NamedTuple):
    """That a journey took a variant, the first time: when (`micros`), and in which stage its split stood."""

    at: int
    stage: str


Taken = Mapping[Variant, Taking]
NONE: Taken = MappingProxyType({})

_CELL = "variant="
_TAKEN = (
    select(events.c.journey_id, events.c.detail, type_coerce(events.c.at, BigInteger), events.c.step)
    .where(TAKEN, events.c.step != "")
    .order_by(events.c.journey_id, events.c.at, events.c.id)
)
_THESE = _TAKEN.where(events.c.journey_id.in_(bindparam("ids", expanding=True)))
_THOSE = _TAKEN.where(events.c.journey_id.between(bindparam("first"), bindparam("last")))


async def taken_by(conn: AsyncConnection, cells: Mapping[int, Collection[str]]) -> Mapping[int, Taken]:
    """By journeys, whose cells say whether there is anything to look for."""
    found: dict[int, Taken] = {}
    for portion in portions(id_ for id_, mine in cells.items() if any(cell.startswith(_CELL) for cell in mine)):
        found |= _first(await conn.execute(_THESE, {"ids": portion}))
    return found


async def taken_in(conn: AsyncConnection, range_: Mapping[str, int]) -> Mapping[int, Taken]:
    """By all journeys of a range of `storage.rollups.ranges` that took any."""
    return _first(await conn.execute(_THOSE, range_))


def with_taken(known: Taken, facts: Iterable[Track], now: int) -> Taken:
    """What is taken after these facts, which are of now."""
    found = dict(known)
    for fact in facts:
        if fact.event == "variant" and fact.step:
            before = found.get(variant := _variant(fact.detail))
            if before is None or now < before.at:  # a clock may have been set back
                found[variant] = Taking(now, _stage(fact.step))
    return found


def _first(rows: Iterable[Any]) -> dict[int, Taken]:
    found: dict[int, dict[Variant, Taking]] = {}
    for id_, detail, at, step in rows:
        found.setdefault(id_, {}).setdefault(_variant(detail), Taking(at, _stage(step)))
    return dict(found)


def _variant(detail: str) -> Variant:
    experiment, _, name = detail.partition("=")
    return Variant(experiment, name)


def _stage(step: str) -> str:
    return step.partition(".")[0]
