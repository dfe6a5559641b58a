"""Two books of the same payments side by side.

What is younger than five minutes may be on its way from one book to the other, and is left out. So is a payment that
came and went back while the bot heard of neither: there is nothing to hand over and nothing to give back.
"""

from collections.abc import Iterator, Mapping

from bot.reconcile.books import Difference, Kind, Scope, Theirs
from funnels.definition.money import Money
from storage.queries.kept import Kept


def differences(
    method: str, theirs: Mapping[str, Theirs], ours: Mapping[str, Kept], scope: Scope
) -> Iterator[Difference]:
    """Each of them, by charge, in no order."""
    for charge in theirs.keys() | ours.keys():
        their, our = theirs.get(charge), ours.get(charge)
        if our is None and their is not None and scope.holds(their.order, their.at, their.back_at):
            if their.back < their.money.amount and scope.settled(their.at):
                yield _of_theirs("missing", method, their, their.money)
        elif our is not None and their is None and scope.holds(our.order, our.at, our.back_at):
            if scope.settled(our.at):
                yield _of_ours("unknown", our, our.money)
        elif our is not None and their is not None:
            moments = (our.at, their.at, our.back_at, their.back_at)
            if scope.holds(our.order, *moments):
                yield from _between(method, their, our, scope)


def _between(method: str, their: Theirs, our: Kept, scope: Scope) -> Iterator[Difference]:
    if our.money not in (their.money, _with_commission(their)):
        yield _of_ours("amount", our, our.money, theirs=their.money)
    whole = their.back == their.money.amount
    more = (our.money.amount if whole else their.back) - our.back
    if more > 0 and not our.on_its_way and scope.settled(their.back_at):
        yield _of_theirs("refunded_there", method, their, Money(amount=more, currency=their.money.currency))
    elif more < 0 and scope.settled(our.back_at):
        yield _of_ours("refunded_here", our, Money(amount=-more, currency=our.money.currency))


def _with_commission(their: Theirs) -> Money:
    return Money(amount=their.money.amount + their.commission, currency=their.money.currency)


def _of_theirs(kind: Kind, method: str, their: Theirs, money: Money) -> Difference:
    return Difference(
        kind=kind,
        method=method,
        charge=their.charge,
        order=their.order,
        payer=their.payer,
        money=money,
        refunds=their.refunds,
        paid_until=their.paid_until,
        at=their.back_at if kind == "refunded_there" and their.back_at else their.at,
    )


def _of_ours(kind: Kind, our: Kept, money: Money, *, theirs: Money | None = None) -> Difference:
    return Difference(
        kind=kind,
        method=our.method,
        charge=our.charge,
        order=our.order,
        payer=our.payer,
        money=money,
        at=our.at,
        theirs=theirs,
    )
