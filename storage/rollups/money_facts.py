"""What is known of the money of people and their journeys, as the rollups of money count it.

An order of no journey, or of one that is no more, is alone: it starts when it was opened, and is in no cell.
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import BigInteger, Text, bindparam, case, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.batches import MOST, portions
from storage.queries.flows import FLOWS
from storage.rollups.taken import NONE, Taken, taken_by
from storage.selling_tables import SOLD, orders
from storage.tables import journeys, subscribers

T = TypeVar("T", int, str)


class Flow(NamedTuple):
    """Money that came or went back at a moment (`micros`), in minor units."""

    at: int
    currency: str
    amount: int
    method: str
    """How it was paid."""


class OrderMoney(NamedTuple):
    """One order; what counts of the money that came for it, the first first, and what of that went back."""

    opened: int
    stage: str
    """Where it was opened; empty, where that is not known."""
    product: str
    currency: str
    touches: tuple[str, ...] = ()
    """The sources of the arrivals before it."""
    came: tuple[Flow, ...] = ()
    back: tuple[Flow, ...] = ()
    sold: int | None = None
    """When it was paid; None: it is not, or all of it went back."""


class WalkMoney(NamedTuple):
    """One journey with its orders, or one order without a journey."""

    who: int
    """The subscriber's id."""
    funnel: str
    again: bool
    started: int
    source: str
    """That the journey started with."""
    cells: tuple[str, ...]
    """As `storage.slices` has them."""
    orders: tuple[OrderMoney, ...]
    alone: bool = False
    """Whether it is an order without a journey."""
    taken: Taken = NONE


Walk = int | str
"""The id of a journey, or the name of an order without one."""

_ORDERS = (
    select(
        orders.c.name,
        orders.c.journey_id,
        orders.c.subscriber_id,
        orders.c.funnel,
        type_coerce(orders.c.opened_at, BigInteger),
        orders.c.step,
        orders.c.product,
        orders.c.currency,
        type_coerce(orders.c.touches, Text),
        type_coerce(case((SOLD, orders.c.paid_at)), BigInteger),
        journeys.c.funnel,
        journeys.c.run,
        type_coerce(journeys.c.started_at, BigInteger),
        journeys.c.source,
        type_coerce(journeys.c.slices, Text),
    )
    .outerjoin(journeys, journeys.c.id == orders.c.journey_id)
    .where(orders.c.subscriber_id.in_(bindparam("people", expanding=True)))
)
_known = subscribers.alias("known")
_CONCERNED = union_all(
    select(_known.c.id).where(_known.c.id.in_(bindparam("people", expanding=True))),
    select(orders.c.subscriber_id).where(orders.c.name.in_(bindparam("names", expanding=True))),
)
_PEOPLE = (
    select(subscribers.c.id)
    .where(subscribers.c.id.in_(_CONCERNED))
    .order_by(subscribers.c.id)
    .with_for_update(of=subscribers)
)
_WITH_ORDERS = select(orders.c.subscriber_id).distinct()
_FLOWS = (
    select(
        FLOWS.c.order_name,
        type_coerce(FLOWS.c.at, BigInteger),
        FLOWS.c.currency,
        FLOWS.c.came,
        FLOWS.c.back,
        FLOWS.c.method,
    )
    .where(FLOWS.c.order_name.in_(bindparam("ids", expanding=True)))
    .order_by(FLOWS.c.at, FLOWS.c.charge)
)


async def concerned(conn: AsyncConnection, people: Iterable[int], names: Iterable[str]) -> Sequence[int]:
    """These people, and whose these orders are.

    Nobody else moves them until the transaction is over; SQLite has one writer anyway.
    """
    return (await conn.execute(_PEOPLE, {"people": _filled(people), "names": _filled(names)})).scalars().all()


async def money_of(conn: AsyncConnection, people: Iterable[int]) -> dict[Walk, WalkMoney]:
    """All walks of these people; those without an order have no money."""
    found: dict[Walk, WalkMoney] = {}
    for portion in portions(people):
        rows = {row[0]: row for row in await conn.execute(_ORDERS, {"people": portion})}
        walks = _walks(rows, await _flows(conn, rows))
        taken = await taken_by(conn, {walk: money.cells for walk, money in walks.items() if isinstance(walk, int)})
        found |= walks | {walk: walks[walk]._replace(taken=mine) for walk, mine in taken.items()}
    return found


async def every_walk(conn: AsyncConnection) -> AsyncIterator[tuple[Iterable[WalkMoney], float]]:
    """All that have an order, in portions, each person's in one, and how much of them was read by then, from 0 to 1."""
    people = (await conn.execute(_WITH_ORDERS)).scalars().all()
    for start in range(0, len(people), MOST):
        portion = people[start : start + MOST]
        yield (await money_of(conn, portion)).values(), (start + len(portion)) / len(people)


def _filled(ids: Iterable[T]) -> Sequence[T]:
    """As one portion: there is no more of them than of people in a batch."""
    return next(portions(sorted(set(ids))), ())


async def _flows(conn: AsyncConnection, names: Iterable[str]) -> Mapping[str, tuple[list[Flow], list[Flow]]]:
    """What came and what went back, by order."""
    found: defaultdict[str, tuple[list[Flow], list[Flow]]] = defaultdict(lambda: ([], []))
    for portion in portions(names):
        for name, at, currency, came, back, method in await conn.execute(_FLOWS, {"ids": portion}):
            found[name][0 if came else 1].append(Flow(at, currency, came or back, method))
    return found


def _walks(rows: Mapping[str, Any], flows: Mapping[str, tuple[list[Flow], list[Flow]]]) -> dict[Walk, WalkMoney]:
    walks: dict[Walk, WalkMoney] = {}
    for name, row in sorted(rows.items()):
        _, journey, who, funnel, opened, step, product, currency, touches, sold, *of_walk = row
        came, back = map(tuple, flows.get(name, ((), ())))
        stage = step.partition(".")[0]
        order = OrderMoney(opened, stage, product, currency, tuple(json.loads(touches)), came, back, sold)
        if journey is None:
            walks[name] = WalkMoney(
                who, funnel, again=False, started=opened, source="", cells=(), orders=(order,), alone=True
            )
        elif journey in walks:
            walks[journey] = walks[journey]._replace(orders=(*walks[journey].orders, order))
        else:
            of_funnel, run, started, source, slices = of_walk
            walks[journey] = WalkMoney(who, of_funnel, run > 1, started, source, tuple(json.loads(slices)), (order,))
    return walks
