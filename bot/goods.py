"""Goods that an owner sends once more."""

from bot.context import Context
from bot.incoming import Incoming
from funnels.engine.goods_key import GoodsKey
from funnels.engine.inputs import SendingAgainAsked
from storage import calls, orders, owed


async def send_again(context: Context, order: str, *, staff: int, arrived: bool = False) -> bool:
    """What has failed, with `arrived` also what the person has lost; False where there is nothing to send.

    Goods that another system has failed to make are asked for once more, by the first of two presses.
    """
    async with context.decisions:
        return await _send_again(context, order, staff=staff, arrived=arrived)


async def _send_again(context: Context, order: str, *, staff: int, arrived: bool) -> bool:
    async with context.database.write() as connection:
        waits = await owed.send_again(connection, order, context.clock.now(), staff=staff, arrived=arrived)
        known = (await orders.find(connection, [order])).get(order)
        called = await calls.keys_of(connection, known.subscriber_id) if known else set[str]()
    if waits or known is None or known.status not in ("paid", "delivered"):
        return waits
    lost = not any(GoodsKey.parse(key).order == order for key in called)
    asked = SendingAgainAsked(order=order, lost=lost)
    return bool(await context.runner.submit(Incoming(subscriber=known.subscriber_id, input=asked)))
