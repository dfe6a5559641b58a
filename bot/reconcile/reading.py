"""Reads both books and compares them, for each way to be paid whose service has a list of payments.

The bot answers people meanwhile: whatever there is much of is looked at in portions, and others run between them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.reconcile.books import Difference, Scope, Theirs
from bot.reconcile.compare import differences
from funnels.definition.methods import METHODS, Method
from storage.database import Database
from storage.queries.kept import PORTION, Kept, kept

Reader = Callable[[], Awaitable[Mapping[str, Theirs]]]
Readers = Mapping[Method, Reader]

LISTED_FOR: Mapping[str, timedelta] = {"yookassa": timedelta(days=3 * 365 - 1)}
"""How far back a service's list goes, where it has an end; what is older cannot be compared."""


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """What came of it."""

    compared: int
    """Payments that were in either book."""
    differences: Sequence[Difference]
    """The oldest first."""
    not_comparable: Sequence[str]
    """Ways in which this bot was paid, and of which nobody has another list."""


async def reconcile(database: Database, readers: Readers, scope: Scope) -> Reconciliation:
    """Compare all of it; raises whatever keeps a service from answering."""
    theirs = {str(method): dict(await read()) for method, read in readers.items()}
    compared, found, seen = 0, list[Difference](), set[str]()
    async with database.read() as connection:
        async for portion in kept(connection):
            seen.update(one.method for one in portion if _holds(scope, one))
            for method in theirs.keys() & {one.method for one in portion}:
                ours = {one.charge: one for one in portion if one.method == method}
                both = {charge: theirs[method].pop(charge) for charge in ours.keys() & theirs[method].keys()}
                ours = {one.charge: one for one in ours.values() if one.charge in both or _is_listed(one, scope)}
                compared += sum(_holds(scope, one) for one in ours.values())
                found.extend(differences(method, both, ours, scope))
    for method, left in theirs.items():
        while left:
            only_there = dict(left.popitem() for _ in range(min(PORTION, len(left))))
            compared += sum(_holds(scope, one) for one in only_there.values())
            found.extend(differences(method, only_there, {}, scope))
            await asyncio.sleep(0)
    return Reconciliation(
        compared=compared,
        differences=sorted(found, key=lambda one: (one.at, one.charge)),
        not_comparable=[method for method in METHODS if method in seen and method not in theirs],
    )


def _holds(scope: Scope, payment: Theirs | Kept) -> bool:
    return scope.holds(payment.order, payment.at, payment.back_at)


def _is_listed(payment: Kept, scope: Scope) -> bool:
    """Whether the list of its service goes back so far."""
    return payment.method not in LISTED_FOR or payment.at >= scope.now - LISTED_FOR[payment.method]


def as_json(result: Reconciliation) -> dict[str, Any]:
    """For programs: amounts in minor units, moments in UTC; keys are added here and never renamed or removed."""
    return {
        "compared": result.compared,
        "differences": [_difference(one) for one in result.differences],
        "not_comparable": list(result.not_comparable),
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "method": one.method,
        "charge": one.charge,
        "order": one.order,
        "payer": one.payer,
        "at": one.at.isoformat(),
        "amount": one.money.amount,
        "currency": one.money.currency,
        "their_amount": one.theirs and one.theirs.amount,
        "their_currency": one.theirs and one.theirs.currency,
    }
