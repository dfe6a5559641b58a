"""How each difference of the books is put right.

A payment the bot lacks is taken in as if Telegram told of it now: it ends in goods, or as a stray payment before the
owners. So is a refund the bot lacks. One that Telegram lacks is made.
"""

from bot.context import Context
from bot.incoming import Incoming
from bot.payments.stars import refund_name
from bot.reconcile.books import Difference, Kind
from funnels.engine.inputs import Paid, Refunded
from storage.refunds import Refund

MENDED: tuple[Kind, ...] = ("missing", "refunded_there", "refunded_here")
"""What can be put right; the rest needs a person who looks."""


async def put_right(context: Context, one: Difference) -> None:
    """Make the books say the same of this one.

    Raises:
        NotNowError: Telegram cannot be asked just now.
        RefusedError: Telegram gives the money back no more.
    """
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
    paid = Paid(order=one.order, method="stars", money=one.money, charge=one.charge)
    back = Refunded(refund=refund_name(one.charge), order=one.order, charge=one.charge, money=one.money, whole=True)
    input_ = paid if one.kind == "missing" else back
    await context.runner.submit(Incoming(subscriber=one.payer, input=input_))
