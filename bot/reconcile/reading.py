"""Reads both books and compares them, for each way to be paid whose service has a list of payments."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.reconcile.books import Difference, Scope, Theirs
from bot.reconcile.compare import differences
from funnels.definition.methods import METHODS, Method
from storage.database import Database
from storage.queries.kept import Kept, kept

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
    theirs = {method: await read() for method, read in readers.items()}
    async with database.read() as connection:
        ours = await kept(connection)
    compared, found = 0, list[Difference]()
    for method, payments in theirs.items():
        oldest = scope.now - LISTED_FOR[method] if method in LISTED_FOR else None
        of_method = {
            payment.charge: payment
            for payment in ours
            if payment.method == method and (oldest is None or payment.at >= oldest)
        }
        both: Mapping[str, Theirs | Kept] = {**payments, **of_method}
        compared += sum(scope.holds(one.order, one.at, one.back_at) for one in both.values())
        found.extend(differences(method, payments, of_method, scope))
    seen = {payment.method for payment in ours if scope.holds(payment.order, payment.at, payment.back_at)}
    return Reconciliation(
        compared=compared,
        differences=sorted(found, key=lambda one: (one.at, one.charge)),
        not_comparable=[method for method in METHODS if method in seen and method not in theirs],
    )


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
