"""What is known of the money of one journey, as the rollup of money counts it.

An order of no journey, or of one that is no more, is alone: it starts when it was opened, and is in no cell.
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import BigInteger, Text, bindparam, case, or_, select, type_coerce
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

_OPENED_AT = type_coerce(orders.c.opened_at, BigInteger)
_ORDERS = select(
    orders.c.name,
    orders.c.journey_id,
    orders.c.funnel,
    _OPENED_AT,
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
).outerjoin(journeys, journeys.c.id == orders.c.journey_id)
_CONCERNED = or_(
    orders.c.name.in_(bindparam("names", expanding=True)),
    orders.c.journey_id.in_(bindparam("journeys", expanding=True)),
)
_LOCK = (
    select(subscribers.c.id)
    .where(subscribers.c.id.in_(select(orders.c.subscriber_id).where(_CONCERNED)))
    .order_by(subscribers.c.id)
    .with_for_update()
)
_WITH_ORDERS = select(orders.c.journey_id).where(orders.c.journey_id.is_not(None)).distinct()
_ALONE = select(orders.c.name).where(orders.c.journey_id.is_(None))
_JOURNEYS_OF = select(orders.c.journey_id).where(
    orders.c.name.in_(bindparam("names", expanding=True)), orders.c.journey_id.is_not(None)
)
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


class Concern:
    """Which walks something is about: some journeys, and those that some orders are of."""

    def __init__(self, journeys_: Iterable[int], names: Iterable[str]) -> None:
        self._journeys = set(journeys_)
        self._names = set(names)

    async def lock(self, conn: AsyncConnection) -> None:
        """Nobody else moves their people until the transaction is over; SQLite has one writer anyway."""
        if self._names:
            found = (await conn.execute(_JOURNEYS_OF, {"names": _filled(self._names)})).scalars()
            self._journeys.update(found)
        if conn.dialect.name == "postgresql":
            await conn.execute(_LOCK, self._asked())

    async def read(self, conn: AsyncConnection) -> dict[Walk, WalkMoney]:
        """Their money; those without an order have none."""
        rows = {row[0]: row for row in await conn.execute(_ORDERS.where(_CONCERNED), self._asked())}
        if not rows:
            return {}
        walks = _walks(rows, await _flows(conn, rows))
        taken = await taken_by(conn, {walk: money.cells for walk, money in walks.items() if isinstance(walk, int)})
        return walks | {walk: walks[walk]._replace(taken=mine) for walk, mine in taken.items()}

    def _asked(self) -> dict[str, Sequence[int] | Sequence[str]]:
        return {"names": _filled(self._names), "journeys": _filled(self._journeys)}


async def every_walk(conn: AsyncConnection) -> AsyncIterator[tuple[Iterable[WalkMoney], float]]:
    """All that have an order, in portions, and how much of them was read by then, from 0 to 1."""
    ids = list((await conn.execute(_WITH_ORDERS)).scalars())
    alone = list((await conn.execute(_ALONE)).scalars())
    read = 0
    for concern, size in (
        *((Concern(ids[start : start + MOST], ()), MOST) for start in range(0, len(ids), MOST)),
        *((Concern((), alone[start : start + MOST]), MOST) for start in range(0, len(alone), MOST)),
    ):
        read += size
        yield (await concern.read(conn)).values(), min(read / (len(ids) + len(alone)), 1)


def _filled(ids: set[T]) -> Sequence[T]:
    """As one portion: there is no more of them than of people in a batch."""
    return next(portions(sorted(ids)), ())


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
        _, journey, funnel, opened, step, product, currency, touches, sold, *of_walk = row
        came, back = map(tuple, flows.get(name, ((), ())))
        stage = step.partition(".")[0]
        order = OrderMoney(opened, stage, product, currency, tuple(json.loads(touches)), came, back, sold)
        if journey is None:
            walks[name] = WalkMoney(
                funnel, again=False, started=opened, source="", cells=(), orders=(order,), alone=True
            )
        elif journey in walks:
            walks[journey] = walks[journey]._replace(orders=(*walks[journey].orders, order))
        else:
            of_funnel, run, started, source, slices = of_walk
            walks[journey] = WalkMoney(of_funnel, run > 1, started, source, tuple(json.loads(slices)), (order,))
    return walks
