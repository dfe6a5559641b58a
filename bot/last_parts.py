"""Which of the refunds of a batch leave nothing of their payment, counted in its transaction."""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incoming import Incoming
from funnels.engine.inputs import Refunded
from storage.last_parts import last_parts


async def count_last_parts(connection: AsyncConnection, batch: Iterable[Incoming]) -> None:
    """Make the refunds say it; those of a payment that is not kept say what they were told with."""
    told = [(incoming, incoming.input) for incoming in batch if isinstance(incoming.input, Refunded)]
    if not told:
        return
    last = await last_parts(connection, [refunded for _, refunded in told])
    for incoming, refunded in told:
        incoming.input = replace(refunded, whole=last.get(refunded.refund, refunded.whole))
