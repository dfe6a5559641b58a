"""Goods that an owner sends once more."""

from bot.context import Context
from bot.incoming import Incoming
from funnels.engine.inputs import SendingAgainAsked
from storage import orders, owed


async def send_again(context: Context, order: str, *, staff: int, arrived: bool = False) -> bool:
    """What has failed, with `arrived` also what the person has lost; False where there is nothing to send.

    Goods that another system has failed to make are asked for once more.
    """
    async with context.database.write() as connection:
        waits = await owed.send_again(connection, order, context.clock.now(), staff=staff, arrived=arrived)
        known = (await orders.find(connection, [order])).get(order)
    if waits or known is None or known.status != "paid":
        return waits
    return bool(
        await context.runner.submit(Incoming(subscriber=known.subscriber_id, input=SendingAgainAsked(order=order)))
    )
