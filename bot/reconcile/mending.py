"""How each difference of the books is put right.

A payment the bot lacks is taken in as if its service told of it now: it ends in goods, or as a stray payment before the
owners. So is a refund the bot lacks. One that Telegram lacks is made.
"""

from typing import Any

from bot.context import Context
from bot.incoming import Incoming
from bot.payments.intake import Intake
from bot.payments.stars import refund_name
from bot.reconcile.books import Difference
from funnels.engine.inputs import Paid, Recurring, Refunded
from storage.refunds import Refund


def can_put_right(one: Difference) -> bool:
    """Whether this one needs no person who looks; Telegram alone is told a second time to give money back."""
    return one.kind in ("missing", "refunded_there") or (one.kind == "refunded_here" and one.method == "stars")


async def put_right(context: Context, one: Difference) -> None:
    """Make the books say the same of this one.

    Raises:
        NotNowError: Telegram cannot be asked just now.
        RefusedError: Telegram gives the money back no more.
    """
    if one.method != "stars":
        await _told_by_service(context, one)
        return
    if one.kind == "refunded_here":
        refund = Refund(
            name=refund_name(one.charge),
            order=one.order,
            charge=one.charge,
            method="stars",
            payer=one.payer,
            money=one.money,
            reason="",
            staff=0,
            attempts=0,
        )
        await context.methods["stars"].refund(refund)
        return
    recurring = Recurring(until=one.paid_until, first=False) if one.paid_until else None  # which it is, nobody says
    paid = Paid(order=one.order, method="stars", money=one.money, charge=one.charge, recurring=recurring)
    back = Refunded(refund=refund_name(one.charge), order=one.order, charge=one.charge, money=one.money, whole=True)
    input_ = paid if one.kind == "missing" else back
    await context.runner.submit(Incoming(subscriber=one.payer, input=input_))


async def _told_by_service(context: Context, one: Difference) -> None:
    """As if its notifications came now; each refund counts once, also one that is known."""
    intake = Intake(context.database, context.runner, context.clock, context.settings.staff)
    method: Any = one.method
    if one.kind == "missing":
        await intake.paid(Paid(order=one.order, method=method, money=one.money, charge=one.charge))
    for name, money in one.refunds:
        await intake.refunded(method, one.charge, reference=name, money=money)
